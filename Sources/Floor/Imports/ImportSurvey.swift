// SPDX-License-Identifier: Apache-2.0

package import Foundation

/// What a first reading of a whole file finds: how many rows it has, and how its texts, numbers and dates are written.
///
/// A number such as `1,234` or a date such as `03/04/2026` is never guessed alone: its whole column decides, or the
/// profile, or the import does not begin.
package struct ImportSurvey: Sendable {
    package private(set) var layout: ImportLayout
    package private(set) var rows = 0
    /// One line for everything that was decided, and by what.
    package private(set) var decisions: [String] = []
    /// What was given, with what was decided.
    package private(set) var profile: ImportProfile

    /// - Throws: `ImportFault` when the file cannot be read, lacks a column, or leaves open how it is meant.
    package init(_ form: ImportForm, _ file: URL, _ profile: ImportProfile) throws {
        self.profile = profile
        let delimiter = try Self.delimiter(of: file, profile)
        var records = try CSVRecords(file, delimiter: delimiter.byte)
        guard try records.advance() else { throw ImportFault.unreadable("\(file.lastPathComponent) is empty") }
        // Titles are read as Windows-1252 until something shows that the file is UTF-8.
        let isUTF8 = records.fields.allSatisfy { TextEncoding.utf8.text($0) != nil }
        layout = try ImportLayout(
            form, header: records.fields, profile, delimiter: delimiter.byte,
            encoding: profile.encoding ?? (isUTF8 ? .utf8 : .windows1252))
        var evidence = Evidence(layout)
        while try records.advance() { evidence.take(records) }
        rows = evidence.rows
        self.profile.delimiter = delimiter.name
        decisions.append("delimiter \(delimiter.name)" + Self.origin(profile.delimiter))
        decide(evidence)
        try decideNumbers(evidence)
        try decideDates(evidence)
        layout.readConstants(by: profile)
        tellColumns()
        keepDecisions()
    }

    /// What was decided for the whole file is part of its profile; what only some columns show is not.
    private mutating func keepDecisions() {
        if layout.encoding == .windows1252 { profile.encoding = .windows1252 }
        let marks = Set(layout.columns.compactMap { layout.marks[$0.column] })
        if marks.count == 1 { profile.decimals = marks.first }
        let orders = Set(layout.columns.compactMap { layout.orders[$0.column] })
        if orders.count == 1 { profile.dates = orders.first }
    }

    private static func origin(_ given: Any?) -> String { given == nil ? " (guessed)" : "" }

    private static func delimiter(of file: URL, _ profile: ImportProfile) throws -> (byte: UInt8, name: String) {
        if let given = profile.delimiter {
            let text = given == "\\t" || given == "tab" ? "\t" : given
            guard let byte = text.utf8.first, text.utf8.count == 1, byte != UInt8(ascii: "\"") else {
                throw ImportFault.unreadable("A delimiter is one character such as ; or \\t; \"\(given)\" is not.")
            }
            return (byte, text == "\t" ? "\\t" : text)
        }
        var reader = try LineReader(file)
        let header = try reader.next() ?? []
        var counts: [UInt8: Int] = [:]
        var isQuoted = false
        for byte in header {
            if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
            if !isQuoted { counts[byte, default: 0] += 1 }
        }
        let known = Array(",;\t|".utf8)
        let best = known.max { (counts[$0] ?? 0, -Int($0)) < (counts[$1] ?? 0, -Int($1)) } ?? known[0]
        let byte = (counts[best] ?? 0) == 0 ? known[0] : best
        return (byte, byte == UInt8(ascii: "\t") ? "\\t" : String(decoding: [byte], as: UTF8.self))
    }

    private mutating func decide(_ evidence: Evidence) {
        if profile.encoding == nil {
            layout.encoding = evidence.isUTF8 && layout.encoding == .utf8 ? .utf8 : .windows1252
            decisions.append("encoding \(layout.encoding.rawValue) (guessed)")
        } else {
            decisions.append("encoding \(layout.encoding.rawValue)")
        }
    }

    private mutating func decideNumbers(_ evidence: Evidence) throws {
        if let given = profile.decimals { decisions.append("decimals after a \(given.rawValue)") }
        for (column, title) in titled(.number) {
            let mark =
                try profile.decimals
                ?? evidence.number(column).form(
                    of: title, undecided: "which mark stands before decimals",
                    doubt: "which may be a thousand and more or a number with three decimals",
                    advice: "Say --decimals point or --decimals comma")
            layout.marks[column] = mark
            guard profile.decimals == nil, let mark else { continue }
            decisions.append("\"\(title)\" has decimals after a \(mark.rawValue) (guessed)")
        }
    }

    private mutating func decideDates(_ evidence: Evidence) throws {
        if let given = profile.dates { decisions.append("dates are \(given.rawValue)") }
        for (column, title) in titled(.date) {
            let order =
                try profile.dates
                ?? evidence.date(column).form(
                    of: title, undecided: "whether the day or the month comes first",
                    doubt: "where the day or the month may come first", advice: "Say --dates dmy or --dates mdy")
            layout.orders[column] = order
            guard profile.dates == nil, let order else { continue }
            decisions.append("\"\(title)\" is \(order.rawValue) (guessed)")
        }
    }

    /// The columns of a form, with the file's words for them.
    private func titled(_ form: ImportColumn.Form) -> [(column: ImportColumn, title: String)] {
        layout.columns.filter { $0.column.form == form }.map { ($0.column, layout.titles[$0.field]) }
    }

    private mutating func tellColumns() {
        for (column, field) in layout.columns where layout.titles[field] != column.name {
            let isGiven = profile.columns[layout.titles[field]] != nil
            decisions.append("\"\(layout.titles[field])\" is \(column.name)" + (isGiven ? "" : " (guessed)"))
        }
        if !layout.unread.isEmpty {
            decisions.append("not read: " + layout.unread.map { "\"\($0)\"" }.joined(separator: ", "))
        }
    }
}

