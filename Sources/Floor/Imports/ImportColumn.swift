// SPDX-License-Identifier: Apache-2.0

/// A column that a file may have. The system that reads it declares it; those that files of several systems have stand
/// here.
package struct ImportColumn: Hashable, Sendable {
    /// As it stands in the header of a template: `unit_cost`.
    package let name: String
    package let form: Form
    /// Titles that other programs use and that can mean nothing else in a file that has this column.
    package let otherTitles: [String]

    package enum Form: Sendable { case text, number, date }

    package init(_ name: String, _ form: Form = .text, otherTitles: [String] = []) {
        self.name = name
        self.form = form
        self.otherTitles = otherTitles
    }

    package static func == (left: ImportColumn, right: ImportColumn) -> Bool { left.name == right.name }

    package func hash(into hasher: inout Hasher) { hasher.combine(name) }

    /// Whether a title means this column, whatever its case, spaces, hyphens and underscores.
    package func isMeant(by title: String) -> Bool {
        let plain = Self.plain(title)
        return plain == Self.plain(name) || otherTitles.contains(plain)
    }

    package static func plain(_ title: String) -> String {
        String(title.lowercased().filter { $0.isLetter || $0.isNumber })
    }
}

extension ImportColumn {
    package static let code = ImportColumn("code")
    package static let name = ImportColumn("name")
    package static let kind = ImportColumn("kind")
    package static let site = ImportColumn("site", otherTitles: ["store", "storecode", "sitecode"])
    package static let product = ImportColumn("product", otherTitles: ["sku", "productcode", "itemcode"])
    package static let date = ImportColumn("date", .date)
    package static let time = ImportColumn("time")
    package static let document = ImportColumn("document")
    package static let quantity = ImportColumn("quantity", .number, otherTitles: ["qty"])
    package static let price = ImportColumn("price", .number)
}
