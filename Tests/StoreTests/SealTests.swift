// SPDX-License-Identifier: Apache-2.0

import Foundation
import Kernel
import Store
import TestEngines
import Testing

/// A sealed store, closed and opened again without its guards, to tamper with.
private final class Evidence {
    let facts: Int64
    /// The head as it was printed when the facts were sealed.
    let head: [UInt8]
    private let folder: TemporaryPlace
    private let engine: any Engine

    init(sales: Int64) async throws {
        folder = try TemporaryPlace()
        let store = try Store.shop(in: folder)
        for number in 0..<sales {
            try await store.write(as: ID(7)) { tx in try Shop.sell(number, number + 1, note: "x", tx) }
        }
        try await store.catchUp()
        facts = sales * 2
        head = try store.readNow { try Seal.head($0).seal }
        try store.close()
        engine = try folder.open()
    }

    deinit { try? engine.close() }

    /// What the chain says after some statements, which are taken back; nil when the tables refuse them.
    func verdict(after statements: [SQL] = []) throws -> SealVerdict? {
        try engine.withWriter { connection in
            try connection.begin()
            defer { try? connection.rollback() }
            for statement in statements {
                do {
                    let changed = try connection.run(statement)
                    #expect(changed > 0, "\(statement.text { _ in "?" }) changes something")
                } catch StoreFault.constraint { return nil }
            }
            let verdict = try Seal.verify(Snapshot(connection))
            for part in [1, 2, 4] as [Int64] {
                #expect(try Seal.verify(Snapshot(connection), part: part) == verdict, "in parts of \(part)")
            }
            return verdict
        }
    }

    func rows(_ sql: SQL) throws -> [[UInt8]] {
        try engine.withReader { try Snapshot($0).values(sql) }
    }
}

/// The bytes of a text, and the text of bytes, as the engine of the test writes it.
private func bytes(_ text: String) -> String {
    TestEngine.current == .sqlite ? "cast(\(text) as blob)" : "convert_to(\(text), 'UTF8')"
}

private func text(_ bytes: SQL) -> SQL {
    TestEngine.current == .sqlite ? "cast(\(sql: bytes) as text)" : "convert_from(\(sql: bytes), 'UTF8')"
}

@Suite(.onBothEngines) struct `The seal of the fact log` {
    @Test func `an untouched log holds`() async throws {
        let evidence = try await Evidence(sales: 3)
        let verdict = try #require(try evidence.verdict())
        #expect(verdict.sealed == 6 && verdict.unsealed == 0 && verdict.firstBroken == nil)
        #expect(verdict.head == evidence.head)
    }

    @Test func `an empty log holds, and facts that came since are told apart`() async throws {
        let folder = try TemporaryPlace()
        let store = try Store.shop(in: folder)
        defer { try? store.close() }
        let zeros = [UInt8](repeating: 0, count: 32)
        let empty = try store.readNow { try Seal.verify($0) }
        #expect(empty.sealed == 0 && empty.unsealed == 0 && empty.firstBroken == nil && empty.head == zeros)
        try await store.write(as: ID(1)) { tx in try Shop.sell(1, 1, tx) }
        #expect(try store.readNow { try Seal.verify($0).unsealed } == 2)
        try await store.catchUp()
        try await store.write(as: ID(1)) { tx in try Shop.sell(1, 1, tx) }
        let verdict = try store.readNow { try Seal.verify($0) }
        #expect(verdict.sealed == 2 && verdict.unsealed == 2 && verdict.firstBroken == nil)
    }

    @Test func `a seal covers the fact, column by column, and the seal before it`() async throws {
        let evidence = try await Evidence(sales: 1)
        let seals = try evidence.rows("select seal from fact_seal order by sequence")
        #expect(seals.count == 2 && seals[1] == evidence.head)
        #expect(seals.allSatisfy { $0.count == 32 } && seals[0] != seals[1])
    }

