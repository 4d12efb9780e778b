// SPDX-License-Identifier: Apache-2.0

import CommerceFacts
package import Kernel
import Organisation
package import Store

/// Cash goes from the drawer to the safe, or out of it for a small expense.
package struct MoveCash: Command {
    package enum Purpose: String, Choice {
        case drop, paidOut
    }

    package let site: Code<Site>
    package let till: Int64
    package let purpose: Purpose
    package let amount: MinorUnits
    package let reason: String
    package let occurredAt: Instant

    package init(
        site: Code<Site>, till: Int64, purpose: Purpose, amount: MinorUnits, reason: String, occurredAt: Instant
    ) {
        self.site = site
        self.till = till
        self.purpose = purpose
        self.amount = amount
        self.reason = reason
        self.occurredAt = occurredAt
    }

    package static let form = Form(
        "move-cash", at: "sales/cash-movements", may: "sales.session", .event, changesSettings: false,
        "Drop cash from a drawer to the safe, or pay a small expense out of it.",
        Shape<MoveCash>(
            Field("site", \.site, "Where the drawer is."),
            Field("till", \.till, "The till's number.", in: 0...),
            Field("purpose", \.purpose, "To the safe, or paid out for a small expense."),
            Field("amount", \.amount, "What was taken out of the drawer.", in: MinorUnits.positive),
            Field("reason", \.reason, "What it was for.", example: "window cleaner"),
            Field("occurredAt", \.occurredAt, "When it was taken out."),
            make: MoveCash.init))

    package func run(_ tx: Transaction) throws -> Done {
        let amount = amount.count
        let place = try SalePlace.ofCash(site, tx)
        let till = try TillStore.till(till, at: place, tx)
        let session = try TillStore.session(of: till.id, at: occurredAt, tx)
        let drawer = Drawer(of: till.id, in: session, at: place.site)
        let day = place.site.time.businessDay(at: occurredAt)
        try drawer.move(purpose == .drop ? .drop : .paidOut, amount, on: day, reason, tx)
        if let cash = LateCash(-amount, in: session, drawer) {
            try TillStore.expect(cash.expected, in: cash.session, at: till.id, tx)
            try cash.tell(
                on: day, "cash left before the session was counted, and was told after", of: till.number, place, tx)
        }
        return Done()
    }
}

/// The cash of the safe goes to the bank's courier.
package struct DepositToBank: Command {
    package let site: Code<Site>
    package let amount: MinorUnits
    package let occurredAt: Instant

    package init(site: Code<Site>, amount: MinorUnits, occurredAt: Instant) {
        self.site = site
        self.amount = amount
        self.occurredAt = occurredAt
    }

    package static let form = Form(
        "deposit-to-bank", at: "sales/bank-deposits", may: "sales.deposit", .event, changesSettings: false,
        "Hand cash from a site's safe to the bank's courier.",
        Shape<DepositToBank>(
            Field("site", \.site, "Where the safe is."),
            Field("amount", \.amount, "What the courier took.", in: MinorUnits.positive),
            Field("occurredAt", \.occurredAt, "When it was handed over."),
            make: DepositToBank.init))

    package func run(_ tx: Transaction) throws -> Done {
        let amount = amount.count
        let place = try SalePlace.ofCash(site, tx)
        try tx.publish(
            CashMoved(
                company: place.site.company, site: place.site.id, till: nil,
                day: place.site.time.businessDay(at: occurredAt), currency: place.site.currency, kind: .bankDeposit,
                amount: amount, reason: "courier"))
        return Done()
    }
}
