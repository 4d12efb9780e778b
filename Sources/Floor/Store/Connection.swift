// SPDX-License-Identifier: Apache-2.0

public import Foundation

/// Which SQL dialect an engine speaks. Systems write SQL that both understand; only the schema renders per dialect.
public enum Dialect: Sendable {
    case sqlite, postgres
}

/// One connection of an engine, used by one thread at a time.
public protocol Connection: AnyObject {
    /// Runs a statement and returns how many rows it changed.
    @discardableResult func run(_ sql: SQL) throws -> Int
    /// Runs a statement whose count nobody asks for. An engine may put it off until the next question, savepoint or
    /// commit, and throws its fault there.
    func send(_ sql: SQL) throws
    /// Adds sums to rows of a total, which are there or are made, in the order given.
    func add(_ sums: [TotalSum], to total: TotalTable) throws
    /// Inserts rows that give a value for every column, in the table's order.
    func insert(_ rows: [[SQLValue]], into table: Table) throws
    /// Lets the engine look at what tables hold after many rows came at once, where it plans its questions by that.
    func takeStatistics(of tables: [Table]) throws
    /// Calls `row` for each result row until it returns false.
    func query(_ sql: SQL, _ row: (Row) throws -> Bool) throws
    /// Runs a question once with the values of each key, in any order, and calls `row` for each result row.
    func query(_ question: SQL, forEach keys: [[SQLValue]], _ row: (Row) throws -> Void) throws
    /// Runs statements that bind nothing, such as a schema.
    func runScript(_ script: String) throws
    /// How many statements that change something have run on this connection.
    var changeCount: Int { get }

    /// What changes when another connection has committed; nil when the engine cannot tell. Within a transaction that
    /// writes, it stands still.
    func foreignVersion() throws -> StoreVersion?
    /// Says that this transaction changes what processes remember of settings.
    func changeSettings()
    /// Whether a question costs a journey to a server, so that it pays to ask several at once.
    var isDistant: Bool { get }

    func begin() throws
    func commit() throws
    func rollback() throws
    func savepoint() throws
    func releaseSavepoint() throws
    func rollbackToSavepoint() throws
}

/// Two numbers by which a process knows whether what it remembers still holds.
public struct StoreVersion: Equatable, Sendable {
    /// Changes when another connection has written anything.
    public let turns: Int64
    /// Changes when another connection has changed settings; an engine that cannot tell changes it each turn.
    public let settings: Int64

    public init(turns: Int64, settings: Int64) {
        self.turns = turns
        self.settings = settings
    }
}

extension Connection {
    public func changeSettings() {}
    public func takeStatistics(of tables: [Table]) throws {}
    public var isDistant: Bool { false }

    public func send(_ sql: SQL) throws { try run(sql) }

    public func query(_ question: SQL, forEach keys: [[SQLValue]], _ row: (Row) throws -> Void) throws {
        for key in keys {
            try query(question.with(key)) {
                try row($0)
                return true
            }
        }
    }

    public func add(_ sums: [TotalSum], to total: TotalTable) throws {
        for sum in sums { try send(total.sql(adding: sum.amounts, at: sum.key)) }
    }

    public func insert(_ rows: [[SQLValue]], into table: Table) throws {
        for row in rows { try send(table.insertion(of: row)) }
    }
}

/// The result row a connection stands on.
public protocol Cursor: AnyObject {
    func isNull(_ column: Int) -> Bool
    func integer(_ column: Int) -> Int64
    func flag(_ column: Int) -> Bool
    func text(_ column: Int) -> String
    func blob(_ column: Int) -> [UInt8]
}

/// A result row, valid only inside the closure that was handed it. Its columns, counted from zero, are read by this module
/// alone: systems say a record's `Columns`.
public struct Row {
    private let cursor: any Cursor

    public init(_ cursor: any Cursor) { self.cursor = cursor }

