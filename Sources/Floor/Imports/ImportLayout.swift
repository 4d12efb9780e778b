// SPDX-License-Identifier: Apache-2.0

import Foundation

/// How the rows of one file are read: which field is which column, and how it is written.
package struct ImportLayout: Sendable {
    package let form: ImportForm
    package let titles: [String]
    /// By column: its field in the file.
    private(set) var places: [ImportColumn: Int] = [:]
    /// By column: the value of every row.
    private(set) var constants: [ImportColumn: String] = [:]
    /// The field that holds why a row was bad when it was sent before; it means nothing.
    package let reasonPlace: Int?
    package let delimiter: UInt8
    package internal(set) var encoding: TextEncoding
    var marks: [ImportColumn: DecimalMark] = [:]
    var orders: [ImportColumn: DateOrder] = [:]

    /// The title of the column that says why a row is bad.
    package static let reasonTitle = "nightshift_reason"

    /// - Parameter header: the fields of the first record.
    /// - Throws: `ImportFault` when a column is missing, named twice or unknown to the kind.
    init(
        _ form: ImportForm, header: [ArraySlice<UInt8>], _ profile: ImportProfile, delimiter: UInt8,
        encoding: TextEncoding
    ) throws {
        self.form = form
        self.delimiter = delimiter
        self.encoding = encoding
        titles = header.map { (encoding.text($0) ?? "?").trimmingCharacters(in: .whitespaces) }
        reasonPlace = titles.lastIndex(of: Self.reasonTitle)
        try findColumns(profile)
        try setConstants(profile)
        try checkNothingIsMissing()
    }

    func has(_ column: ImportColumn) -> Bool { places[column] != nil || constants[column] != nil }

    /// The columns of the file that are read, each with its field.
    var columns: [(column: ImportColumn, field: Int)] {
        form.fields.compactMap { field in places[field.column].map { (field.column, $0) } }
    }

    /// The titles that mean nothing to this kind and are passed over.
    var unread: [String] {
        let read = Set(columns.map(\.field) + [reasonPlace].compactMap(\.self))
        return titles.indices.filter { !read.contains($0) }.map { titles[$0] }
    }

    private mutating func findColumns(_ profile: ImportProfile) throws {
        for (theirs, ours) in profile.columns.sorted(by: { $0.key < $1.key }) {
            guard let column = form.column(named: ours) else {
                throw ImportFault.unreadable(
                    "\(form.name) have no column \(ours). There are: \(Self.list(form.fields.map(\.column))).")
            }
            try put(column, at: place(of: theirs))
        }
        let mapped = Set(places.values)
        for (place, title) in titles.enumerated() where !mapped.contains(place) && place != reasonPlace {
            guard let column = form.fields.map(\.column).first(where: { $0.isMeant(by: title) }),
                !isMapped(column, profile)
            else { continue }
            try put(column, at: place)
        }
    }

    /// The column that a title means. Where several have the same, `Price#2` means the second.
    private func place(of title: String) throws -> Int {
        let places = titles.indices.filter { titles[$0] == title }
        if places.count == 1 { return places[0] }
        guard places.isEmpty else {
            throw ImportFault.unreadable(
                """
                The file has \(places.count) columns "\(title)". Say which is meant: "\(title)#1" is the first, \
                "\(title)#\(places.count)" the last.
                """)
        }
        if let mark = title.lastIndex(of: "#"), let number = Int(title[title.index(after: mark)...]), number > 0 {
            let same = titles.indices.filter { titles[$0] == title[..<mark] }
            if number <= same.count { return same[number - 1] }
        }
        throw ImportFault.unreadable(
            "The file has no column \"\(title)\". It has: \(titles.joined(separator: ", ")).")
    }

    /// How a person says which column is meant.
    private func name(of place: Int) -> String {
        let same = titles.indices.filter { titles[$0] == titles[place] }
        guard same.count > 1, let number = same.firstIndex(of: place) else { return titles[place] }
        return "\(titles[place])#\(number + 1)"
    }

    private func isMapped(_ column: ImportColumn, _ profile: ImportProfile) -> Bool {
        profile.columns.values.contains(column.name)
    }

    private mutating func put(_ column: ImportColumn, at place: Int) throws {
        if let other = places[column] {
            throw ImportFault.unreadable(
                """
                The columns "\(name(of: other))" and "\(name(of: place))" would both be \(column.name). \
                Say which with --map "\(name(of: place))=\(column.name)".
                """)
        }
        places[column] = place
    }

    private mutating func setConstants(_ profile: ImportProfile) throws {
        for (name, value) in profile.constants.sorted(by: { $0.key < $1.key }) {
            guard let column = form.column(named: name) else {
                throw ImportFault.unreadable("\(form.name) have no column \(name).")
            }
            guard places[column] == nil else {
                throw ImportFault.unreadable("The file has the column \(name) already; it cannot be set for every row.")
            }
            constants[column] = value
        }
    }

    /// What is set for all rows is written as the profile says, else with a point and the year first.
    mutating func readConstants(by profile: ImportProfile) {
        for column in constants.keys {
            marks[column] = profile.decimals ?? .point
            orders[column] = profile.dates
        }
    }

    private func checkNothingIsMissing() throws {
        let missing = form.fields.filter { $0.isRequired && !has($0.column) }.map(\.column)
        let either = form.eitherOf
        guard missing.isEmpty, either.isEmpty || either.contains(where: has) else {
            let names = missing.isEmpty ? either.map(\.name).joined(separator: " or ") : Self.list(missing)
            throw ImportFault.unreadable(
                """
                The file lacks \(names). It has: \(titles.joined(separator: ", ")). Say which column it is with \
                --map "their column=our column", or --set column=value for all rows.
                """)
        }
    }

    private static func list(_ columns: [ImportColumn]) -> String {
        columns.map(\.name).joined(separator: ", ")
    }
}
