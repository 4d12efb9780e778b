// SPDX-License-Identifier: Apache-2.0

import Store
import Synchronization

/// How many questions were asked of an engine by readers; one about many keys counts once, as it does on a server.
final class QuestionCount: Sendable {
    private let count = Mutex(0)

    var value: Int { count.withLock { $0 } }

    fileprivate func add() { count.withLock { $0 += 1 } }
}

/// An engine whose readers' questions are counted.
final class CountingEngine: Engine {
    private let base: any Engine
    private let count: QuestionCount

    init(_ base: any Engine, _ count: QuestionCount) {
        self.base = base
        self.count = count
    }

    var dialect: Dialect { base.dialect }
    var node: Int64 { base.node }

    func withWriter<Value>(_ body: (any Connection) throws -> Value) throws -> Value { try base.withWriter(body) }

    func withReader<Value>(_ body: (any Connection) throws -> Value) throws -> Value {
        try base.withReader { try body(CountingConnection($0, count)) }
    }

    func read<Value: Sendable>(_ body: @escaping @Sendable (any Connection) throws -> Value) async throws -> Value {
        let count = count
        return try await base.read { try body(CountingConnection($0, count)) }
    }

    func close() throws { try base.close() }
}

/// A connection for reading that counts what it is asked.
private final class CountingConnection: Connection {
    private let base: any Connection
    private let count: QuestionCount

    init(_ base: any Connection, _ count: QuestionCount) {
        self.base = base
        self.count = count
    }

    func query(_ sql: SQL, _ row: (Row) throws -> Bool) throws {
        count.add()
        try base.query(sql, row)
    }

    func query(_ question: SQL, forEach keys: [[SQLValue]], _ row: (Row) throws -> Void) throws {
        count.add()
        try base.query(question, forEach: keys, row)
    }

    var changeCount: Int { base.changeCount }
    func run(_ sql: SQL) throws -> Int { try base.run(sql) }
    func runScript(_ script: String) throws { try base.runScript(script) }
    func foreignVersion() throws -> StoreVersion? { try base.foreignVersion() }
    func begin() throws { try base.begin() }
    func commit() throws { try base.commit() }
    func rollback() throws { try base.rollback() }
    func savepoint() throws { try base.savepoint() }
    func releaseSavepoint() throws { try base.releaseSavepoint() }
    func rollbackToSavepoint() throws { try base.rollbackToSavepoint() }
}
