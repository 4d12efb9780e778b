// SPDX-License-Identifier: Apache-2.0

import CommerceFacts
package import Kernel
import Organisation
package import Store

/// Cash goes from the drawer to the safe, or out of it for a small expense.
package struct MoveCash: Command {
    package static let name = "move-cash"
    package static let address = "sales/cash-movements"
    package static let permission = "sales.session"
    package static let summary = "Drop cash from a drawer to the safe, or pay a small expense out of it."

    package enum Purpose: String, Codable, Sendable, CaseIterable {
        case drop, paidOut
    }

    package let site: String
    package let till: Int64
    package let purpose: Purpose
    package let amount: Int64
    package let reason: String
    package let occurredAt: Instant

    package init(site: String, till: Int64, purpose: Purpose, amount: Int64, reason: String, occurredAt: Instant) {
        self.site = site
        self.till = till
        self.purpose = purpose
        self.amount = amount
        self.reason = reason
        self.occurredAt = occurredAt
    }

    package struct Answer: Codable, Sendable {}

    package func run(_ tx: Transaction) throws -> Answer {
        guard amount > 0 else { throw SalesRefusal.notPositive(amount) }
        guard amount <= Money.largestMinor else { throw SalesRefusal.amountTooLarge(amount) }
        let place = try SaleDesk.placeOfCash(site, tx)
        let till = try ReceiptStore.till(till, at: place, tx)
        let session = try ReceiptStore.session(of: till.id, at: occurredAt, tx)
        let drawer = Drawer(of: till.id, in: session, at: place.site)
        let day = place.site.time.businessDay(at: occurredAt)
        try drawer.move(purpose == .drop ? .drop : .paidOut, amount, on: day, reason, tx)
        guard let session else { return Answer() }
        try SaleDesk.explain(
            session, by: -amount, on: day, "cash left before the session was counted, and was told after", drawer,
            till.number, place, tx)
        return Answer()
    }
}

/// The cash of the safe goes to the bank's courier.
package struct DepositToBank: Command {
    package static let name = "deposit-to-bank"
    package static let address = "sales/bank-deposits"
    package static let permission = "sales.session"
    package static let summary = "Hand cash from a site's safe to the bank's courier."

    package let site: String
    package let amount: Int64
    package let occurredAt: Instant

    package init(site: String, amount: Int64, occurredAt: Instant) {
        self.site = site
        self.amount = amount
        self.occurredAt = occurredAt
    }

    package struct Answer: Codable, Sendable {}

    package func run(_ tx: Transaction) throws -> Answer {
        guard amount > 0 else { throw SalesRefusal.notPositive(amount) }
        guard amount <= Money.largestMinor else { throw SalesRefusal.amountTooLarge(amount) }
        let place = try SaleDesk.placeOfCash(site, tx)
        try tx.publish(
            CashMoved(
                company: place.site.company, site: place.site.id, till: nil,
                day: place.site.time.businessDay(at: occurredAt), currency: place.site.currency, kind: .bankDeposit,
                amount: amount, reason: "courier"))
        return Answer()
    }
}
