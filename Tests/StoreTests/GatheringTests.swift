// SPDX-License-Identifier: Apache-2.0

import Kernel
import Store
import Synchronization
import TestEngines
import Testing

@testable import StorePostgres

@Suite struct `The text of an insertion` {
    @Test func `is read when it inserts one row of bound values`() {
        let plain = RowInsertion("insert into shop_sale (product_id, pieces)\nvalues (?, ?)")
        #expect(plain?.table == "shop_sale")
        #expect(plain?.columns == ["product_id", "pieces"])
        #expect(plain?.overwriting == nil)
        #expect(plain?.textForArrays == "insert into shop_sale (product_id, pieces) select * from unnest($1, $2)")
    }

    @Test func `is read when it takes over what is inserted`() {
        let upsert = RowInsertion(
            "insert into t (a, b, c) values (?, ?, ?) on conflict (b) do update\n set c = excluded.c")
        #expect(upsert?.overwriting == RowInsertion.Overwriting(key: [1], taken: [2]))
        #expect(
            upsert?.textForArrays
                == "insert into t (a, b, c) select * from unnest($1, $2, $3) on conflict (b) do update set c = excluded.c"
        )
    }

    @Test(arguments: [
        "select 1", "insert into t values (?)", "insert into t (a) values (1)", "insert into t (a, b) values (?, 'x')",
        "insert into t (a) values (?), (?)", "insert into t (a) values (?) returning a", "insert into t (a) select ?",
        "insert into t (a) values (?) on conflict (a) do nothing", "update t set a = ?",
        "insert into t (a, b) values (?)",
        "insert into t (a, b) values (?, ?) on conflict (a) do update set b = t.b + excluded.b",
        "insert into t (a, b) values (?, ?) on conflict (a) do update set b = excluded.a",
        "insert into t (a, b) values (?, ?) on conflict (a) do update set b = excluded.b where t.a > 1",
        "insert into t (a, b) values (?, ?) on conflict (c) do update set b = excluded.b",
    ])
    func `is not taken for another statement's`(_ text: String) { #expect(RowInsertion(text) == nil) }
}

@Suite(.onBothEngines) struct `Rows that wait` {
    @Test func `are seen by every question, in any mixture of statements`() async throws {
        let folder = try TemporaryPlace()
        let store = try Store.open(in: folder)
        defer { try? store.close() }
        var chance = Seed(5)
        for round in 0..<20 {
            let steps = (0..<60).map { _ in (chance.integer(in: 0...6), chance.integer(in: 0...9)) }
            let seen = try await store.write(as: ID(1)) { tx in try steps.map { try perform($0, tx) } }
            // The same, with a question after every step, so that nothing waits.
            try await store.write(as: ID(1)) { try $0.run("delete from gather_note") }
            try await store.write(as: ID(1)) { try $0.run("delete from gather_pair") }
            let asked = try await store.write(as: ID(1)) { tx in
                try steps.map { step in
                    defer { _ = try? tx.number("select count(*) from gather_note, gather_pair") }
                    return try perform(step, tx)
                }
            }
            #expect(seen == asked, "round \(round)")
            try await store.write(as: ID(1)) { try $0.run("delete from gather_note") }
            try await store.write(as: ID(1)) { try $0.run("delete from gather_pair") }
        }
    }

    @Test func `fall with the write that they break, and no other`() async throws {
        let folder = try TemporaryPlace()
        let store = try Store.open(in: folder)
        defer { try? store.close() }
        let endings = await withTaskGroup(of: (Int64, Bool).self) { group in
            for number in Int64(0)..<40 {
                group.addTask {
                    do {
                        try await store.write(as: ID(1)) { tx in
                            // Every fourth number is noted a second time: its key is there already.
                            try note(number, "one", tx)
                            if number % 4 == 0 { try note(number, "two", tx) }
                        }
                        return (number, true)
                    } catch {
                        guard case StoreFault.constraint = error else { return (number, true) }
                        return (number, false)
                    }
                }
            }
            return await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
        }
        for number in Int64(0)..<40 { #expect(endings[number] == (number % 4 != 0), "\(number)") }
        #expect(try store.readNow { try $0.number("select count(*) from gather_note") } == 30)
    }

    @Test func `take the types of their columns, and refuse what has another`() async throws {
        let folder = try TemporaryPlace()
        let store = try Store.open(in: folder)
        defer { try? store.close() }
        await #expect(throws: StoreFault.self) {
            try await store.write(as: ID(1)) { tx in
                try note(1, "one", tx)
                try tx.run("insert into gather_note (number, text) values (\("no number"), \("two"))")
            }
        }
        #expect(try store.readNow { try $0.number("select count(*) from gather_note") } == 0)
    }

    @Test func `of one key leave what the statement does not take over`() async throws {
        let folder = try TemporaryPlace()
        let store = try Store.open(in: folder)
        defer { try? store.close() }
        try await store.write(as: ID(1)) { tx in
            for (key, kept, taken) in [(1, 10, 100), (2, 20, 200), (1, 11, 101), (1, 12, 102)]
                as [(Int64, Int64, Int64)]
            {
                try tx.run(
                    """
                    insert into gather_pair (number, kept, taken) values (\(key), \(kept), \(taken))
                        on conflict (number) do update set taken = excluded.taken
                    """)
            }
        }
        let rows = try store.readNow { try $0.rows(Pair.columns, "from gather_pair order by number") }
        #expect(rows == [Pair(number: 1, kept: 10, taken: 102), Pair(number: 2, kept: 20, taken: 200)])
    }
}

