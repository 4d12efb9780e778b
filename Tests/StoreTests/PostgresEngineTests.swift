// SPDX-License-Identifier: Apache-2.0

import Foundation
import Kernel
import Store
import StorePostgres
import Synchronization
import TestEngines
import Testing

@Suite(.enabled(if: TestEngine.postgres.isThere, "PostgreSQL is not installed"))
struct `A store in a PostgreSQL database` {
    private func open(_ place: TemporaryPlace) throws -> Store { try Store.shop(in: place) }

    @Test func `facts of two processes have the order of their commits, so that no follower skips one`() async throws {
        let place = try TemporaryPlace(.postgres)
        let (left, right) = (try open(place), try open(place))
        defer {
            try? left.close()
            try? right.close()
        }
        let gate = DispatchSemaphore(value: 0)
        // The first to append is the last that could commit: it waits with its fact in hand.
        async let slow: Int64? = left.write(as: ID(1)) { tx in
            try Shop.sell(1, 1, tx)
            _ = gate.wait(timeout: .now() + 20)
            return tx.firstFact
        }
        try await Task.sleep(for: .milliseconds(50))
        async let quick: Int64? = right.write(as: ID(1)) { tx in
            try Shop.sell(2, 1, tx)
            return tx.firstFact
        }
        try await Task.sleep(for: .milliseconds(200))
        // A follower that ran now would find nothing, and nothing is what it must find.
        #expect(try right.number("select count(*) from fact_log") == 0)
        gate.signal()
        #expect(try await (slow, quick) == (1, 3))
    }