    @Test func `any flipped bit of any whole number of any fact is named`() async throws {
        let evidence = try await Evidence(sales: 3)
        for sequence in 1...evidence.facts {
            for column in ["version", "actor_id", "cause", "recorded_at"] {
                // The top bit of a 32-bit half, the bits of a byte, and the sign.
                for bit in [0, 1, 7, 8, 15, 31, 32, 62, 63] {
                    let mask = Int64(bitPattern: 1 << UInt64(bit))
                    let flip = SQL(
                        assembled: """
                            update fact_log
                               set \(column) = (coalesce(\(column), 0) | cast(\(mask) as bigint))
                                             - (coalesce(\(column), 0) & cast(\(mask) as bigint))
                             where sequence = \(sequence)
                            """)
                    guard let verdict = try evidence.verdict(after: [flip]) else { continue }
                    #expect(verdict.firstBroken == sequence, "\(column) of \(sequence), bit \(bit)")
                    #expect(verdict.sealed == sequence - 1)
                }
            }
        }
    }

    @Test func `a cause that is taken away, or made of nothing, is named`() async throws {
        let evidence = try await Evidence(sales: 2)
        let none: Int64? = nil
        for sequence in 1...evidence.facts {
            let cause = sequence % 2 == 0 ? none : 0
            let change: SQL = "update fact_log set cause = \(cause) where sequence = \(sequence)"
            #expect(try evidence.verdict(after: [change])?.firstBroken == sequence)
        }
    }

    @Test func `any flipped byte of any name, body or seal is named`() async throws {
        let evidence = try await Evidence(sales: 3)
        for (table, column, isText) in [
            ("fact_log", "name", true), ("fact_log", "body", false), ("fact_seal", "seal", false),
        ] {
            let values = try evidence.rows(
                SQL(assembled: "select \(isText ? bytes(column) : column) from \(table) order by sequence"))
            #expect(values.count == 6)
            for (index, value) in values.enumerated() {
                let sequence = Int64(index + 1)
                func expectNamed(_ changed: [UInt8]) throws {
                    let value: SQL = isText ? text("\(changed)") : "\(changed)"
                    let change =
                        SQL(assembled: "update \(table) set \(column) = ") + value
                        + SQL(assembled: " where sequence = \(sequence)")
                    let verdict = try evidence.verdict(after: [change])
                    // PostgreSQL lets nobody write a text that is none.
                    if verdict == nil, isText, TestEngine.current == .postgres { return }
                    #expect(verdict?.firstBroken == sequence, "\(column) of \(sequence) as \(changed)")
                    #expect(verdict?.sealed == sequence - 1)
                }
                for place in value.indices {
                    for mask: UInt8 in [1, 0x80] {
                        var changed = value
                        changed[place] ^= mask
                        try expectNamed(changed)
                    }
                }
                try expectNamed(value + [0])
                try expectNamed(Array(value.dropLast()))
                try expectNamed([])
            }
        }
    }

