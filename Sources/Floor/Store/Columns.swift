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

    func read(_ row: Row, at place: Int) throws -> Value {
        do { return try Value.read(row, at: place) } catch StoreFault.corrupt(let reason) {
            throw StoreFault.corrupt("\(name): \(reason)")
        }
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
    // Swift 6.3 cannot put this body into other modules: its optimiser ends with an abort over the pack in the closures.
    @_semantics("optimize.no.crossmodule")
    public init<each Value: ColumnValue>(
        _ column: repeat Column<Record, each Value>, make: @escaping @Sendable (repeat each Value) -> Record
    ) {
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
        self.init(names) { row, first in
            var place = first - 1
            func next() -> Int {
                place += 1
                return place
            }
            return make(repeat try (each column).read(row, at: next()))
        }
    }

    private init(_ names: [String], _ read: @escaping @Sendable (Row, Int) throws -> Record) {
        self.names = names
        self.read = read
        selection = SQL(kept: [SQL.KeptText("select \(names.joined(separator: ", "))\n")], values: [])
    }

    fileprivate static func sample<Value: ColumnValue>(_: Value.Type, _ place: Int) -> Value {
        place == 0 ? Value.samples.0 : Value.samples.1
    }

    /// These columns and those of another record behind them, such as a key and what is found by it.
    public func beside<Other>(_ other: Columns<Other>) -> Columns<(Record, Other)> {
        Columns<(Record, Other)>(names + other.names) { [read, count = names.count] row, first in
            (try read(row, first), try other.read(row, first + count))
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
        return try rows(selection + rest) { try columns.read($0, 0) }
    }

    /// The first row as a record, or nil when there is none.
    public func row<Record>(_ columns: Columns<Record>, _ rest: SQL) throws -> Record? {
        try row(columns.selection + rest) { try columns.read($0, 0) }
    }

    /// Hands on one record after another, without keeping them.
    public func each<Record>(_ columns: Columns<Record>, _ rest: SQL, _ body: (Record) throws -> Void) throws {
        try each(columns.selection + rest) { try body(columns.read($0, 0)) }
    }

    /// What a question of one column gives.
    public func values<Value: ColumnValue>(_ sql: SQL, as _: Value.Type = Value.self) throws -> [Value] {
        try rows(sql) { try Value.read($0, at: 0) }
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
        let pairs = try rows(selection + rest) { (try Key.read($0, at: 0), try Value.read($0, at: 1)) }
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
        try connection.query(columns.selection + rest(first), forEach: keys.map { rest($0).values }) {
            records.append(try columns.read($0, 0))
        }
        return records
    }
}
