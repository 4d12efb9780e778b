// SPDX-License-Identifier: Apache-2.0

import Kernel
import Store
import TestEngines
import Testing

/// What is told besides a fact.
@Suite(.onBothEngines) struct `A telling` {
    private static func whistling(besides tune: @escaping @Sendable (Int64) throws -> String?) -> Wiring {
        Shop.wiring.alsoTelling([
            .besides(Sold.self, "whistles") { sold, _ in try tune(sold.pieces).map(Whistled.init) }
        ])
    }

    /// The log as `name` or `name<cause`.
    private func log(_ store: Store) throws -> [String] {
        try store.readNow { snapshot in
            try snapshot.values(
                "select name || coalesce('<' || cast(cause as text), '') from fact_log order by sequence")
        }
    }

    @Test func `follows all that answers its fact, and is caused by nothing`() async throws {
        let folder = try TemporaryPlace()
        let store = try Store.shop(in: folder, wiring: Self.whistling { $0 == 2 ? nil : "sold \($0)" })
        defer { try? store.close() }
        let first = try await store.write(as: ID(7)) { tx in
            for pieces in Int64(1)...3 { try Shop.sell(5, pieces, tx) }
            return tx.firstFact
        }
        #expect(first == 1)
        let expected = [
            "shop.sold", "shop.moved<1", "shop.whistled", "shop.sold", "shop.moved<4", "shop.sold", "shop.moved<6",
            "shop.whistled",
        ]
        #expect(try log(store) == expected)
        #expect(try store.number("select count(*) from fact_log where actor_id = 7") == 8)
    }

    @Test func `sees what the reactions have written`() async throws {
        let folder = try TemporaryPlace()
        let wiring = Shop.wiring.alsoTelling([
            .besides(Sold.self, "counts lines") { _, snapshot in
                Whistled(tune: "\(try snapshot.number("select count(*) from shop_journal")) lines")
            }
        ])
        let store = try Store.shop(in: folder, wiring: wiring)
        defer { try? store.close() }
        try await store.write(as: ID(1)) { tx in try Shop.sell(1, 1, tx) }
        let told = try store.readNow { snapshot in
            try snapshot.value("select body from fact_log where name = 'shop.whistled'", as: [UInt8].self)
                .map { String(decoding: $0, as: UTF8.self) }
        }
        #expect(told == #"{"tune":"3 lines"}"#)
    }

    @Test func `says nothing besides what a reaction published`() async throws {
        let folder = try TemporaryPlace()
        let wiring = Shop.wiring.alsoTelling([.besides(Moved.self, "whistles") { _, _ in Whistled(tune: "moved") }])
        let store = try Store.shop(in: folder, wiring: wiring)
        defer { try? store.close() }
        try await store.write(as: ID(1)) { tx in try Shop.sell(1, 1, tx) }
        #expect(try log(store) == ["shop.sold", "shop.moved<1"])
        try await store.write(as: ID(1)) { tx in try tx.publish(Moved(product: 1, pieces: 1)) }
        #expect(try log(store).suffix(2) == ["shop.moved", "shop.whistled"])
    }

    @Test func `that fails takes its fact back, even when the write goes on without it`() async throws {
        let folder = try TemporaryPlace()
        let store = try Store.shop(in: folder, wiring: Self.whistling { if $0 == 13 { throw Mishap() } else { "ok" } })
        defer { try? store.close() }
        await #expect(throws: Mishap()) {
            try await store.write(as: ID(1)) { tx in
                try Shop.sell(1, 1, tx)
                try? Shop.sell(1, 13, tx)
            }
        }
        #expect(try log(store).isEmpty)
        try await store.write(as: ID(1)) { tx in try Shop.sell(1, 1, tx) }
        #expect(try log(store).count == 3)
    }

    /// The program that replays would tell something else, or nothing; the log holds what was told.
    @Test func `is taken from the log by a replay`() async throws {
        let folder = try TemporaryPlace()
        let source = try Store.shop(in: folder, wiring: Self.whistling { "sold \($0)" })
        defer { try? source.close() }
        try await source.write(as: ID(1)) { tx in for _ in 0..<700 { try Shop.sell(1, 2, tx) } }
        for tune in ["another tune", nil] {
            let place = try TemporaryPlace()
            let target = try Store.shop(in: place, wiring: Self.whistling { _ in tune })
            defer { try? target.close() }
            try Replay.run(from: source, into: target)
            for table in ["shop_journal", "shop_total"] { #expect(try target.dump(table) == source.dump(table)) }
        }
    }
}

@Suite struct `A telling of the wiring` {
    @Test func `is not set off by another`() async {
        await #expect(processExitsWith: .failure) {
            _ = Wiring([]).alsoTelling([
                .besides(Sold.self, "moves") { sold, _ in Moved(product: sold.product, pieces: 1) },
                .besides(Moved.self, "whistles") { _, _ in Whistled(tune: "again") },
            ])
        }
        #expect(
            Wiring([]).alsoTelling([.besides(Sold.self, "whistles") { _, _ in Whistled(tune: "once") }]).tellings.map {
                "\($0.fact) \($0.told) \($0.label)"
            } == ["shop.sold shop.whistled whistles"])
    }
}
