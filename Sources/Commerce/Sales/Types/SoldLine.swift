// SPDX-License-Identifier: Apache-2.0

import CommerceFacts
import Kernel

/// A line of an earlier receipt, as a return finds it.
struct SoldLine {
    let receipt: ID<Receipt>
    let site: ID<Site>
    let day: Day
    let line: Int64
    let product: ID<Product>?
    let department: ID<Department>
    let quantity: Int64
    let priced: PricedLine
    /// How the only jurisdiction that taxed its receipt taxed it.
    var bracket: TaxBracket?
    private(set) var returnedQuantity: Int64
    private(set) var given: PricedLine

    /// Counts a quantity as given back for `refund`, which is negative.
    mutating func giveBack(_ quantity: Int64, _ refund: PricedLine) {
        returnedQuantity += quantity
        given.list -= refund.list
        given.discount -= refund.discount
        given.tax -= refund.tax
    }

    /// Whether both are the same line of the same receipt, whatever came back of it.
    func isSameLine(as other: SoldLine) -> Bool { (receipt, line) == (other.receipt, other.line) }
}

/// What one jurisdiction charged on a line, and how much of it was given back.
struct LineTax: Equatable {
    let jurisdiction: ID<Jurisdiction>
    var bracket = TaxBracket.none
    /// What was taxed, without the tax; nought where it did not tax the line.
    var base: Int64
    var amount: Int64
    var given: Int64 = 0

    /// The same charge with every sign turned.
    var turned: LineTax { LineTax(jurisdiction: jurisdiction, bracket: bracket, base: -base, amount: -amount) }
}

/// What each jurisdiction charged on a stored receipt.
struct ChargedTaxes {
    /// By line, kept only when several taxed the receipt.
    let byLine: [Int64: [LineTax]]
    /// The first that taxed the receipt, and the only one when nothing is kept by line.
    let only: ID<Jurisdiction>?

    /// What each jurisdiction charged on a line.
    ///
    /// - Parameters:
    ///   - priced: the line, with the tax of all jurisdictions together, and `given` what of that tax came back.
    ///   - bracket: how the jurisdiction that alone taxed the receipt taxed the line; nil for lines from before that was
    ///     kept.
    ///   - isTaxed: whether that jurisdiction taxes such lines, asked where the bracket is not known.
    func on(
        _ line: Int64, priced: PricedLine, given: Int64, _ bracket: TaxBracket?, isTaxed: (ID<Jurisdiction>) -> Bool
    ) -> [LineTax] {
        guard byLine.isEmpty else { return byLine[line] ?? [] }
        guard let only else { return [] }
        let base = bracket != nil || isTaxed(only) ? priced.net : 0
        guard base != 0 || priced.tax != 0 else { return [] }
        return [
            LineTax(jurisdiction: only, bracket: bracket ?? .none, base: base, amount: priced.tax, given: given)
        ]
    }
}
