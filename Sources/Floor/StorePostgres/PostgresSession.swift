// SPDX-License-Identifier: Apache-2.0

import CPostgres
import Store

/// One connection to a PostgreSQL server, always in pipeline mode.
///
/// A statement that is sent costs no round trip: it waits in the pipeline until someone asks a question or calls
/// `sync`. The first fault is thrown there, and everything sent after the statement that failed was not run.
///
/// Used by one thread at a time.
final class PostgresSession {
    private let link: OpaquePointer
    private let keepsStatements: Bool
    private var parameters = Parameters()
    private var statements: [UInt: PreparedStatement] = [:]
    private var assembled: [String: PreparedStatement] = [:]
    private var lastName = 0
    /// What was sent and not yet answered.
    private var pending: [Pending] = []
    private var stream: RowStream?
    /// Whether the statements prepared here may no longer fit the schema.
    private var isWorn = false
    /// Whether the server said goodbye, which may be read before the connection is seen to be gone.
    private var isEnding = false

    private enum Pending {
        case preparation(PreparedStatement)
        case statement
    }

    /// Answers that may pile up before they are read.
    private static let largestPipeline = 512

    /// - Throws: `StoreFault.inputOutput` when the server does not answer or refuses; `StoreFault.standby` when it is one
    ///   and must not be.
    init(_ address: PostgresAddress) throws {
        // What comes later wins over what comes before it, and an empty value is as none.
        let target = address.namesSeveralHosts ? "primary" : ""
        let settings = [
            ("fallback_application_name", "nightshift"), ("connect_timeout", "10"), ("client_encoding", "UTF8"),
            ("keepalives_idle", "30"), ("tcp_user_timeout", "60000"), ("target_session_attrs", target),
            ("dbname", address.connectionString), ("target_session_attrs", address.mustBePrimary ? target : ""),
        ]
        let opened = withCStrings(settings.map(\.0)) { names in
            withCStrings(settings.map(\.1)) { values in PQconnectdbParams(names, values, 1) }
        }
        guard let opened, PQstatus(opened) == CONNECTION_OK, PQenterPipelineMode(opened) == 1 else {
            defer { PQfinish(opened) }
            throw StoreFault.postgres(connection: opened)
        }
        link = opened
        keepsStatements = address.keepsStatements
        // Notices say that a table exists already, and such things.
        PQsetNoticeProcessor(link, { _, _ in }, nil)
        // libpq would ask too, but believes a pooler, which goes on calling a server a standby that was promoted.
        if address.mustBePrimary, try isOnStandby() { throw StoreFault.standby }
    }

    /// Whether the server follows another one's log, and writes nothing of its own.
    func isOnStandby() throws -> Bool {
        var answer = false
        try query("select pg_is_in_recovery()") { row in
            answer = row.flag(0)
            return false
        }
        return answer
    }

    deinit { PQfinish(link) }

    /// Whether the server was still there when it was last heard of, and the next transaction may begin here.
    var isUsable: Bool {
        guard !isWorn else { return false }
        // The first call may read the server's parting words, the second finds that it has gone.
        return !isLost && PQconsumeInput(link) == 1 && PQconsumeInput(link) == 1 && !isLost
    }

    /// Whether the connection is gone, or the server said that it ends it.
    var isLost: Bool { isEnding || PQstatus(link) != CONNECTION_OK }

    // MARK: Sending

    /// Sends a statement without waiting for its answer.
    func send(_ sql: SQL) throws {
        parameters.set(sql.values)
        if let identity = sql.identity, keepsStatements {
            let known = statements[identity]
            if let known, known.isPrepared(from: sql), known.fits(parameters.types) { return try send(known) }
            let statement = try prepare(text(of: sql), sql, after: known)
            statements[identity] = statement
            return try send(statement)
        }
        try sendText(text(of: sql))
    }

    /// Sends a statement whose values are arrays, one for each column.
    func send(_ text: String, _ fill: (inout Parameters) -> Void) throws {
        parameters.removeAll()
        fill(&parameters)
        guard keepsStatements else { return try sendText(text) }
        if let known = assembled[text] { return try send(known) }
        let statement = try prepare(text, nil, after: nil)
        assembled[text] = statement
        try send(statement)
    }

    private func prepare(_ text: String, _ sql: SQL?, after known: PreparedStatement?) throws -> PreparedStatement {
        lastName += 1
        let statement = PreparedStatement("s\(lastName)", text, sql, types: parameters.types, after: known)
        try ready()
        guard PQsendPrepare(link, statement.name, text, Int32(statement.types.count), statement.types) == 1 else {
            throw StoreFault.postgres(connection: link)
        }
        pending.append(.preparation(statement))
        return statement
    }

    private func send(_ statement: PreparedStatement) throws {
        try ready()
        let sent = parameters.withPointers { count, _, values, lengths, formats in
            PQsendQueryPrepared(link, statement.name, count, values, lengths, formats, 1)
        }
        guard sent == 1 else { throw StoreFault.postgres(connection: link) }
        pending.append(.statement)
    }

