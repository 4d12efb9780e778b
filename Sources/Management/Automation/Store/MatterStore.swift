// SPDX-License-Identifier: Apache-2.0

package import Kernel
package import Store

/// A matter that waits for a person, as the inbox shows it.
package struct MatterRecord: Sendable, Equatable {
    package let id: ID<Matter>
    package let company: ID<Company>
    package let site: ID<Site>?
    /// The name of its kind.
    package let kind: String
    /// For people; the kind's name where no system declares the kind any more.
    package let title: String
    /// What happens if nobody answers; nothing where no system declares the kind any more.
    package let unanswered: String
    package let subject: String
    package let reason: String
    package let numbers: [MatterNumber]
    package let evidence: [String]
    /// What waits in suspense for it, in minor units of the company's currency, debit positive.
    package let suspense: Int64
    /// The commands that would settle it, the proposed one first.
    package let proposals: [MatterProposal]
    package let deadline: Day?
    package let raisedAt: Instant
}

extension AutomationReading {
    /// The inbox: what nobody has settled, oldest first; all of it, unless a page shows only so many.
    package static func inbox(limit: Int = .max, _ snapshot: Snapshot) throws -> [MatterRecord] {
        try snapshot.rows(
            StoredMatter.columns, "from automation_matter where settled_at is null order by matter_id limit \(limit)"
        ).map { matter, kept in try matter.record(kept, snapshot.declarations) }
    }

    package static func matter(_ id: ID<Matter>, _ snapshot: Snapshot) throws -> MatterRecord? {
        try snapshot.row(
            StoredMatter.columns, "from automation_matter where matter_id = \(id) and settled_at is null"
        ).map { matter, kept in try matter.record(kept, snapshot.declarations) }
    }

    /// Whether a matter of a company stands in the inbox.
    package static func isOpen(
        _ kind: MatterKind, _ subject: String, of company: ID<Company>, _ snapshot: Snapshot
    ) throws -> Bool {
        try MatterStore.open(kind.name, subject, of: company, snapshot) != nil
    }

    /// Matters for which something waits in suspense.
    package static func suspenseCount(_ snapshot: Snapshot) throws -> Int64 {
        try snapshot.number("select count(*) from automation_matter where settled_at is null and suspense <> 0")
    }

    /// What waits in suspense for a decision, by site.
    package static func suspense(of company: ID<Company>, _ snapshot: Snapshot) throws -> [ID<Site>: Int64] {
        try snapshot.values(
            "sum(suspense)", by: "coalesce(site_id, 0)",
            """
              from automation_matter
             where settled_at is null and suspense <> 0 and company_id = \(company)
             group by coalesce(site_id, 0)
            """)
    }
}

/// What is kept of a matter: its lists as text.
struct Inscription {
    let company: ID<Company>
    let site: ID<Site>?
    let kind: String
    let subject: String
    let reason: String
    let numbers: String
    let evidence: String
    let suspense: Int64
    let proposals: String
    let deadline: Day?

    fileprivate static let columns = Columns<Inscription>(
        Column("company_id", \.company), Column("site_id", \.site), Column("kind", \.kind),
        Column("subject", \.subject), Column("reason", \.reason), Column("numbers", \.numbers),
        Column("evidence", \.evidence), Column("suspense", \.suspense), Column("proposals", \.proposals),
        Column("deadline", \.deadline), make: Inscription.init)
}

/// A matter as it stands in the inbox.
private struct StoredMatter {
    let id: ID<Matter>
    let raisedAt: Instant

    static let columns = Columns<StoredMatter>(
        Column("matter_id", \.id), Column("raised_at", \.raisedAt), make: StoredMatter.init
    ).beside(Inscription.columns)

    func record(_ kept: Inscription, _ declarations: Declarations) throws -> MatterRecord {
        let declared = declarations.matter(named: kept.kind)
        return MatterRecord(
            id: id, company: kept.company, site: kept.site, kind: kept.kind, title: declared?.title ?? kept.kind,
            unanswered: declared?.unanswered ?? "", subject: kept.subject, reason: kept.reason,
            numbers: try MatterStore.list(kept.numbers),
            evidence: kept.evidence.split(separator: "\n").map(String.init), suspense: kept.suspense,
            proposals: try MatterStore.list(kept.proposals), deadline: kept.deadline, raisedAt: raisedAt)
    }
}

/// The rows of the inbox.
enum MatterStore {
    static func open(
        _ kind: String, _ subject: String, of company: ID<Company>, _ snapshot: Snapshot
    ) throws -> ID<Matter>? {
        try snapshot.value(
            """
            select matter_id from automation_matter
             where settled_at is null and company_id = \(company) and kind = \(kind) and subject = \(subject)
            """)
    }

    /// The open matters of a kind or a site, or of all, the oldest first.
    static func open(kind: String?, at site: ID<Site>?, _ snapshot: Snapshot) throws -> [ID<Matter>] {
        try snapshot.values(
            """
            select matter_id from automation_matter
             where settled_at is null
               and (\(kind == nil) or kind = \(kind ?? ""))
               and (\(site == nil) or site_id = \(site ?? ID(0)))
             order by matter_id
            """)
    }

    /// What became of a matter within the transaction that settles it.
    struct Standing: Equatable {
        let isOpen: Bool
        let suspense: Int64
        let timesRaised: Int64
        let reason: String

        fileprivate static let columns = Columns<Standing>(
            Column("settled_at is null", \.isOpen), Column("suspense", \.suspense),
            Column("times_raised", \.timesRaised), Column("reason", \.reason), make: Standing.init)
    }

    static func standing(of matter: ID<Matter>, _ snapshot: Snapshot) throws -> Standing? {
        try snapshot.row(Standing.columns, "from automation_matter where matter_id = \(matter)")
    }

    /// A list as it is kept in a row.
    static func text(_ list: [some Wire]) -> String {
        var json = JSONWriter()
        list.write(to: &json)
        return String(decoding: json.bytes, as: UTF8.self)
    }

    static func list<Element: Wire>(_ text: String) throws -> [Element] {
        var json = JSONReader(Array(text.utf8))
        do { return try [Element].read(&json) } catch { throw StoreFault.corrupt("a matter of the inbox: \(error)") }
    }
}
