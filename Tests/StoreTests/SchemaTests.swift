// SPDX-License-Identifier: Apache-2.0

import Kernel
import Store
import TestEngines
import Testing

@Suite(.onBothEngines) struct `Schemas and migrations` {
    private static let sample = Table(
        "shop_sample",
        [
            .id("sample_id"), .integer("count"), .money("minor"), .quantity("pieces"), .day("day"), .instant("at"),
            .flag("is_open"), .text("name"), .blob("body"), .optional(.flag("is_new")), .optional(.integer("cause")),
        ], key: ["sample_id"], unique: [["name", "day"]], indexes: [["day"]])

    /// Literals that PostgreSQL converts; a value that is bound has one type there and is never converted.
    private static let onlyOnSQLite = [
        "update shop_sample set count = 1.5", "update shop_sample set body = 'text'",
    ]

    private func open(_ folder: TemporaryPlace, _ migrations: [Migration]) throws -> Store {
        try Store.shop(in: folder, system: System("Shop", migrations: migrations), wiring: Wiring([]))
    }

    @Test func `every kind of column takes its own values and gives them back`() async throws {
        let folder = try TemporaryPlace()
        let store = try open(folder, [.create([Self.sample])])
        defer { try? store.close() }
        let body: [UInt8] = [0, 255, 0]
        // PostgreSQL keeps every character but one.
        let text = TestEngine.current == .sqlite ? "a\u{0}🙂" : "a🙂"
        try await store.write(as: ID(1)) { tx in
            try tx.run(
                """
                insert into shop_sample values
                (\(Int64.min), \(Int64.max), \(-1), \(0), \(Day(number: 5)), \(Instant(microseconds: 6)), \(true),
                 \(text), \(body), \(nil as Bool?), \(nil as Int64?))
                """)
            try tx.run(
                """
                insert into shop_sample values
                (\(2), \(0), \(0), \(0), \(Day(number: 5)), \(Instant(microseconds: 6)), \(false),
                 \(""), \([UInt8]()), \(true), \(7))
                """)
        }
        let rows = try store.readNow { snapshot in
            try snapshot.rows(Sample.columns, "from shop_sample order by sample_id")
        }
        let (day, at) = (Day(number: 5), Instant(microseconds: 6))
        #expect(
            rows == [
                Sample(
                    id: ID(.min), count: .max, minor: -1, pieces: 0, day: day, at: at, isOpen: true, name: text,
                    body: body, isNew: nil, cause: nil),
                Sample(
                    id: ID(2), count: 0, minor: 0, pieces: 0, day: day, at: at, isOpen: false, name: "", body: [],
                    isNew: true, cause: 7),
            ])
    }

    @Test(arguments: [
        "update shop_sample set count = 'many'", "update shop_sample set count = 1.5",
        "update shop_sample set day = x'00'",
        "update shop_sample set minor = 9223372036854775807 + 1", "update shop_sample set is_open = 2",
        "update shop_sample set is_new = -1", "update shop_sample set name = null",
        "update shop_sample set body = 'text'",
        "update shop_sample set minor = null",
        "insert into shop_sample select 2, count, minor, pieces, day, at, is_open, name, body, null, null from shop_sample",
    ])
    func `a value of the wrong kind is refused by the table itself`(statement: String) async throws {
        // What PostgreSQL takes for another way to write a fitting value.
        guard TestEngine.current == .sqlite || !Self.onlyOnSQLite.contains(statement) else { return }
        let folder = try TemporaryPlace()
        let store = try open(folder, [.create([Self.sample])])
        defer { try? store.close() }
        try await store.write(as: ID(1)) { tx in
            try tx.run("insert into shop_sample values (1, 0, 0, 0, 0, 0, \(false), 'n', \([UInt8]()), null, null)")
        }
        let before = try store.dump("shop_sample")
        let error = await #expect(throws: StoreFault.self) {
            try await store.write(as: ID(1)) { tx in try tx.run(SQL(assembled: statement)) }
        }
        guard case .constraint = error else {
            Issue.record("\(String(describing: error)) is no constraint")
            return
        }
        #expect(try store.dump("shop_sample") == before)
    }

    @Test func `steps are applied in order, once, and a second opening changes nothing`() async throws {
        let folder = try TemporaryPlace()
        let clock = HandClock()
        let steps: [Migration] = [
            .create([Table("shop_step", [.integer("number"), .text("label")], key: ["number"])]),
            .run(["insert into shop_step values (1, \("first"))", "insert into shop_step values (2, \("second"))"]),
            .run(["update shop_step set label = label || ' done'"]),
            .run(["insert into shop_step values (3, 'third')"]),
        ]
        for known in 1...steps.count {
            for _ in 1...2 {
                let store = try Store.shop(
                    in: folder, system: System("Shop", migrations: Array(steps.prefix(known))), clock: clock)
                let labels = try store.dump("shop_step")
                let expected = [[], ["1|'first'", "2|'second'"], ["1|'first done'", "2|'second done'"]]
                #expect(labels == (known < 4 ? expected[known - 1] : expected[2] + ["3|'third'"]))
                #expect(try store.number("select count(*) from store_migration where system = 'Shop'") == Int64(known))
                try store.close()
                clock.turn(seconds: 60)
            }
        }
        let store = try Store.shop(in: folder, system: System("Shop", migrations: steps), clock: clock)
        defer { try? store.close() }
        let applied = try store.readNow { snapshot in
            try snapshot.rows(
                Columns<Int>.one("number").beside(Columns<Instant>.one("applied_at")),
                "from store_migration where system = 'Shop' order by number")
        }
        #expect(applied.map(\.0) == [1, 2, 3, 4])
        #expect(Set(applied.map(\.1)).count == 4, "each step keeps the moment it was first applied")
    }

    @Test func `a store of a newer release is refused and left as it was`() async throws {
        let folder = try TemporaryPlace()
        let newer: [Migration] = [.run([]), .run([]), .run([])]
        try open(folder, newer).close()
        #expect(throws: StoreFault.newerSchema(system: "Shop", found: 3, known: 2)) {
            try open(folder, Array(newer.prefix(2)))
        }
        let store = try open(folder, newer)
        #expect(try store.number("select count(*) from store_migration where system = 'Shop'") == 3)
        try store.close()
    }

    @Test func `a step that fails takes the whole opening with it`() async throws {
        let folder = try TemporaryPlace()
        let table = Table("shop_step", [.integer("number")], key: ["number"])
        #expect(throws: StoreFault.self) {
            try open(folder, [.create([table]), .run(["insert into nowhere values (1)"])])
        }
        let store = try open(folder, [.create([table])])
        #expect(try store.rowCount(of: table) == 0)
        try store.close()
    }
}

/// A row with every kind of column.
private struct Sample: Equatable {
    let id: ID<Product>
    let count: Int64
    let minor: MinorUnits
    let pieces: Thousandths
    let day: Day
    let at: Instant
    let isOpen: Bool
    let name: String
    let body: [UInt8]
    let isNew: Bool?
    let cause: Int64?

    static let columns = Columns<Sample>(
        Column("sample_id", \.id), Column("count", \.count), Column("minor", \.minor), Column("pieces", \.pieces),
        Column("day", \.day), Column("at", \.at), Column("is_open", \.isOpen), Column("name", \.name),
        Column("body", \.body), Column("is_new", \.isNew), Column("cause", \.cause), make: Sample.init)
}
