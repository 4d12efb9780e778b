// SPDX-License-Identifier: Apache-2.0

import Accounting
import BackOffice
import CommerceFacts
import Kernel
import LogisticsFacts
import Sales
import TestEngines
import Testing
import Warehouse

/// What came back takes what its sale finally cost, however late that became known; after each the books hold.
@Suite(.onBothEngines) struct `Goods that come back` {
    private func balances(_ shop: Shop) async throws -> (cost: Int64, stock: Int64, damaged: Int64) {
        let names = try await shop.accountNames()
        var sums: [String: Int64] = [:]
        for entry in try await shop.entries() {
            for line in entry.lines { sums[names[line.account] ?? "?", default: 0] += line.amount }
        }
        return (sums["Cost of goods sold"] ?? 0, sums["Inventory"] ?? 0, sums["Damaged goods"] ?? 0)
    }

    private func expect(
        _ cost: Int64, _ stock: Int64, damaged: Int64 = 0, _ shop: Shop, _ location: SourceLocation = #_sourceLocation
    ) async throws {
        let found = try await balances(shop)
        #expect(found == (cost, stock, damaged), sourceLocation: location)
        try await shop.expectProofs()
        #expect(try await Rehearsal.run(of: shop.office) == nil, sourceLocation: location)
    }

    private func sell(_ units: Int64, hour: Double, _ shop: Shop) async throws -> Int64 {
        try await shop.sell([line("GOODS", units, 100)], hour: hour, [cash(108)]).number
    }

    private func take(
        _ units: Int64, of number: Int64, hour: Double, to disposition: Disposition = .stock, at site: String = "S1",
        _ shop: Shop
    ) async throws {
        let line = SaleLine(
            product: "GOODS", quantity: Thousandths(-units * 1_000), list: nil,
            returned: ReturnedArticle(
                site: "S1", till: 1, number: ReceiptNumber(number), line: 1, disposition: disposition))
        try await shop.sell([line], at: site, hour: hour, [cash(0)])
    }

    private static let methods: [ValuationMethod] = [.average, .fifo]

    /// One sold at 1.00; ten sold that are not there, thought to cost 10.00; they cost 20.00.
    @Test(arguments: methods) func `take the settled cost of what was sold before it came`(method: ValuationMethod)
        async throws
    {
        let shop = try await Shop(method: method)
        try await shop.receive("GOODS", 1, value: 100)
        _ = try await sell(1, hour: 9, shop)
        let sold = try await sell(10, hour: 10, shop)
        try await shop.receive("GOODS", 10, value: 2_000, hour: 11)
        try await expect(2_100, 0, shop)
        try await take(3, of: sold, hour: 12, shop)
        try await expect(1_500, 600, shop)
        try await take(7, of: sold, hour: 13, shop)
        try await expect(100, 2_000, shop)
    }

    @Test(arguments: methods) func `take the corrected cost, and follow a correction that comes after them`(
        method: ValuationMethod
    ) async throws {
        let shop = try await Shop(method: method)
        let delivery = try await shop.receive("GOODS", 10, value: 1_000)
        let sold = try await sell(10, hour: 9, shop)
        func correct(_ amount: Int64) async throws {
            try await shop.perform(
                CorrectCost(receipt: delivery, line: 1, amount: MinorUnits(amount), occurredAt: Shop.at(12)))
        }
        try await correct(1_000)
        try await take(4, of: sold, hour: 13, shop)
        try await expect(1_200, 800, shop)
        try await correct(500)
        try await expect(1_500, 1_000, shop)
        try await take(6, of: sold, hour: 14, shop)
        try await expect(0, 2_500, shop)
    }

    /// What comes back before the goods came is settled no more, and what is still sold is.
    @Test(arguments: methods) func `before they came are left out of what is settled`(method: ValuationMethod)
        async throws
    {
        let shop = try await Shop(method: method)
        try await shop.receive("GOODS", 1, value: 100)
        _ = try await sell(1, hour: 9, shop)
        let sold = try await sell(10, hour: 10, shop)
        try await take(4, of: sold, hour: 11, shop)
        try await expect(100 + 600, -600, shop)
        try await shop.receive("GOODS", 10, value: 2_000, hour: 12)
        try await expect(100 + 1_200, 800, shop)
        try await take(6, of: sold, hour: 13, shop)
        try await expect(100, 2_000, shop)
    }

