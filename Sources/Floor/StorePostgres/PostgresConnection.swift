// SPDX-License-Identifier: Apache-2.0

import CPostgres
import Foundation
import Store

/// The connection that writes, or one that reads, with the session it has now.
///
/// When the server was restarted, or a standby took its place, the next transaction begins on a new session; one that
/// was under way is taken back and says `StoreFault.interrupted`.
///
/// `@unchecked Sendable`: the engine lets one thread at a time use a connection.
final class PostgresConnection: Connection, @unchecked Sendable {
    private var address: PostgresAddress
    /// What this process is to the others; nil for a connection that only reads, or before it is known.
    private var process: ProcessLease.Holder?
    var patience = Patience()
    private var open: PostgresSession?
    private(set) var changeCount = 0
    /// What was inserted and is not yet sent.
    private let gathered = GatheredRows()
    /// The types of tables' columns by their names.
    private var columnTypes: [String: [String: Oid]] = [:]
    /// Changes when another process has had its turn.
    private var foreignTurns: Int64 = 0
    private var lastWriter: Int64?
    /// How many sessions this connection has had.
    private var sessions: Int64 = 0
    /// How often settings were changed in this database.
    private var settings: Int64 = 0
    /// Whether this transaction changes them.
    private var changesSettings = false
    /// The number of the transaction that writes, among those of this process: a row of the database has it when it was
    /// kept, so that it can be asked later how it ended. The server's own numbers will not do: a promoted standby gives
    /// those it never saw to other transactions.
    private var written: Int64 = 0

    init(_ address: PostgresAddress) { self.address = address }

    func isOnStandby() throws -> Bool { try fresh().isOnStandby() }

    /// Writes as `process` from now on: on this server, or whichever is the primary when this one has gone.
    func stay(as process: ProcessLease.Holder) {
        self.process = process
        address = address.ofPrimary
        patience.grow()
    }

    // MARK: Statements

    @discardableResult
    func run(_ sql: SQL) throws -> Int {
        changeCount += 1
        return try onSession { session in
            try gathered.send(namedBy: sql, over: session)
            try session.send(sql)
            return try session.sync()
        }
    }

    func send(_ sql: SQL) throws {
        changeCount += 1
        try onSession { session in
            guard try !gathered.take(sql, over: session, types: { try columnTypes(of: $0, session) }) else { return }
            try gathered.send(namedBy: sql, over: session)
            try session.send(sql)
        }
    }

    /// Without it a table counts as empty that the server looked at while its rows were not committed, and a join of two
    /// such tables reads one of them again for each row of the other.
    func takeStatistics(of tables: [Table]) throws {
        try runScript("analyze \(tables.map(\.name).joined(separator: ", "))")
    }

    func query(_ sql: SQL, _ row: (Row) throws -> Bool) throws { try ask(sql) { try row(Row($0)) } }

    /// Runs a statement that answers with rows, whose columns only an engine knows by their numbers.
    func ask(_ sql: SQL, _ row: (PostgresRows) throws -> Bool) throws {
        try onSession { session in
            try gathered.send(namedBy: sql, over: session)
            try session.query(sql, row)
        }
    }

    func query(_ question: SQL, forEach keys: [[SQLValue]], _ row: (Row) throws -> Void) throws {
        try onSession { session in
            try gathered.send(namedBy: question, over: session)
            try session.query(question, forEach: keys) { try row(Row($0)) }
        }
    }

    func runScript(_ script: String) throws {
        changeCount += 1
        try onSession { session in
            try gathered.sendAll(over: session)
            try session.runScript(script)
        }
    }

