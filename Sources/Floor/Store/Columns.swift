// SPDX-License-Identifier: Apache-2.0

/// One column of a result: its name, or the SQL it is worked out by, and where its value lies in the record.
public struct Column<Record, Value: ColumnValue>: Sendable {
    let name: StaticString
    let path: any KeyPath<Record, Value> & Sendable

    /// - Parameter name: as it is selected: `name`, `s.name`, `sum(p.amount)`.
    public init(_ name: StaticString, _ path: any KeyPath<Record, Value> & Sendable) {
        self.name = name
        self.path = path
    }

    func expectSample(_ place: Int, in record: Record) {
        precondition(
            record[keyPath: path] == Columns<Record>.sample(Value.self, place),
            "\(name) of \(Record.self) does not arrive where it is said to lie")
    }
}

/// The one description of a record's columns, from which they are selected and read, so that no column is known by its
/// number.
///
/// ```swift
/// static let columns = Columns<AccountRecord>(
///     Column("account_id", \.id),
///     Column("number", \.number),
///     make: AccountRecord.init)
///
/// try snapshot.rows(AccountRecord.columns, "from accounting_account where company_id = \(company) order by number")
/// ```
/// It is kept as a constant: an engine knows its prepared statements by where their text lies.
public struct Columns<Record>: Sendable {
    let names: [String]
    /// `select`, and the columns in their order.
    let selection: SQL
    /// Reads a record whose columns begin at a place.
    let read: @Sendable (Row, Int) throws -> Record

    /// - Parameter make: puts a record together from its columns. Tried here with one column after another standing out:
    ///   each must come to lie where its key path looks for it, or the program ends.
    @inlinable
    public init<each Value: ColumnValue>(
        _ column: repeat Column<Record, each Value>, make: @escaping @Sendable (repeat each Value) -> Record
    ) {
        self.init(Self.names(repeat each column, fitting: make), read: Self.reader(make))
    }

    /// What reads a record: put into the modules that name its columns, so that it is made for their types.
    @inlinable
    static func reader<each Value: ColumnValue>(
        _ make: @escaping @Sendable (repeat each Value) -> Record
    ) -> @Sendable (Row, Int) throws -> Record {
        { row, first in
            var place = first - 1
            func next() -> Int {
                place += 1
                return place
            }
            return make(repeat try (each Value).read(row, at: next()))
        }
    }

    // Runs once for each list, so no other module needs a body of its own for its types.
    @usableFromInline
    @_semantics("optimize.no.crossmodule")
    static func names<each Value: ColumnValue>(
        _ column: repeat Column<Record, each Value>, fitting make: (repeat each Value) -> Record
    ) -> [String] {
        var names: [String] = []
        for column in repeat each column {
            precondition(!names.contains("\(column.name)"), "\(Record.self) has the column \(column.name) twice")
            names.append("\(column.name)")
        }
        for standingOut in names.indices {
            var place = -1
            func next() -> Int {
                place += 1
                return place == standingOut ? 1 : 0
            }
            let record = make(repeat Self.sample((each Value).self, next()))
            place = -1
            repeat (each column).expectSample(next(), in: record)
        }
        return names
    }

    @usableFromInline
    init(_ names: [String], read: @escaping @Sendable (Row, Int) throws -> Record) {
        self.names = names
        self.read = read
        selection = SQL(kept: [SQL.KeptText("select \(names.joined(separator: ", "))\n")], values: [])
    }

    fileprivate static func sample<Value: ColumnValue>(_: Value.Type, _ place: Int) -> Value {
        place == 0 ? Value.samples.0 : Value.samples.1
    }

    /// Says which column is empty where a value is due.
    func naming<Answer>(_ body: () throws -> Answer) throws -> Answer {
        try EmptyColumn.naming({ "\(names[$0]) of \(Record.self)" }, body)
    }

    /// These columns and those of another record behind them, such as a key and what is found by it.
    public func beside<Other>(_ other: Columns<Other>) -> Columns<(Record, Other)> {
        Columns<(Record, Other)>(names + other.names) { [read, count = names.count, next = other.read] in
            (try read($0, $1), try next($0, $1 + count))
        }
    }
}

