// SPDX-License-Identifier: Apache-2.0

import CPostgres
import Foundation
import Store

/// The connection that writes, or one that reads, with the session it has now.
///
/// When the server was restarted, the next transaction begins on a new session.
///
/// `@unchecked Sendable`: the engine lets one thread at a time use a connection.
final class PostgresConnection: Connection, @unchecked Sendable {
    private let address: PostgresAddress
    /// What this process is to the others; nil for a connection that only reads, or before it is known.
    var process: ProcessLease.Holder?
    private var open: PostgresSession?
    private(set) var changeCount = 0
    /// What was inserted and is not yet sent.
    private let gathered = GatheredRows()
    /// The types of tables' columns by their names.
    private var columnTypes: [String: [String: Oid]] = [:]
    /// Changes when another process has had its turn.
    private var foreignTurns: Int64 = 0
    private var lastWriter: Int64?
    /// How often settings were changed in this database.
    private var settings: Int64 = 0
    /// Whether this transaction changes them.
    private var changesSettings = false
    /// The number by which the server knows the transaction, to ask later how it ended.
    private var transaction: Int64?

    init(_ address: PostgresAddress) { self.address = address }

    // MARK: Statements

    @discardableResult
    func run(_ sql: SQL) throws -> Int {
        changeCount += 1
        let session = try current
        try gathered.send(namedBy: sql, over: session)
        try session.send(sql)
        return try session.sync()
    }

    func send(_ sql: SQL) throws {
        changeCount += 1
        let session = try current
        guard try !gathered.take(sql, over: session, types: { try columnTypes(of: $0, session) }) else { return }
        try gathered.send(namedBy: sql, over: session)
        try session.send(sql)
    }

    func query(_ sql: SQL, _ row: (Row) throws -> Bool) throws {
        let session = try current
        try gathered.send(namedBy: sql, over: session)
        try session.query(sql, row)
    }

    func runScript(_ script: String) throws {
        changeCount += 1
        let session = try current
        try gathered.sendAll(over: session)
        try session.runScript(script)
    }

    func add(_ sums: [TotalSum], to total: RunningTotal) throws {
        changeCount += 1
        let session = try current
        try gathered.send(total.table, over: session)
        let columns = total.keys.count + total.amounts.count
        let places = (1...columns).map { "$\($0)" }.joined(separator: ", ")
        let text = "\(total.insertion) select * from unnest(\(places)) \(total.onConflict)"
        try session.send(text) { parameters in
            for column in total.keys.indices {
                parameters.append(sums.count, of: PostgresType.integer) { .integer(sums[$0].key[column]) }
            }
            for column in total.amounts.indices {
                parameters.append(sums.count, of: PostgresType.integer) { .integer(sums[$0].amounts[column]) }
            }
        }
    }

    func insert(_ rows: [[SQLValue]], into table: Table) throws {
        changeCount += 1
        let session = try current
        try gathered.send(table.name, over: session)
        let columns = table.columns.map(\.name)
        let places = (1...columns.count).map { "$\($0)" }.joined(separator: ", ")
        let names = columns.joined(separator: ", ")
        let text = "insert into \(table.name) (\(names)) select * from unnest(\(places))"
        try session.send(text) { parameters in
            for (place, column) in table.columns.enumerated() {
                parameters.append(place, of: rows, PostgresType.of(column.kind))
            }
        }
    }

    /// The types of a table's columns, asked for once; none when there is no such table yet.
    private func columnTypes(of table: String, _ session: PostgresSession) throws -> [String: Oid] {
        if let known = columnTypes[table] { return known }
        var types: [String: Oid] = [:]
        try session.query(
            """
            select attname, cast(atttypid as bigint)
              from pg_attribute
             where attrelid = to_regclass(\(table)) and attnum > 0 and not attisdropped
            """
        ) { row in
            types[row.text(0)] = Oid(row.integer(1))
            return true
        }
        if !types.isEmpty { columnTypes[table] = types }
        return types
    }

    // MARK: Transactions

    func foreignVersion() throws -> StoreVersion? { StoreVersion(turns: foreignTurns, settings: settings) }

    func changeSettings() { changesSettings = true }

    var isDistant: Bool { true }

    /// Begins a transaction that writes, once it is this process's turn; nobody else writes until it ends.
    func begin() throws {
        let session = try fresh()
        do { try begin(session) } catch  where session.isLost {
            // Nothing has been written yet.
            try begin(fresh())
        }
        gathered.open()
    }

