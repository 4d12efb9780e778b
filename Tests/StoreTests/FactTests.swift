// SPDX-License-Identifier: Apache-2.0

import Foundation
import Kernel
import Store
import Synchronization
import TestEngines
import Testing

/// A fact that causes the next one until it has gone deep enough.
private struct Rung: Fact, Codable {
    static let name = "shop.rung"
    let depth: Int64
    let deepest: Int64

    static let ladder = Wiring([
        .on(Rung.self, "climbs", "on") { rung, tx in
            try Shop.write("rung", rung.depth, tx)
            if rung.depth < rung.deepest { try tx.publish(Rung(depth: rung.depth + 1, deepest: rung.deepest)) }
        }
    ])
}

@Suite(.onBothEngines) struct `Facts and reactions` {
    @Test func `reactions run in the order of the wiring, each chain before the next line`() async throws {
        let folder = try TemporaryPlace()
        let store = try Store.shop(in: folder)
        defer { try? store.close() }
        try await store.write(as: ID(7)) { tx in try Shop.sell(5, 2, tx) }
        #expect(
            try store.dump("shop_journal") == ["1|'move'|1|2", "2|'stock'|2|-2", "3|'money'|1|2"])
        let log = try store.readNow { snapshot in
            try snapshot.rows(Logged.columns, "from fact_log order by sequence").map {
                [
                    "\($0.sequence)", $0.name, "\($0.version)", String(decoding: $0.body, as: UTF8.self),
                    "\($0.actor)", $0.cause.map(String.init) ?? "-", $0.recordedAt.description,
                ]
            }
        }
        #expect(
            log == [
                ["1", "shop.sold", "1", #"{"pieces":2,"product":5}"#, "7", "-", "2026-02-28T09:30:00Z"],
                ["2", "shop.moved", "1", #"{"pieces":-2,"product":5}"#, "7", "1", "2026-02-28T09:30:00Z"],
            ])
        #expect(Shop.wiring.reactions.map(\.label) == ["goods move", "money comes", "stock counts"])
    }

    @Test func `a chain of four facts is kept whole`() async throws {
        let folder = try TemporaryPlace()
        let store = try Store.shop(in: folder, wiring: Rung.ladder)
        defer { try? store.close() }
        try await store.write(as: ID(1)) { tx in try tx.publish(Rung(depth: 1, deepest: 4)) }
        #expect(try store.dump("shop_journal").count == 4)
        // A second chain of the same write begins at the bottom again.
        try await store.write(as: ID(1)) { tx in
            for _ in 0..<3 { try tx.publish(Rung(depth: 1, deepest: 4)) }
        }
        #expect(try store.number("select count(*) from fact_log where cause is null") == 4)
    }

    @Test func `a chain of five facts is a wiring mistake`() async {
        await #expect(processExitsWith: .failure) {
            let folder = try TemporaryPlace()
            let store = try Store.shop(in: folder, wiring: Rung.ladder)
            try await store.write(as: ID(1)) { tx in try tx.publish(Rung(depth: 1, deepest: 5)) }
        }
    }

    @Test func `a reaction that fails deep in a chain takes everything back`() async throws {
        let folder = try TemporaryPlace()
        let wiring = Wiring(
            Shop.wiring.reactions + [
                .on(Moved.self, "shop", "trips") { moved, _ in if moved.product == 13 { throw Mishap() } }
            ]
        )
        let store = try Store.shop(in: folder, wiring: wiring)
        defer { try? store.close() }
        try await store.write(as: ID(1)) { tx in try Shop.sell(1, 1, tx) }
        let tables = ["shop_sale", "shop_journal", "shop_total", "fact_log"]
        let before = try tables.map { try store.dump($0) }
        await #expect(throws: Mishap()) {
            try await store.write(as: ID(1)) { tx in
                try Shop.sell(2, 1, tx)
                try Shop.sell(13, 1, tx)
            }
        }
        #expect(try tables.map { try store.dump($0) } == before)
        try await store.write(as: ID(1)) { tx in try Shop.sell(3, 1, tx) }
        #expect(try store.number("select max(sequence) from fact_log") == 4, "the log has no gap")
    }

    @Test func `a reaction makes no keys of its own`() async {
        await #expect(processExitsWith: .failure) {
            let folder = try TemporaryPlace()
            let store = try Store.shop(
                in: folder, wiring: Wiring([.on(Sold.self, "makes", "a key") { _, tx in _ = tx.key(for: Entry.self) }]))
            try await store.write(as: ID(1)) { tx in try Shop.sell(1, 1, tx) }
        }
    }

    @Test func `a logged fact with anything behind its JSON is corrupt`() async throws {
        let folder = try TemporaryPlace()
        let failures = Answers()
        let reading = Follower("reading", tables: []) { facts, _ in
            for fact in facts {
                do { _ = try fact.read(Whistled.self) } catch StoreFault.corrupt { failures.append(Int(fact.sequence)) }
            }
        }
        let store = try Store.shop(in: folder, system: Shop.system(followers: [reading]))
        defer { try? store.close() }
        for body in [#"{"tune":"a"}"#, #"{"tune":"a"} x"#, #"{"tune":"a""#, "", #"{}"#] {
            try await store.write(as: ID(1)) { tx in
                try tx.publish(Whistled(tune: "x"))
                try tx.run("update fact_log set body = \(Array(body.utf8)) where sequence = \(tx.firstFact ?? 0)")
            }
        }
        try await store.catchUp()
        #expect(failures.all == [2, 3, 4, 5])
    }
}

