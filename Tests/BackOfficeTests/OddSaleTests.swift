// SPDX-License-Identifier: Apache-2.0

import Automation
import BackOffice
import Catalogue
import CommerceFacts
import Kernel
import Organisation
import Sales
import TestEngines
import Testing

/// What tills can hardly mean, and customers whom they treat otherwise; after each every proof of the books holds.
@Suite(.onBothEngines) struct `An odd sale` {
    private func doubt(_ shop: Shop) async throws -> String {
        try await shop.inbox().map(\.reason).joined(separator: "\n")
    }

    // MARK: Signs

    @Test func `whose discount raises the price stands as it was said, and is asked about`() async throws {
        let shop = try await Shop()
        let raised = line("SERVICE", 1, 1_000, discounts: [SaleDiscount(kind: .item, amount: -100)])
        let posted = try await shop.posted { try await shop.sell([raised], [cash(1_191)]) }
        #expect(posted["Sales discounts"] == -100)
        #expect(try await doubt(shop).contains("A discount of -1.00 raises the price of SERVICE."))
        try await shop.expectProofs()
    }

    @Test func `whose goods and money go the same way is asked about`() async throws {
        let shop = try await Shop()
        try await shop.sell([line("SERVICE", 1, -1_000)], [cash(-1_083)])
        #expect(try await doubt(shop).contains("SERVICE went out, and its price of -10.00 with it."))
        let back = SaleLine(product: "SERVICE", quantity: -1_000, list: 500)
        try await shop.sell([back], number: 60, [cash(541)])
        #expect(try await doubt(shop).contains("SERVICE came back, and its price of 5.00 with it."))
        try await shop.expectProofs()
    }

    @Test func `whose discount is more than the price, or raises the basket, is asked about`() async throws {
        let shop = try await Shop()
        let dear = line("SERVICE", 1, 1_000, discounts: [SaleDiscount(kind: .item, amount: 1_001)])
        try await shop.sell([dear], [cash(-1)])
        #expect(try await doubt(shop).contains("A discount of 10.01 is more than SERVICE costs."))
        try await shop.sell([line("SERVICE", 1, 1_000)], number: 60, basketDiscount: -100, [cash(1_191)])
        #expect(try await doubt(shop).contains("A discount of -1.00 on the basket raises what is owed."))
        try await shop.expectProofs()
    }

    // MARK: Tax

    @Test func `to someone exempt owes no tax, and asks nothing`() async throws {
        let shop = try await Shop()
        let posted = try await shop.posted {
            try await shop.perform(
                CompleteSale(
                    site: "S1", till: 1, number: 1, occurredAt: Shop.at(12), exemption: "E-99-00123",
                    lines: [line("SERVICE", 1, 100_000)], tenders: [cash(100_000)]))
        }
        #expect(posted == ["Cash drawer": 100_000, "Sales": -100_000])
        #expect(try await shop.inbox().isEmpty)

        // What comes back of it gives no tax back.
        let given = try await shop.posted {
            try await shop.sell([back("SERVICE", from: 1)], number: 2, [cash(-100_000)])
        }
        #expect(given == ["Cash drawer": -100_000, "Sales returns": 100_000])
        #expect(try await shop.inbox().isEmpty)
        try await shop.expectProofs()
    }

    /// Our price includes the tax; who owes none pays the price without it.
    @Test func `to someone exempt takes the tax out of our own price`() async throws {
        let shop = try await Shop()
        try await shop.perform(SetPrices(prices: [.init(product: "SERVICE", validFrom: Shop.day, price: 1_210)]))
        let answer = try await shop.perform(
            CompleteSale(
                site: "P1", till: 1, number: 1, occurredAt: Shop.at(12), exemption: "FR-EX",
                lines: [line("SERVICE", 1, nil)], tenders: [cash(1_000)]))
        #expect(answer.due == 1_000)
        #expect(try await shop.inbox().isEmpty)
        try await shop.expectProofs()
    }

    @Test func `without any tax and without a certificate is asked about when it is more than the policy`() async throws
    {
        let shop = try await Shop()
        // 8.25 % of 60.60 is 5.00 and no more than the policy's five dollars; of 60.70 it is 5.01.
        try await shop.sell([line("SERVICE", 1, 6_060, tax: 0)], [cash(6_060)])
        #expect(try await shop.inbox().isEmpty)
        try await shop.sell([line("SERVICE", 1, 6_070, tax: 0)], [cash(6_070)])
        #expect(try await doubt(shop).contains("The till charged no tax where 5.01 is due, and names no certificate."))
        try await shop.expectProofs()
    }

    // MARK: Allowances

