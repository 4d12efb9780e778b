// SPDX-License-Identifier: Apache-2.0

import Foundation
package import Kernel

/// A record of a file, kept apart from the reader's memory.
package struct RawRecord: Sendable {
    private var bytes: [UInt8] = []
    private var ends: [Int] = []

    package init(_ fields: [ArraySlice<UInt8>]) {
        bytes.reserveCapacity(fields.reduce(0) { $0 + $1.count })
        ends.reserveCapacity(fields.count)
        for field in fields {
            bytes += field
            ends.append(bytes.count)
        }
    }

    package var count: Int { ends.count }

    package func field(_ place: Int) -> ArraySlice<UInt8> { bytes[(place == 0 ? 0 : ends[place - 1])..<ends[place]] }
}

/// Why a row is not taken: in which column, what was expected, and what to do.
package struct RowFault: Error, Equatable {
    package let reason: String
    /// Which row of its thing it is; all of them when nil.
    package var row: Int?

    package init(_ reason: String, row: Int? = nil) {
        self.reason = reason
        self.row = row
    }

    package init(_ column: ImportColumn, expected: String, found: String) {
        self.init("\(column.name): expected \(expected), found \"\(found)\"")
    }
}

/// A row of a file, read column by column.
package struct ImportRow: Sendable {
    package let line: Int
    package let record: RawRecord
    private let layout: ImportLayout
    /// Of a row that leaves blank what it shares with the first row of its thing: what that row has there.
    private var repeated: [ImportColumn: String] = [:]

    package init(_ records: CSVRecords, _ layout: ImportLayout) {
        line = records.line
        record = RawRecord(records.fields)
        self.layout = layout
    }

    /// - Throws: `RowFault` when the row has fewer or more fields than the header.
    package func checkWidth() throws(RowFault) {
        guard record.count == layout.titles.count else {
            let missing = record.count < layout.titles.count
            throw RowFault(
                """
                row: expected \(layout.titles.count) fields as in the header, found \(record.count); \
                \(missing ? "is it cut off?" : "does a text hold the delimiter without quotes?")
                """)
        }
    }

    /// The text of a column without spaces around it; nil when it is empty.
    package func text(_ column: ImportColumn) throws(RowFault) -> String? {
        if !repeated.isEmpty, let text = repeated[column] { return text }
        guard let place = layout.places[column] else { return layout.constants[column] }
        guard place < record.count else { return nil }
        let bytes = record.field(place)
        guard !bytes.isEmpty else { return nil }
        guard let text = layout.encoding.text(bytes) else {
            throw RowFault(
                column, expected: "text in \(layout.encoding.rawValue)", found: String(decoding: bytes, as: UTF8.self))
        }
        guard text.first?.isWhitespace == true || text.last?.isWhitespace == true else { return text }
        let trimmed = text.trimmingCharacters(in: .whitespacesAndNewlines)
        return trimmed.isEmpty ? nil : trimmed
    }

    package func required(_ column: ImportColumn) throws(RowFault) -> String {
        guard let text = try text(column) else {
            throw RowFault("\(column.name): is empty; every row needs one")
        }
        return text
    }

    /// An exact decimal in units of ten to the minus `decimals`; nil when the column is empty.
    package func decimal(_ column: ImportColumn, decimals: Int, largest: Int64) throws(RowFault) -> Int64? {
        guard let text = try text(column) else { return nil }
        let mark = layout.marks[column]
        let sign = mark == .comma ? "," : "."
        guard let plain = DecimalMark.decimal(text, mark) else {
            throw RowFault(
                column, expected: "a number, decimals after \(mark == .comma ? "a comma" : "a point")", found: text)
        }
        do {
            return try parseDecimal(plain, decimals: decimals, largest: largest)
        } catch .tooManyDecimals {
            throw RowFault(
                column, expected: "at most \(decimals) decimals after \"\(sign)\"; round it where it comes from",
                found: text)
        } catch .tooLarge {
            throw RowFault(column, expected: "at most \(formatDecimal(largest, decimals: decimals))", found: text)
        } catch {
            throw RowFault(column, expected: "a number", found: text)
        }
    }

    package func money(_ column: ImportColumn, _ currency: Currency) throws(RowFault) -> Int64? {
        try decimal(column, decimals: currency.decimals, largest: Money.largestMinor)
    }

    /// A price or cost of one unit, which may have four decimals more than the currency.
    package func unitPrice(_ column: ImportColumn, _ currency: Currency) throws(RowFault) -> UnitPrice? {
        try decimal(column, decimals: currency.decimals + 4, largest: UnitPrice.notNegative.upperBound)
            .map(UnitPrice.init(count:))
    }

    /// Thousandths.
    package func quantity(_ column: ImportColumn) throws(RowFault) -> Int64 {
        guard let quantity = try decimal(column, decimals: 3, largest: Quantity.largestThousandths) else {
            throw RowFault("\(column.name): is empty; every row needs one")
        }
        return quantity
    }

    /// A whole number from one on.
    package func count(_ column: ImportColumn) throws(RowFault) -> Int64? {
        guard let text = try text(column) else { return nil }
        guard let number = Int64(text), number > 0 else {
            throw RowFault(column, expected: "a whole number from 1", found: text)
        }
        return number
    }

    package func day(_ column: ImportColumn) throws(RowFault) -> Day? {
        guard let text = try text(column) else { return nil }
        guard let moment = FileMoment(text, layout.orders[column]) else { throw badDate(column, text) }
        return moment.day
    }

    /// The moment of the columns `date` and `time`, on the site's own wall unless it says how far that is from UTC.
    ///
    /// - Parameter otherwise: seconds after the beginning of the business day, for a day without a time.
    package func instant(at site: SiteTime, otherwise: Int64) throws(RowFault) -> Instant {
        let text = try required(.date)
        guard var moment = FileMoment(text, layout.orders[.date]) else { throw badDate(.date, text) }
        if let clock = try self.text(.time), !moment.add(clock: clock[...]) {
            throw RowFault(.time, expected: "a time of day such as 14:05", found: clock)
        }
        return moment.instant(at: site, otherwise: otherwise)
    }

    private func badDate(_ column: ImportColumn, _ text: String) -> RowFault {
        let example =
            switch layout.orders[column] {
            case .dmy: "31/12/2026 (dmy)"
            case .mdy: "12/31/2026 (mdy)"
            case .ymd, nil: "2026-12-31"
            }
        return RowFault(column, expected: "a date such as \(example)", found: text)
    }

    package func choice<Choice: RawRepresentable<String> & CaseIterable>(
        _ column: ImportColumn, _ otherwise: Choice
    ) throws(RowFault) -> Choice {
        guard let text = try text(column) else { return otherwise }
        let plain = ImportColumn.plain(text)
        guard let choice = Choice.allCases.first(where: { ImportColumn.plain($0.rawValue) == plain }) else {
            let names = Choice.allCases.map(\.rawValue).joined(separator: ", ")
            throw RowFault(column, expected: "one of \(names)", found: text)
        }
        return choice
    }

    package func flag(_ column: ImportColumn, _ otherwise: Bool) throws(RowFault) -> Bool {
        guard let text = try text(column) else { return otherwise }
        switch text.lowercased() {
        case "yes", "y", "true", "1": return true
        case "no", "n", "false", "0": return false
        default: throw RowFault(column, expected: "yes or no", found: text)
        }
    }

    /// Takes what it leaves blank from the first row of the thing before it: many programs write what the lines of one
    /// receipt have in common on the first of them. Only a row that leaves all of that blank is such a line.
    package mutating func follow(_ first: ImportRow) {
        let shared = layout.form.shared.filter { layout.places[$0] != nil }
        guard lacksIdentity, shared.allSatisfy({ ((try? text($0)) ?? nil) == nil }) else { return }
        for column in shared { repeated[column] = (try? first.text(column)) ?? nil }
    }

    /// Whether it is a row of the same thing, or may be: one that does not say which is looked at with the row before it.
    package func belongs(with first: ImportRow) -> Bool { identity == first.identity || lacksIdentity }

    /// - Throws: `RowFault` when it does not say which thing it belongs to, and is no line that follows either.
    package func checkBelongs(with first: ImportRow) throws(RowFault) {
        guard identity != first.identity, let lacking = lackingIdentity else { return }
        let shared = layout.form.shared.filter { layout.places[$0] != nil }.map(\.name).joined(separator: ", ")
        throw RowFault(
            "\(lacking.name): is empty; a row that follows line \(first.line) leaves all of \(shared) empty, any other says them"
        )
    }

    private var lacksIdentity: Bool { lackingIdentity != nil }

    /// The first column that must say which thing the row belongs to, and does not.
    private var lackingIdentity: ImportColumn? {
        layout.form.fields.first { field in
            field.isRequired && layout.form.identity.contains(field.column) && layout.places[field.column] != nil
                && ((try? text(field.column)) ?? nil) == nil
        }?.column
    }

    /// What says which thing the row belongs to, as far as it can be read.
    package var identity: String {
        layout.form.identity.map { ((try? text($0)) ?? nil) ?? "" }.joined(separator: "\u{1f}")
    }

    /// What the row says of its thing, as far as it must not differ from another row of it.
    package var content: String {
        let columns = layout.form.fields.map(\.column).filter { !layout.form.varying.contains($0) }
        return columns.map { ((try? text($0)) ?? nil) ?? "" }.joined(separator: "\u{1f}")
    }

    /// The words of a text with spaces or line ends between them.
    package static func words(_ text: String) -> [String] {
        text.split(whereSeparator: { $0 == " " || $0 == "\n" }).map(String.init)
    }
}