    func isNull(_ column: Int) -> Bool { cursor.isNull(column) }
    func integer(_ column: Int) -> Int64 { cursor.integer(column) }
    func flag(_ column: Int) -> Bool { cursor.flag(column) }
    func text(_ column: Int) -> String { cursor.text(column) }
    func blob(_ column: Int) -> [UInt8] { cursor.blob(column) }

    func expectValue(at column: Int) throws {
        if isNull(column) { throw EmptyColumn(place: column) }
    }
}

/// Nothing where a value is due.
struct EmptyColumn: Error {
    let place: Int

    /// Reads rows, and says by its name which column is empty: once a query, not once a value.
    ///
    /// - Throws: `StoreFault.corrupt`.
    static func naming<Answer>(_ name: (Int) -> String, _ read: () throws -> Answer) throws -> Answer {
        do { return try read() } catch let empty as EmptyColumn {
            throw StoreFault.corrupt("\(name(empty.place)) holds nothing")
        }
    }
}

/// What can go wrong between a system and its engine.
public enum StoreFault: Error, Equatable, Sendable {
    /// Another process held the store for too long, or too many writes are waiting.
    case busy(String)
    case diskFull(String)
    case inputOutput(String)
    /// The store may only be read: a read-only disk or missing rights.
    case readOnly(String)
    /// A unique key, a check or a foreign key said no: a bug of a system, never an answer to a person.
    case constraint(String)
    /// The store holds something that it never wrote.
    case corrupt(String)
    /// The store was written by a newer release.
    case newerSchema(system: String, found: Int, known: Int)
    /// The store was written by an older release, and cannot be changed from here.
    case olderSchema(system: String, found: Int, known: Int)
    case engine(code: Int, message: String)
    /// Two transactions stood in each other's way, and this one was taken back; it may be tried again.
    case conflict(String)
    /// The store went away before it kept anything of a write; it may be tried again.
    case interrupted(String)
    /// The store went away while it kept a write: the write may be there or not. A command that is sent again with its
    /// key takes effect once.
    case uncertain(String)

    /// What a store answers after it was closed.
    public static let closed = StoreFault.inputOutput("the store is closed")
    /// What a store answers to a write when it follows another.
    public static let standby = StoreFault.readOnly(
        "this server is a standby: it answers reports and takes no writes; give the address of the primary")
}

/// A place that holds a retailer: SQLite's file or PostgreSQL's database. Everything of one engine stands behind it.
public protocol Engine: Sendable {
    var dialect: Dialect { get }
    /// A number below 64 that no other process on this store has, among those that may write.
    var node: Int64 { get }
    /// Whether it was opened where nothing can be written, and answers every write with `StoreFault.standby`.
    var onlyReads: Bool { get }
    /// Runs `body` with the connection that writes; one caller at a time. Blocks its thread.
    func withWriter<Value>(_ body: (any Connection) throws -> Value) throws -> Value
    /// Runs `body` on one consistent snapshot, beside the writer. Blocks its thread.
    func withReader<Value>(_ body: (any Connection) throws -> Value) throws -> Value
    /// The same, without blocking the caller's thread.
    func read<Value: Sendable>(_ body: @escaping @Sendable (any Connection) throws -> Value) async throws -> Value
    /// Writes one consistent state of everything, as it is now, into an existing empty folder, beside reads and writes
    /// of any process. What it writes is what the engine opens again.
    ///
    /// - Parameter progress: called with the parts done and all there are, in a unit of the engine's own.
    func copy(to folder: URL, progress: @escaping @Sendable (_ done: Int64, _ all: Int64) -> Void) async throws
    func close() throws
}

extension Engine {
    public var onlyReads: Bool { false }

    /// An engine that has tools of its own for copies says so.
    public func copy(
        to folder: URL, progress: @escaping @Sendable (_ done: Int64, _ all: Int64) -> Void
    ) async throws {
        throw StoreFault.engine(code: 0, message: "this engine is backed up with its own tools")
    }
}