@Suite(.onBothEngines) struct `Keys made by a store` {
    private func keys(_ store: Store, _ count: Int) async throws -> [Int64] {
        try await store.write(as: ID(1)) { tx in (0..<count).map { _ in tx.key(for: Entry.self).rawValue } }
    }

    @Test func `no key comes twice, however often the store is opened and the clock set back`() async throws {
        let folder = try TemporaryPlace()
        let clock = HandClock()
        var seen: [Int64] = []
        for opening in 0..<6 {
            let store = try Store.shop(in: folder, clock: clock)
            seen += try await keys(store, 3)
            clock.turn(seconds: opening % 2 == 0 ? 3 : -3_600)
            seen += try await keys(store, 40_000)
            await #expect(throws: Mishap()) {
                try await store.write(as: ID(1)) { tx in
                    _ = tx.key(for: Entry.self)
                    throw Mishap()
                }
            }
            seen += try await keys(store, 1)
            try store.close()
        }
        #expect(zip(seen, seen.dropFirst()).allSatisfy { $0 < $1 })
    }

    @Test func `two stores on one folder have different nodes and never the same key or sequence`() async throws {
        let folder = try TemporaryPlace()
        let (left, right) = (try Store.shop(in: folder), try Store.shop(in: folder))
        let keys = try await withThrowingTaskGroup(of: [Int64].self) { group in
            for number in Int64(0)..<60 {
                let store = number % 2 == 0 ? left : right
                group.addTask {
                    try await store.write(as: ID(1)) { tx in
                        try Shop.sell(number, 1, tx)
                        return [tx.key(for: Entry.self).rawValue]
                    }
                }
            }
            return try await group.reduce(into: []) { $0 += $1 }
        }
        #expect(Set(keys).count == 60)
        #expect(Set(keys.map { $0 >> 15 & 63 }) == [0, 1])
        #expect(try left.number("select count(*) from fact_log") == 120)
        #expect(try right.number("select max(sequence) from fact_log") == 120)
        try left.close()
        try right.close()
    }
}

@Suite(.onBothEngines) struct `Followers of the log` {
    /// Counts each fact it is shown, so that showing one twice is seen; trips over the fact `tripping` says.
    private static func counting(
        _ name: String = "counting", tripping: @escaping @Sendable (Int64) -> Bool = { _ in false }
    ) -> Follower {
        Follower(name, tables: ["shop_followed"]) { facts, tx in
            for fact in facts {
                try tx.run(
                    """
                    insert into shop_followed (sequence, name, times)
                    values (\(fact.sequence), \(fact.name), \(1))
                        on conflict (sequence) do update set times = shop_followed.times + 1
                    """)
                if tripping(fact.sequence) { throw Mishap() }
            }
        }
    }

    private func publish(_ count: Int64, _ store: Store) async throws {
        try await store.write(as: ID(1)) { tx in
            for number in 0..<count { try tx.publish(Whistled(tune: "\(number)")) }
        }
    }

    private func expectOnce(_ count: Int64, _ store: Store, _ place: SourceLocation = #_sourceLocation) throws {
        let followed = try store.dump("shop_followed")
        let expected = count == 0 ? [] : (1...count).map { "\($0)|'shop.whistled'|1" }
        #expect(followed == expected, sourceLocation: place)
    }

    @Test func `each fact takes effect once, across runs, mishaps and reopenings`() async throws {
        let folder = try TemporaryPlace()
        let mishaps = Mutex<Set<Int64>>([2, 1_000, 1_001, 2_345, 2_500])
        // Trips once over each of these, half way through a run of facts.
        let follower = Self.counting { sequence in mishaps.withLock { $0.remove(sequence) } != nil }
        var published: Int64 = 0
        for round in Int64(0)..<5 {
            let store = try Store.shop(in: folder, system: Shop.system(followers: [follower]))
            try await publish(500, store)
            published += 500
            var failures = 0
            while failures < 10 {
                do {
                    try await store.catchUp()
                    break
                } catch is Mishap { failures += 1 }
                // What the failed run did is gone; what earlier runs did stays.
                #expect(try store.number("select count(*) from shop_followed where times <> 1") == 0)
                if failures % 2 == 1, round % 2 == 1 { break }
            }
            try store.close()
        }
        let store = try Store.shop(in: folder, system: Shop.system(followers: [follower]))
        defer { try? store.close() }
        while true {
            do {
                try await store.catchUp()
                break
            } catch is Mishap {}
        }
        #expect(mishaps.withLock { $0.isEmpty })
        try expectOnce(published, store)
        #expect(try await store.catchUp() == 0)
        try expectOnce(published, store)
    }