    /// Two sales wait for goods, and what the second sold comes back: what comes then is the first one's.
    @Test(arguments: methods) func `settle their own sale and no other`(method: ValuationMethod) async throws {
        let shop = try await Shop(method: method)
        try await shop.receive("GOODS", 1, value: 100)
        _ = try await sell(1, hour: 9, shop)
        let (first, second) = (try await sell(5, hour: 10, shop), try await sell(5, hour: 10.5, shop))
        try await take(5, of: second, hour: 11, shop)
        try await shop.receive("GOODS", 5, value: 1_000, hour: 12)
        try await expect(100 + 1_000, 0, shop)
        try await take(5, of: first, hour: 13, shop)
        try await expect(100, 1_000, shop)
    }

    @Test(arguments: methods) func `by a void cost nothing, as if they had never been sold`(method: ValuationMethod)
        async throws
    {
        let shop = try await Shop(method: method)
        try await shop.receive("GOODS", 1, value: 100)
        let sold = try await sell(11, hour: 9, shop)
        try await shop.receive("GOODS", 10, value: 2_000, hour: 10)
        try await shop.void(sold, hour: 13)
        try await expect(0, 2_100, shop)
    }

    /// A lorry that came before the sale is told of after the return.
    @Test(arguments: methods) func `follow a delivery that is told of late`(method: ValuationMethod) async throws {
        let shop = try await Shop(method: method)
        try await shop.receive("GOODS", 10, value: 1_000, hour: 8)
        let sold = try await sell(10, hour: 11, shop)
        try await take(5, of: sold, hour: 13, shop)
        try await expect(500, 500, shop)
        // With it, ten of twenty went out, at the average of 2.00 or the oldest first.
        try await shop.receive("GOODS", 10, value: 3_000, hour: 9)
        let part: Int64 = method == .average ? 1_000 : 500
        try await expect(part, 4_000 - part, shop)
        try await take(5, of: sold, hour: 14, shop)
        try await expect(0, 4_000, shop)
    }

    @Test func `damaged, or at another site, follow what their sale cost too`() async throws {
        let shop = try await Shop()
        try await shop.receive("GOODS", 1, value: 100)
        let sold = try await sell(10, hour: 10, shop)
        try await take(2, of: sold, hour: 11, to: .damaged, shop)
        try await take(3, of: sold, hour: 11.5, at: "S2", shop)
        #expect(try await shop.stock(at: "S2") == (3_000, 300))
        // One was there at 1.00, nine were not: they cost 2.00 each. Of the sale 19.00, two tenths are damaged.
        try await shop.receive("GOODS", 9, value: 1_800, hour: 12)
        #expect(try await shop.stock(at: "S2") == (3_000, 570))
        try await expect(1_900 - 380 - 570, 570, damaged: 380, shop)
        try await take(5, of: sold, hour: 13, shop)
        try await expect(0, 570 + 950, damaged: 380, shop)
    }

    @Test func `and go again by a void leave their part with the sale`() async throws {
        let shop = try await Shop()
        try await shop.receive("GOODS", 10, value: 1_000)
        let sold = try await sell(10, hour: 9, shop)
        let back = SaleLine(
            product: "GOODS", quantity: -4_000, list: nil,
            returned: ReturnedArticle(till: 1, number: ReceiptNumber(sold), line: 1, disposition: .stock))
        let number = try await shop.sell([back], hour: 10, [cash(0)]).number
        try await expect(600, 400, shop)
        try await shop.void(number, hour: 11)
        try await expect(1_000, 0, shop)
        try await take(10, of: sold, hour: 12, shop)
        try await expect(0, 1_000, shop)
    }

    @Test func `of a sale nobody knows take today's cost, and more than was sold the cost of one`() async throws {
        let shop = try await Shop()
        try await shop.receive("GOODS", 10, value: 1_000)
        let sold = try await sell(2, hour: 9, shop)
        try await shop.sell([SaleLine(product: "GOODS", quantity: -1_000, list: -100)], hour: 10, [cash(-108)])
        try await expect(100, 900, shop)
        try await take(3, of: sold, hour: 11, shop)
        try await expect(-200, 1_200, shop)
    }
}
