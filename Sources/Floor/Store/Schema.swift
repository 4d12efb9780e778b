// SPDX-License-Identifier: Apache-2.0

/// A table, as its system declares it.
public struct Table: Sendable {
    /// A column by its meaning; the dialect decides its type.
    public struct Column: Sendable {
        public enum Kind: Sendable { case integer, flag, text, blob }

        public let name: String
        public let kind: Kind
        private(set) var isOptional = false

        /// The key of an entity.
        public static func id(_ name: String) -> Column { Column(name: name, kind: .integer) }
        /// A whole number without a unit of its own.
        public static func integer(_ name: String) -> Column { Column(name: name, kind: .integer) }
        /// Minor units of the row's currency.
        public static func money(_ name: String) -> Column { Column(name: name, kind: .integer) }
        /// Thousandths of the product's unit.
        public static func quantity(_ name: String) -> Column { Column(name: name, kind: .integer) }
        /// Days since 1970-01-01.
        public static func day(_ name: String) -> Column { Column(name: name, kind: .integer) }
        /// Microseconds since 1970-01-01T00:00:00Z.
        public static func instant(_ name: String) -> Column { Column(name: name, kind: .integer) }
        public static func flag(_ name: String) -> Column { Column(name: name, kind: .flag) }
        public static func text(_ name: String) -> Column { Column(name: name, kind: .text) }
        public static func blob(_ name: String) -> Column { Column(name: name, kind: .blob) }

        /// The same column, which may be empty.
        public static func optional(_ column: Column) -> Column {
            var column = column
            column.isOptional = true
            return column
        }

        func sql(_ dialect: Dialect) -> String {
            let type =
                switch (kind, dialect) {
                case (.integer, .sqlite): "integer"
                case (.integer, .postgres): "bigint"
                case (.flag, .sqlite): "integer"
                case (.flag, .postgres): "boolean"
                case (.text, .sqlite): "text"
                // By bytes, as SQLite sorts.
                case (.text, .postgres): "text collate \"C\""
                case (.blob, .sqlite): "blob"
                case (.blob, .postgres): "bytea"
                }
            let check = kind == .flag && dialect == .sqlite ? " check (\(name) in (0, 1))" : ""
            return "\(name) \(type)" + (isOptional ? "" : " not null") + check
        }
    }

    public let name: String
    public let columns: [Column]
    let key: [String]
    let unique: [[String]]
    let indexes: [[String]]

    /// - Parameters:
    ///   - name: begins with its system's prefix: `sales_receipt`.
    ///   - key: the primary key; rows lie in its order.
    ///   - unique: further keys.
    ///   - indexes: ways to find rows; every one costs each write, so there are few.
    public init(
        _ name: String, _ columns: [Column], key: [String], unique: [[String]] = [], indexes: [[String]] = []
    ) {
        self.name = name
        self.columns = columns
        self.key = key
        self.unique = unique
        self.indexes = indexes
    }

    /// The same with more columns, each of which may be empty.
    func with(_ added: [Column]) -> Table {
        precondition(added.allSatisfy(\.isOptional), "rows that are there have nothing in a new column of \(name)")
        return Table(name, columns + added, key: key, unique: unique, indexes: indexes)
    }

    /// The statement that inserts one row, which gives a value for every column in their order.
    func insertion(of row: [SQLValue]) -> SQL {
        precondition(row.count == columns.count, "a row of \(name) has a value for every column")
        let texts = ["insert into \(name) values ("] + [String](repeating: ", ", count: row.count - 1) + [")"]
        return SQL(assembled: texts, values: row)
    }

    /// The statements that create the table.
    ///
    /// On SQLite, tables are `strict`, because it would otherwise keep text in integer columns, and clustered by a
    /// composite key, which measured 11 to 20 percent faster than a table with row numbers.
    func sql(_ dialect: Dialect) -> String {
        let keyColumn = columns.first { $0.name == key.first }
        let isPlainKey = key.count == 1 && keyColumn?.kind == .integer
        var parts = columns.map { $0.sql(dialect) }
        parts.append("primary key (\(key.joined(separator: ", ")))")
        parts += unique.map { "unique (\($0.joined(separator: ", ")))" }
        let options = dialect == .sqlite ? (isPlainKey ? " strict" : " strict, without rowid") : ""
        var sql = "create table \(name) (\n  \(parts.joined(separator: ",\n  "))\n)\(options);\n"
        for index in indexes {
            sql += "create index \(name)_by_\(index.joined(separator: "_")) "
            sql += "on \(name) (\(index.joined(separator: ", ")));\n"
        }
        return sql
    }
}

/// One step of a system's schema. Steps are numbered by their place, only ever added, and never changed once
/// released.
public enum Migration: Sendable {
    case create([Table])
    /// Optional columns, at the end of a table that an earlier step created.
    case add([Table.Column], to: String)
    /// A table takes the place of an earlier one, whose rows the statement brings over, and which is dropped: how a table
    /// is renamed, or gets columns that every row must have.
    case replace(String, by: Table, filling: SQL)
    case run([SQL])
    /// What the engines say differently.
    case runAs(sqlite: SQL, postgres: SQL)
}
