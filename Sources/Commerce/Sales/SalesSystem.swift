// SPDX-License-Identifier: Apache-2.0

package import Store

/// Receipts, returns, tills and their cash.
package enum SalesSystem {
    package static let system = System(
        "Sales",
        migrations: [
            .create(SalesTables.first), .create(SalesTables.second), .create(SalesTables.third),
            .create(SalesTables.fourth), SalesTables.exemption, SalesTables.foreignTenders,
            .create(SalesTables.seventh), SalesTables.lineBracket, SalesTables.lineTaxBracket, SalesTables.receiptTax,
            SalesTables.taxDay, SalesTables.printedNumber,
        ],
        commands: [
            .of(CompleteSale.self), .of(VoidReceipt.self), .of(OpenSession.self), .of(MoveCash.self),
            .of(CloseSession.self), .of(DepositToBank.self),
        ],
        followers: [HourlySales.follower],
        permissions: [
            Permission("sales.sell", "Sell.", heldBy: [.storeManager, .cashier, .till]),
            Permission(
                SaleRight.refund.rawValue, "Take goods back and give money back, with the receipt.",
                heldBy: [.storeManager, .till]),
            Permission(
                SaleRight.returnWithoutReceipt.rawValue, "Take goods back or give money back without a receipt.",
                heldBy: [.storeManager, .till]),
            Permission(
                SaleRight.changePrice.rawValue, "Sell at another price than the listed one, or give a discount.",
                heldBy: [.storeManager, .till]),
            Permission("sales.void", "Void receipts.", heldBy: [.storeManager, .till]),
            Permission(
                "sales.session", "Open and close tills, and move their cash.",
                heldBy: [.storeManager, .cashier, .till]),
            Permission("sales.deposit", "Take cash to the bank.", heldBy: [.storeManager]),
        ],
        policies: [.tillDifference, .taxDifference, .untaxedSale, .cashRoundingStep, .cashRounding],
        night: [.findOpenTills],
        proofs: [
            .drawerCash, .cardClearing, .makersCoupons, .taxCharged, .giftCards, .storeCredit, .deposits,
            .foreignCash,
        ],
        matters: [
            .tillOpen, .tillFloat, .tillDifference, .siteUnknown, .receiptDoubt, .receiptMissing, .receiptTwice,
            .voucherOverdrawn,
        ],
        reports: [.sales, .unitsSold, .tenders, .taxes, .vouchers, .prices],
        imports: [.receipts, .returns],
        measures: [.netSales, .receipts])
}
