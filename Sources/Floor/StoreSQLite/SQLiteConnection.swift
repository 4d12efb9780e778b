// SPDX-License-Identifier: Apache-2.0

import GRDBSQLite
import Kernel
import Store

/// One SQLite connection with its prepared statements, used raw: binding through pointers measured half again as
/// fast as going through general arguments.
///
/// `@unchecked Sendable`: the pool lets one thread at a time use a connection.
final class SQLiteConnection: Connection, @unchecked Sendable {
    private let database: OpaquePointer
    private var statements: [UInt: SQLiteStatement] = [:]
    private var assembled: [String: SQLiteStatement] = [:]
    private(set) var changeCount = 0
    private var isInTransaction = false

    /// - Parameter database: an open connection, which outlives this object.
    init(_ database: OpaquePointer) { self.database = database }

    /// Statements must be finalized before their connection closes.
    func finalize() {
        for statement in statements.values { statement.finalize() }
        for statement in assembled.values { statement.finalize() }
        statements = [:]
        assembled = [:]
    }

    @discardableResult
    func run(_ sql: SQL) throws -> Int {
        changeCount += 1
        // After some faults, such as a full disk, SQLite rolls back by itself; what followed would be committed alone.
        guard !isInTransaction || sqlite3_get_autocommit(database) == 0 else {
            throw StoreFault.inputOutput("the transaction was rolled back by an earlier fault")
        }
        let statement = try prepared(sql)
        defer { statement.reset() }
        try statement.bind(sql.values)
        while try statement.step() {}
        return Int(sqlite3_changes(database))
    }

    func query(_ sql: SQL, _ row: (Row) throws -> Bool) throws {
        let statement = try prepared(sql)
        // A query inside the loop of the same query must not disturb it.
        guard !statement.isBusy else {
            let copy = try SQLiteStatement(text(of: sql), database)
            defer { copy.finalize() }
            return try step(copy, sql, row)
        }
        try step(statement, sql, row)
    }

    private func step(_ statement: SQLiteStatement, _ sql: SQL, _ row: (Row) throws -> Bool) throws {
        statement.isBusy = true
        defer {
            statement.isBusy = false
            statement.reset()
        }
        try statement.bind(sql.values)
        while try statement.step() {
            guard try row(Row(statement)) else { return }
        }
    }

    func runScript(_ script: String) throws {
        changeCount += 1
        guard sqlite3_exec(database, script, nil, nil, nil) == SQLITE_OK else { throw fault(database) }
    }

    func foreignVersion() throws -> StoreVersion? {
        try Snapshot(self).value("pragma data_version", as: Int64.self).map { StoreVersion(turns: $0, settings: $0) }
    }

    func begin() throws {
        try runScript("begin immediate")
        isInTransaction = true
    }

    func commit() throws {
        try runScript("commit")
        isInTransaction = false
    }

    func rollback() throws {
        isInTransaction = false
        try runScript("rollback")
    }

    func savepoint() throws { try runScript("savepoint write") }
    func releaseSavepoint() throws { try runScript("release savepoint write") }
    func rollbackToSavepoint() throws { try runScript("rollback to savepoint write; release savepoint write") }

    private func prepared(_ sql: SQL) throws -> SQLiteStatement {
        if let identity = sql.identity {
            guard let known = statements[identity] else {
                let statement = try SQLiteStatement(text(of: sql), database, sql)
                statements[identity] = statement
                return statement
            }
            if known.isPrepared(from: sql) { return known }
        }
        let text = text(of: sql)
        if let known = assembled[text] { return known }
        let statement = try SQLiteStatement(text, database)
        assembled[text] = statement
        return statement
    }

    private func text(of sql: SQL) -> String { sql.text { _ in "?" } }
}

/// A prepared statement, which is also the cursor over its rows.
private final class SQLiteStatement: Cursor {
    private let statement: OpaquePointer
    private let database: OpaquePointer
    /// What it was prepared from, when that is known by its address.
    private let sql: SQL?
    var isBusy = false

