// SPDX-License-Identifier: Apache-2.0

import BackOffice
import Catalogue
import CommerceFacts
import FinanceFacts
import Kernel
import Sales
import Store
import Taxes
import Testing

/// What is given back of a tax that several authorities share.
@Suite struct `The tax of a return` {
    /// A shop that a state and a county tax, with goods that only the county taxes.
    private func shop(_ rounding: TaxRounding) async throws -> Shop {
        let shop = try await Shop()
        let start = Day(year: 2020, month: 1, day: 1)!
        for (code, rates) in [("STATE", ["general": 41_000]), ("COUNTY", ["general": 20_500, "food": 12_500])] {
            try await shop.perform(
                SetJurisdiction(
                    code: Code(code), name: code, kind: .salesTax, rounding: rounding,
                    rates: rates.map {
                        .init(taxClass: $0.key, validFrom: start, millionths: Millionths(Int64($0.value)))
                    }))
        }
        try await shop.perform(AssignJurisdictions(site: "S1", jurisdictions: ["STATE", "COUNTY"]))
        try await shop.perform(ListProducts(products: [shop.product("FOOD", taxClass: "food")]))
        return shop
    }

    /// Everything taxed and charged so far that was not given back, by jurisdiction.
    private func charged(_ shop: Shop) async throws -> [String] {
        try await shop.read { snapshot in
            try snapshot.values(
                """
                select cast(jurisdiction_id as text) || ': ' || cast(sum(amount) as text) || ' on '
                       || cast(sum(base) as text)
                  from sales_receipt_tax
                 group by jurisdiction_id
                having sum(base) <> 0 or sum(amount) <> 0
                 order by jurisdiction_id
                """)
        }
    }

    /// Sold in one receipt of three lines, given back line by line and piece by piece, in an order that a seed draws.
    @Test(arguments: [TaxRounding.line, .receipt])
    func `is what each jurisdiction was charged, however it comes back`(rounding: TaxRounding) async throws {
        let shop = try await shop(rounding)
        for seed: UInt64 in 1...60 {
            var chance = Seed(seed)
            let lines = ["GOODS", "FOOD", "OTHER"].map { product in
                line(
                    product, chance.integer(in: 1...4), chance.integer(in: 1...700),
                    tax: chance.chance(1, in: 4) ? chance.integer(in: 0...30) : nil)
            }
            let number = try await shop.sell(lines, [cash(0)]).number
            var pieces = lines.enumerated().flatMap { index, line in
                Array(repeating: index, count: Int(line.quantity.count / 1_000))
            }
            if seed % 3 == 0 {
                let all = lines.enumerated().map { index, line in
                    back(line.product.text, (line.quantity / 1_000).count, from: number, line: Int64(index + 1))
                }
                try await shop.sell(all, [cash(0)])
                pieces = []
            }
            var returns: [(number: Int64, index: Int)] = []
            while !pieces.isEmpty {
                let index = pieces.remove(at: Int(chance.integer(in: 0...Int64(pieces.count - 1))))
                let goods = back(lines[index].product.text, from: number, line: Int64(index + 1))
                returns.append((try await shop.sell([goods], [cash(0)]).number, index))
                // Now and then a return is voided, and its piece comes back once more.
                if seed % 2 == 0, chance.chance(1, in: 5) {
                    let voided = returns.remove(at: Int(chance.integer(in: 0...Int64(returns.count - 1))))
                    try await shop.void(voided.number)
                    pieces.append(voided.index)
                }
            }
            #expect(try await charged(shop) == [], "seed \(seed)")
        }
        try await shop.expectProofs()
    }

    /// Sold with value added tax in Paris, given back in Chicago, and that was a mistake.
    @Test func `of goods sold elsewhere is turned by a void in the tax it was of`() async throws {
        let shop = try await Shop()
        try await shop.sell([line("SERVICE", 1, 12_100)], at: "P1", number: 1, [card(12_100)])
        let posted = try await shop.posted {
            let goods = SaleLine(
                product: "SERVICE", quantity: -1_000, list: nil,
                returned: ReturnedArticle(site: "P1", till: 1, number: 1, line: 1, disposition: .none))
            try await shop.sell([goods], at: "S1", number: 2, [card(-12_100)])
            try await shop.void(2)
        }
        #expect(posted.isEmpty)
        try await shop.expectProofs()
    }
}