@Suite(.onBothEngines) struct `Looking up` {
    @Test func `is asked for once for all writes that foresee it, and sees what they write`() async throws {
        let folder = try TemporaryPlace()
        let store = try Store.open(in: folder)
        defer { try? store.close() }
        try await store.write(as: ID(1)) { tx in try note(1, "one", tx) }
        let answers = try await withThrowingTaskGroup(of: (Int64, String?).self) { group in
            for number in Int64(0)..<50 {
                group.addTask {
                    let found = try await store.write(as: ID(1)) {
                        $0.find(number / 2, in: notes)
                    } _: { tx in
                        let found = try tx.find(number / 2, in: notes)
                        if found == nil {
                            try note(number / 2, "new", tx)
                            tx.note("new", for: number / 2, in: notes)
                        }
                        return found
                    }
                    return (number, found)
                }
            }
            return try await group.reduce(into: [Int64: [String?]]()) { $0[$1.0 / 2, default: []].append($1.1) }
        }
        // Of two writes with one key, one finds nothing and the other what it wrote.
        for key in Int64(0)..<25 {
            #expect(Set(answers[key] ?? []) == (key == 1 ? ["one"] : [nil, "new"]), "\(key)")
        }
    }

    @Test func `of a turn is asked again after another process's, and of settings after their change`() async throws {
        let folder = try TemporaryPlace()
        let store = try Store.open(in: folder)
        let other = try Store.open(in: folder)
        defer {
            try? store.close()
            try? other.close()
        }
        @Sendable func found(_ tx: Transaction) throws -> [String?] {
            [try tx.find(1, in: turnNotes), try tx.find(1, in: settingsNotes)]
        }
        try await store.write(as: ID(1)) { try note(1, "one", $0) }
        #expect(try await store.write(as: ID(1)) { try found($0) } == ["one", "one"])
        try await other.write(as: ID(1)) { try $0.run("update gather_note set text = \("two") where number = \(1)") }
        let afterTurn = try await store.write(as: ID(1)) { try found($0) }
        #expect(afterTurn[0] == "two")
        try await other.write(as: ID(1)) { tx in
            try tx.run("update gather_note set text = \("three") where number = \(1)")
            tx.forgetRemembered()
        }
        #expect(try await store.write(as: ID(1)) { try found($0) } == ["three", "three"])
    }

    @Test func `of more keys than go into one question finds each`() async throws {
        let folder = try TemporaryPlace()
        let store = try Store.open(in: folder)
        defer { try? store.close() }
        for count in [0, 1, 2, 4, 5, 16, 17, 64, 65, 130] {
            let found = try await store.write(as: ID(1)) { tx in
                try tx.run("delete from gather_note")
                for number in 0..<Int64(count) where number % 3 > 0 { try note(number, "\(number)", tx) }
                return try tx.rows(forEach: Array(0..<Int64(count)), noted, note)
            }
            let expected = (0..<Int64(count)).filter { $0 % 3 > 0 }
            #expect(
                Dictionary(uniqueKeysWithValues: found)
                    == Dictionary(uniqueKeysWithValues: expected.map { ($0, "\($0)") }), "\(count)")
        }
    }
}

private let notes = Lookup<Int64, String>("gather.notes", for: .batch, by: .one("number"), .one("text"), note)
private let turnNotes = Lookup<Int64, String>("gather.turn", for: .turn, by: .one("number"), .one("text"), note)
private let settingsNotes = Lookup<Int64, String>(
    "gather.settings", for: .settings, by: .one("number"), .one("text"), note)

private let noted = Columns<Int64>.one("number").beside(Columns<String>.one("text"))

private func note(_ number: Int64) -> SQL { "from gather_note where number = \(number)" }

private struct Pair: Equatable {
    let number: Int64
    let kept: Int64
    let taken: Int64

    static let columns = Columns<Pair>(
        Column("number", \.number), Column("kept", \.kept), Column("taken", \.taken), make: Pair.init)
}

private func note(_ number: Int64, _ text: String, _ tx: Transaction) throws {
    try tx.run("insert into gather_note (number, text) values (\(number), \(text))")
}

/// One random statement; answers what a question saw.
private func perform(_ step: (Int64, Int64), _ tx: Transaction) throws -> Int64 {
    let (kind, number) = step
    switch kind {
    case 0, 1:
        try tx.run(
            """
            insert into gather_pair (number, kept, taken) values (\(number), \(kind), \(kind + number))
                on conflict (number) do update set taken = excluded.taken
            """)
    case 2:
        try tx.run(
            """
            insert into gather_pair (number, kept, taken) values (\(number), \(kind), \(kind + number))
                on conflict (number) do update set taken = gather_pair.taken + excluded.taken
            """)
    case 3: try tx.run("delete from gather_pair where number = \(number)")
    case 4: return Int64(try tx.countChanged(by: "update gather_pair set kept = kept + 1 where number > \(number)"))
    case 5: return try tx.number("select sum(kept + taken) from gather_pair")
    default:
        guard try !tx.exists("select 1 from gather_note where number = \(number)") else { return -1 }
        try note(number, "x", tx)
    }
    return 0
}

extension Store {
    fileprivate static func open(in folder: TemporaryPlace) throws -> Store {
        let tables = [
            Table("gather_note", [.id("number"), .text("text")], key: ["number"]),
            Table("gather_pair", [.id("number"), .integer("kept"), .integer("taken")], key: ["number"]),
        ]
        return try shop(in: folder, system: System("Gather", migrations: [.create(tables)]), wiring: Wiring([]))
    }
}