    init(_ text: String, _ database: OpaquePointer, _ sql: SQL? = nil) throws {
        var prepared: OpaquePointer?
        let code = sqlite3_prepare_v3(database, text, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &prepared, nil)
        guard code == SQLITE_OK, let prepared else { throw fault(database, in: text) }
        statement = prepared
        self.database = database
        self.sql = sql
    }

    func isPrepared(from other: SQL) -> Bool { sql?.hasSameParts(as: other) ?? false }

    func finalize() { sqlite3_finalize(statement) }

    func reset() {
        sqlite3_reset(statement)
        sqlite3_clear_bindings(statement)
    }

    func step() throws -> Bool {
        switch sqlite3_step(statement) {
        case SQLITE_ROW: return true
        case SQLITE_DONE: return false
        default: throw fault(database)
        }
    }

    func bind(_ values: [SQLValue]) throws {
        for index in values.indices {
            let place = Int32(index + 1)
            let code =
                switch values[index] {
                case .null: sqlite3_bind_null(statement, place)
                case .integer(let value): sqlite3_bind_int64(statement, place, value)
                case .flag(let value): sqlite3_bind_int64(statement, place, value ? 1 : 0)
                case .text(let value): bind(value, at: place)
                case .blob(let value): bind(value, at: place)
                }
            guard code == SQLITE_OK else { throw fault(database) }
        }
    }

    private func bind(_ text: String, at place: Int32) -> Int32 {
        var text = text
        return text.withUTF8 { bytes in
            bytes.withMemoryRebound(to: CChar.self) {
                sqlite3_bind_text(statement, place, $0.baseAddress ?? emptyText, Int32($0.count), transient)
            }
        }
    }

    private func bind(_ blob: [UInt8], at place: Int32) -> Int32 {
        blob.withUnsafeBytes { bytes in
            guard let address = bytes.baseAddress, !bytes.isEmpty else {
                return sqlite3_bind_zeroblob(statement, place, 0)
            }
            return sqlite3_bind_blob(statement, place, address, Int32(bytes.count), transient)
        }
    }

    func isNull(_ column: Int) -> Bool { sqlite3_column_type(statement, Int32(column)) == SQLITE_NULL }
    func integer(_ column: Int) -> Int64 { sqlite3_column_int64(statement, Int32(column)) }
    func flag(_ column: Int) -> Bool { integer(column) != 0 }

    func text(_ column: Int) -> String {
        guard let bytes = sqlite3_column_text(statement, Int32(column)) else { return "" }
        let count = Int(sqlite3_column_bytes(statement, Int32(column)))
        return String(decoding: UnsafeBufferPointer(start: bytes, count: count), as: UTF8.self)
    }

    func blob(_ column: Int) -> [UInt8] {
        guard let bytes = sqlite3_column_blob(statement, Int32(column)) else { return [] }
        let count = Int(sqlite3_column_bytes(statement, Int32(column)))
        return Array(UnsafeRawBufferPointer(start: bytes, count: count))
    }
}

/// Tells SQLite to copy a bound value; the C macro for it cannot be named in Swift.
private let transient = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
/// A valid address for a text of no bytes, which SQLite would otherwise take for null.
private nonisolated(unsafe) let emptyText: UnsafePointer<CChar> = {
    let byte = UnsafeMutablePointer<CChar>.allocate(capacity: 1)
    byte.initialize(to: 0)
    return UnsafePointer(byte)
}()

/// What SQLite says went wrong last on a connection, in the house's terms.
func fault(_ database: OpaquePointer, in text: String? = nil) -> StoreFault {
    let code = sqlite3_errcode(database)
    let message = String(cString: sqlite3_errmsg(database)) + (text.map { " in \($0)" } ?? "")
    return switch code & 0xff {
    case SQLITE_BUSY, SQLITE_LOCKED: .busy("another process is writing to this store: \(message)")
    case SQLITE_FULL: .diskFull(message)
    case SQLITE_IOERR: .inputOutput(message)
    case SQLITE_READONLY, SQLITE_CANTOPEN, SQLITE_PERM: .readOnly(message)
    case SQLITE_CONSTRAINT: .constraint(message)
    case SQLITE_CORRUPT, SQLITE_NOTADB: .corrupt(message)
    default: .engine(code: Int(code), message: message)
    }
}