    @Test func `a fact or a seal that changes its place is named`() async throws {
        let evidence = try await Evidence(sales: 3)
        for table in ["fact_log", "fact_seal"] {
            for sequence in 1...evidence.facts {
                for target in [-9, 0, 7, 8, 1 << 40, Int64.max] {
                    let move = SQL(assembled: "update \(table) set sequence = \(target) where sequence = \(sequence)")
                    #expect(
                        try evidence.verdict(after: [move])?.firstBroken == min(sequence, target),
                        "\(table) \(sequence) to \(target)")
                }
            }
        }
    }

    @Test func `a deleted fact or seal is named`() async throws {
        let evidence = try await Evidence(sales: 3)
        for sequence in 1...evidence.facts {
            for table in ["fact_log", "fact_seal"] {
                let delete = SQL(assembled: "delete from \(table) where sequence = \(sequence)")
                #expect(try evidence.verdict(after: [delete])?.firstBroken == sequence, "\(sequence) of \(table)")
            }
            let both = ["fact_log", "fact_seal"].map {
                SQL(assembled: "delete from \($0) where sequence = \(sequence)")
            }
            #expect(try evidence.verdict(after: both)?.firstBroken == sequence, "\(sequence) of both")
        }
    }

    @Test func `an inserted fact is named, with or without a seal, or counts as unsealed`() async throws {
        let evidence = try await Evidence(sales: 3)
        for sequence in [Int64.min, -1, 0, 7, 8, .max] {
            let fact = SQL(
                assembled: """
                    insert into fact_log select \(sequence), name, version, body, actor_id, cause, recorded_at,
                       request_digest
                      from fact_log where sequence = 3
                    """)
            let seal = SQL(
                assembled: "insert into fact_seal select \(sequence), seal from fact_seal where sequence = 3")
            let expected = sequence < 1 ? sequence : 7
            #expect(try evidence.verdict(after: [fact, seal])?.firstBroken == expected)
            #expect(try evidence.verdict(after: [seal])?.firstBroken == expected)
            let alone = try evidence.verdict(after: [fact])
            // Behind the last seal it looks like a fact that was just written.
            #expect(alone?.firstBroken == (sequence < 1 ? sequence : nil))
            #expect(alone?.unsealed == (sequence < 1 ? 0 : 1))
        }
    }

    @Test func `of two swapped facts or seals the first is named`() async throws {
        let evidence = try await Evidence(sales: 3)
        for first in 1..<evidence.facts {
            for second in (first + 1)...evidence.facts {
                for table in ["fact_log", "fact_seal"] {
                    let swap = [(first, Int64(99)), (second, first), (99, second)].map { from, to in
                        SQL(assembled: "update \(table) set sequence = \(to) where sequence = \(from)")
                    }
                    #expect(
                        try evidence.verdict(after: swap)?.firstBroken == first, "\(first) and \(second) of \(table)")
                }
                let both = ["fact_log", "fact_seal"].flatMap { table in
                    [(first, Int64(99)), (second, first), (99, second)].map { from, to in
                        SQL(assembled: "update \(table) set sequence = \(to) where sequence = \(from)")
                    }
                }
                #expect(try evidence.verdict(after: both)?.firstBroken == first, "\(first) and \(second) of both")
            }
        }
    }

    @Test(arguments: [1, 2, 3, 5, 6, 7, 100] as [Int64])
    func `parts checked side by side say what one reader says`(part: Int64) async throws {
        let folder = try TemporaryPlace()
        let store = try Store.shop(in: folder)
        defer { try? store.close() }
        for _ in 1...3 { try await store.write(as: ID(1)) { tx in try Shop.sell(1, 1, tx) } }
        try await store.catchUp()
        func agreed() async throws -> SealVerdict {
            let one = try store.readNow { try Seal.verify($0) }
            var done: [Int64] = []
            let many = try await Seal.verify(store, part: part) { count, all in
                #expect(all == 6)
                done.append(count)
            }
            #expect(one == many && done == done.sorted() && done.last == 6)
            return many
        }
        #expect(try await agreed().firstBroken == nil)
        for sequence in [6, 4, 1] as [Int64] {
            try await store.write(as: ID(1)) { tx in
                try tx.run("update fact_log set version = 9 where sequence = \(sequence)")
            }
            #expect(try await agreed().firstBroken == sequence)
        }
    }

    @Test func `a cut tail cannot be seen from inside, only by the head that was printed`() async throws {
        let evidence = try await Evidence(sales: 3)
        for kept in Int64(0)..<evidence.facts {
            let cut: [SQL] = [
                "delete from fact_log where sequence > \(kept)", "delete from fact_seal where sequence > \(kept)",
            ]
            // The cursor of the sealing follower still knows better ...
            #expect(try evidence.verdict(after: cut)?.firstBroken == kept + 1)
            // ... but whoever cuts it too leaves a log that holds, with another head than the printed one.
            let cursor: SQL = "update fact_cursor set sequence = \(kept) where follower = 'seal'"
            let verdict = try #require(try evidence.verdict(after: cut + [cursor]))
            #expect(verdict.firstBroken == nil && verdict.sealed == kept)
            #expect(verdict.head != evidence.head)
        }
    }
}

