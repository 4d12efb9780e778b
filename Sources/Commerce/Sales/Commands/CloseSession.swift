// SPDX-License-Identifier: Apache-2.0

import CommerceFacts
package import Kernel
import ManagementFacts
import Organisation
package import Store

/// A till is closed: its cash is counted, and what is counted goes to the safe.
///
/// Receipts posted themselves long ago, so this reads one running total, whatever number of receipts there were. Of a
/// till that nobody said was opened the float is not known: what was counted beyond its receipts waits in suspense until
/// the opening is told, or a person says what it was.
package struct CloseSession: Command {
    package let site: Code<Site>
    package let till: Int64
    package let counted: MinorUnits
    package let occurredAt: Instant

    package init(site: Code<Site>, till: Int64, counted: MinorUnits, occurredAt: Instant) {
        self.site = site
        self.till = till
        self.counted = counted
        self.occurredAt = occurredAt
    }

    package static let form = Form(
        "close-session", at: "sales/session-closings", may: "sales.session", .event, changesSettings: false,
        "Close a till: count its cash, note what is over or short, put it in the safe.",
        Shape<CloseSession>(
            Field("site", \.site, "Where the till stands."),
            Field("till", \.till, "The till's number.", in: 0...),
            Field("counted", \.counted, "The cash that lay in its drawer.", in: MinorUnits.notNegative),
            Field("occurredAt", \.occurredAt, "When it was counted."),
            make: CloseSession.init))

    package struct Answer: Shaped, Equatable {
        package let expected: MinorUnits
        package let counted: MinorUnits
        package let difference: MinorUnits
        package let receipts: Int64

        package init(expected: MinorUnits, counted: MinorUnits, difference: MinorUnits, receipts: Int64) {
            self.expected = expected
            self.counted = counted
            self.difference = difference
            self.receipts = receipts
        }

        package static let shape = Shape<Answer>(
            Field("expected", \.expected, "What should have been in the drawer."),
            Field("counted", \.counted, "What was."),
            Field("difference", \.difference, "Above zero when more was found than expected."),
            Field(
                "receipts", \.receipts,
                "Those of the session; of a till that nobody said was opened, all that came while it was not open."),
            make: Answer.init)
    }

    package func run(_ tx: Transaction) throws -> Answer {
        let counted = counted.count
        let place = try SalePlace.ofCash(site, tx)
        let till = try TillStore.till(till, at: place, tx)
        if let known = try TillStore.session(counted: counted, at: occurredAt, of: till.id, tx) {
            let drawer = Drawer(of: till.id, in: known.session, at: place.site)
            return answer(known.expected, receipts: try drawer.content(tx).receipts)
        }
        let session =
            try TillStore.session(countedAt: occurredAt, at: till.id, tx)
            ?? TillStore.session(openedUnseenBefore: occurredAt, at: till.id, tx)
        let drawer = Drawer(of: till.id, in: session, at: place.site)
        let content = try drawer.content(tx)
        let (expected, receipts) = (content.amount, content.receipts)
        let found = answer(expected, receipts: receipts)
        try TillStore.close(
            session, as: SessionRecord.Count(closedAt: occurredAt, expected: expected, counted: counted), at: till.id,
            tx)
        let day = place.site.time.businessDay(at: occurredAt)
        try drawer.move(session.difference, found.difference.count, on: day, "counted", tx)
        try drawer.move(.drop, counted, on: day, "closing", tx)
        try SessionMatter(
            drawer: drawer, place: place, till: till.number, closedAt: occurredAt, expected: expected, counted: counted
        ).ask(tx)
        if try AskedSessions.forget(session, of: till.id, tx) {
            try tx.publish(
                MatterExplained(
                    company: place.site.company, kind: .tillOpen,
                    subject: OpenTill.subject(place.ownCode, till: till.number, openedAt: session.openedAt),
                    explanation: "The till was closed: \(Money(minor: counted, place.site.currency)) were counted."))
        }
        return found
    }

    private func answer(_ expected: Int64, receipts: Int64) -> Answer {
        Answer(
            expected: MinorUnits(expected), counted: counted, difference: counted - MinorUnits(expected),
            receipts: receipts)
    }
}
