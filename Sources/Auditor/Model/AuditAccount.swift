// SPDX-License-Identifier: Apache-2.0

/// The accounts that trade can reach, by their roles in the table of postings.
package enum AuditAccount: String, Hashable, Sendable, CaseIterable {
    case cashDrawer, safe, cardClearing, foreignCash, couponsReceivable
    case inventory, inventoryInTransit
    case suspense
    case goodsReceivedNotInvoiced, landedCostAccrual
    case salesTaxPayable
    case giftCardLiability, storeCreditLiability, customerDeposits
    case openingBalanceEquity
    case sales, salesReturns, salesDiscounts
    case costOfGoodsSold, shrink, damagedGoods, transitLoss, inventoryRounding, purchasePriceVariance
    case storeExpense, cashOverAndShort
}
