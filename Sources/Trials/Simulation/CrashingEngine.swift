// SPDX-License-Identifier: Apache-2.0

import Store
import Synchronization

/// An engine that dies at a chosen moment: from then on nothing more reaches the disk, and nobody gets an answer.
///
/// What was not committed is lost, as if the process had been killed; what was committed stays, even when the one who
/// asked for it never heard so. Whoever closes it and opens the place again finds what a new process would find.
final class CrashingEngine: Engine {
    private let base: any Engine
    private let fuse: CrashFuse

    init(_ base: any Engine, _ fuse: CrashFuse) {
        self.base = base
        self.fuse = fuse
    }

    var dialect: Dialect { base.dialect }
    var node: Int64 { base.node }

    func withWriter<Value>(_ body: (any Connection) throws -> Value) throws -> Value {
        try base.withWriter { try body(CrashingConnection($0, fuse)) }
    }

    func withReader<Value>(_ body: (any Connection) throws -> Value) throws -> Value {
        try fuse.check()
        return try base.withReader(body)
    }

    func read<Value: Sendable>(_ body: @escaping @Sendable (any Connection) throws -> Value) async throws -> Value {
        try fuse.check()
        return try await base.read(body)
    }

    func close() throws { try base.close() }
}

/// Burns down with every statement that changes something; unlit until a length is given.
final class CrashFuse: Sendable {
    /// Where the end falls when it falls on a commit: before it, or after it and before the answer.
    private struct State {
        var left: Int?
        var isBurnt = false
        var spares = true
    }

    private let state = Mutex(State())

    var isBurnt: Bool { state.withLock { $0.isBurnt } }

    /// - Parameters:
    ///   - statements: how many more may run.
    ///   - sparesCommit: whether a commit on which it ends still takes place.
    func light(_ statements: Int, sparesCommit: Bool) {
        state.withLock { $0 = State(left: statements, spares: sparesCommit) }
    }

    func putOut() { state.withLock { $0.left = nil } }

    func check() throws { if isBurnt { throw Self.death } }

    /// Counts a statement.
    func burn() throws {
        let isDead = state.withLock { state in
            if let left = state.left {
                state.left = left - 1
                if left <= 0 { state.isBurnt = true }
            }
            return state.isBurnt
        }
        if isDead { throw Self.death }
    }

    /// Counts a commit, and runs it unless the end comes before it.
    func burn(committing commit: () throws -> Void) throws {
        try check()
        do { try burn() } catch {
            if state.withLock({ $0.spares }) { try commit() }
            throw error
        }
        try commit()
    }

    private static let death = StoreFault.inputOutput("the simulated process has died")
}

/// A connection whose statements burn the fuse.
private final class CrashingConnection: Connection {
    private let base: any Connection
    private let fuse: CrashFuse

    init(_ base: any Connection, _ fuse: CrashFuse) {
        self.base = base
        self.fuse = fuse
    }

    var changeCount: Int { base.changeCount }

    @discardableResult func run(_ sql: SQL) throws -> Int {
        try fuse.burn()
        return try base.run(sql)
    }

    func send(_ sql: SQL) throws {
        try fuse.burn()
        try base.send(sql)
    }

    func add(_ sums: [TotalSum], to total: TotalTable) throws {
        try fuse.burn()
        try base.add(sums, to: total)
    }

    func insert(_ rows: [[SQLValue]], into table: Table) throws {
        try fuse.burn()
        try base.insert(rows, into: table)
    }

    func takeStatistics(of tables: [Table]) throws {
        try fuse.check()
        try base.takeStatistics(of: tables)
    }

    func query(_ sql: SQL, _ row: (Row) throws -> Bool) throws {
        try fuse.check()
        try base.query(sql, row)
    }

    func query(_ question: SQL, forEach keys: [[SQLValue]], _ row: (Row) throws -> Void) throws {
        try fuse.check()
        try base.query(question, forEach: keys, row)
    }

    func runScript(_ script: String) throws {
        try fuse.burn()
        try base.runScript(script)
    }

    func foreignVersion() throws -> StoreVersion? { try base.foreignVersion() }
    func changeSettings() { base.changeSettings() }
    var isDistant: Bool { base.isDistant }

    func begin() throws {
        try fuse.check()
        try base.begin()
    }

    func commit() throws { try fuse.burn { try base.commit() } }
    /// Also after death: it is what the disk holds when nobody commits.
    func rollback() throws { try base.rollback() }

    func savepoint() throws {
        try fuse.check()
        try base.savepoint()
    }

    func releaseSavepoint() throws {
        try fuse.check()
        try base.releaseSavepoint()
    }

    func rollbackToSavepoint() throws { try base.rollbackToSavepoint() }
}
