// SPDX-License-Identifier: Apache-2.0

import Foundation
package import Kernel

/// A report: a title, columns, rows. The same for a terminal, a spreadsheet and a program.
package struct Report: Sendable, Equatable {
    package struct Column: Sendable, Equatable {
        /// As programs read it: `balance`.
        package let name: String
        package let isNumber: Bool

        package init(_ name: String, isNumber: Bool = false) {
            self.name = name
            self.isNumber = isNumber
        }
    }

    package enum Cell: Sendable, Hashable {
        case text(String)
        /// A text that may be long, of which a terminal shows the beginning.
        case long(String)
        case integer(Int64)
        /// Minor units of a currency.
        case money(Int64, Currency)
        case unitPrice(UnitPrice, Currency)
        /// Thousandths.
        case quantity(Int64)
        case nothing
    }

    package let title: String
    package let columns: [Column]
    package var rows: [[Cell]]
    /// Places of rows that sum up others, set apart on a terminal.
    package var totals: Set<Int> = []
    /// What a reader should know, under the table.
    package var notes: [String] = []

    package init(_ title: String, _ columns: [Column], rows: [[Cell]] = []) {
        self.title = title
        self.columns = columns
        self.rows = rows
    }

    package mutating func addTotal(_ row: [Cell]) {
        totals.insert(rows.count)
        rows.append(row)
    }
}

/// How a report is written.
package enum ReportFormat: String, Sendable, CaseIterable {
    case table, csv, json
}

extension Report {
    package func written(as format: ReportFormat) -> String {
        switch format {
        case .table: table
        case .csv: csv
        case .json: json
        }
    }

    private var table: String {
        let texts = rows.map { $0.map { $0.readable } }
        let widths = columns.indices.map { column in
            ([columns[column].name.count] + texts.map { $0[column].count }).max() ?? 0
        }
        func line(_ cells: [String]) -> String {
            let padded = cells.indices.map { column in
                let space = String(repeating: " ", count: widths[column] - cells[column].count)
                return columns[column].isNumber ? space + cells[column] : cells[column] + space
            }
            let text = padded.joined(separator: "  ")
            return String(text.reversed().drop { $0 == " " }.reversed())
        }
        let rule = String(repeating: "─", count: widths.reduce(0, +) + 2 * max(0, widths.count - 1))
        var lines = [title, "", line(columns.map(\.name)), rule]
        for (place, cells) in texts.enumerated() {
            if totals.contains(place) { lines.append(rule) }
            lines.append(line(cells))
        }
        if rows.isEmpty { lines.append("(nothing yet)") }
        if !notes.isEmpty { lines += [""] + notes }
        return lines.joined(separator: "\n") + "\n"
    }

    /// Exact decimals without separators; totals are left out, because a program sums for itself.
    private var csv: String {
        var lines = [columns.map(\.name).joined(separator: ",")]
        for (place, row) in rows.enumerated() where !totals.contains(place) {
            lines.append(row.map { Report.escaped($0.exact) }.joined(separator: ","))
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private var json: String {
        var writer = JSONWriter()
        let exact = rows.enumerated().filter { !totals.contains($0.offset) }.map(\.element)
        writer.object { json in
            json.key("title")
            json.string(title)
            json.key("columns")
            json.array(columns) { $0.string($1.name) }
            json.key("rows")
            json.array(exact) { json, row in
                json.array(row) { json, cell in json.string(cell.exact) }
            }
            json.key("notes")
            json.array(notes) { $0.string($1) }
        }
        return String(decoding: writer.bytes, as: UTF8.self) + "\n"
    }

    /// A field of a CSV file. One that a spreadsheet would run as a formula gets an apostrophe.
    private static func escaped(_ text: String) -> String {
        let isNumber = Double(text) != nil
        let safe = !isNumber && text.first.map("=+-@".contains) == true ? "'" + text : text
        guard safe.contains(where: { $0 == "," || $0 == "\"" || $0 == "\n" }) else { return safe }
        return "\"" + safe.replacing("\"", with: "\"\"") + "\""
    }
}

extension Report.Cell {
    var exact: String {
        switch self {
        case .text(let text), .long(let text): text
        case .integer(let value): String(value)
        case .money(let minor, let currency): Money(minor: minor, currency).description
        case .unitPrice(let price, let currency): price.text(in: currency)
        case .quantity(let thousandths): Quantity(thousandths: thousandths, .piece).description
        case .nothing: ""
        }
    }

    var readable: String {
        switch self {
        case .integer, .money, .unitPrice, .quantity: grouped(exact)
        case .text, .nothing: exact
        case .long(let text): text.count <= 80 ? text : text.prefix(77) + "..."
        }
    }

    /// Thousands apart: `1,234,567.89`.
    private func grouped(_ number: String) -> String {
        let isNegative = number.hasPrefix("-")
        let parts = number.drop { $0 == "-" }.split(separator: ".", maxSplits: 1)
        guard let whole = parts.first else { return number }
        var text = ""
        for (place, digit) in whole.enumerated() {
            if place > 0, (whole.count - place) % 3 == 0 { text.append(",") }
            text.append(digit)
        }
        return (isNegative ? "-" : "") + text + (parts.count > 1 ? "." + parts[1] : "")
    }
}