    @Test func `that gives money back for goods that stay takes its part of the tax, and the goods bring the rest`()
        async throws
    {
        let shop = try await Shop()
        try await shop.receive("GOODS", 10, value: 6_000)
        let sold = try await shop.sell([line("GOODS", 2, 20_000)], [cash(21_650)]).number
        let given = try await shop.posted {
            try await shop.sell(
                [
                    SaleLine(
                        product: "GOODS", quantity: 0, list: -5_000,
                        returned: ReturnedArticle(till: 1, number: ReceiptNumber(sold), line: 1, disposition: .none))
                ], [cash(-5_413)])
        }
        #expect(given == ["Cash drawer": -5_413, "Sales returns": 5_000, "Sales tax payable": 413])
        #expect(try await shop.stock().quantity == 8_000, "the goods stay with the customer")
        #expect(try await shop.inbox().isEmpty)

        let rest = try await shop.posted { try await shop.sell([back("GOODS", 2, from: sold)], [cash(-16_237)]) }
        #expect(rest["Cash drawer"] == -16_237 && rest["Sales tax payable"] == 1_237 && rest["Sales returns"] == 15_000)
        #expect(try await shop.inbox().isEmpty)
        try await shop.expectProofs()
    }

    @Test func `that gives back more than was paid, or for what nobody sold, is asked about`() async throws {
        let shop = try await Shop()
        func allowance(_ amount: Int64, _ receipt: Int64?) -> SaleLine {
            SaleLine(
                product: "SERVICE", quantity: 0, list: MinorUnits(-amount),
                returned: receipt.map {
                    ReturnedArticle(till: 1, number: ReceiptNumber($0), line: 1, disposition: .none)
                })
        }
        let sold = try await shop.sell([line("SERVICE", 1, 1_000)], [cash(1_083)]).number
        try await shop.sell([allowance(600, sold)], [cash(-650)])
        #expect(try await shop.inbox().isEmpty)
        try await shop.sell([allowance(401, sold)], [cash(-434)])
        #expect(try await doubt(shop).contains("More was given back for SERVICE than was paid."))
        try await shop.sell([allowance(100, 999)], number: 70, [cash(-108)])
        #expect(try await doubt(shop).contains("Money was given back for SERVICE, and no receipt says for what."))
        try await shop.expectProofs()
    }

    /// Whoever was given more than they paid brings the goods for nothing, and owes nothing: line and tax come to zero.
    @Test func `that gave back too much leaves nothing for the goods`() async throws {
        let shop = try await Shop()
        let sold = try await shop.sell([line("SERVICE", 2, 20_000)], [cash(21_650)]).number
        let too = SaleLine(
            product: "SERVICE", quantity: 0, list: -25_000,
            returned: ReturnedArticle(till: 1, number: ReceiptNumber(sold), line: 1, disposition: .none))
        try await shop.sell([too], [cash(-27_063)])
        let posted = try await shop.posted { try await shop.sell([back("SERVICE", 2, from: sold)], []) }
        #expect(posted.isEmpty)
        try await shop.expectProofs()
    }

    @Test func `of an amount without its receipt means the only line of the product, where there is one`() async throws
    {
        let shop = try await Shop()
        let loose = SaleLine(product: "SERVICE", quantity: 0, list: -500)
        try await shop.sell([line("SERVICE", 1, 1_000)], [cash(1_083)])
        let posted = try await shop.posted { try await shop.sell([loose], [cash(-542)]) }
        #expect(posted["Sales tax payable"] == 42, "a tie goes to the tax")
        #expect(try await doubt(shop) == "")
        try await shop.sell([line("SERVICE", 1, 1_000)], [cash(1_083)])
        try await shop.sell([loose], number: 80, [cash(-542)])
        #expect(try await shop.inbox().map(\.subject) == ["S1/1/80"], "two lines could be meant")
        try await shop.expectProofs()
    }

    // MARK: Cash

    @Test func `paid in foreign cash stands in its own account, with change in local coin`() async throws {
        let shop = try await Shop()
        func foreign(_ amount: Int64, _ euros: MinorUnits) -> SaleTender {
            SaleTender(
                kind: .foreignCash, amount: MinorUnits(amount),
                foreign: ForeignCash(currency: .eur, amount: euros, rate: 1_080_000))
        }
        let posted = try await shop.posted {
            try await shop.sell([line("SERVICE", 1, 1_000)], [foreign(2_160, 2_000), cash(-1_077)])
        }
        #expect(posted["Foreign cash"] == 2_160 && posted["Cash drawer"] == -1_077)
        #expect(try await shop.inbox().isEmpty)
        try await shop.sell([line("SERVICE", 1, 1_000)], number: 50, [foreign(1_083, 1_000)])
        #expect(try await doubt(shop) == "10.00 EUR at the rate 1.080000 is not 10.83 USD.")
        try await shop.expectProofs()
    }

    /// 10.83 in coins of five cents.
    @Test(
        arguments: [
            (0, [1_080, 1_085]), (1, [1_085]), (2, [1_080]), (3, [1_085]),
        ] as [(Int64, [Int64])]) func `paid in cash is rounded the way the company says`(way: Int64, right: [Int64])
        async throws
    {
        let shop = try await Shop()
        try await shop.perform(SetPolicy(company: "ACME", policy: "cash-rounding-step", value: 5))
        try await shop.perform(SetPolicy(company: "ACME", policy: "cash-rounding", value: way))
        for paid in [1_080, 1_085] as [Int64] {
            let before = try await shop.inbox().count
            try await shop.sell([line("SERVICE", 1, 1_000)], [cash(paid)])
            #expect(try await shop.inbox().count == before + (right.contains(paid) ? 0 : 1), "\(paid)")
        }
        try await shop.expectProofs()
    }
}
