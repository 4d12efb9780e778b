// SPDX-License-Identifier: Apache-2.0

import Kernel
@testable import Sales
import Taxes
import Testing

@Suite struct `What a return gives back` {
    /// Every way to return `whole` units, in every order of parts.
    static func compositions(of whole: Int64) -> [[Int64]] {
        guard whole > 0 else { return [[]] }
        return (1...whole).flatMap { first in compositions(of: whole - first).map { [first] + $0 } }
    }

    static let sold = [
        PricedLine(list: 1_000, discount: 0, tax: 83), PricedLine(list: 999, discount: 100, tax: 74),
        PricedLine(list: 1, discount: 0, tax: 0), PricedLine(list: 7, discount: 5, tax: 1),
        PricedLine(list: 0, discount: 0, tax: 0), PricedLine(list: 100_003, discount: 33_334, tax: 5_501),
    ]

    @Test(arguments: sold) func `adds up to exactly what was paid, in parts of any size and order`(sold: PricedLine) {
        for whole: Int64 in 1...7 {
            for parts in Self.compositions(of: whole) {
                var given = PricedLine(list: 0, discount: 0, tax: 0)
                var before: Int64 = 0
                for part in parts {
                    let refund = Pricing.refund(
                        of: sold, quantity: whole * 1_000, returning: part * 1_000, before: before, given: given)
                    #expect(refund.list <= 0 && refund.discount <= 0 && refund.tax <= 0)
                    #expect(abs(-refund.list * whole - sold.list * part) <= whole, "within a cent of its share")
                    given.list -= refund.list
                    given.discount -= refund.discount
                    given.tax -= refund.tax
                    before += part * 1_000
                }
                #expect(given == sold)
            }
        }
    }

    @Test func `mirrors the sale when all comes back at once`() {
        for sold in Self.sold {
            let refund = Pricing.refund(
                of: sold, quantity: 1_250, returning: 1_250, before: 0, given: PricedLine(list: 0, discount: 0, tax: 0))
            #expect(refund == PricedLine(list: -sold.list, discount: -sold.discount, tax: -sold.tax))
        }
    }
}

@Suite struct `A price that includes its tax` {
    @Test func `splits without losing a cent`() {
        for rate: Int64 in [0, 90_000, 210_000] {
            for gross: Int64 in 0...300 {
                for discount: Int64 in 0...min(gross, 40) {
                    let tax = TaxRules.included(in: gross - discount, at: rate)
                    let line = Pricing.withoutTax(gross: gross, discount: discount, tax: tax, rate: rate)
                    #expect(line.due == gross - discount)
                    #expect(line.tax == tax)
                    #expect(line.discount >= 0 && line.discount <= discount)
                }
            }
        }
    }
}

@Suite struct `Cash rounding` {
    /// Found by walking from what is due, cent by cent, in each direction that a way of rounding may go.
    @Test func `explains only the way to a coin, and only for cash`() {
        for step: Int64 in [1, 5, 10, 100] {
            for due: Int64 in -60...60 {
                for paid: Int64 in -120...120 {
                    for way in CashRounding.allCases {
                        let isRounded = step > 1 && Self.reached(from: due, step, way).contains(paid)
                        #expect(
                            Pricing.rounding(due: due, paid: paid, hasCash: true, step: step, way)
                                == (isRounded ? due - paid : 0))
                        #expect(Pricing.rounding(due: due, paid: paid, hasCash: false, step: step, way) == 0)
                    }
                }
            }
        }
    }

    private static func reached(from due: Int64, _ step: Int64, _ way: CashRounding) -> Set<Int64> {
        var reached: Set<Int64> = []
        for cents in 0..<step {
            if way == .nearest, 2 * cents <= step { reached.formUnion([due - cents, due + cents]) }
            let (less, more) = (abs(due) - cents, abs(due) + cents)
            if way == .down || way == .either, less >= 0 { reached.insert(due < 0 ? -less : less) }
            if way == .up || way == .either { reached.formUnion(due == 0 ? [more, -more] : [due < 0 ? -more : more]) }
        }
        return reached
    }
}