    private func begin(_ session: PostgresSession) throws {
        transaction = nil
        changesSettings = false
        try session.send("begin isolation level read committed read write")
        try session.send(
            """
            select set_config('lock_timeout', '30s', true), set_config('statement_timeout', '30min', true),
                   set_config('idle_in_transaction_session_timeout', '60s', true),
                   set_config('synchronous_commit', case when current_setting('synchronous_commit') = 'off' then 'on'
                                                         else current_setting('synchronous_commit') end, true)
            """)
        guard let process else { return try waitForEmptyTurn(session) }
        var turn: (writer: Int64, transaction: Int64, settings: Int64)?
        try session.query(
            """
            select t.writer, cast(cast(pg_current_xact_id() as text) as bigint), t.settings
              from store_turn t
              join store_process p on p.node = \(process.node) and p.session = \(process.session)
               for update of t
               for share of p
            """
        ) { row in
            turn = (row.integer(0), row.integer(1), row.integer(2))
            return false
        }
        guard let turn else { throw StoreFault.leaseLost }
        transaction = turn.transaction
        if turn.writer != lastWriter { foreignTurns += 1 }
        lastWriter = process.session
        settings = turn.settings
        if turn.writer != process.session { try session.send("update store_turn set writer = \(process.session)") }
    }

    /// Begins a transaction that reads one consistent state of the database.
    func beginReading() throws {
        let session = try fresh()
        try session.send("begin isolation level repeatable read read only")
        try session.send("select set_config('statement_timeout', '30min', true)")
    }

    /// - Throws: `StoreFault.uncertain` when the server went away and does not come back to say how it ended.
    func commit() throws {
        let session = try current
        do {
            try gathered.close(over: session)
            if changesSettings, process != nil { try session.send("update store_turn set settings = settings + 1") }
            try session.send("commit")
            // A transaction in which something failed answers a commit with a rollback, and no fault.
            guard try session.finish().tag == "COMMIT" else {
                throw StoreFault.constraint("the transaction was rolled back by an earlier fault")
            }
        } catch let fault as StoreFault where session.isLost {
            open = nil
            try findOut(after: fault)
        }
    }

    func rollback() throws {
        lastWriter = nil
        gathered.forget()
        guard let session = open, !session.isLost else {
            open = nil
            return
        }
        session.settle()
        try session.send("rollback")
        try session.sync()
    }

    /// From here to the transaction's end nothing is gathered, so that a fault hits the write that caused it.
    func savepoint() throws {
        let session = try current
        try gathered.close(over: session)
        try session.send("savepoint write")
    }

    func releaseSavepoint() throws {
        let session = try current
        try session.send("release savepoint write")
        try session.sync()
    }

    func rollbackToSavepoint() throws {
        let session = try current
        session.settle()
        try session.send("rollback to savepoint write")
        try session.send("release savepoint write")
        try session.sync()
    }

    /// Finds a session for statements outside a transaction.
    func refresh() throws { _ = try fresh() }

    /// Leaves the server.
    func close() { open = nil }

    /// The session of the transaction that runs.
    private var current: PostgresSession {
        get throws {
            guard let open else { throw StoreFault.inputOutput("the database server went away") }
            return open
        }
    }

    /// A session for the next transaction: the one there is, or a new one when the server was restarted.
    private func fresh() throws -> PostgresSession {
        if let open, open.isUsable { return open }
        open = nil
        let session = try PostgresSession(address)
        open = session
        return session
    }

    /// Asks the server how the transaction ended whose answer was lost.
    private func findOut(after fault: StoreFault) throws {
        guard let transaction else { throw fault }
        for attempt in 0..<20 {
            if attempt > 0 { Thread.sleep(forTimeInterval: 0.5) }
            guard let state = try? state(of: transaction), state != "in progress" else { continue }
            if state == "committed" { return }
            throw fault
        }
        throw StoreFault.uncertain("the database went away while it kept a write")
    }

    private func state(of transaction: Int64) throws -> String {
        var state = ""
        let session = try fresh()
        try session.query(
            "select pg_xact_status(cast(cast(\(transaction) as text) as xid8))"
        ) { row in
            state = row.text(0)
            return false
        }
        return state
    }

    /// Before the engine's own tables tell processes apart, whoever makes them waits for the others.
    private func waitForEmptyTurn(_ session: PostgresSession) throws {
        try session.send("select pg_advisory_xact_lock(\(Self.preparing))")
        try session.sync()
    }

    /// An arbitrary number that only this program locks.
    private static let preparing: Int64 = 0x4e49_4748_5453_4854
}

extension StoreFault {
    static let leaseLost = StoreFault.inputOutput(
        "this process was away so long that another took its place; start it again")
}
