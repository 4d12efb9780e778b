// SPDX-License-Identifier: Apache-2.0

import CommerceFacts
package import Kernel
import ManagementFacts
import Organisation
package import Store

/// A till is opened with a float from the safe.
///
/// Opened again before it was closed it has two sessions, and the night asks for the count of the first. An opening that
/// comes after its closing completes it.
package struct OpenSession: Command {
    package let site: Code<Site>
    package let till: Int64
    package let float: MinorUnits
    package let occurredAt: Instant

    package init(site: Code<Site>, till: Int64, float: MinorUnits, occurredAt: Instant) {
        self.site = site
        self.till = till
        self.float = float
        self.occurredAt = occurredAt
    }

    package static let form = Form(
        "open-session", at: "sales/sessions", may: "sales.session", .event, changesSettings: false,
        "Open a till with a float from the safe.",
        Shape<OpenSession>(
            Field("site", \.site, "Where the till stands."),
            Field("till", \.till, "The till's number.", in: 0...),
            Field("float", \.float, "The cash that was put into its drawer.", in: MinorUnits.notNegative),
            Field("occurredAt", \.occurredAt, "When it was opened."),
            make: OpenSession.init))

    package struct Answer: Shaped {
        package let session: ID<TillSession>

        package static let shape = Shape<Answer>(
            Field("session", \.session, "The session's key."), make: Answer.init)
    }

    package func run(_ tx: Transaction) throws -> Answer {
        let float = float.count
        let place = try SalePlace.ofCash(site, tx)
        let till = try TillStore.till(till, at: place, tx)
        let day = place.site.time.businessDay(at: occurredAt)
        if let session = try TillStore.session(of: till.id, at: occurredAt, tx), !session.isFloatKnown,
            let count = session.count, occurredAt < count.closedAt
        {
            return Answer(session: try complete(session, count, till, place, day, tx))
        }
        var openedAt = occurredAt
        while let known = try TillStore.opening(of: till.id, at: openedAt, tx) {
            guard known.float != float else { return Answer(session: known.id) }
            // A till that is closed and opened again within one tick of its clock has two sessions.
            openedAt = Instant(microseconds: openedAt.microseconds + 1)
        }
        let session = SessionRecord(id: tx.key(), openedAt: openedAt)
        try TillStore.open(session, float: float, at: till.id, tx)
        try Drawer(of: till.id, in: session, at: place.site).move(.float, float, on: day, "float", tx)
        return Answer(session: session.id)
    }

    /// The session was closed already, with a float that nobody knew: what waited in suspense for it is taken back, and
    /// the rest is over or short, as if the opening had come in time.
    private func complete(
        _ session: SessionRecord, _ count: SessionRecord.Count, _ till: TillRecord, _ place: SalePlace, _ day: Day,
        _ tx: Transaction
    ) throws -> ID<TillSession> {
        let float = float.count
        let known = SessionRecord(id: tx.key(), openedAt: occurredAt)
        let expected = count.expected + float
        try TillStore.complete(session, as: known, float: float, expected: expected, at: till.id, tx)
        let drawer = Drawer(of: till.id, in: known, at: place.site)
        let (waiting, closing) = (
            count.counted - count.expected, place.site.time.businessDay(at: count.closedAt)
        )
        try drawer.move(session.difference, -waiting, on: closing, "the opening came after the count", tx)
        try drawer.move(.float, float, on: day, "float", tx)
        try drawer.move(known.difference, waiting - float, on: closing, "counted", tx)
        try SessionMatter(
            drawer: drawer, place: place, till: till.number, closedAt: count.closedAt, expected: expected,
            counted: count.counted
        ).ask(noMoreForFloat: waiting, tx)
        return known.id
    }
}

extension SalePlace {
    /// Where a message about cash belongs: at the head office when nobody knows its site, and a person is asked.
    static func ofCash(_ code: Code<Site>, _ tx: Transaction) throws -> SalePlace {
        let place = try SaleSettings.place(code, tx)
        guard !place.isKnown else { return place }
        try tx.publish(
            MatterRaised(
                company: place.site.company, site: place.site.id, kind: .siteUnknown, subject: code.text,
                reason: "There is no site \(code); what was told of its cash stands at \(place.site.code).",
                proposals: [try openSite(code, of: place.site.company, tx)]))
        return place
    }

    /// The proposal to open a site that was named and is not open.
    static func openSite(_ code: Code<Site>, of company: ID<Company>, _ tx: Transaction) throws -> MatterProposal {
        let owner = try OrganisationReading.companies(tx).first { $0.id == company }
        return MatterProposal(
            "Open the site \(code)", OpenSite.self,
            knowing: [.member(\.code, code)] + (owner.map { [.member(\.company, Code($0.code))] } ?? []))
    }
}