/// Another record of the same row, read when it is asked for: what many rows repeat, such as the head of a document beside
/// its lines. Valid where its row is.
public struct Later<Record> {
    fileprivate let row: Row
    fileprivate let first: Int
    fileprivate let columns: @Sendable (Row, Int) throws -> Record

    public func read() throws -> Record { try columns(row, first) }
}

extension Columns {
    /// These columns and those of another record behind them, which are read only when they are asked for.
    public func beside<Other>(later other: Columns<Other>) -> Columns<(Record, Later<Other>)> {
        Columns<(Record, Later<Other>)>(names + other.names) { [read, count = names.count, later = other.read] in
            (try read($0, $1), Later(row: $0, first: $1 + count, columns: later))
        }
    }
}

extension Columns where Record: ColumnValue {
    /// One column that is all there is.
    public static func one(_ name: StaticString) -> Columns { Columns(Column(name, \.self)) { $0 } }
}

extension Snapshot {
    /// The rows of a question, as records.
    ///
    /// - Parameters:
    ///   - prelude: what stands before the `select`: common table expressions.
    ///   - rest: what follows the columns: `from` and the rest.
    public func rows<Record>(
        _ columns: Columns<Record>, with prelude: SQL? = nil, _ rest: SQL
    ) throws -> [Record] {
        let selection = prelude.map { $0 + "\n" + columns.selection } ?? columns.selection
        return try columns.naming { try rows(selection + rest) { try columns.read($0, 0) } }
    }

    /// The first row as a record, or nil when there is none.
    public func row<Record>(_ columns: Columns<Record>, _ rest: SQL) throws -> Record? {
        try columns.naming { try row(columns.selection + rest) { try columns.read($0, 0) } }
    }

    /// Hands on one record after another, without keeping them.
    public func each<Record>(_ columns: Columns<Record>, _ rest: SQL, _ body: (Record) throws -> Void) throws {
        try columns.naming { try each(columns.selection + rest) { try body(columns.read($0, 0)) } }
    }

    /// What a question of one column gives.
    public func values<Value: ColumnValue>(_ sql: SQL, as _: Value.Type = Value.self) throws -> [Value] {
        try EmptyColumn.naming({ _ in "a value" }) { try rows(sql) { try Value.read($0, at: 0) } }
    }

    /// The one value that a question of one column gives; nil for no row and for null.
    public func value<Value: ColumnValue>(_ sql: SQL, as _: Value.Type = Value.self) throws -> Value? {
        try row(sql) { try Value?.read($0, at: 0) } ?? nil
    }

    /// The values of one column by those of another, which are unique.
    ///
    /// - Parameter rest: what follows the columns: `from` and the rest.
    public func values<Key: ColumnValue & Hashable, Value: ColumnValue>(
        _ value: StaticString, by key: StaticString, _ rest: SQL
    ) throws -> [Key: Value] {
        let selection: SQL = "select \(sql: SQL(stringLiteral: key)), \(sql: SQL(stringLiteral: value))\n"
        let pairs = try EmptyColumn.naming({ $0 == 0 ? "\(key)" : "\(value)" }) {
            try rows(selection + rest) { (try Key.read($0, at: 0), try Value.read($0, at: 1)) }
        }
        return Dictionary(uniqueKeysWithValues: pairs)
    }

    /// The rows of a question about each of many keys, asked together, in any order: a record holds its key.
    ///
    /// - Parameter rest: what follows the columns, by a unique key, in the same words for every key; no value of it is
    ///   null.
    public func rows<Key, Record>(
        forEach keys: [Key], _ columns: Columns<Record>, _ rest: (Key) -> SQL
    ) throws -> [Record] {
        guard let first = keys.first else { return [] }
        // Most questions are of one key.
        guard keys.count > 1 else { return try rows(columns, rest(first)) }
        var records: [Record] = []
        records.reserveCapacity(keys.count)
        try columns.naming {
            try connection.query(columns.selection + rest(first), forEach: keys.map { rest($0).values }) {
                records.append(try columns.read($0, 0))
            }
        }
        return records
    }
}