    private func sendText(_ text: String) throws {
        try ready()
        let sent = parameters.withPointers { count, types, values, lengths, formats in
            PQsendQueryParams(link, text, count, types, values, lengths, formats, 1)
        }
        guard sent == 1 else { throw StoreFault.postgres(connection: link) }
        pending.append(.statement)
    }

    /// Lets the server begin with what was sent, without waiting for it.
    func push() throws {
        guard PQflush(link) >= 0 else { throw lost() }
    }

    /// Takes the rows that a loop still reads out of the way, and the answers that have piled up.
    private func ready() throws {
        stream?.keepTheRest()
        stream = nil
        if pending.count >= Self.largestPipeline { try sync() }
    }

    // MARK: Answers

    /// Waits until everything that was sent has run.
    ///
    /// - Returns: how many rows the last statement changed.
    /// - Throws: the first fault of what was sent.
    @discardableResult
    func sync() throws -> Int { try finish().count }

    /// Waits until everything that was sent has run.
    ///
    /// - Returns: the last statement's count of rows, and the words it was answered with.
    func finish() throws -> (count: Int, tag: String) {
        stream?.keepTheRest()
        stream = nil
        guard !pending.isEmpty else { return (0, "") }
        guard PQpipelineSync(link) == 1 else { throw lost() }
        let answers = pending
        pending.removeAll(keepingCapacity: true)
        var fault: StoreFault?
        var last = (count: 0, tag: "")
        for answer in answers { last = try take(answer, &fault) }
        try takeSync()
        if let fault { throw fault }
        return last
    }

    /// Reads every answer that is waited for, and drops its faults.
    func settle() {
        do { try sync() } catch { return }
    }

    /// Runs a query and calls `row` for each row until it returns false.
    func query(_ sql: SQL, _ row: (PostgresRows) throws -> Bool) throws {
        try send(sql)
        try readAnswer(row)
    }

    /// Runs a query once with the values of each key, in one statement.
    ///
    /// The values travel as one array for each place. `offset 0` keeps the server from looking at the whole table
    /// instead, when it believes that to be small.
    func query(_ question: SQL, forEach keys: [[SQLValue]], _ row: (PostgresRows) throws -> Void) throws {
        guard let first = keys.first else { return }
        let columns = first.indices.map { "c\($0 + 1)" }.joined(separator: ", ")
        let arrays = first.indices.map { "$\($0 + 1)" }.joined(separator: ", ")
        let text = """
            select answer.* from unnest(\(arrays)) key (\(columns))
             cross join lateral (\(question.text { "key.c\($0)" }) offset 0) answer
            """
        try send(text) { parameters in
            for place in first.indices { parameters.append(place, of: keys, PostgresType.of(first[place])) }
        }
        try readAnswer {
            try row($0)
            return true
        }
    }

    /// Reads the rows of the query that was sent last.
    private func readAnswer(_ row: (PostgresRows) throws -> Bool) throws {
        guard PQpipelineSync(link) == 1 else { throw lost() }
        let answers = pending.dropLast()
        pending.removeAll(keepingCapacity: true)
        var fault: StoreFault?
        for answer in answers { _ = try take(answer, &fault) }
        if let fault {
            _ = try take(.statement, &self.ignored)
            try takeSync()
            throw fault
        }
        PQsetSingleRowMode(link)
        let stream = RowStream(self)
        self.stream = stream
        defer { finish(stream) }
        let rows = PostgresRows()
        while let next = try stream.next() {
            try rows.stand(on: next)
            guard try row(rows) else { return }
        }
    }

    /// Faults that follow from one that is thrown already.
    private var ignored: StoreFault?

    private func finish(_ stream: RowStream) {
        stream.dropTheRest()
        if self.stream === stream { self.stream = nil }
    }

    /// Runs a script of several statements that bind nothing.
    func runScript(_ script: String) throws {
        try sync()
        guard PQexitPipelineMode(link) == 1 else { throw lost() }
        let result = PQexec(link, script)
        defer { PQclear(result) }
        guard PQenterPipelineMode(link) == 1 else { throw lost() }
        guard let result, PQresultStatus(result) != PGRES_FATAL_ERROR else {
            throw result.map(StoreFault.postgres) ?? lost()
        }
    }

    /// Reads the answer of one thing that was sent.
    private func take(_ sent: Pending, _ fault: inout StoreFault?) throws -> (count: Int, tag: String) {
        var answer = (count: 0, tag: "")
        while let result = PQgetResult(link) {
            defer { PQclear(result) }
            switch PQresultStatus(result) {
            case PGRES_FATAL_ERROR:
                fault = fault ?? note(result)
                forget(sent)
            case PGRES_PIPELINE_ABORTED: forget(sent)
            default:
                answer.count = PQcmdTuples(result).flatMap { Int(String(cString: $0)) } ?? 0
                answer.tag = PQcmdStatus(result).map { String(cString: $0) } ?? ""
            }
        }
        if isLost { throw fault ?? lost() }
        return answer
    }

