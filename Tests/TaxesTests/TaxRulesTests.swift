// SPDX-License-Identifier: Apache-2.0

import FinanceFacts
import Kernel
import Taxes
import Testing

@Suite struct `Tax on a receipt` {
    static let amounts: [Int64] = [-1_999, -101, -1, 0, 1, 7, 33, 100, 1_999]
    static let classes = ["food", "general", "exempt"]

    /// Every receipt of up to three lines over a few awkward amounts and classes.
    static let receipts: [[TaxableLine]] = {
        let lines = amounts.flatMap { amount in classes.map { TaxableLine(taxClass: $0, amount: amount) } }
        let pairs = lines.flatMap { first in lines.map { [first, $0] } }
        let few = lines.filter { [-101, 33].contains($0.amount) }
        return [[]] + lines.map { [$0] } + pairs + pairs.flatMap { pair in few.map { pair + [$0] } }
    }()

    static func terms(_ kind: TaxKind, _ rounding: TaxRounding) -> [TaxTerms] {
        [
            TaxTerms(
                jurisdiction: ID(1), kind: kind, rounding: rounding, rates: ["food": 21_250, "general": 82_500]),
            TaxTerms(jurisdiction: ID(2), kind: kind, rounding: rounding, rates: ["general": 15_000]),
        ]
    }

    static let allTerms = TaxKind.allCases.flatMap { kind in
        TaxRounding.allCases.map { terms(kind, $0) }
    }

    @Test(arguments: allTerms) func `sums to the same by line and by jurisdiction`(terms: [TaxTerms]) {
        for receipt in Self.receipts {
            let taxes = TaxRules.taxes(on: receipt, under: terms)
            #expect(taxes.byLine.count == receipt.count)
            #expect(taxes.byLine.reduce(0, +) == taxes.shares.joined().reduce(0, +))
        }
    }

    @Test(arguments: allTerms) func `of goods that come back is the exact negative`(terms: [TaxTerms]) {
        for receipt in Self.receipts {
            let taxes = TaxRules.taxes(on: receipt, under: terms)
            let turned = receipt.map { TaxableLine(taxClass: $0.taxClass, amount: -$0.amount) }
            let refund = TaxRules.taxes(on: turned, under: terms)
            #expect(refund.byLine == taxes.byLine.map(-))
            #expect(refund.shares == taxes.shares.map { $0.map(-) })
        }
    }

    /// The cent is found by counting upwards, not by dividing.
    @Test func `rounds half up at the third decimal`() {
        for rate: Int64 in [1, 5_000, 21_250, 60_000, 82_500, 88_750, 999_999] {
            var cent: Int64 = 0
            for amount: Int64 in 0...3_000 {
                while cent * 1_000_000 + 500_000 <= amount * rate { cent += 1 }
                let terms = TaxTerms(jurisdiction: ID(1), kind: .salesTax, rounding: .line, rates: ["a": rate])
                let taxes = TaxRules.taxes(on: [TaxableLine(taxClass: "a", amount: amount)], under: [terms])
                #expect(taxes.byLine == [cent])
            }
        }
    }

    /// 10.00 at 8.25% is 0.825: the third decimal is five, so 0.83.
    @Test func `of ten dollars at 8.25 percent is 83 cents`() {
        let terms = TaxTerms(jurisdiction: ID(1), kind: .salesTax, rounding: .line, rates: ["a": 82_500])
        #expect(TaxRules.taxes(on: [TaxableLine(taxClass: "a", amount: 1_000)], under: [terms]).byLine == [83])
    }

    @Test func `rounded by line is the sum of each line alone`() {
        for terms in [Self.terms(.salesTax, .line), Self.terms(.outputVAT, .line)] {
            for receipt in Self.receipts {
                let alone = receipt.map { TaxRules.taxes(on: [$0], under: terms).byLine[0] }
                #expect(TaxRules.taxes(on: receipt, under: terms).byLine == alone)
            }
        }
    }

    /// Sold and returned goods are rounded apart; each total is found by counting to the cent.
    @Test func `rounded over the receipt is the rounded tax of the sum`() {
        let terms = Self.terms(.salesTax, .receipt)
        for receipt in Self.receipts {
            for (index, term) in terms.enumerated() {
                let exact = receipt.map { $0.amount * (term.rates[$0.taxClass] ?? 0) }
                let sold = Self.counted(exact.filter { $0 > 0 }.reduce(0, +))
                let returned = -Self.counted(-exact.filter { $0 < 0 }.reduce(0, +))
                let taxes = TaxRules.taxes(on: receipt, under: [terms[index]])
                #expect(taxes.byLine.reduce(0, +) == sold + returned)
            }
        }
    }

