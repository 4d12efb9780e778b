// SPDX-License-Identifier: Apache-2.0

import FinanceFacts
import Kernel

/// What is taxed: a line's amount after the shop's discounts, in minor units, with its tax class.
package struct TaxableLine: Sendable, Equatable {
    package let taxClass: String
    /// Without tax where tax is added to prices; with tax where prices include it.
    package let amount: Int64

    package init(taxClass: String, amount: Int64) {
        self.taxClass = taxClass
        self.amount = amount
    }
}

/// The tax of a receipt in minor units, by line and by jurisdiction: both sum to the same amount.
package struct TaxResult: Sendable, Equatable {
    /// All jurisdictions together, in the order of the lines.
    package let byLine: [Int64]
    /// What each jurisdiction, in the order of the terms, charges on each line, in the order of the lines.
    package let shares: [[Int64]]
}

package enum TaxRules {
    /// The tax of each line and jurisdiction.
    ///
    /// Sales tax is added to the amount: rate times amount, rounded to the cent per line or over the receipt as the
    /// jurisdiction says (Streamlined Sales and Use Tax Agreement, section 324). Value added tax is part of the amount:
    /// gross times rate over one plus the rate, rounded per line, or per rate over the receipt (EN 16931, BR-CO-17: per
    /// breakdown, never from rounded lines). Half a cent is tax unless the jurisdiction says otherwise: 0.99 at 20% holds
    /// 0.17 (HMRC VATREC12030). A tax rounded over several lines is shared among them in
    /// proportion, so that each line keeps what a refund of it gives back.
    package static func taxes(on lines: [TaxableLine], under terms: [TaxTerms]) -> TaxResult {
        let shares = terms.map { self.shares(of: $0, lines) }
        return TaxResult(
            byLine: lines.indices.map { line in shares.reduce(0) { $0 + $1[line] } }, shares: shares)
    }

    /// The tax that an amount of tax-inclusive price holds.
    ///
    /// - Parameter rate: millionths, at least zero.
    package static func included(in gross: Int64, at rate: Int64, ties: TaxTies = .up) -> Int64 {
        rounded(Int128(gross) * Int128(rate), over: 1_000_000 + rate, ties)
    }

    /// - Parameter divisor: above zero.
    private static func rounded(_ exact: Int128, over divisor: Int64, _ ties: TaxTies) -> Int64 {
        switch ties {
        case .up: Int64(rounding: exact, over: divisor)
        case .down:
            // One part less, and what is exactly half falls short of it; nothing else is so near.
            Int64(rounding: exact * 2 - Int128(exact.signum()), over: divisor * 2)
        }
    }

    private static func shares(of term: TaxTerms, _ lines: [TaxableLine]) -> [Int64] {
        let rates = lines.map { term.rates[$0.taxClass] ?? 0 }
        var shares = [Int64](repeating: 0, count: lines.count)
        if term.rounding == .line {
            for (index, rate) in rates.enumerated() where rate > 0 {
                shares[index] = tax(on: Int128(lines[index].amount) * Int128(rate), at: rate, term)
            }
            return shares
        }
        // Goods that come back are rounded among themselves, so that they mirror the sale exactly.
        for group in groups(rates, lines, apart: term.kind == .outputVAT) {
            let total = groupTax(group, rates, lines, term)
            let weights = group.map { abs(lines[$0].amount).scaled(by: rates[$0], over: 1_000) }
            for (index, share) in zip(group, total.allocated(to: weights)) { shares[index] = share }
        }
        return shares
    }

    /// The taxed lines that are rounded together: sold apart from returned, and for value added tax each rate apart.
    private static func groups(_ rates: [Int64], _ lines: [TaxableLine], apart: Bool) -> [[Int]] {
        var groups: [(key: (Bool, Int64), members: [Int])] = []
        for (index, rate) in rates.enumerated() where rate > 0 {
            let key = (lines[index].amount < 0, apart ? rate : 0)
            if let place = groups.firstIndex(where: { $0.key == key }) {
                groups[place].members.append(index)
            } else {
                groups.append((key, [index]))
            }
        }
        return groups.map(\.members)
    }

    private static func groupTax(_ group: [Int], _ rates: [Int64], _ lines: [TaxableLine], _ term: TaxTerms) -> Int64 {
        let exact = group.reduce(Int128(0)) { $0 + Int128(lines[$1].amount) * Int128(rates[$1]) }
        return tax(on: exact, at: rates[group[0]], term)
    }

    /// - Parameter exact: the sum of the amounts, each times its rate, which for value added tax is `rate` for all.
    private static func tax(on exact: Int128, at rate: Int64, _ term: TaxTerms) -> Int64 {
        switch term.kind {
        case .salesTax: rounded(exact, over: 1_000_000, term.ties)
        case .outputVAT: rounded(exact, over: 1_000_000 + rate, term.ties)
        }
    }
}