    private func takeSync() throws {
        let result = PQgetResult(link)
        defer { PQclear(result) }
        guard let result, PQresultStatus(result) == PGRES_PIPELINE_SYNC else {
            // Where the end of the statements belongs, a server that shuts down may say goodbye instead.
            defer { isEnding = true }
            throw result.map(note) ?? lost()
        }
    }

    /// The next row of the query that runs; nil after the last.
    fileprivate func nextRow() throws -> OpaquePointer? {
        guard let result = PQgetResult(link) else { throw lost() }
        if PQresultStatus(result) == PGRES_SINGLE_TUPLE { return result }
        defer { PQclear(result) }
        let fault = PQresultStatus(result) == PGRES_FATAL_ERROR ? note(result) : nil
        while let more = PQgetResult(link) { PQclear(more) }
        if isLost { throw fault ?? lost() }
        try takeSync()
        if let fault { throw fault }
        return nil
    }

    /// A preparation that did not run is made again when it is needed.
    private func forget(_ sent: Pending) {
        guard case .preparation(let statement) = sent else { return }
        statements = statements.filter { $0.value !== statement }
        assembled = assembled.filter { $0.value !== statement }
    }

    private func note(_ result: OpaquePointer) -> StoreFault {
        let state = PQresultErrorField(result, sqlStateField).map { String(cString: $0) } ?? ""
        // The plan no longer fits the table, or a pooler changed the server beneath: begin again with a new session.
        if state == "0A000" || state == "26000" || state == "42P05" { isWorn = true }
        // Shut down by an administrator, by another process's crash, or while it starts; idle for too long.
        if ["57P01", "57P02", "57P03", "57P05", "25P03"].contains(state) { isEnding = true }
        return StoreFault.postgres(result)
    }

    private func lost() -> StoreFault {
        isEnding = true
        return StoreFault.postgres(connection: link)
    }

    private func text(of sql: SQL) -> String { sql.text { "$\($0)" } }
}

/// `PG_DIAG_SQLSTATE`, a character constant that is not imported.
private let sqlStateField = Int32(UInt8(ascii: "C"))

/// A statement that the server knows by name.
private final class PreparedStatement {
    let name: String
    let types: [Oid]
    private let sql: SQL?

    /// - Parameter known: the same statement prepared for other types: where a value is null now, its type is kept.
    init(_ name: String, _ text: String, _ sql: SQL?, types: [Oid], after known: PreparedStatement?) {
        self.name = name
        self.sql = sql
        guard let known, let sql, known.isPrepared(from: sql) else {
            self.types = types
            return
        }
        self.types = zip(types, known.types).map { $0 == PostgresType.unknown ? $1 : $0 }
    }

    func isPrepared(from other: SQL) -> Bool { sql?.hasSameParts(as: other) ?? false }

    /// Whether values of these types, or null, may be bound.
    func fits(_ others: [Oid]) -> Bool {
        zip(types, others).allSatisfy { $0 == $1 || $1 == PostgresType.unknown }
    }
}

/// The rows of a query as the server sends them. When the loop over them asks something else, the rest is kept in
/// memory first.
private final class RowStream {
    /// Set to nil when the server has nothing more to say.
    private var session: PostgresSession?
    private var kept: [OpaquePointer] = []
    private var position = 0
    private var fault: (any Error)?

    init(_ session: PostgresSession) { self.session = session }

    deinit { while position < kept.count { PQclear(take()) } }

    /// The next row, which the caller frees.
    func next() throws -> OpaquePointer? {
        if position < kept.count { return take() }
        if let fault { throw fault }
        return try fetch()
    }

    func keepTheRest() {
        do {
            while let row = try fetch() { kept.append(row) }
        } catch {
            fault = error
        }
    }

    func dropTheRest() {
        do {
            while let row = try fetch() { PQclear(row) }
        } catch {
            fault = error
        }
    }

    private func take() -> OpaquePointer {
        defer { position += 1 }
        return kept[position]
    }

    private func fetch() throws -> OpaquePointer? {
        guard let session else { return nil }
        do {
            let row = try session.nextRow()
            if row == nil { self.session = nil }
            return row
        } catch {
            self.session = nil
            throw error
        }
    }
}

/// Calls `body` with an array of C texts that ends with nil.
private func withCStrings<Value>(
    _ texts: [String], _ body: (UnsafePointer<UnsafePointer<CChar>?>) -> Value
) -> Value {
    var bytes: [CChar] = []
    var starts: [Int] = []
    for text in texts {
        starts.append(bytes.count)
        bytes += text.utf8.map { CChar(bitPattern: $0) } + [0]
    }
    return bytes.withUnsafeBufferPointer { memory in
        body(starts.map { start in memory.baseAddress.map { $0 + start } } + [nil])
    }
}