    @Test func `differs between line and receipt rounding where cents add up`() {
        let lines = [TaxableLine(taxClass: "general", amount: 100), TaxableLine(taxClass: "general", amount: 100)]
        let (byLine, byReceipt) = (Self.terms(.salesTax, .line), Self.terms(.salesTax, .receipt))
        #expect(TaxRules.taxes(on: lines, under: [byLine[0]]).byLine == [8, 8])
        #expect(TaxRules.taxes(on: lines, under: [byReceipt[0]]).byLine == [9, 8])
    }

    /// The net that comes nearest to the gross once its tax is put on again; of two as near, the one a tie chooses.
    @Test(arguments: [TaxTies.up, .down]) func `included in a price leaves the nearest net`(ties: TaxTies) {
        for rate: Int64 in [50_000, 90_000, 200_000, 210_000, 255_000, 1_000_000] {
            var net: Int64 = 0
            for gross: Int64 in 0...2_500 {
                func distance(_ net: Int64) -> Int64 { abs(net * (1_000_000 + rate) - gross * 1_000_000) }
                while distance(net + 1) < distance(net) || ties == .down && distance(net + 1) == distance(net) {
                    net += 1
                }
                #expect(TaxRules.included(in: gross, at: rate, ties: ties) == gross - net)
                #expect(TaxRules.included(in: -gross, at: rate, ties: ties) == -(gross - net))
            }
        }
    }

    /// HMRC VATREC12030: half a penny and more is rounded up.
    @Test(arguments: [TaxRounding.line, .receipt]) func `gets half a penny unless told otherwise`(rounding: TaxRounding)
    {
        for (gross, up, down) in [(99, 17, 16), (399, 67, 66), (999, 167, 166)] as [(Int64, Int64, Int64)] {
            for (ties, tax) in [(TaxTies.up, up), (.down, down)] {
                let term = TaxTerms(
                    jurisdiction: ID(1), kind: .outputVAT, rounding: rounding, ties: ties, rates: ["a": 200_000])
                let line = TaxableLine(taxClass: "a", amount: gross)
                #expect(TaxRules.taxes(on: [line], under: [term]).byLine == [tax])
            }
        }
        for (ties, tax) in [(TaxTies.up, 3), (.down, 2)] as [(TaxTies, Int64)] {
            let term = TaxTerms(
                jurisdiction: ID(1), kind: .salesTax, rounding: rounding, ties: ties, rates: ["a": 50_000])
            #expect(TaxRules.taxes(on: [TaxableLine(taxClass: "a", amount: 50)], under: [term]).byLine == [tax])
        }
    }

    /// EN 16931: value added tax is rounded per rate over the receipt, never summed from rounded lines.
    @Test func `included in prices is rounded for each rate apart`() {
        let term = TaxTerms(
            jurisdiction: ID(1), kind: .outputVAT, rounding: .receipt, rates: ["food": 90_000, "general": 210_000])
        for receipt in Self.receipts where receipt.allSatisfy({ $0.amount >= 0 }) {
            let taxes = TaxRules.taxes(on: receipt, under: [term])
            for (taxClass, rate) in term.rates {
                let indices = receipt.indices.filter { receipt[$0].taxClass == taxClass }
                let gross = indices.reduce(0) { $0 + receipt[$1].amount }
                #expect(indices.reduce(0) { $0 + taxes.byLine[$1] } == TaxRules.included(in: gross, at: rate))
            }
        }
    }

    @Test(arguments: allTerms) func `leaves untaxed classes alone`(terms: [TaxTerms]) {
        for receipt in Self.receipts {
            let taxes = TaxRules.taxes(on: receipt, under: terms)
            for (line, tax) in zip(receipt, taxes.byLine) where line.taxClass == "exempt" { #expect(tax == 0) }
        }
    }

    @Test(arguments: allTerms) func `of a line is never off by more than a cent for each jurisdiction`(
        terms: [TaxTerms]
    ) {
        for receipt in Self.receipts {
            let taxes = TaxRules.taxes(on: receipt, under: terms)
            for (line, tax) in zip(receipt, taxes.byLine) {
                let own = TaxRules.taxes(on: [line], under: terms).byLine[0]
                #expect(abs(own - tax) <= 2 * Int64(terms.count))
            }
        }
    }

    /// Millionths of a cent to the nearest cent, by counting; `exact` is at least zero.
    private static func counted(_ exact: Int64) -> Int64 {
        var cent: Int64 = 0
        while cent * 1_000_000 + 500_000 <= exact { cent += 1 }
        return cent
    }
}
