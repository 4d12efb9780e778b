// SPDX-License-Identifier: Apache-2.0

import Kernel
import Store
import Synchronization
import TestEngines
import Testing

@Suite(.onBothEngines) struct `A commit that failed` {
    @Test func `reserved no keys, so that no later process makes the same again`() async throws {
        let place = try TemporaryPlace()
        let engine = FailingEngine(try place.open())
        let store = try Store(engine, systems: [Shop.system()], wiring: Shop.wiring, clock: HandClock())
        defer { try? store.close() }
        engine.commitsToFail.store(1, ordering: .relaxed)
        await #expect(throws: StoreFault.diskFull("no room")) {
            try await store.write(as: ID(1)) { try Shop.sell(1, 1, $0) }
        }
        try await store.write(as: ID(1)) { try Shop.sell(2, 1, $0) }
        let unreserved = try store.number(
            """
            select count(*)
              from shop_sale
             where sale_id > (select coalesce(max(reserved), 0) from store_key)
            """)
        #expect(unreserved == 0)
        #expect(try store.number("select count(*) from shop_sale") == 1)
    }
}

/// An engine whose next commits find no room.
private final class FailingEngine: Engine {
    let commitsToFail = Atomic(0)
    private let base: any Engine

    init(_ base: any Engine) { self.base = base }

    var dialect: Dialect { base.dialect }
    var node: Int64 { base.node }

    func withWriter<Value>(_ body: (any Connection) throws -> Value) throws -> Value {
        try base.withWriter { try body(FailingConnection($0, of: self)) }
    }

    func withReader<Value>(_ body: (any Connection) throws -> Value) throws -> Value { try base.withReader(body) }

    func read<Value: Sendable>(_ body: @escaping @Sendable (any Connection) throws -> Value) async throws -> Value {
        try await base.read(body)
    }

    func close() throws { try base.close() }
}

private final class FailingConnection: Connection {
    private let base: any Connection
    private let engine: FailingEngine

    init(_ base: any Connection, of engine: FailingEngine) {
        self.base = base
        self.engine = engine
    }

    var changeCount: Int { base.changeCount }

    func run(_ sql: SQL) throws -> Int { try base.run(sql) }
    func query(_ sql: SQL, _ row: (Row) throws -> Bool) throws { try base.query(sql, row) }
    func runScript(_ script: String) throws { try base.runScript(script) }
    func foreignVersion() throws -> StoreVersion? { try base.foreignVersion() }
    func begin() throws { try base.begin() }
    func rollback() throws { try base.rollback() }
    func savepoint() throws { try base.savepoint() }
    func releaseSavepoint() throws { try base.releaseSavepoint() }
    func rollbackToSavepoint() throws { try base.rollbackToSavepoint() }

    func commit() throws {
        guard engine.commitsToFail.load(ordering: .relaxed) == 0 else {
            engine.commitsToFail.subtract(1, ordering: .relaxed)
            throw StoreFault.diskFull("no room")
        }
        try base.commit()
    }
}
