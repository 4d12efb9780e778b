// SPDX-License-Identifier: Apache-2.0

import Automation
import BackOffice
import Catalogue
import CommerceFacts
import Kernel
import Organisation
import Sales
import Store
import TestEngines
import Testing

/// Messages of tills that were lost, came late or came twice: each has happened, so none is refused.
@Suite(.onBothEngines) struct `A till` {
    private static func open(_ float: Int64, till: Int64 = 1, at site: String = "S1", hour: Double = 8) -> OpenSession {
        OpenSession(site: Code(site), till: till, float: MinorUnits(float), occurredAt: Shop.at(hour))
    }

    private static func close(_ counted: Int64, till: Int64 = 1, hour: Double = 20) -> CloseSession {
        CloseSession(site: "S1", till: till, counted: MinorUnits(counted), occurredAt: Shop.at(hour))
    }

    @Test func `that nobody opened is counted, and its float waits in suspense until somebody says what it was`()
        async throws
    {
        let shop = try await Shop()
        try await shop.sell([line("SERVICE", 1, 1_000)], [cash(1_083)])
        let counted = try await shop.posted {
            let closing = try await shop.perform(Self.close(11_083))
            #expect(
                closing == CloseSession.Answer(expected: 1_083, counted: 11_083, difference: 10_000, receipts: 1))
        }
        #expect(counted == ["Safe": 11_083, "Suspense": -10_000, "Cash drawer": -1_083])
        let matter = try #require(try await shop.inbox().first)
        #expect(matter.suspense == -10_000 && matter.proposals.map(\.command) == ["open-session"])
        #expect(matter.reason.contains("110.83 were counted") && matter.reason.contains("10.83."))
        try await shop.expectProofs()
        let opened = try await shop.posted { try await shop.perform(Self.open(10_000)) }
        #expect(opened == ["Safe": -10_000, "Suspense": 10_000])
        #expect(try await shop.inbox().isEmpty)
        try await shop.expectProofs()
    }

    @Test func `that nobody opened and a person settled has its float in the account that was said`() async throws {
        let shop = try await Shop()
        let posted = try await shop.posted {
            try await shop.perform(Self.close(10_000))
            let matter = try #require(try await shop.inbox().first)
            try await shop.perform(
                SettleMatter(matter: matter.id, decision: "the float", account: "1020", day: Shop.day))
        }
        #expect(posted.isEmpty, "from the safe and back")
        try await shop.expectProofs()
    }

    /// What is left when everything is told: by hand, not by the order in which it came.
    @Test func `has the same books in whatever order its count, its receipts, its drops and a late opening come`()
        async throws
    {
        let shop = try await Shop()
        for (index, order) in Self.orders.enumerated() {
            let till = Int64(index + 1)
            let posted = try await shop.posted {
                for letter in order {
                    switch letter {
                    case "o": try await shop.perform(Self.open(10_000, till: till))
                    case "r": try await shop.sell([line("SERVICE", 1, 1_000)], till: till, [cash(1_083)])
                    case "d":
                        try await shop.perform(
                            MoveCash(
                                site: "S1", till: till, purpose: .drop, amount: 5_000, reason: "full",
                                occurredAt: Shop.at(15)))
                    default: try await shop.perform(Self.close(6_000, till: till))
                    }
                }
            }
            #expect(
                posted == [
                    "Safe": -10_000 + 5_000 + 6_000, "Cash over and short": 10_000 + 1_083 - 5_000 - 6_000,
                    "Sales": -1_000, "Sales tax payable": -83,
                ], "\(order)")
        }
        #expect(try await shop.inbox().isEmpty, "83 cents short are nobody's matter")
        try await shop.expectProofs()
    }

    /// Those in which the opening is the first to come, or comes after the count.
    private static let orders = permutations(of: ["o", "r", "d", "c"]).filter { order in
        order[0] == "o" || order.firstIndex(of: "c")! < order.firstIndex(of: "o")!
    }

    private static func permutations(of letters: [String]) -> [[String]] {
        guard !letters.isEmpty else { return [[]] }
        return letters.flatMap { first in permutations(of: letters.filter { $0 != first }).map { [first] + $0 } }
    }

    @Test func `opened and closed twice by the same message was opened and closed once`() async throws {
        let shop = try await Shop()
        let posted = try await shop.posted {
            for _ in 1...2 { try await shop.perform(Self.open(10_000)) }
            for _ in 1...2 {
                let closing = try await shop.perform(Self.close(9_900))
                #expect(
                    closing == CloseSession.Answer(expected: 10_000, counted: 9_900, difference: -100, receipts: 0))
            }
        }
        #expect(posted == ["Safe": -100, "Cash over and short": 100])
        #expect(try await shop.inbox().isEmpty)
        try await shop.expectProofs()
    }

    @Test func `opened again before it was closed has two drawers, and each is counted by its time`() async throws {
        let shop = try await Shop()
        try await shop.perform(Self.open(1_000, hour: 8))
        try await shop.perform(Self.open(2_000, hour: 14))
        for hour in [10.0, 15, 16] { try await shop.sell([line("SERVICE", 1, 1_000)], hour: hour, [cash(1_083)]) }
        let second = try await shop.perform(Self.close(4_166, hour: 20))
        let first = try await shop.perform(Self.close(2_083, hour: 13))
        #expect(first == CloseSession.Answer(expected: 2_083, counted: 2_083, difference: 0, receipts: 1))
        #expect(second == CloseSession.Answer(expected: 4_166, counted: 4_166, difference: 0, receipts: 2))
        #expect(try await shop.inbox().isEmpty)
        try await shop.expectProofs()
    }

    @Test func `of a site that nobody opened, left open, is found by the night and closed like any other`() async throws
    {
        let shop = try await Shop()
        try await shop.perform(Self.open(10_000, at: "NOWHERE"))
        _ = try await Night(of: Shop.day, in: shop.office).run()
        let found = try #require(try await shop.inbox().first { $0.kind == "till-open" })
        #expect(found.subject == "NOWHERE/1/\(Shop.at(8))")
        try await shop.perform(
            CloseSession(site: "NOWHERE", till: 1, counted: 10_000, occurredAt: Shop.at(20)))
        #expect(try await !shop.inbox().contains { $0.kind == "till-open" })
        try await shop.expectProofs()
    }

    @Test func `of a site that nobody opened has its cash at the head office, and a person is asked once`() async throws
    {
        let shop = try await Shop()
        let posted = try await shop.posted {
            try await shop.perform(Self.open(10_000, at: "NOWHERE"))
            try await shop.perform(DepositToBank(site: "NOWHERE", amount: 500, occurredAt: Shop.at(9)))
        }
        #expect(posted == ["Cash drawer": 10_000, "Cash in transit": 500, "Safe": -10_500])
        #expect(try await shop.inbox().map(\.name) == ["site-unknown NOWHERE"])
        try await shop.expectProofs()
    }

    @Test func `that sells more packs than any shop holds is believed, and a person is asked`() async throws {
        let shop = try await Shop()
        let pack = ListProducts.Pack(gtin: "4006381333931", units: 1_000_000)
        try await shop.perform(ListProducts(products: [shop.product("BOLTS", packs: [pack])]))
        let posted = try await shop.posted {
            try await shop.sell(
                [SaleLine(product: Code(pack.gtin), quantity: Thousandths(Quantity.largestThousandths), list: 100)],
                [cash(100)])
        }
        #expect(posted == ["Cash drawer": 100, "Suspense": -100])
        #expect(try await shop.stock("BOLTS").quantity == 0)
        #expect(try await shop.inbox().map(\.suspense) == [-100])
        try await shop.expectProofs()
    }
}
