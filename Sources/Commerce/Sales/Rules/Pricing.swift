// SPDX-License-Identifier: Apache-2.0

import CommerceFacts
import Kernel
import Taxes

/// A line as it stands on the receipt: all amounts in minor units, without tax unless they say so.
package struct PricedLine: Sendable, Equatable {
    package var list: Int64
    package var discount: Int64
    package var tax: Int64

    package init(list: Int64, discount: Int64, tax: Int64) {
        self.list = list
        self.discount = discount
        self.tax = tax
    }

    package var net: Int64 { list - discount }
    package var due: Int64 { net + tax }
}

package enum Pricing {
    /// The share of a sold line that a returned quantity gives back.
    ///
    /// Computed from what was sold and what came back before, so that the parts of a line returned one by one add up
    /// to exactly what was paid for it. Quantities are positive thousandths; the answer is negative. More than was sold
    /// gives back more, up to the largest amount: a till that says so is believed, and doubted.
    package static func refund(
        of sold: PricedLine, quantity: Int64, returning: Int64, before: Int64, given: PricedLine
    ) -> PricedLine {
        precondition(quantity > 0, "only a sold quantity can come back")
        func share(_ amount: Int64, _ given: Int64) -> Int64 {
            let left = given - amount.scaled(by: before + returning, over: quantity, upTo: Money.largestMinor)
            // An allowance may have given back more than these goods cost; nobody pays for bringing them.
            return amount < 0 ? max(0, left) : min(0, left)
        }
        return PricedLine(
            list: share(sold.list, given.list), discount: share(sold.discount, given.discount),
            tax: share(sold.tax, given.tax))
    }

    /// What an allowance gives back of a sold line, while the goods stay with the customer; the answer is negative.
    ///
    /// Its discount and its tax are their shares of the line's, so that what comes back later takes exactly the rest.
    ///
    /// - Parameters:
    ///   - amount: above zero; with tax where prices include it.
    ///   - whole: what the line came to, counted the same way, above zero.
    package static func allowance(_ amount: Int64, of sold: PricedLine, costing whole: Int64) -> PricedLine {
        let tax = sold.tax.scaled(by: amount, over: whole, upTo: Money.largestMinor)
        let discount = sold.discount.scaled(by: amount, over: whole, upTo: Money.largestMinor)
        let net = whole == sold.due ? amount - tax : amount
        return PricedLine(list: -(net + discount), discount: -discount, tax: -tax)
    }

    /// Splits an amount that includes its tax into what goes to revenue, to discounts and to tax.
    ///
    /// - Parameters:
    ///   - gross: the price before discounts, with tax.
    ///   - discount: the shop's discount, with tax.
    ///   - tax: the tax of what remains.
    ///   - rate: millionths, of all jurisdictions together.
    package static func withoutTax(gross: Int64, discount: Int64, tax: Int64, rate: Int64) -> PricedLine {
        let discountNet = discount - TaxRules.included(in: discount, at: rate)
        return PricedLine(list: gross - discount - tax + discountNet, discount: discountNet, tax: tax)
    }

    /// What a customer pays less or more in cash because small coins are not used.
    ///
    /// - Parameters:
    ///   - due: what is owed in all.
    ///   - paid: what all tenders add up to, the cash among them.
    ///   - step: the smallest coin; 1 means there is no rounding.
    /// - Returns: the part of `due - paid` that rounding explains: all of it when cash was paid and it is what the way
    ///   of rounding may come to, else zero.
    static func rounding(due: Int64, paid: Int64, hasCash: Bool, step: Int64, _ way: CashRounding) -> Int64 {
        guard hasCash, step > 1 else { return 0 }
        let difference = abs(due - paid)
        let isDown = difference < step && (min(0, due)...max(0, due)).contains(paid)
        let isUp = difference < step && (min(0, paid)...max(0, paid)).contains(due)
        let isExplained =
            switch way {
            case .either: isDown || isUp
            case .nearest: difference * 2 <= step
            case .down: isDown
            case .up: isUp
            }
        return isExplained ? due - paid : 0
    }
}
