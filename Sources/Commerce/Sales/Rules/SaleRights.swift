// SPDX-License-Identifier: Apache-2.0

import Catalogue
import Kernel

/// What some receipts ask for besides that one may sell.
enum SaleRight: String, CaseIterable {
    /// Money back for goods, with the receipt.
    case refund = "sales.refund"
    /// Money back without a receipt.
    case returnWithoutReceipt = "sales.return-without-receipt"
    /// Another price than the listed one, or a discount.
    case changePrice = "sales.change-price"
}

/// What a receipt asks of whoever tells of it, besides that they may sell.
///
/// Most fraud at a till is money out of the drawer for goods that nobody brought back, and goods sold to friends for less.
enum SaleRights {
    /// What gives money back.
    static func wanted(by sale: CompleteSale) -> [SaleRight] {
        var wanted: [SaleRight] = []
        let back = sale.lines.filter { $0.quantity < 0 || $0.isAllowance }
        if back.contains(where: { $0.originalNumber != nil }) { wanted.append(.refund) }
        let paid = sale.tenders.reduce(0) { $0 + $1.amount.count }
        let isLoose = back.contains { $0.originalNumber == nil }
        if isLoose || paid < 0 && back.isEmpty { wanted.append(.returnWithoutReceipt) }
        return wanted
    }

    /// Whether something is sold otherwise than it is listed, or below that.
    ///
    /// - Parameter listed: the price of a line's product, nil where none is listed.
    static func changesPrices(
        _ sale: CompleteSale, _ lines: [SaleBasis.Line], listed: (SaleBasis.Line) throws -> UnitPrice?
    ) rethrows -> Bool {
        if (sale.basketDiscount ?? 0) != 0 { return true }
        for (line, known) in zip(sale.lines, lines) where line.quantity > 0 {
            if line.discountTotal != 0 { return true }
            guard let list = line.list, let product = known.product, let price = try listed(known) else { continue }
            if price.times(product.units.times(line.quantity.count)) != list.count { return true }
        }
        return false
    }
}
