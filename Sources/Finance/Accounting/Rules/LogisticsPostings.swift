// SPDX-License-Identifier: Apache-2.0

import Kernel
package import LogisticsFacts

/// How what happened in logistics becomes debits and credits: a page for the auditor.
///
/// Amounts are minor units, debit positive. Written from general practice under US GAAP; the standard is named where
/// one decides.
package enum LogisticsPostings {
    /// What a movement of goods did to their value (ASC 330: inventory at cost, moved at cost).
    package static func entry(for valued: StockValued) -> EntryDraft {
        EntryDraft(
            company: valued.company, kind: "stock", document: valued.document.rawValue, day: valued.day,
            currency: valued.currency,
            postings: valued.changes.flatMap { postings(for: $0, channel: valued.channel) })
    }

    private static func postings(for change: StockValued.Change, channel: Int64) -> [Posting] {
        let (stock, other): (AccountRole, AccountRole) =
            switch change.reason {
            case .sold, .returned: (.inventory, .costOfGoodsSold)
            case .returnedDamaged: (.damagedGoods, .costOfGoodsSold)
            case .received: (.inventory, .goodsReceivedNotInvoiced)
            // What goes back leaves at what it carries and is credited at the supplier's price: between the two stands the
            // variance.
            case .returnedToSupplier: (.inventory, .purchasePriceVariance)
            case .supplierCredit: (.goodsReceivedNotInvoiced, .purchasePriceVariance)
            case .opening: (.inventory, .openingBalanceEquity)
            case .shipped, .arrived: (.inventory, .inventoryInTransit)
            case .lostInTransit: (.inventoryInTransit, .transitLoss)
            case .shrink: (.inventory, .shrink)
            case .damaged, .expired: (.inventory, .damagedGoods)
            case .ownUse: (.inventory, .storeExpense)
            case .rounding: (.inventory, .inventoryRounding)
            case .costCorrected: (.inventory, .landedCostAccrual)
            }
        let department = other == .costOfGoodsSold ? change.department : .init(0)
        return [
            Posting(stock, change.amount, site: change.site),
            Posting(
                other, -change.amount, site: change.origin ?? change.site, department: department,
                channel: other == .costOfGoodsSold ? channel : 0),
        ]
    }
}