    @Test func `one follower that fails does not keep the others waiting`() async throws {
        let folder = try TemporaryPlace()
        let failing = Follower("failing", tables: []) { _, _ in throw Mishap() }
        let store = try Store.shop(in: folder, system: Shop.system(followers: [failing, Self.counting()]))
        defer { try? store.close() }
        try await publish(3, store)
        await #expect(throws: Mishap()) { try await store.catchUp() }
        try expectOnce(3, store)
        #expect(try store.readNow { try Seal.verify($0).sealed } == 3)
    }

    @Test func `a follower rebuilt from zero makes the same tables`() async throws {
        let folder = try TemporaryPlace()
        let store = try Store.shop(in: folder, system: Shop.system(followers: [Self.counting()]))
        defer { try? store.close() }
        for _ in 0..<3 { try await publish(700, store) }
        try await store.catchUp()
        let seals = try store.dump("fact_seal")
        for _ in 0..<2 {
            try await store.rebuild("counting")
            try expectOnce(2_100, store)
            try await store.rebuild("seal")
            #expect(try store.dump("fact_seal") == seals)
        }
        #expect(seals.count == 2_100)
    }

    @Test(.timeLimit(.minutes(30)))
    func `a following task keeps up until it is cancelled`() async throws {
        let folder = try TemporaryPlace()
        let store = try Store.shop(in: folder, system: Shop.system(followers: [Self.counting()]))
        defer { try? store.close() }
        let following = Task { try await store.follow { _ in } }
        for round in Int64(1)...20 {
            try await publish(5, store)
            while try await store.read({ try $0.number("select count(*) from shop_followed") }) < round * 5 {
                try await Task.sleep(for: .milliseconds(1))
            }
        }
        following.cancel()
        try await following.value
        try expectOnce(100, store)
        // The seal may still be behind the counting when the task ends.
        try await store.catchUp()
        try await publish(1, store)
        try await Task.sleep(for: .milliseconds(30))
        try expectOnce(100, store)
        #expect(try await store.catchUp() == 2)
    }

    /// Waits are told to the test instead of being waited for; a minute is the longest.
    @Test(.timeLimit(.minutes(30)))
    func `a following task outlives a follower that fails, tries again later and later, and says so`() async throws {
        let folder = try TemporaryPlace()
        let trips = Mutex(9)
        let follower = Self.counting { _ in
            trips.withLock { left in
                left -= 1
                return left >= 0
            }
        }
        let store = try Store.shop(in: folder, system: Shop.system(followers: [follower]))
        defer { try? store.close() }
        try await publish(3, store)
        let waits = Mutex<[Duration]>([])
        let heard = Mutex<[String]>([])
        let following = Task {
            try await store.follow(
                failed: { error in heard.withLock { $0.append("\(error)") } },
                sleep: { wait in waits.withLock { $0.append(wait) } })
        }
        while try await store.read({ try $0.number("select count(*) from shop_followed") }) < 3 {
            try await Task.sleep(for: .milliseconds(1))
        }
        #expect(waits.withLock { $0 } == [1, 2, 4, 8, 16, 32, 60, 60, 60].map { .seconds($0) })
        #expect(heard.withLock { $0 } == Array(repeating: "Mishap()", count: 9))
        // After it has gone well, patience begins anew; what comes while it is still at it belongs to the same try.
        try await Task.sleep(for: .milliseconds(500))
        trips.withLock { $0 = 1 }
        try await publish(1, store)
        while try await store.read({ try $0.number("select count(*) from shop_followed") }) < 4 {
            try await Task.sleep(for: .milliseconds(1))
        }
        #expect(waits.withLock { $0.last } == .seconds(1))
        following.cancel()
        try await following.value
    }
}

private struct Logged {
    let sequence: Int64
    let name: String
    let version: Int
    let body: [UInt8]
    let actor: ID<Actor>
    let cause: Int64?
    let recordedAt: Instant

    static let columns = Columns<Logged>(
        Column("sequence", \.sequence), Column("name", \.name), Column("version", \.version), Column("body", \.body),
        Column("actor_id", \.actor), Column("cause", \.cause), Column("recorded_at", \.recordedAt), make: Logged.init)
}
