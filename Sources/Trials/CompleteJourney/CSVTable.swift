// SPDX-License-Identifier: Apache-2.0

import BackOffice
import Foundation
import Imports
import Kernel

/// A file of comma-separated values with a header, read row by row, of which some columns are wanted.
struct CSVTable {
    let name: String
    private var records: CSVRecords
    private var places: [Int]
    /// The last field of a row that is wanted.
    private var lastPlace = 0

    private var fields: [ArraySlice<UInt8>] { records.fields }

    /// Opens `NAME.csv` or `NAME.csv.gz` of a folder.
    ///
    /// - Parameter columns: those wanted, in the order in which `row` gives them.
    /// - Throws: `ImportFault` when the file or a column is missing.
    init(_ name: String, in folder: URL, columns: [String]) throws {
        let urls = ["\(name).csv", "\(name).csv.gz"].map { folder.appending(path: $0) }
        guard let url = urls.first(where: { FileManager.default.fileExists(atPath: $0.path) }) else {
            throw ImportFault.missingFile(name)
        }
        self.name = url.lastPathComponent
        records = try CSVRecords(url)
        guard try records.advance() else { throw ImportFault.unreadable("\(url.lastPathComponent) is empty") }
        let titles = records.fields.map { String(decoding: $0, as: UTF8.self) }
        places = []
        for column in columns {
            guard let place = titles.firstIndex(of: column) else {
                throw ImportFault.badField(
                    file: url.lastPathComponent, line: 1, field: column, expected: "a column of that name",
                    found: titles.joined(separator: ","))
            }
            places.append(place)
        }
        lastPlace = places.max() ?? 0
    }

    /// Moves to the next row; false after the last.
    mutating func advance() throws -> Bool {
        guard try records.advance() else { return false }
        guard fields.count > lastPlace else {
            throw ImportFault.badField(
                file: name, line: records.line, field: "row", expected: "at least \(lastPlace + 1) fields",
                found: fields.map { String(decoding: $0, as: UTF8.self) }.joined(separator: ","))
        }
        return true
    }

    func text(_ column: Int) -> String { String(decoding: fields[places[column]], as: UTF8.self) }

    func integer(_ column: Int, _ title: String) throws -> Int64 {
        if let value = plainNumber(fields[places[column]]) { return value }
        guard let value = Int64(text(column)) else { throw bad(column, title, "a whole number") }
        return value
    }

    /// An exact decimal in units of ten to the minus `decimals`.
    func decimal(_ column: Int, _ title: String, decimals: Int) throws -> Int64 {
        let field = fields[places[column]]
        if let point = field.firstIndex(of: UInt8(ascii: ".")), field.endIndex - point == decimals + 1,
            let whole = plainNumber(field[..<point]), let fraction = plainNumber(field[(point + 1)...], zeros: true)
        {
            return (0..<decimals).reduce(whole) { scaled, _ in scaled * 10 } + fraction
        }
        do {
            return try parseDecimal(text(column), decimals: decimals, largest: Money.largestMinor)
        } catch {
            throw bad(column, title, "an amount with at most \(decimals) decimals")
        }
    }

    func bad(_ column: Int, _ title: String, _ expected: String) -> ImportFault {
        .badField(file: name, line: records.line, field: title, expected: expected, found: text(column))
    }

    /// The value of up to twelve digits; nil for anything else, which the general readers then judge.
    ///
    /// - Parameter zeros: whether it may begin with zeros, as a fraction does.
    private func plainNumber(_ digits: ArraySlice<UInt8>, zeros: Bool = false) -> Int64? {
        guard (1...12).contains(digits.count) else { return nil }
        if !zeros, digits.count > 1, digits.first == UInt8(ascii: "0") { return nil }
        var value: Int64 = 0
        for digit in digits {
            guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(digit) else { return nil }
            value = value * 10 + Int64(digit - UInt8(ascii: "0"))
        }
        return value
    }
}