    @Test func `two followers of one log share it without doubling`() async throws {
        let place = try TemporaryPlace(.postgres)
        let follower = Follower("counting", tables: ["shop_followed"]) { facts, tx in
            for fact in facts {
                try tx.run("insert into shop_followed values (\(fact.sequence), \(fact.name), 1)")
            }
        }
        let stores = try (0..<3).map { _ in try Store.shop(in: place, system: Shop.system(followers: [follower])) }
        defer { for store in stores { try? store.close() } }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in Int64(0)..<300 {
                let store = stores[Int(number % 3)]
                group.addTask {
                    try await store.write(as: ID(1)) { try Shop.sell(number, 1, $0) }
                    if number % 10 == 0 { try await store.catchUp() }
                }
            }
            try await group.waitForAll()
        }
        try await stores[0].catchUp()
        let facts = try stores[1].dump("fact_log").count
        #expect(facts == 600)
        #expect(try stores[1].dump("shop_followed").count == facts)
        #expect(try stores[2].readNow { try Seal.verify($0) }.sealed == 600)
    }

    @Test func `a node is given back when its holder closes`() throws {
        let place = try TemporaryPlace(.postgres)
        let first = try place.open()
        let second = try place.open()
        #expect([first.node, second.node] == [0, 1])
        try first.close()
        try first.close()
        let third = try place.open()
        #expect(third.node == 0)
        try second.close()
        try third.close()
    }

    @Test func `a process whose node was given to another writes no more`() async throws {
        let place = try TemporaryPlace(.postgres)
        let store = try open(place)
        defer { try? store.close() }
        try await store.write(as: ID(1)) { try Shop.sell(1, 1, $0) }
        // As after two minutes in which it was stopped.
        try PostgresEngine.administer(PostgresAddress(place.data), "update store_process set until = '-infinity'")
        let other = try place.open()
        #expect(other.node == 0)
        await #expect(throws: StoreFault.self) { try await store.write(as: ID(1)) { try Shop.sell(2, 1, $0) } }
        try other.close()
    }

    @Test func `when the server ends the connection, the next write finds a new one`() async throws {
        let place = try TemporaryPlace(.postgres)
        let store = try open(place)
        defer { try? store.close() }
        for number in Int64(0)..<3 {
            try await store.write(as: ID(1)) { try Shop.sell(number, 1, $0) }
            #expect(try store.number("select count(*) from shop_sale") == number + 1)
            try disconnectAll(place)
        }
        #expect(try store.number("select count(*) from shop_sale") == 3)
        #expect(try store.number("select max(sequence) from fact_log") == 6)
    }

    /// The end may come before, within or after the commit, also between its answer and the end of the answer; a write
    /// meets at most three, since it is not tried for ever, however slow the build.
    @Test func `writes whose connections end at any moment take effect once, and nobody hears of it`() async throws {
        let place = try TemporaryPlace(.postgres)
        let store = try open(place)
        defer { try? store.close() }
        let isOver = Mutex(false)
        let ends = Mutex(0)
        let stranger = Thread { [data = place.data] in
            var chance = Seed(1)
            while !isOver.withLock({ $0 }) {
                Thread.sleep(forTimeInterval: Double(chance.integer(in: 1...20)) / 1_000)
                let isEnough = ends.withLock { count in
                    count += 1
                    return count > 2
                }
                if !isEnough { try? Self.disconnect(data) }
            }
        }
        stranger.start()
        defer { isOver.withLock { $0 = true } }
        for number in Int64(0)..<200 {
            ends.withLock { $0 = 0 }
            try await store.write(as: ID(1)) { try Shop.sell(number, 1, $0) }
        }
        isOver.withLock { $0 = true }
        while !stranger.isFinished { try await Task.sleep(for: .milliseconds(5)) }
        #expect(try store.number("select count(*) from shop_sale") == 200)
        #expect(try store.number("select count(*) from fact_log") == 400)
    }

    /// A transaction that waited in vain must not be what the next one begins in.
    @Test func `a turn that is waited for in vain leaves the connection fit for the next`() async throws {
        let place = try TemporaryPlace(.postgres)
        let store = try open(place)
        defer { try? store.close() }
        try PostgresEngine.administer(
            PostgresAddress(place.data), "alter table store_turn rename column writer to away")
        await #expect(throws: StoreFault.self) { try await store.write(as: ID(1)) { try Shop.sell(1, 1, $0) } }
        try PostgresEngine.administer(
            PostgresAddress(place.data), "alter table store_turn rename column away to writer")
        try await store.write(as: ID(1)) { try Shop.sell(1, 1, $0) }
        #expect(try store.number("select count(*) from shop_sale") == 1)
    }

    @Test func `a write whose connection ends half way is run again, and takes effect once`() async throws {
        let place = try TemporaryPlace(.postgres)
        let store = try open(place)
        defer { try? store.close() }
        let runs = Counter()
        try await store.write(as: ID(1)) { [data = place.data] tx in
            runs.count()
            try Shop.sell(1, 1, tx)
            _ = try tx.number("select count(*) from shop_sale")
            if runs.value == 1 { try Self.disconnect(data) }
            try Shop.sell(2, 1, tx)
        }
        #expect(runs.value == 2)
        #expect(try store.number("select count(*) from shop_sale") == 2)
        #expect(try store.number("select max(sequence) from fact_log") == 4)
    }

    @Test func `a write whose connection ends every time is told so, and leaves nothing`() async throws {
        let place = try TemporaryPlace(.postgres)
        let store = try open(place)
        defer { try? store.close() }
        let error = await #expect(throws: StoreFault.self) {
            try await store.write(as: ID(1)) { [data = place.data] tx in
                try Shop.sell(1, 1, tx)
                _ = try tx.number("select count(*) from shop_sale")
                try Self.disconnect(data)
                try Shop.sell(2, 1, tx)
            }
        }
        guard case .interrupted = error else {
            Issue.record("\(String(describing: error)) says nothing of the connection")
            return
        }
        #expect(try store.number("select count(*) from shop_sale") == 0)
        try await store.write(as: ID(1)) { try Shop.sell(3, 1, $0) }
        #expect(try store.number("select count(*) from shop_sale") == 1)
    }

    @Test func `a read whose connection ends half way is run again`() async throws {
        let place = try TemporaryPlace(.postgres)
        let store = try open(place)
        defer { try? store.close() }
        try await store.write(as: ID(1)) { try Shop.sell(1, 1, $0) }
        let runs = Counter()
        let sales = try await store.read { [data = place.data] snapshot in
            runs.count()
            _ = try snapshot.number("select count(*) from fact_log")
            if runs.value == 1 { try Self.disconnect(data) }
            return try snapshot.number("select count(*) from shop_sale")
        }
        #expect(sales == 1 && runs.value == 2)
    }

    @Test func `a server that goes away at the commit is asked what became of it`() async throws {
        let place = try TemporaryPlace(.postgres)
        let store = try open(place)
        defer { try? store.close() }
        // The first transaction to arrive at its commit loses its connection there; a sequence counts in spite of that.
        try PostgresEngine.administer(
            PostgresAddress(place.data),
            """
            create sequence at_commit;
            create function leave() returns trigger language plpgsql as $$ begin
              if nextval('at_commit') = 1 then perform pg_terminate_backend(pg_backend_pid()); end if;
              return null;
            end $$;
            create constraint trigger leaves after insert on shop_sale deferrable initially deferred
              for each row execute function leave();
            """)
        let runs = Counter()
        try await store.write(as: ID(1)) { tx in
            runs.count()
            try Shop.sell(1, 1, tx)
        }
        #expect(runs.value == 2)
        #expect(try store.number("select count(*) from shop_sale") == 1)
        #expect(try store.number("select max(sequence) from fact_log") == 2)
    }

    @Test func `a deadlock with a stranger is tried again, and both get through`() async throws {
        let place = try TemporaryPlace(.postgres)
        let store = try open(place)
        defer { try? store.close() }
        try await store.write(as: ID(1)) { tx in
            for number in Int64(1)...2 {
                tx.add(
                    Shop.Sum(pieces: 1, minor: 1), to: Shop.totals,
                    at: Shop.ProductDay(product: number, day: Day(number: 0)))
            }
        }
        let runs = Counter()
        let stranger = Thread { [data = place.data] in
            try? PostgresEngine.administer(
                PostgresAddress(data),
                """
                begin;
                update shop_total set minor = minor + 10 where product_id = 2;
                select pg_sleep(0.4);
                update shop_total set minor = minor + 10 where product_id = 1;
                commit;
                """)
        }
        stranger.start()
        try await Task.sleep(for: .milliseconds(100))
        try await store.write(as: ID(1)) { tx in
            runs.count()
            try tx.run("update shop_total set pieces = pieces + 1 where product_id = 1")
            try tx.run("update shop_total set pieces = pieces + 1 where product_id = 2")
        }
        while !stranger.isFinished { try await Task.sleep(for: .milliseconds(10)) }
        #expect(runs.value >= 1)
        let rows = try store.dump("shop_total")
        // The server chooses whom it takes back; the stranger does not try again.
        #expect(rows == ["1|0|2|11", "2|0|2|11"] || rows == ["1|0|2|1", "2|0|2|1"], "\(rows)")
    }

    @Test func `a rolled-back commit is never taken for a kept one`() async throws {
        let place = try TemporaryPlace(.postgres)
        let store = try open(place)
        defer { try? store.close() }
        await #expect(throws: StoreFault.self) {
            try await store.write(as: ID(1)) { tx in
                try Shop.sell(1, 1, tx)
                // A system that swallowed a fault of the engine.
                _ = try? tx.number("select nothing from nowhere")
            }
        }
        #expect(try store.number("select count(*) from shop_sale") == 0)
    }

    @Test func `a query inside the loop of another sees its own rows`() async throws {
        let place = try TemporaryPlace(.postgres)
        let store = try open(place)
        defer { try? store.close() }
        try await store.write(as: ID(1)) { tx in for number in Int64(0)..<50 { try Shop.sell(number, 1, tx) } }
        let sums = try await store.write(as: ID(1)) { tx in
            var seen: [Int64] = []
            try tx.each(Columns<Int64>.one("product_id"), "from shop_sale order by product_id") { product in
                try tx.run("update shop_sale set pieces = pieces + 1 where product_id = \(product)")
                seen.append(try tx.number("select pieces from shop_sale where product_id = \(product)"))
            }
            return seen
        }
        #expect(sums == Array(repeating: 2, count: 50))
    }

    @Test(arguments: [
        ("1", 1), ("-1", -1), ("0", 0), ("10000", 10_000), ("-10000", -10_000), ("120000000", 120_000_000),
        ("9223372036854775807", Int64.max), ("-9223372036854775808", .min),
        ("1000000000000000000", 1_000_000_000_000_000_000),
    ])
    func `a sum is read as it is written`(text: String, value: Int64) throws {
        let place = try TemporaryPlace(.postgres)
        let engine = try place.open()
        defer { try? engine.close() }
        let types = ["numeric", "bigint"] + (Int64(Int32.min)...Int64(Int32.max) ~= value ? ["integer"] : [])
        for type in types {
            let read = try engine.withReader {
                try Snapshot($0).number(SQL(assembled: "select cast('\(text)' as \(type))"))
            }
            #expect(read == value, "\(type)")
        }
    }

    @Test(arguments: ["9223372036854775808", "-9223372036854775809", "100000000000000000000", "1.5"])
    func `a sum that does not fit is a fault`(text: String) throws {
        let place = try TemporaryPlace(.postgres)
        let engine = try place.open()
        defer { try? engine.close() }
        #expect(throws: StoreFault.self) {
            try engine.withReader { try Snapshot($0).number(SQL(assembled: "select cast('\(text)' as numeric)")) }
        }
    }

    private static let disconnection = """
        select pg_terminate_backend(pid) from pg_stat_activity
         where datname = current_database() and pid <> pg_backend_pid()
        """

    private func disconnectAll(_ place: TemporaryPlace) throws { try Self.disconnect(place.data) }

    private static func disconnect(_ data: String) throws {
        try PostgresEngine.administer(PostgresAddress(data), disconnection)
        Thread.sleep(forTimeInterval: 0.05)
    }
}

