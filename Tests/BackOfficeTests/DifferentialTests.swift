// SPDX-License-Identifier: Apache-2.0

import Access
import Accounting
import Automation
import BackOffice
import CommerceFacts
import Foundation
import Kernel
import LogisticsFacts
import Sales
import Simulator
import Store
import TestEngines
import Testing
import Warehouse

/// One thing that somebody does, the same on every engine; it answers with what came of it.
private struct Act: Sendable {
    let label: String
    let run: @Sendable (Shop) async throws -> String

    func outcome(in shop: Shop) async -> String {
        do { return try await run(shop) } catch let refusal as any Refusal { return refusal.code } catch {
            Issue.record("\(label) ended with \(error)")
            return "fault"
        }
    }

    private static let products = ["GOODS", "OTHER", "GOODS", "FUEL", "CARD", "NOWHERE"]

    static func drawn(_ number: Int64, _ transfers: [ID<StockDocument>], _ chance: inout Seed) -> Act {
        let site = chance.choice(of: ["S1", "S2", "P1"])
        let product = chance.choice(of: products)
        let units = chance.integer(in: 1...9)
        let price = chance.integer(in: 1...5_000)
        let hour = Double(chance.integer(in: 1...300))
        let earlier = chance.integer(in: 1...max(1, number - 1))
        switch chance.integer(in: 0...14) {
        case 0, 1, 2, 3:
            let isOnTheWeb = chance.chance(1, in: 5)
            return Act(label: "sell") { shop in
                "\(try await shop.perform(CompleteSale(site: Code(site), till: 1, number: ReceiptNumber(number), occurredAt: Shop.at(hour), channel: isOnTheWeb ? .web : .store, lines: [line(product, units, price), line("GOODS", 1, 100)], tenders: [cash(price)])))"
            }
        case 4:
            return Act(label: "take back") { shop in
                "\(try await shop.sell([back(product, units, from: earlier, list: price)], at: site, number: number, hour: hour, [cash(-price)]).answer)"
            }
        case 5: return Act(label: "void") { "\(try await $0.void(earlier, at: site, hour: hour))" }
        case 6, 7:
            return Act(label: "receive") {
                "\(try await $0.receive(product, units, value: price, at: site, hour: hour))"
            }
        case 8: return Act(label: "ship") { "\(try await $0.ship(units, product, hour: hour).rawValue)" }
        case 9:
            let transfer = transfers.isEmpty ? ID<StockDocument>(1) : chance.choice(of: transfers)
            return Act(label: "arrive") { shop in
                try await shop.arrive(transfer, units: units, hour: hour)
                return "arrived"
            }
        case 10: return Act(label: "count") { "\(try await $0.count(product, units, hour: hour))" }
        case 11:
            return Act(label: "adjust") {
                "\(try await $0.perform(AdjustStock(site: Code(site), reason: .damaged, occurredAt: Shop.at(hour), lines: [.init(product: Code(product), quantity: Thousandths(-units * 1_000))])))"
            }
        case 12:
            return Act(label: "close") {
                "\(try await $0.perform(CloseSession(site: Code(site), till: 1, counted: MinorUnits(price), occurredAt: Shop.at(hour))))"
            }
        case 13:
            return Act(label: "open") {
                "\(try await $0.perform(OpenSession(site: Code(site), till: 1, float: MinorUnits(price), occurredAt: Shop.at(hour))))"
            }
        default:
            let amounts = chance.chance(1, in: 5) ? [100, -200] : [price, -price]
            return Act(label: "enter") { shop in
                let lines = zip([("5200", "S1"), ("1000", "HQ")], amounts).map { place, amount in
                    EnterJournal.Line(account: place.0, site: place.1, amount: MinorUnits(amount))
                }
                let day = Shop.day.advanced(by: Int(units))
                return "\(try await shop.perform(EnterJournal(company: "ACME", day: day, reason: "r", lines: lines)))"
            }
        }
    }
}

