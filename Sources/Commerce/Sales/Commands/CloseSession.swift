// SPDX-License-Identifier: Apache-2.0

import CommerceFacts
package import Kernel
import Organisation
package import Store

/// A till is closed: its cash is counted, and what is counted goes to the safe.
///
/// Receipts posted themselves long ago, so this reads one running total, whatever number of receipts there were. Of a
/// till that nobody said was opened the float is not known: what was counted beyond its receipts waits in suspense until
/// the opening is told, or a person says what it was.
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
        /// Those of the session; of a till that nobody said was opened, all that came while it was not open.
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
        let place = try SaleDesk.placeOfCash(site, tx)
        let till = try ReceiptStore.till(till, at: place, tx)
        if let known = try ReceiptStore.session(counted: counted, at: occurredAt, of: till.id, tx) {
            let drawer = Drawer(of: till.id, in: known.session, at: place.site)
            return answer(known.expected, receipts: try drawer.content(tx).receipts)
        }
        let session =
            try ReceiptStore.session(countedAt: occurredAt, at: till.id, tx)
            ?? ReceiptStore.session(openedUnseenBefore: occurredAt, at: till.id, tx)
        let drawer = Drawer(of: till.id, in: session, at: place.site)
        let (expected, receipts) = try drawer.content(tx)
        let found = answer(expected, receipts: receipts)
        try tx.run(
            """
            update sales_session
               set closed_at = \(occurredAt), expected = \(expected), counted = \(counted)
             where till_id = \(till.id) and opened_at = \(session.openedAt)
            """)
        tx.forget(ReceiptStore.sessions)
        let day = place.site.time.businessDay(at: occurredAt)
        try drawer.move(session.difference, found.difference, on: day, "counted", tx)
        try drawer.move(.drop, counted, on: day, "closing", tx)
        try SessionMatter(
            drawer: drawer, place: place, till: till.number, closedAt: occurredAt, expected: expected, counted: counted
        ).ask(tx)
        return found
    }

    private func answer(_ expected: Int64, receipts: Int64) -> Answer {
        Answer(expected: expected, counted: counted, difference: counted - expected, receipts: receipts)
    }
}