@Suite struct `The address of a database` {
    @Test(arguments: [
        ("postgres://ann:s3cret@db.example:5433/shop?sslmode=verify-full", "postgres://ann@db.example:5433/shop"),
        ("postgresql://db/shop?password=s3cret&host=elsewhere", "postgresql://db/shop?host=elsewhere"),
        ("postgres:///shop?user=ann&password=s3cret&pooler=transaction", "postgres:///shop"),
        (
            "postgres://ann:s3cret@one:5432,two:5433/shop?target_session_attrs=read-write",
            "postgres://ann@one:5432,two:5433/shop"
        ),
        ("postgres://ann:s3cret?@db/shop", "postgres://ann@db/shop"),
        ("postgres://ann:not/quoted-s3cret@db/shop", "postgres://"),
    ])
    func `is shown without its password`(text: String, shown: String) throws {
        let address = try PostgresAddress(text)
        #expect("\(address)" == shown)
        for form in ["\(address)", String(describing: address), String(reflecting: address)] {
            #expect(!form.contains("s3cret"), "\(form)")
        }
        var dumped = ""
        dump(address, to: &dumped)
        #expect(!dumped.contains("s3cret"), "\(dumped)")
    }

    @Test(arguments: ["", "shop", "postgres:/shop", "https://db/shop", "postgres:///shop?pooler=sometimes"])
    func `is refused when it is none`(text: String) {
        #expect(throws: StoreFault.self) { try PostgresAddress(text) }
    }

    @Test(arguments: ["nightshift-data", "/srv/shop", "postgres", "C:\\shop"])
    func `is told from a folder`(text: String) { #expect(!PostgresAddress.names(text)) }

    @Test func `a server that is not there is a clear fault, without the password`() throws {
        let address = try PostgresAddress("postgres://ann:s3cret@127.0.0.1:1/shop?connect_timeout=2")
        let error = #expect(throws: StoreFault.self) { try PostgresEngine(address) }
        #expect(!"\(String(describing: error))".contains("s3cret"))
    }
}
