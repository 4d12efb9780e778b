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
            Permission("sales.sell", "Sell, take goods back and void receipts.", heldBy: [.storeManager, .cashier]),
            Permission(
                "sales.session", "Open and close tills, and move their cash.", heldBy: [.storeManager, .cashier]),
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
        reports: [.sales, .taxes, .vouchers],
        imports: [.receipts, .returns],
        measures: [.netSales, .receipts])
}
