// SPDX-License-Identifier: Apache-2.0

import FinanceFacts
import Kernel
import Taxes

/// Under which class and at which rate a jurisdiction taxed something: what a tax return asks for apart.
struct TaxBracket: Hashable, Comparable {
    let taxClass: ID<TaxClass>
    /// Millionths; zero for what is taxed at nothing, and for what a certificate freed of tax.
    let rate: Int64

    /// Tax that no class explains: what a till charged where nothing is taxed, and receipts from before brackets were kept.
    static let none = TaxBracket(taxClass: ID(0), rate: 0)

    /// As it is stored: both parts, or neither.
    init?(_ taxClass: ID<TaxClass>?, _ rate: Int64?) {
        guard let taxClass, let rate else { return nil }
        self.init(taxClass: taxClass, rate: rate)
    }

    init(taxClass: ID<TaxClass>, rate: Int64) {
        self.taxClass = taxClass
        self.rate = rate
    }

    static func < (one: TaxBracket, other: TaxBracket) -> Bool {
        (one.taxClass, one.rate) < (other.taxClass, other.rate)
    }
}

/// What one jurisdiction charged on a receipt in one bracket, in minor units.
struct BracketTax: Equatable {
    let jurisdiction: ID<Jurisdiction>
    let kind: TaxKind
    let bracket: TaxBracket
    /// What was taxed, without the tax.
    let base: Int64
    let amount: Int64

    /// The same with every sign turned.
    var turned: BracketTax {
        BracketTax(jurisdiction: jurisdiction, kind: kind, bracket: bracket, base: -base, amount: -amount)
    }

    /// The sums of what the lines were charged, in the order of jurisdictions and brackets.
    static func sums(
        of lines: some Sequence<[LineTax]>, _ kinds: [ID<Jurisdiction>: TaxKind]
    ) -> [BracketTax] {
        var sums: [Key: (base: Int64, amount: Int64)] = [:]
        for taxes in lines {
            for tax in taxes {
                let key = Key(jurisdiction: tax.jurisdiction, bracket: tax.bracket)
                sums[key, default: (0, 0)].base += tax.base
                sums[key, default: (0, 0)].amount += tax.amount
            }
        }
        return sums.filter { $0.value != (0, 0) }.sorted { $0.key < $1.key }.map { key, sum in
            BracketTax(
                jurisdiction: key.jurisdiction, kind: kinds[key.jurisdiction] ?? .salesTax, bracket: key.bracket,
                base: sum.base, amount: sum.amount)
        }
    }

    private struct Key: Hashable, Comparable {
        let jurisdiction: ID<Jurisdiction>
        let bracket: TaxBracket

        static func < (one: Key, other: Key) -> Bool {
            (one.jurisdiction, one.bracket) < (other.jurisdiction, other.bracket)
        }
    }
}