/// What the values of one column say, with the first that says it.
private struct ColumnEvidence<Form: Hashable & Sendable & CaseIterable> {
    private var first: [FormEvidence<Form>: String] = [:]

    mutating func take(_ says: FormEvidence<Form>, _ text: String, line: Int) {
        if says != .none, first[says] == nil { first[says] = "\(text) (line \(line))" }
    }

    /// The one form its values show; nil when they show none.
    ///
    /// - Throws: `ImportFault` when they show two, or leave it open.
    func form(of title: String, undecided: String, doubt: String, advice: String) throws -> Form? {
        let shown = Form.allCases.filter { first[.form($0)] != nil }
        let examples = shown.compactMap { first[.form($0)] }
        guard examples.count < 2 else {
            throw ImportFault.unreadable(
                """
                The column "\(title)" has both \(examples[0]) and \(examples[1]), so it cannot be told \(undecided). \
                \(advice); rows that are otherwise are then named.
                """)
        }
        if shown.isEmpty, let open = first[.ambiguous] {
            throw ImportFault.unreadable(
                """
                The column "\(title)" has \(open), \(doubt), and nothing else in the column decides. \(advice).
                """)
        }
        return shown.first
    }
}

/// What the values of every column say.
private struct Evidence {
    private(set) var rows = 0
    private(set) var isUTF8 = true
    private var numbers: [ImportColumn: ColumnEvidence<DecimalMark>] = [:]
    private var dates: [ImportColumn: ColumnEvidence<DateOrder>] = [:]
    private let columns: [(column: ImportColumn, field: Int)]

    init(_ layout: ImportLayout) { columns = layout.columns.filter { $0.column.form != .text } }

    func number(_ column: ImportColumn) -> ColumnEvidence<DecimalMark> { numbers[column] ?? ColumnEvidence() }

    func date(_ column: ImportColumn) -> ColumnEvidence<DateOrder> { dates[column] ?? ColumnEvidence() }

    mutating func take(_ records: CSVRecords) {
        rows += 1
        if isUTF8 {
            isUTF8 = records.fields.allSatisfy { field in
                field.allSatisfy { $0 < 0x80 } || TextEncoding.utf8.text(field) != nil
            }
        }
        for (column, field) in columns where field < records.fields.count {
            let bytes = records.fields[field]
            guard bytes.contains(where: { !(0x30...0x39).contains($0) }) else { continue }
            let text = String(decoding: bytes, as: UTF8.self)
            if column.form == .number {
                numbers[column, default: ColumnEvidence()].take(
                    DecimalMark.evidence(of: text), text, line: records.line)
            } else {
                dates[column, default: ColumnEvidence()].take(DateOrder.evidence(of: text), text, line: records.line)
            }
        }
    }
}
