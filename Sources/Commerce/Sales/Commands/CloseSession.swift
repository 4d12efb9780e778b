// SPDX-License-Identifier: Apache-2.0

import CommerceFacts
package import Kernel
import Organisation
package import Store

/// A till is closed: its cash is counted, and what is counted goes to the safe.
///
/// Receipts posted themselves long ago, so this reads one running total, whatever number of receipts there were.
package struct CloseSession: Command {
    package static let name = "close-session"
    package static let address = "sales/session-closings"
    package static let permission = "sales.session"
    package static let summary = "Close a till: count its cash, note what is over or short, put it in the safe."

    package let site: String
    package let till: Int64
    package let counted: Int64
    package let occurredAt: Instant

    package init(site: String, till: Int64, counted: Int64, occurredAt: Instant) {
        self.site = site
        self.till = till
        self.counted = counted
        self.occurredAt = occurredAt
    }

    package struct Answer: Codable, Sendable, Equatable {
        package let expected: Int64
        package let counted: Int64
        /// Above zero when more was found than expected.
        package let difference: Int64
        package let receipts: Int64

        package init(expected: Int64, counted: Int64, difference: Int64, receipts: Int64) {
            self.expected = expected
            self.counted = counted
            self.difference = difference
            self.receipts = receipts
        }
    }

    package func run(_ tx: Transaction) throws -> Answer {
        guard counted >= 0 else { throw SalesRefusal.notPositive(counted) }
        guard counted <= Money.largestMinor else { throw SalesRefusal.amountTooLarge(counted) }
        let (place, till, session) = try SaleDesk.openSession(site, till, tx)
        let drawer = Drawer(site: place.site.id, till: till, session: session.id, currency: place.site.currency)
        let expected = try drawer.expected(tx)
        let day = place.site.time.businessDay(at: occurredAt)
        func moved(_ kind: CashMoved.Kind, _ amount: Int64, _ reason: String) -> CashMoved {
            CashMoved(
                company: place.site.company, site: place.site.id, till: till, day: day,
                currency: place.site.currency, kind: kind, amount: amount, reason: reason)
        }
        try tx.run(
            """
            update sales_session
               set closed_at = \(occurredAt), expected = \(expected), counted = \(counted)
             where till_id = \(till) and opened_at = \(session.openedAt)
            """)
        tx.forget(ReceiptStore.sessions)
        let difference = counted - expected
        if difference != 0 { try drawer.move(moved(.overShort, difference, "counted"), tx) }
        if counted > 0 { try drawer.move(moved(.drop, counted, "closing"), tx) }
        try SessionMatter(
            company: place.site.company, site: place.site.id, code: site, till: self.till, closedAt: occurredAt,
            time: place.site.time, currency: place.site.currency, expected: expected, counted: counted
        ).ask(beyond: try SaleDesk.policy(.tillDifference, place, tx), tx)
        return Answer(
            expected: expected, counted: counted, difference: difference,
            receipts: try tx.number(
                "select receipts from sales_drawer where site_id = \(place.site.id) and till_id = \(till) and session_id = \(session.id)"
            ))
    }
}

extension SaleDesk {
    /// The open session of a till.
    static func openSession(
        _ site: String, _ number: Int64, _ tx: Transaction
    ) throws -> (place: SalePlace, till: ID<Till>, session: SessionRecord) {
        let place = try place(site, tx)
        guard place.isKnown, let till = try ReceiptStore.known(number, at: place, tx)?.id else {
            throw SalesRefusal.noSession(site: site, till: number)
        }
        let session = try tx.row(
            """
            select session_id, opened_at
              from sales_session
             where till_id = \(till) and closed_at is null
             order by opened_at desc
             limit 1
            """
        ) { SessionRecord(id: $0.id(0), openedAt: $0.instant(1)) }
        guard let session else { throw SalesRefusal.noSession(site: site, till: number) }
        return (place, till, session)
    }
}
