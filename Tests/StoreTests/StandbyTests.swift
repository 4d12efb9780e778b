// SPDX-License-Identifier: Apache-2.0

import Foundation
import Kernel
import Store
import StorePostgres
import TestEngines
import Testing

@Suite(.enabled(if: TestServer.isInstalled, "PostgreSQL is not installed"))
struct `A standby of a PostgreSQL database` {
    private let primary: TestServer
    private let standby: TestServer
    private let place: TemporaryPlace

    init() throws {
        (primary, standby) = try TestServer.pair.get()
        place = try TemporaryPlace(on: primary)
    }

    private func open(_ address: String, more: [Migration] = []) throws -> Store {
        let engine = try TestEngine.postgres.open(address)
        do {
            return try Store(engine, systems: [Shop.system(more: more)], wiring: Shop.wiring, clock: HandClock())
        } catch {
            try engine.close()
            throw error
        }
    }

    private func onlyReads(_ address: String) throws -> Bool {
        let engine = try PostgresEngine(PostgresAddress(address))
        defer { try? engine.close() }
        return engine.onlyReads
    }

    /// Sales, and what follows from each in the same transaction.
    private struct Trade: Equatable {
        let sales, facts, lines, pieces: Int64

        init(_ snapshot: Snapshot) throws {
            sales = try snapshot.number("select count(*) from shop_sale")
            facts = try snapshot.number("select count(*) from fact_log")
            lines = try snapshot.number("select count(*) from shop_journal")
            pieces = try snapshot.number("select sum(pieces) from shop_total")
        }

        init(sales: Int64) { (self.sales, facts, lines, pieces) = (sales, 2 * sales, 3 * sales, -sales) }
    }

    @Test func `gives what its primary holds, takes no place among the processes, and refuses every write`()
        async throws
    {
        let store = try open(place.data)
        defer { try? store.close() }
        for number in Int64(0)..<20 { try await store.write(as: ID(1)) { try Shop.sell(number, 1, $0) } }
        try await standby.catchUp(with: primary)
        let reader = try open(place.data(on: standby))
        defer { try? reader.close() }
        for table in store.systems.flatMap(\.tables).map(\.name) {
            #expect(try reader.dump(table) == store.dump(table), "\(table)")
        }
        #expect(try store.number("select count(*) from store_process where until > clock_timestamp()") == 1)
        await #expect(throws: StoreFault.standby) { try await reader.write(as: ID(1)) { try Shop.sell(1, 1, $0) } }
        await #expect(throws: StoreFault.standby) { try await reader.catchUp() }
        await #expect(throws: StoreFault.standby) { try await reader.alone("night") {} }
        #expect(try store.readNow(Trade.init) == Trade(sales: 20))
    }

    @Test func `is one state of its primary in each read, however far it is behind`() async throws {
        let store = try open(place.data)
        defer { try? store.close() }
        try await store.write(as: ID(1)) { try Shop.sell(0, 1, $0) }
        try await standby.catchUp(with: primary)
        let reader = try open(place.data(on: standby))
        defer { try? reader.close() }

        // What arrives within a read is not seen by it.
        let reads = Counter()
        let mayEnd = DispatchSemaphore(value: 0)
        async let reading = reader.read { snapshot in
            let before = try Trade(snapshot)
            reads.count()
            _ = mayEnd.wait(timeout: .now() + 60)
            return [before, try Trade(snapshot)]
        }
        try await TestServer.wait(for: "the read") { reads.value > 0 }
        try await store.write(as: ID(1)) { try Shop.sell(1, 1, $0) }
        try await standby.catchUp(with: primary)
        mayEnd.signal()
        #expect(try await reading == [Trade(sales: 1), Trade(sales: 1)])
        #expect(try reader.readNow(Trade.init) == Trade(sales: 2))

        // Nor is half a sale ever seen.
        let ends = Counter()
        async let selling: Void = {
            defer { ends.count() }
            for number in Int64(2)..<150 { try await store.write(as: ID(1)) { try Shop.sell(number, 1, $0) } }
        }()
        var last: Int64 = 2
        while ends.value == 0 {
            let trade = try await reader.read(Trade.init)
            #expect(trade == Trade(sales: trade.sales) && trade.sales >= last)
            last = trade.sales
            try await Task.sleep(for: .milliseconds(10))
        }
        try await selling
        try await standby.catchUp(with: primary)
        #expect(try reader.readNow(Trade.init) == Trade(sales: 150))
    }

