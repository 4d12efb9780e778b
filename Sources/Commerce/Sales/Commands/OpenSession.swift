// SPDX-License-Identifier: Apache-2.0

import CommerceFacts
package import Kernel
import Organisation
package import Store

/// A till is opened with a float from the safe.
package struct OpenSession: Command {
    package static let name = "open-session"
    package static let address = "sales/sessions"
    package static let permission = "sales.session"
    package static let summary = "Open a till with a float from the safe."

    package let site: String
    package let till: Int64
    package let float: Int64
    package let occurredAt: Instant

    package init(site: String, till: Int64, float: Int64, occurredAt: Instant) {
        self.site = site
        self.till = till
        self.float = float
        self.occurredAt = occurredAt
    }

    package struct Answer: Codable, Sendable {
        package let session: ID<TillSession>
    }

    package func run(_ tx: Transaction) throws -> Answer {
        guard float >= 0 else { throw SalesRefusal.notPositive(float) }
        guard float <= Money.largestMinor else { throw SalesRefusal.amountTooLarge(float) }
        let place = try SaleDesk.place(site, tx)
        guard place.isKnown else { throw SalesRefusal.noSuchSite(site) }
        let till = try ReceiptStore.till(till, at: place, tx)
        let open = try tx.exists(
            "select 1 from sales_session where till_id = \(till.id) and closed_at is null")
        guard !open else { throw SalesRefusal.sessionOpen(site: site, till: till.number) }
        let session: ID<TillSession> = tx.key()
        let openedAt = try SaleDesk.freeInstant(for: till.id, from: occurredAt, tx)
        try tx.run(
            """
            insert into sales_session (till_id, opened_at, session_id, float)
            values (\(till.id), \(openedAt), \(session), \(float))
            """)
        tx.forget(ReceiptStore.sessions)
        guard float > 0 else { return Answer(session: session) }
        let drawer = Drawer(site: place.site.id, till: till.id, session: session, currency: place.site.currency)
        try drawer.move(
            CashMoved(
                company: place.site.company, site: place.site.id, till: till.id,
                day: place.site.time.businessDay(at: occurredAt), currency: place.site.currency, kind: .float,
                amount: float, reason: "float"), tx)
        return Answer(session: session)
    }
}

extension SaleDesk {
    /// The first instant, from the one given, at which no session of the till was opened: a till that is closed and
    /// opened again within one tick of its clock has two sessions.
    static func freeInstant(for till: ID<Till>, from instant: Instant, _ tx: Transaction) throws -> Instant {
        var free = instant
        while try tx.exists("select 1 from sales_session where till_id = \(till) and opened_at = \(free)") {
            free = Instant(microseconds: free.microseconds + 1)
        }
        return free
    }
}
