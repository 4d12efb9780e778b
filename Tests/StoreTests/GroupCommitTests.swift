// SPDX-License-Identifier: Apache-2.0

import Foundation
import Kernel
import Store
import Synchronization
import TestEngines
import Testing

@Suite(.onBothEngines) struct `Writing in groups` {
    @Test func `all of many concurrent writes are durable, in one order without gaps`() async throws {
        let folder = try TemporaryPlace()
        let store = try Store.shop(in: folder)
        let answers = try await withThrowingTaskGroup(of: Int64.self) { group in
            for number in Int64(0)..<500 {
                group.addTask {
                    try await store.write(as: ID(1)) { tx in
                        try Shop.sell(number, 1, tx)
                        return tx.firstFact ?? 0
                    }
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        // Each sale is followed by its move: sales have the odd sequences.
        #expect(answers.sorted() == (0..<500).map { $0 * 2 + 1 })
        try store.close()
        let reopened = try Store.shop(in: folder)
        defer { try? reopened.close() }
        #expect(try reopened.number("select count(distinct product_id) from shop_sale") == 500)
        #expect(try reopened.number("select count(*) from fact_log") == 1_000)
        #expect(try reopened.number("select max(sequence) from fact_log") == 1_000)
        #expect(try reopened.number("select count(*) from shop_total where pieces = -1 and minor = -99") == 500)
    }

    /// How a write of the mixed group ends.
    private enum Ending: CaseIterable { case good, refusedBefore, failsAfter, failsAfterTotals, failsInReaction }

    @Test func `a failing write does its neighbours no harm, whatever the mixture`() async throws {
        let folder = try TemporaryPlace()
        let wiring = Wiring([
            .on(Sold.self, "goods", "move") { sold, tx in
                try Shop.write("move", sold.pieces, tx)
                tx.add(
                    Shop.Sum(pieces: 1, minor: 1), to: Shop.totals,
                    at: Shop.ProductDay(product: sold.product, day: Day(number: 0)))
                if sold.pieces < 0 { throw Mishap() }
            }
        ])
        let store = try Store.shop(in: folder, wiring: wiring)
        defer { try? store.close() }
        var chance = Seed(11)
        var good = 0
        var refused = 0
        for round in Int64(0)..<30 {
            let endings = (0..<20).map { _ in
                // Every third round has refusals alone: it stays on the path without savepoints.
                round % 3 == 0
                    ? (chance.chance(1, in: 2) ? .good : Ending.refusedBefore) : chance.choice(of: Ending.allCases)
            }
            try await hold(store) {
                await withTaskGroup(of: (Ending, Bool).self) { group in
                    for (index, ending) in endings.enumerated() {
                        group.addTask { (ending, await self.perform(ending, round * 100 + Int64(index), store)) }
                    }
                    for await (ending, succeeded) in group { #expect(succeeded == (ending == .good)) }
                }
            }
            good += endings.count { $0 == .good }
            refused += endings.count { $0 != .good }
        }
        #expect(refused > 100 && good > 50)
        #expect(try store.number("select count(*) from shop_sale") == Int64(good))
        #expect(try store.number("select count(*) from shop_journal") == Int64(good))
        #expect(try store.number("select count(*) from fact_log") == Int64(good))
        #expect(try store.number("select coalesce(max(sequence), 0) from fact_log") == Int64(good))
        #expect(try store.number("select sum(pieces) from shop_total") == Int64(good))
    }

    private func perform(_ ending: Ending, _ number: Int64, _ store: Store) async -> Bool {
        do {
            try await store.write(as: ID(1)) { tx in
                switch ending {
                case .good: try Shop.sell(number, 1, tx)
                case .refusedBefore: throw Mishap()
                case .failsAfter:
                    try Shop.sell(number, 1, tx)
                    throw Mishap()
                case .failsAfterTotals:
                    tx.add(
                        Shop.Sum(pieces: 1_000, minor: 0), to: Shop.totals,
                        at: Shop.ProductDay(product: number, day: Day(number: 0)))
                    throw Mishap()
                case .failsInReaction: try Shop.sell(number, -1, tx)
                }
            }
            return true
        } catch {
            #expect(error as? Mishap == Mishap())
            return false
        }
    }

    @Test func `a refusal before any write leaves nothing, and the others run once`() async throws {
        let folder = try TemporaryPlace()
        let store = try Store.shop(in: folder)
        defer { try? store.close() }
        let runs = Counter()
        try await hold(store) {
            await withTaskGroup(of: Void.self) { group in
                for number in Int64(0)..<50 {
                    group.addTask {
                        try? await store.write(as: ID(1)) { tx in
                            runs.count()
                            if number % 2 == 0 { throw Mishap() }
                            try Shop.sell(number, 1, tx)
                        }
                    }
                }
            }
        }
        #expect(runs.value == 50)
        #expect(try store.number("select count(*) from shop_sale") == 25)
    }

    @Test func `a command that swallows its reaction's failure is not committed`() async throws {
        let folder = try TemporaryPlace()
        let store = try Store.shop(
            in: folder, wiring: Wiring([.on(Sold.self, "Shop", "fails") { _, _ in throw Mishap() }]))
        defer { try? store.close() }
        await #expect(throws: Mishap()) {
            try await store.write(as: ID(1)) { tx in try? Shop.sell(1, 1, tx) }
        }
        #expect(try store.number("select count(*) from shop_sale") == 0)
        #expect(try store.number("select count(*) from fact_log") == 0)
    }

    @Test func `writes of one thread run in the order they were put, and are answered in it`() async throws {
        let folder = try TemporaryPlace()
        let store = try Store.shop(in: folder, capacity: 7)
        let answers = Answers()
        let queued = Task.detached {
            for number in 0..<300 {
                store.submit(as: ID(1)) { tx in
                    try tx.publish(Whistled(tune: "\(number)"))
                } completion: { _ in
                    answers.append(number)
                }
            }
        }
        await queued.value
        try store.close()
        #expect(answers.all == Array(0..<300))
        let reopened = try Store.shop(in: folder)
        defer { try? reopened.close() }
        let tunes = try reopened.readNow { snapshot in
            try snapshot.values("select body from fact_log order by sequence", as: [UInt8].self)
                .map { String(decoding: $0, as: UTF8.self) }
        }
        #expect(tunes == (0..<300).map { "{\"tune\":\"\($0)\"}" })
    }

    @Test func `an answer comes only when another connection can already see the write`() async throws {
        let folder = try TemporaryPlace()
        let store = try Store.shop(in: folder)
        defer { try? store.close() }
        for number in Int64(0)..<50 {
            try await store.write(as: ID(1)) { tx in try Shop.sell(number, 1, tx) }
            #expect(try store.number("select count(*) from shop_sale where product_id = \(number)") == 1)
        }
    }

    @Test(.timeLimit(.minutes(30)))
    func `a full queue says busy, and what it took is still done`() async throws {
        let folder = try TemporaryPlace()
        let store = try Store.shop(in: folder, capacity: 5)
        defer { try? store.close() }
        let gate = DispatchSemaphore(value: 0)
        let running = DispatchSemaphore(value: 0)
        let answers = Answers()
        store.submit(as: ID(1)) { _ in
            running.signal()
            _ = gate.wait(timeout: .now() + 10)
        } completion: { _ in
        }
        blockUntil(running)
        for number in 0..<5 {
            store.submit(as: ID(1)) { tx in
                try Shop.sell(Int64(number), 1, tx)
            } completion: { _ in
                answers.append(number)
            }
        }
        let error = await #expect(throws: StoreFault.self) { try await store.write(as: ID(1)) { _ in } }
        guard case .busy = error else {
            Issue.record("\(String(describing: error)) is not busy")
            gate.signal()
            return
        }
        gate.signal()
        while answers.all.count < 5 { try await Task.sleep(for: .milliseconds(1)) }
        #expect(answers.all == Array(0..<5))
        #expect(try store.number("select count(*) from shop_sale") == 5)
    }

    private func blockUntil(_ semaphore: DispatchSemaphore) { semaphore.wait() }

    @Test func `closing finishes what waits, and a closed store refuses`() async throws {
        let folder = try TemporaryPlace()
        let store = try Store.shop(in: folder)
        let answers = Answers()
        for number in 0..<400 {
            store.submit(as: ID(1)) { tx in
                try Shop.sell(Int64(number), 1, tx)
            } completion: { result in
                if case .success = result { answers.append(number) }
            }
        }
        try store.close()
        #expect(answers.all == Array(0..<400))
        await #expect(throws: StoreFault.closed) { try await store.write(as: ID(1)) { _ in } }
        await #expect(throws: StoreFault.closed) { try await store.read { try $0.number("select 1") } }
        #expect(throws: StoreFault.closed) { try store.number("select 1") }
        let refused = Answers()
        store.submit(as: ID(1)) { _ in
        } completion: { result in
            if case .failure = result { refused.append(1) }
        }
        #expect(refused.all == [1])
        #expect(throws: Never.self) { try store.close() }
        let reopened = try Store.shop(in: folder)
        #expect(try reopened.number("select count(*) from shop_sale") == 400)
        try reopened.close()
    }

    @Test func `closing waits for the reads that run`() async throws {
        for _ in 0..<5 {
            let folder = try TemporaryPlace()
            let store = try Store.shop(in: folder)
            try await store.write(as: ID(1)) { tx in for number in Int64(0)..<200 { try Shop.sell(number, 1, tx) } }
            await withTaskGroup(of: Void.self) { group in
                for _ in 0..<8 {
                    group.addTask {
                        while (try? await store.read({
                            try $0.values("select note from shop_sale", as: String.self)
                        })) != nil {}
                    }
                }
                try? await Task.sleep(for: .milliseconds(20))
                #expect(throws: Never.self) { try store.close() }
            }
        }
    }
}

/// Numbers that writes on the writer's thread leave for the test.
final class Answers: Sendable {
    private let numbers = Mutex<[Int]>([])
    var all: [Int] { numbers.withLock { $0 } }
    func append(_ number: Int) { numbers.withLock { $0.append(number) } }
}

final class Counter: Sendable {
    private let number = Mutex(0)
    var value: Int { number.withLock { $0 } }
    func count() { number.withLock { $0 += 1 } }
}

/// Keeps the writer busy until `body` has had the time to queue its writes, so that they form one group.
func hold(_ store: Store, _ body: @Sendable () async -> Void) async throws {
    async let held: Void = store.write(as: ID(1)) { _ in Thread.sleep(forTimeInterval: 0.02) }
    await body()
    try await held
}