@Suite struct `A shop where anything may happen` {
    /// Whatever comes in whatever order is done or refused; a fault of the store would be a bug of ours.
    @Test(arguments: 1...20 as ClosedRange<UInt64>) func `does or refuses, and its books hold`(seed: UInt64)
        async throws
    {
        let shop = try await Shop(method: seed.isMultiple(of: 2) ? .fifo : .average)
        var chance = Seed(seed)
        var transfers: [ID<StockDocument>] = []
        for number in Int64(1)...150 {
            let act = Act.drawn(number, transfers, &chance)
            let outcome = await act.outcome(in: shop)
            if act.label == "ship", let transfer = Int64(outcome) { transfers.append(ID(transfer)) }
            try await shop.expectProofs()
        }
    }
}

@Suite(.enabled(if: TestEngine.postgres.isThere, "PostgreSQL is not installed"), .serialized)
struct `Both engines` {
    private func shop(_ engine: TestEngine, _ method: ValuationMethod = .average) async throws -> Shop {
        try await TestEngine.$current.withValue(engine) { try await Shop(method: method) }
    }

    private func expectSameRows(_ left: Store, _ right: Store) throws {
        for table in left.systems.flatMap(\.tables) {
            let difference = try left.readNow { one in try right.readNow { try table.firstDifference(one, $0) } }
            #expect(difference == nil)
        }
    }

    @Test(arguments: [1, 2, 3, 4, 5] as [UInt64])
    func `answer the same acts alike, and hold the same rows after them`(seed: UInt64) async throws {
        let method: ValuationMethod = seed.isMultiple(of: 2) ? .fifo : .average
        let (left, right) = (try await shop(.sqlite, method), try await shop(.postgres, method))
        var chance = Seed(seed)
        var transfers: [ID<StockDocument>] = []
        var outcomes: [String: Int] = [:]
        for number in Int64(1)...120 {
            let act = Act.drawn(number, transfers, &chance)
            let outcome = await act.outcome(in: left)
            let other = await act.outcome(in: right)
            #expect(other == outcome, "\(act.label): \(outcome) and \(other)")
            if act.label == "ship", let transfer = Int64(outcome) { transfers.append(ID(transfer)) }
            outcomes["\(act.label) \(outcome.contains(/^[a-z]+\.[a-z-]+$/) ? outcome : "done")", default: 0] += 1
        }
        #expect(outcomes.filter { $0.key.hasSuffix(" done") }.count >= 9, "\(outcomes)")
        try await left.office.store.catchUp()
        try await right.office.store.catchUp()
        try expectSameRows(left.office.store, right.office.store)
        let proofs = (try await left.proofs(), try await right.proofs())
        #expect(proofs.0 == proofs.1)
        #expect(
            try await left.office.store.read { try Seal.head($0).seal }
                == right.office.store.read { try Seal.head($0).seal })
    }

    @Test(arguments: [(TestEngine.sqlite, TestEngine.postgres), (.postgres, .sqlite), (.postgres, .postgres)])
    func `take over what the other holds, to the row`(from: TestEngine, to: TestEngine) async throws {
        let source = try await shop(from)
        try await source.receive("GOODS", 30, value: 3_000)
        for _ in 0..<20 { try await source.sell([line("GOODS", 1, 200)], [cash(217)]) }
        try await source.office.store.catchUp()
        let target = try TemporaryPlace(to)
        let office = try BackOffice.open(DataPlace(target.data), clock: StoppedClock(at: Shop.at(12)))
        let moved = try await Removal.run(from: source.office, to: office)
        #expect(moved.rows > 300 && moved.proofs > 5 && moved.sealed > 40)
        try expectSameRows(source.office.store, office.store)
        if to == .postgres {
            // A table that the server believes to be empty is read again for each row of another.
            let counted = try await office.store.read {
                try $0.number(
                    "select cast(reltuples as bigint) from pg_class where oid = to_regclass('accounting_posting')")
            }
            #expect(counted > 40)
        }
        await #expect(throws: StoreFault.self) { try await Removal.run(from: source.office, to: office) }
        try office.store.close()

        // Both go on alike.
        let again = try BackOffice.open(DataPlace(target.data), clock: StoppedClock(at: Shop.at(12)))
        defer { try? again.store.close() }
        let sale = CompleteSale(
            site: "S1", till: 1, number: 900, occurredAt: Shop.at(12), lines: [line("GOODS", 1, 200)],
            tenders: [cash(217)])
        _ = try await again.perform(sale, as: FirstActors.owner, key: "after")
        #expect(try await again.store.read { try Proofs.all($0) }.allSatisfy(\.holds))
    }
}