    func add(_ sums: [TotalSum], to total: TotalTable) throws {
        changeCount += 1
        let columns = total.keys.count + total.amounts.count
        let places = (1...columns).map { "$\($0)" }.joined(separator: ", ")
        let text = "\(total.insertion) select * from unnest(\(places)) \(total.onConflict)"
        try send(text, toTable: total.table) { parameters in
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
        let columns = table.columns.map(\.name)
        let places = (1...columns.count).map { "$\($0)" }.joined(separator: ", ")
        let names = columns.joined(separator: ", ")
        let text = "insert into \(table.name) (\(names)) select * from unnest(\(places))"
        try send(text, toTable: table.name) { parameters in
            for (place, column) in table.columns.enumerated() {
                parameters.append(place, of: rows, PostgresType.of(column.kind))
            }
        }
    }

    /// Sends a statement that writes to a table, after what was gathered for it.
    private func send(_ text: String, toTable table: String, _ fill: (inout Parameters) -> Void) throws {
        try onSession { session in
            try gathered.send(table, over: session)
            try session.send(text, fill)
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

    func foreignVersion() throws -> StoreVersion? {
        StoreVersion(turns: foreignTurns, settings: sessions << 40 + settings)
    }

    func changeSettings() { changesSettings = true }

    var isDistant: Bool { true }

    /// Begins a transaction that writes, once it is this process's turn; nobody else writes until it ends.
    func begin() throws {
        let session = try fresh()
        do {
            do { try begin(session) } catch  where session.isLost {
                // Nothing has been written yet.
                _ = try fresh()
                try onSession { try begin($0) }
            }
        } catch {
            // Whatever it waited for in vain, the next transaction does not begin within this one.
            open = nil
            throw error
        }
        gathered.open()
    }

    private func begin(_ session: PostgresSession) throws {
        changesSettings = false
        try session.send("begin isolation level read committed read write")
        try session.send(
            """
            select set_config('lock_timeout', \(Self.lockPatience), true),
                   set_config('statement_timeout', '30min', true),
                   set_config('idle_in_transaction_session_timeout', '60s', true),
                   set_config('synchronous_commit', case when current_setting('synchronous_commit') = 'off' then 'on'
                                                         else current_setting('synchronous_commit') end, true)
            """)
        guard let process else { return try waitForEmptyTurn(session) }
        written += 1
        try session.send(
            "update store_process set written = \(written) where node = \(process.node) and session = \(process.session)"
        )
        var turn: (writer: Int64, settings: Int64)?
        try session.query(
            """
            select t.writer, t.settings
              from store_turn t
              join store_process p on p.node = \(process.node) and p.session = \(process.session)
               for update of t
            """
        ) { row in
            turn = (row.integer(0), row.integer(1))
            return false
        }
        guard let turn else { throw StoreFault.leaseLost }
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
        try onSession { session in
            try gathered.close(over: session)
            try session.send("savepoint write")
        }
    }

    func releaseSavepoint() throws {
        try onSession { session in
            try session.send("release savepoint write")
            try session.sync()
        }
    }

    func rollbackToSavepoint() throws {
        try onSession { session in
            session.settle()
            try session.send("rollback to savepoint write")
            try session.send("release savepoint write")
            try session.sync()
        }
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

    /// Runs `body` on the session of the transaction that runs.
    ///
    /// - Throws: `StoreFault.interrupted` when the session was lost, and with it the transaction.
    private func onSession<Value>(_ body: (PostgresSession) throws -> Value) throws -> Value {
        let session = try current
        do { return try body(session) } catch let fault as StoreFault where session.isLost {
            throw StoreFault.interrupted("\(fault)")
        }
    }

    /// A session for the next transaction: the one there is, or a new one when the server was restarted.
    private func fresh() throws -> PostgresSession {
        if let open, open.isUsable { return open }
        open = nil
        let session = try patience.session(address)
        open = session
        // A standby that took over may lack the last turns: what is remembered of them is asked again.
        sessions += 1
        lastWriter = nil
        return session
    }

    /// Asks the server, or the standby that took its place, how the transaction ended whose answer was lost.
    ///
    /// - Throws: `StoreFault.interrupted` when it was not kept.
    private func findOut(after fault: StoreFault) throws {
        guard let process else { throw fault }
        for _ in 0..<3 {
            guard let last = try? lastWritten(by: process) else {
                open = nil
                continue
            }
            if last == written { return }
            throw StoreFault.interrupted("\(fault)")
        }
        throw StoreFault.uncertain("the database went away while it kept a write")
    }

    /// The last transaction of this process that was kept. Waits for one that the server has not ended yet, and, by a
    /// commit of its own behind it, until the standby has it too.
    private func lastWritten(by process: ProcessLease.Holder) throws -> Int64? {
        let session = try fresh()
        try session.send("begin isolation level read committed read write")
        try session.send(
            """
            select set_config('lock_timeout', \(Self.lockPatience), true),
                   set_config('synchronous_commit', case when current_setting('synchronous_commit') = 'off' then 'on'
                                                         else current_setting('synchronous_commit') end, true)
            """)
        var last: Int64?
        try session.query(
            """
            update store_process set written = written
             where node = \(process.node) and session = \(process.session)
            returning written
            """
        ) { row in
            last = row.integer(0)
            return false
        }
        try session.send("commit")
        try session.sync()
        return last
    }

    /// Before the engine's own tables tell processes apart, whoever makes them waits for the others.
    private func waitForEmptyTurn(_ session: PostgresSession) throws {
        try session.send("select pg_advisory_xact_lock(\(Self.preparing))")
        try session.sync()
    }

    /// Longer than the server lets a transaction idle whose process is gone.
    private static let lockPatience = "75s"

    /// An arbitrary number that only this program locks.
    private static let preparing: Int64 = 0x4e49_4748_5453_4854
}

extension StoreFault {
    static let leaseLost = StoreFault.inputOutput(
        "this process was away so long that another took its place; start it again")
}