@Suite(.onBothEngines) struct `Replaying the fact log` {
    private func source(_ folder: TemporaryPlace, sales: Int64 = 700) async throws -> Store {
        let store = try Store.shop(in: folder)
        var chance = Seed(5)
        for batch in 0..<7 {
            let pieces = (0..<sales / 7).map { _ in (chance.integer(in: 1...9), chance.integer(in: 1...5)) }
            try await store.write(as: ID(Int64(batch))) { tx in
                for (product, pieces) in pieces {
                    try Shop.sell(product, pieces, tx)
                    try tx.publish(Whistled(tune: "\(pieces)"))
                }
            }
        }
        return store
    }

    @Test func `the same facts give the same tables`() async throws {
        let (first, second) = (try TemporaryPlace(), try TemporaryPlace())
        let source = try await source(first)
        let target = try Store.shop(in: second, clock: HandClock("2030-01-01T00:00:00Z"))
        defer {
            try? source.close()
            try? target.close()
        }
        var steps: [Int64] = []
        try Replay.run(from: source, into: target) { done, all in
            #expect(all == 2_100)
            steps.append(done)
        }
        #expect(steps.count >= 2 && steps == steps.sorted() && steps.last == 2_100)
        for table in ["shop_journal", "shop_total"] {
            let rows = try source.dump(table)
            #expect(!rows.isEmpty)
            #expect(try target.dump(table) == rows)
        }
        #expect(try target.number("select count(*) from fact_log") == 0)
        #expect(try target.number("select count(*) from shop_sale") == 0, "a command's own table is not replayed")
    }

    /// Sequences of the log are 1 sold, 2 moved, 3 whistled, 4 sold and so on.
    @Test(arguments: [
        "update fact_log set body = BYTES(replace(TEXT(body), 'pieces', 'piecez')) where sequence = 2",
        "update fact_log set body = BYTES(replace(TEXT(body), '-', '-1')) where sequence = 1100",
        "update fact_log set body = BYTES(replace(TEXT(body), ':', ':1')) where sequence = 4",
        "update fact_log set name = 'shop.sold' where sequence = 2",
        "update fact_log set cause = null where sequence = 2", "update fact_log set cause = 1 where sequence = 5",
        "delete from fact_log where sequence = 2", "delete from fact_log where sequence = 4",
        "delete from fact_log where sequence > 2099 and sequence < 2100 or sequence = 2",
    ])
    func `a changed fact is noticed`(tampering: String) async throws {
        let (first, second) = (try TemporaryPlace(), try TemporaryPlace())
        let source = try await source(first)
        let target = try Store.shop(in: second)
        defer {
            try? source.close()
            try? target.close()
        }
        let before = try source.dump("fact_log")
        let statement = Self.spoken(tampering)
        try await source.write(as: ID(1)) { tx in try tx.run(SQL(assembled: statement)) }
        #expect(try source.dump("fact_log") != before)
        let error = #expect(throws: StoreFault.self) { try Replay.run(from: source, into: target) }
        guard case .corrupt = error else {
            Issue.record("\(String(describing: error)) is not corrupt")
            return
        }
    }

    /// A statement with its conversions in the engine's own words.
    private static func spoken(_ statement: String) -> String {
        guard TestEngine.current == .postgres else {
            return statement.replacing(/BYTES\((.*)\) where/) { "cast(\($0.1) as blob) where" }
                .replacing("TEXT(body)", with: "cast(body as text)")
        }
        return statement.replacing(/BYTES\((.*)\) where/) { "convert_to(\($0.1), 'UTF8') where" }
            .replacing("TEXT(body)", with: "convert_from(body, 'UTF8')")
    }

    @Test func `another wiring is noticed`() async throws {
        let (first, second) = (try TemporaryPlace(), try TemporaryPlace())
        let source = try await source(first, sales: 7)
        let target = try Store.shop(
            in: second,
            wiring: Wiring([.on(Sold.self, "money", "comes") { sold, tx in try Shop.write("money", sold.pieces, tx) }]))
        defer {
            try? source.close()
            try? target.close()
        }
        #expect(throws: StoreFault.self) { try Replay.run(from: source, into: target) }
    }
}
