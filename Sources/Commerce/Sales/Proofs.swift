// SPDX-License-Identifier: Apache-2.0

import CommerceFacts
import Kernel
import Store

/// What Sales keeps beside its accounts.
extension Proof {
    static let drawerCash = Proof("Cash in the drawers", of: ["cashDrawer"]) { books, snapshot in
        debit(try SalesReading.drawerCash(books.currency, snapshot), books)
    }

    static let cardClearing = Proof("Card clearing", of: ["cardClearing"]) { books, snapshot in
        debit(try SalesReading.taken(in: .card, books.currency, snapshot), books)
    }

    static let makersCoupons = Proof("Coupons to be paid by makers", of: ["couponsReceivable"]) { books, snapshot in
        debit(try SalesReading.taken(in: .makerCoupon, books.currency, snapshot), books)
    }

    static let taxCharged = Proof("Tax charged on sales", of: ["salesTaxPayable", "outputVAT"]) { books, snapshot in
        credit(try SalesReading.taxCharged(books.currency, snapshot), books)
    }

    static let giftCards = Proof("Gift cards", of: ["giftCardLiability"]) { books, snapshot in
        credit(try SalesReading.owed(on: "giftCard", books.currency, snapshot), books)
    }

    static let storeCredit = Proof("Store credit", of: ["storeCreditLiability"]) { books, snapshot in
        credit(try SalesReading.owed(on: "storeCredit", books.currency, snapshot), books)
    }

    static let deposits = Proof("Customer deposits", of: ["customerDeposits"]) { books, snapshot in
        credit(try SalesReading.owed(on: "deposit", books.currency, snapshot), books)
    }

    static let foreignCash = Proof("Foreign cash", of: ["foreignCash"]) { books, snapshot in
        debit(try SalesReading.foreignCash(books.currency, snapshot), books)
    }

    private static func debit(_ amounts: [SalesReading.SiteAmount], _ books: Books) -> [ID<Site>: Int64] {
        Dictionary(uniqueKeysWithValues: amounts.filter { books.sites.contains($0.site) }.map { ($0.site, $0.amount) })
    }

    private static func credit(_ amounts: [SalesReading.SiteAmount], _ books: Books) -> [ID<Site>: Int64] {
        debit(amounts, books).mapValues { -$0 }
    }
}
