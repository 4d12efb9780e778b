// SPDX-License-Identifier: Apache-2.0

import Kernel
import Store
import TestEngines
import Testing

@Suite(.onBothEngines) struct `Remembered settings` {
    /// How many sales there were when it was first asked: right only as long as nobody adds one unnoticed.
    private func sales(_ store: Store) async throws -> Int64 {
        try await store.write(as: ID(1)) { try remembered($0) }
    }

    @Test func `are asked for once over many writes`() async throws {
        let folder = try TemporaryPlace()
        let store = try Store.shop(in: folder)
        defer { try? store.close() }
        #expect(try await sales(store) == 0)
        try await store.write(as: ID(1)) { try Shop.sell(1, 1, $0) }
        #expect(try await sales(store) == 0)
    }

    @Test func `are asked for again after a write that changes them says so`() async throws {
        let folder = try TemporaryPlace()
        let store = try Store.shop(in: folder)
        defer { try? store.close() }
        #expect(try await sales(store) == 0)
        try await store.write(as: ID(1)) { tx in
            try Shop.sell(1, 1, tx)
            tx.forgetRemembered()
        }
        #expect(try await sales(store) == 1)
    }

    @Test func `are asked for again after another process has changed them`() async throws {
        let folder = try TemporaryPlace()
        let store = try Store.shop(in: folder)
        let other = try Store.shop(in: folder)
        defer {
            try? store.close()
            try? other.close()
        }
        #expect(try await sales(store) == 0)
        try await other.write(as: ID(1)) { tx in
            try Shop.sell(1, 1, tx)
            tx.forgetRemembered()
        }
        #expect(try await sales(store) == 1)
    }

    @Test func `of a write that was rolled back are forgotten with it`() async throws {
        let folder = try TemporaryPlace()
        let store = try Store.shop(in: folder)
        defer { try? store.close() }
        await #expect(throws: Mishap.self) {
            try await store.write(as: ID(1)) { tx in
                try Shop.sell(1, 1, tx)
                #expect(try remembered(tx) == 1)
                throw Mishap()
            }
        }
        #expect(try await sales(store) == 0)
    }
}

private func remembered(_ tx: Transaction) throws -> Int64 {
    try tx.remembered("shop.sales", 1) { try tx.number("select count(*) from shop_sale") }
}
