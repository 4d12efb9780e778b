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
            guard let place = titles.firstIndex(of: theirs) else {
                throw ImportFault.unreadable(
                    "The file has no column \"\(theirs)\". It has: \(titles.joined(separator: ", ")).")
            }
            try put(column, at: place)
        }
        let mapped = Set(places.values)
        for (place, title) in titles.enumerated() where !mapped.contains(place) && place != reasonPlace {
            guard let column = form.fields.map(\.column).first(where: { $0.isMeant(by: title) }),
                !isMapped(column, profile)
            else { continue }
            try put(column, at: place)
        }
    }

    private func isMapped(_ column: ImportColumn, _ profile: ImportProfile) -> Bool {
        profile.columns.values.contains(column.name)
    }

    private mutating func put(_ column: ImportColumn, at place: Int) throws {
        if let other = places[column] {
            throw ImportFault.unreadable(
                """
                The columns "\(titles[other])" and "\(titles[place])" would both be \(column.name). \
                Say which with --map "\(titles[place])=\(column.name)".
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
