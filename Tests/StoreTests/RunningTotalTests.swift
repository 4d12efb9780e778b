// SPDX-License-Identifier: Apache-2.0

import Foundation
import Kernel
import Store
import TestEngines
import Testing

@Suite(.onBothEngines) struct `Running totals` {
    private static let wide = Table(
        "shop_wide", (1...8).map { .integer("k\($0)") } + [.money("minor")], key: (1...8).map { "k\($0)" })
    private static let wideTotal = RunningTotal<[Int64], Int64>(
        "shop_wide",
        keys: [
            TotalColumn("k1", \.[0]), TotalColumn("k2", \.[1]), TotalColumn("k3", \.[2]), TotalColumn("k4", \.[3]),
            TotalColumn("k5", \.[4]), TotalColumn("k6", \.[5]), TotalColumn("k7", \.[6]), TotalColumn("k8", \.[7]),
        ],
        amounts: [TotalColumn("minor", \.self)])

    private func open(_ folder: TemporaryPlace) throws -> Store {
        try Store.shop(in: folder, system: Shop.system(more: [.create([Self.wide])]), wiring: Wiring([]))
    }

    private struct Change: Sendable {
        let product: Int64
        let day: Int64
        let sum: Shop.Sum
        let isWide: Bool
    }

    @Test func `sums equal a recount of what was committed, under random failures`() async throws {
        let folder = try TemporaryPlace()
        let store = try open(folder)
        defer { try? store.close() }
        var chance = Seed(23)
        var committed: [Change] = []
        for _ in 0..<40 {
            let writes = (0..<12).map { _ in
                (0..<chance.integer(in: 0...8)).map { _ in
                    Change(
                        product: chance.integer(in: -2...3), day: chance.integer(in: -1...1),
                        sum: Shop.Sum(pieces: chance.integer(in: -50...50), minor: chance.integer(in: -1_000...1_000)),
                        isWide: chance.chance(1, in: 4))
                }
            }
            let endings = writes.map { _ in chance.integer(in: 0...5) }
            async let held: Void = store.write(as: ID(1)) { _ in Thread.sleep(forTimeInterval: 0.005) }
            await withTaskGroup(of: Void.self) { group in
                for (changes, ending) in zip(writes, endings) {
                    group.addTask { try? await self.add(changes, ending, store) }
                }
            }
            try await held
            for (changes, ending) in zip(writes, endings) where ending > 1 { committed += changes }
        }
        var expected: [String: Shop.Sum] = [:]
        var expectedWide: [String: Int64] = [:]
        for change in committed {
            let row = "\(change.product)|\(change.day)"
            expected[row, default: Shop.Sum(pieces: 0, minor: 0)].pieces += change.sum.pieces
            expected[row]?.minor += change.sum.minor
            if change.isWide {
                expectedWide["\(change.product)|1|2|3|4|5|6|\(change.day)", default: 0] += change.sum.minor
            }
        }
        let rows = try store.dump("shop_total").sorted()
        #expect(rows == expected.map { "\($0.key)|\($0.value.pieces)|\($0.value.minor)" }.sorted())
        #expect(try store.dump("shop_wide").sorted() == expectedWide.map { "\($0.key)|\($0.value)" }.sorted())
        #expect(rows.count == 18)
    }

    /// Adds the changes; endings 0 and 1 fail, 2 reads the totals on the way.
    private func add(_ changes: [Change], _ ending: Int64, _ store: Store) async throws {
        try await store.write(as: ID(1)) { tx in
            for change in changes {
                tx.add(
                    change.sum, to: Shop.totals,
                    at: Shop.ProductDay(product: change.product, day: Day(number: change.day)))
                if change.isWide {
                    tx.add(change.sum.minor, to: Self.wideTotal, at: [change.product, 1, 2, 3, 4, 5, 6, change.day])
                }
            }
            if ending == 0 { throw Mishap() }
            if ending <= 2 { try tx.applyTotals() }
            if ending == 1 { throw Mishap() }
        }
    }

    @Test func `a total can be read in its own write once it is applied`() async throws {
        let folder = try TemporaryPlace()
        let store = try open(folder)
        defer { try? store.close() }
        let (sum, place) = (Shop.Sum(pieces: 1, minor: 10), Shop.ProductDay(product: 7, day: Day(number: 0)))
        let sums = try await store.write(as: ID(1)) { tx in
            tx.add(sum, to: Shop.totals, at: place)
            try tx.applyTotals()
            let first = try tx.number("select pieces from shop_total where product_id = 7")
            tx.add(sum, to: Shop.totals, at: place)
            try tx.applyTotals()
            return [first, try tx.number("select pieces from shop_total where product_id = 7")]
        }
        #expect(sums == [1, 2])
        #expect(try store.dump("shop_total") == ["7|0|2|20"])
    }

    @Test(arguments: [[Int64.max, 1], [.min, -1]])
    func `a sum beyond 64 bits is a fault, in memory and in the table`(amounts: [Int64]) async throws {
        let folder = try TemporaryPlace()
        let store = try open(folder)
        defer { try? store.close() }
        @Sendable func add(_ amounts: [Int64]) async throws {
            try await store.write(as: ID(1)) { tx in
                for amount in amounts {
                    tx.add(
                        Shop.Sum(pieces: amount, minor: 0), to: Shop.totals,
                        at: Shop.ProductDay(product: 1, day: Day(number: 0)))
                }
            }
        }
        await #expect(throws: StoreFault.self) { try await add(amounts) }
        #expect(try store.dump("shop_total") == [])
        try await add([amounts[0]])
        await #expect(throws: StoreFault.self) { try await add([amounts[1]]) }
        #expect(try store.dump("shop_total") == ["1|0|\(amounts[0])|0"])
    }

    @Test func `nine keys, three amounts, or a column twice are a mistake`() async {
        await #expect(processExitsWith: .failure) {
            _ = RunningTotal<[Int64], Int64>(
                "t",
                keys: [
                    TotalColumn("k1", \.[0]), TotalColumn("k2", \.[1]), TotalColumn("k3", \.[2]),
                    TotalColumn("k4", \.[3]), TotalColumn("k5", \.[4]), TotalColumn("k6", \.[5]),
                    TotalColumn("k7", \.[6]), TotalColumn("k8", \.[7]), TotalColumn("k9", \.[8]),
                ], amounts: [TotalColumn("a", \.self)])
        }
        await #expect(processExitsWith: .failure) {
            _ = RunningTotal<Int64, [Int64]>(
                "t", keys: [TotalColumn("k", \.self)],
                amounts: [TotalColumn("a", \.[0]), TotalColumn("b", \.[1]), TotalColumn("c", \.[2])])
        }
        await #expect(processExitsWith: .failure) {
            _ = RunningTotal<Int64, Int64>(
                "t", keys: [TotalColumn("k", \.self)], amounts: [TotalColumn("k", \.self)])
        }
    }
}
