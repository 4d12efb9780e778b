// SPDX-License-Identifier: Apache-2.0

import Kernel

/// What goes the wrong way on a receipt: it is booked as the till said it, and asked about.
enum SignRules {
    static func doubts(about sale: CompleteSale, _ currency: Currency) -> [String] {
        var doubts: [String] = []
        for line in sale.lines {
            let list = line.list?.count ?? line.quantity.count
            if line.quantity.count.signum() * list.signum() < 0 {
                doubts.append(
                    line.quantity > 0
                        ? "\(line.product) went out, and its price of \(Money(minor: list, currency)) with it."
                        : "\(line.product) came back, and its price of \(Money(minor: list, currency)) with it.")
            }
            let discount = line.discountTotal
            if discount.signum() * list.signum() < 0 {
                doubts.append("A discount of \(Money(minor: discount, currency)) raises the price of \(line.product).")
            } else if let said = line.list?.count, abs(discount) > abs(said) {
                doubts.append("A discount of \(Money(minor: discount, currency)) is more than \(line.product) costs.")
            }
        }
        if let basket = sale.basketDiscount?.count, basket < 0 {
            doubts.append("A discount of \(Money(minor: basket, currency)) on the basket raises what is owed.")
        }
        return doubts
    }
}