    @Test func `whose tables are of another release is refused`() async throws {
        try open(place.data, more: [.run([])]).close()
        try await standby.catchUp(with: primary)
        let address = place.data(on: standby)
        try open(address, more: [.run([])]).close()
        #expect(throws: StoreFault.newerSchema(system: "Shop", found: 2, known: 1)) { try open(address) }
        #expect(throws: StoreFault.olderSchema(system: "Shop", found: 2, known: 3)) {
            try open(address, more: [.run([]), .run([])])
        }
    }

    @Test func `says why it broke off a read whose rows its primary has done away with`() async throws {
        let primary = try TestServer()
        let place = try TemporaryPlace(on: primary)
        let store = try open(place.data)
        defer { try? store.close() }
        for number in Int64(0)..<10 { try await store.write(as: ID(1)) { try Shop.sell(number, 1, $0) } }
        let standby = try primary.makeStandby("max_standby_streaming_delay=0")
        try await standby.catchUp(with: primary)
        let reader = try open(place.data(on: standby))
        defer { try? reader.close() }
        async let reading = reader.read { try $0.number("select count(*) from shop_sale, pg_sleep(60)") }
        let sleepers: SQL = "select count(*) from pg_stat_activity where wait_event = 'PgSleep'"
        try await TestServer.wait(for: "the read") { try standby.ask(sleepers) == 1 }
        for statement in ["delete from shop_sale", "vacuum shop_sale"] {
            try PostgresEngine.administer(PostgresAddress(place.data), statement)
        }
        do {
            let sales = try await reading
            Issue.record("it read \(sales) sales to the end")
        } catch StoreFault.busy(let reason) {
            #expect(reason.contains("hot_standby_feedback"))
        }
    }

    @Test func `beside its primary in an address is not meant, unless the address says so`() async throws {
        try await standby.catchUp(with: primary)
        let hosts = [standby, primary].compactMap { $0.folder?.path }
        let both = "postgres:///\(place.name)?user=nightshift&host=\(hosts.joined(separator: ","))"
        #expect(try !onlyReads(both))
        #expect(try !onlyReads(both + "&target_session_attrs=read-write"))
        #expect(try onlyReads(both + "&target_session_attrs=prefer-standby"))
        #expect(try onlyReads(both + "&target_session_attrs=any"))
        #expect(try onlyReads(place.data(on: standby)))
    }
}

@Suite(.enabled(if: TestServer.isInstalled, "PostgreSQL is not installed"))
struct `A standby that is promoted` {
    private let primary: TestServer
    private let place: TemporaryPlace
    private let standby: TestServer

    init() throws {
        primary = try TestServer()
        place = try TemporaryPlace(on: primary)
        standby = try primary.makeStandby()
    }

    private func open(_ address: String) throws -> Store {
        try Store(
            TestEngine.postgres.open(address), systems: [Shop.system()], wiring: Shop.wiring, clock: HandClock())
    }

    private func lead(_ name: URL, to server: TestServer) throws {
        try? FileManager.default.removeItem(at: name)
        try FileManager.default.createSymbolicLink(at: name, withDestinationURL: try #require(server.folder))
    }

    @Test func `is still only read by whoever opened it before`() async throws {
        let store = try open(place.data)
        try await store.write(as: ID(1)) { try Shop.sell(1, 1, $0) }
        try store.close()
        try await standby.catchUp(with: primary)
        let reader = try open(place.data(on: standby))
        defer { try? reader.close() }
        try standby.promote()
        let writer = try open(place.data(on: standby))
        defer { try? writer.close() }
        try await writer.write(as: ID(1)) { try Shop.sell(2, 1, $0) }
        #expect(try await reader.read { try $0.number("select count(*) from shop_sale") } == 2)
        await #expect(throws: StoreFault.standby) { try await reader.write(as: ID(1)) { try Shop.sell(3, 1, $0) } }
    }

    /// The name of a service may lead to a standby a moment before it is promoted.
    @Test func `is not read before it is by a process that writes, but waited for`() async throws {
        let name = place.url.appending(path: "service")
        try lead(name, to: primary)
        let store = try open("postgres:///\(place.name)?host=\(name.path)&user=nightshift")
        defer { try? store.close() }
        try await store.write(as: ID(1)) { try Shop.sell(1, 1, $0) }
        try await standby.catchUp(with: primary)
        try lead(name, to: standby)
        try primary.run(
            "select pg_terminate_backend(pid) from pg_stat_activity where datname = '\(place.name)'")
        async let reading = store.read { snapshot in
            (
                sales: try snapshot.number("select count(*) from shop_sale"),
                isOnStandby: try snapshot.exists("select 1 where pg_is_in_recovery()")
            )
        }
        let visits: SQL = "select sessions from pg_stat_database where datname = \(place.name)"
        try await TestServer.wait(for: "a visit") { try standby.ask(visits) > 0 }
        try standby.promote()
        let read = try await reading
        #expect(read.sales == 1)
        #expect(!read.isOnStandby)
        try await store.write(as: ID(1)) { try Shop.sell(2, 1, $0) }
        #expect(try store.number("select count(*) from shop_sale") == 2)
    }
}
