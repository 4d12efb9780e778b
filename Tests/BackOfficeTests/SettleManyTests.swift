// SPDX-License-Identifier: Apache-2.0

import Access
import Automation
import BackOffice
import CommerceFacts
import Kernel
import Sales
import Store
import TestEngines
import Testing

@Suite(.onBothEngines) struct `Matters settled many at once` {
    /// Two receipts that wait for an account, one that waits for nothing, and a void that waits for its receipt.
    private func shop() async throws -> Shop {
        let shop = try await Shop()
        for number: Int64 in [1, 2] { try await shop.sell([line("SERVICE", 1, 1_000)], number: number, [cash(1_000)]) }
        try await shop.sell([line("SERVICE", 1, 1_000, tax: 90)], number: 3, [cash(1_090)])
        try await shop.void(99)
        #expect(try await shop.inbox().count == 4)
        return shop
    }

    @Test func `of a kind are settled each on its own merits`() async throws {
        let shop = try await shop()
        let first = try await shop.perform(SettleMatters(kind: "receipt-doubt", decision: "seen"))
        #expect(first.settled.count == 1 && first.refused.count == 2)
        #expect(first.refused.allSatisfy { $0.reason.contains("name the number of the account") })
        #expect(try await shop.inbox().count == 3)
        let posted = try await shop.posted {
            let rest = try await shop.perform(
                SettleMatters(kind: "receipt-doubt", decision: "tills were wrong", account: "5200", day: Shop.day))
            #expect(rest.settled.count == 2 && rest.refused.isEmpty)
        }
        #expect(posted == ["Store expense": 166, "Suspense": -166])
        #expect(try await shop.inbox().map(\.kind) == ["receipt-missing"])
        try await shop.expectProofs()
        #expect(try await Rehearsal.run(of: shop.office) == nil)
    }

    @Test func `by their numbers leave the others open, and those that are none are named`() async throws {
        let shop = try await shop()
        let open = try await shop.inbox()
        let missing = try #require(open.first { $0.kind == "receipt-missing" }).id
        let answer = try await shop.perform(SettleMatters(matters: [missing, ID(12_345)], decision: "seen"))
        #expect(answer.settled.map(\.matter) == [missing])
        #expect(answer.refused.map(\.matter) == [ID(12_345)])
        #expect(try await shop.inbox().count == 3)
    }

    @Test func `are only those of the sites where one may`() async throws {
        let shop = try await shop()
        try await shop.sell([line("SERVICE", 1, 1_000, tax: 90)], at: "S2", number: 4, [cash(1_090)])
        let ann = try await shop.perform(RegisterActor(code: "ann", name: "Ann", kind: .person)).actor
        try await shop.perform(GrantRole(actor: "ann", role: .storeManager, sites: ["S2"]))
        let answer = try await shop.office.perform(
            SettleMatters(kind: "receipt-doubt", decision: "seen"), as: ann, key: shop.nextKey())
        #expect(answer.settled.count == 1 && answer.refused.count == 3)
        #expect(try await shop.inbox().allSatisfy { !$0.subject.hasPrefix("S2") })
    }
}
