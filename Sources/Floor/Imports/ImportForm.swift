// SPDX-License-Identifier: Apache-2.0

/// What the files of one kind look like.
package struct ImportForm: Sendable {
    /// As the kind is asked for: `opening-stock`.
    package let name: String
    /// What its things are called, many of them.
    package let things: String
    /// The columns that mean something in a file of this kind, in the order of its template.
    package let fields: [Field]
    /// Columns of which a row needs one; none when it needs none.
    package let eitherOf: [ImportColumn]
    /// The columns that together say which thing a row belongs to.
    package let identity: [ImportColumn]
    /// Whether one thing may have several rows, which then follow each other.
    package let hasManyRows: Bool
    /// Whether its rows say how something is from now on, and not what has happened.
    package let isWish: Bool
    /// Columns in which two rows of one thing may differ.
    package let varying: Set<ImportColumn>
    /// Columns that say the same in every row of a thing, in the order of the template.
    package var shared: [ImportColumn] { fields.map(\.column).filter { sharing.contains($0) } }
    private let sharing: Set<ImportColumn>

    package init(
        _ name: String, things: String? = nil, _ fields: [Field], eitherOf: [ImportColumn] = [],
        identity: [ImportColumn], hasManyRows: Bool, isWish: Bool, varying: Set<ImportColumn> = [],
        sharing: Set<ImportColumn> = []
    ) {
        self.name = name
        self.things = things ?? name
        self.fields = fields
        self.eitherOf = eitherOf
        self.identity = identity
        self.hasManyRows = hasManyRows
        self.isWish = isWish
        self.varying = varying
        self.sharing = sharing.union(identity)
    }

    /// A column of the kind: whether each row must have a value, and what one looks like.
    package struct Field: Sendable {
        package let column: ImportColumn
        package let isRequired: Bool
        package let example: String

        package static func must(_ column: ImportColumn, _ example: String) -> Field {
            Field(column: column, isRequired: true, example: example)
        }

        package static func may(_ column: ImportColumn, _ example: String) -> Field {
            Field(column: column, isRequired: false, example: example)
        }
    }

    func column(named name: String) -> ImportColumn? { fields.first { $0.column.name == name }?.column }

    /// A header and one row, as a file of this kind may have them.
    package var template: String {
        let quoted = fields.map { $0.example.contains(",") ? "\"\($0.example)\"" : $0.example }
        return fields.map(\.column.name).joined(separator: ",") + "\n" + quoted.joined(separator: ",") + "\n"
    }
}
