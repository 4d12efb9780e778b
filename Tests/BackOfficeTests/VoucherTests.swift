// SPDX-License-Identifier: Apache-2.0

import Automation
import BackOffice
import CommerceFacts
import Kernel
import Reports
import Sales
import TestEngines
import Testing

/// Gift cards, store credits and bottle slips by their numbers; after each of these every proof of the books holds.
@Suite(.onBothEngines) struct `A voucher` {
    private func giftCard(_ amount: Int64, _ number: String?) -> SaleTender {
        SaleTender(kind: .giftCard, amount: MinorUnits(amount), reference: number)
    }

    private func report(_ shop: Shop) async throws -> [String] {
        try await shop.read { try Reports.make(.vouchers, ReportRequest(date: Shop.day), $0) }.written(as: .csv)
            .split(separator: "\n").dropFirst().map(String.init).filter { !$0.hasPrefix("total") }
    }

    @Test func `spent below zero is asked about once, until it is covered`() async throws {
        let shop = try await Shop()
        try await shop.sell([line("CARD", 1, 5_000, reference: "C1")], [cash(5_000)])
        try await shop.sell([line("SERVICE", 1, 2_771)], [giftCard(3_000, "C1")])
        #expect(try await shop.inbox().isEmpty)
        #expect(try await report(shop) == ["gift card,C1,USD,20.00"])

        try await shop.sell([line("SERVICE", 1, 2_771)], number: 8, [giftCard(3_000, "C1")])
        #expect(try await shop.inbox().map(\.name) == ["voucher-overdrawn gift card C1"])
        let reason = try #require(try await shop.inbox().first).reason
        #expect(
            reason == "The gift card C1 held 20.00 USD, and S1/1/8 took 30.00 USD off it: 10.00 USD were given away.")
        #expect(try await report(shop) == ["gift card,C1,USD,-10.00"])

        try await shop.sell([line("CARD", 1, 999, reference: "C1")], [cash(999)])
        #expect(try await shop.inbox().count == 1, "a cent is still missing")
        try await shop.sell([line("CARD", 1, 1, reference: "C1")], [cash(1)])
        #expect(try await shop.inbox().isEmpty)
        #expect(try await report(shop).isEmpty, "what holds nothing is not listed")
        try await shop.expectProofs()
    }

    @Test func `that nobody sold is asked about, as is one without a number`() async throws {
        let shop = try await Shop()
        try await shop.sell([line("SERVICE", 1, 1_000)], number: 4, [giftCard(1_083, "GHOST")])
        try await shop.sell([line("SERVICE", 1, 1_000)], number: 5, [giftCard(1_083, nil)])
        let matters = try await shop.inbox()
        #expect(Set(matters.map(\.name)) == ["voucher-overdrawn gift card GHOST", "receipt-doubt S1/1/5"])
        #expect(
            matters.contains { $0.reason == "The gift card GHOST, which nobody has sold, paid 10.83 USD on S1/1/4." })
        #expect(matters.contains { $0.reason.contains("A gift card paid 10.83 without its number.") })
        try await shop.expectProofs()
    }

    @Test func `whose sale is voided after it was spent is asked about`() async throws {
        let shop = try await Shop()
        let sale = try await shop.sell([line("CARD", 1, 5_000, reference: "C1")], [cash(5_000)]).number
        let spent = try await shop.sell([line("SERVICE", 1, 1_000)], [giftCard(1_083, "C1")]).number
        try await shop.void(sale)
        #expect(try await shop.inbox().map(\.name) == ["voucher-overdrawn gift card C1"])
        try await shop.void(spent)
        #expect(try await shop.inbox().isEmpty)
        try await shop.expectProofs()
    }

    /// A store credit is given as a refund, and a slip for bottles; each kind has numbers of its own.
    @Test func `is one of its kind, whatever its number`() async throws {
        let shop = try await Shop()
        let sold = try await shop.sell([line("GOODS", 1, 1_000)], [cash(1_083)]).number
        try await shop.sell(
            [back("GOODS", from: sold)], [SaleTender(kind: .storeCredit, amount: -1_083, reference: "1")])
        try await shop.sell([line("CARD", 1, 500, reference: "1")], [cash(500)])
        try await shop.sell(
            [line("SERVICE", 1, 1_000)],
            [SaleTender(kind: .storeCredit, amount: 1_000, reference: "1"), cash(83)])
        #expect(try await shop.inbox().isEmpty)
        #expect(try await report(shop) == ["gift card,1,USD,5.00", "store credit,1,USD,0.83"])
        try await shop.expectProofs()
    }

    /// A till that was offline tells of the spending first.
    @Test func `may be told of after it was spent`() async throws {
        let shop = try await Shop()
        try await shop.sell([line("SERVICE", 1, 1_000)], till: 2, number: 1, hour: 14, [giftCard(1_083, "C9")])
        #expect(try await shop.inbox().count == 1)
        try await shop.sell([line("CARD", 1, 2_000, reference: "C9")], number: 1, hour: 13, [cash(2_000)])
        #expect(try await shop.inbox().isEmpty)
        #expect(try await report(shop) == ["gift card,C9,USD,9.17"])
        try await shop.expectProofs()
    }
}
