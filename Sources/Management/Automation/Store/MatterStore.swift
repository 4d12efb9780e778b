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
        try snapshot.rows("\(sql: columns) where settled_at is null order by matter_id limit \(limit)") {
            try matter($0, snapshot)
        }
    }

    package static func matter(_ id: ID<Matter>, _ snapshot: Snapshot) throws -> MatterRecord? {
        try snapshot.row("\(sql: columns) where matter_id = \(id) and settled_at is null") {
            try matter($0, snapshot)
        }
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
        let sums = try snapshot.rows(
            """
            select site_id, sum(suspense) from automation_matter
             where settled_at is null and suspense <> 0 and company_id = \(company)
             group by site_id
            """
        ) { ($0.optional(0, Row.integer).map(ID<Site>.init) ?? ID(0), $0.integer(1)) }
        return Dictionary(uniqueKeysWithValues: sums)
    }

    private static let columns: SQL = """
        select matter_id, company_id, site_id, kind, subject, reason, numbers, evidence, suspense, proposals, deadline,
               raised_at
          from automation_matter
        """

    private static func matter(_ row: Row, _ snapshot: Snapshot) throws -> MatterRecord {
        let name = row.text(3)
        let kind = snapshot.declarations.matter(named: name)
        return MatterRecord(
            id: row.id(0), company: row.id(1), site: row.optional(2, Row.integer).map(ID.init), kind: name,
            title: kind?.title ?? name, unanswered: kind?.unanswered ?? "", subject: row.text(4), reason: row.text(5),
            numbers: try MatterStore.list(row.text(6)),
            evidence: row.text(7).split(separator: "\n").map(String.init), suspense: row.integer(8),
            proposals: try MatterStore.list(row.text(9)), deadline: row.optional(10, Row.day),
            raisedAt: row.instant(11))
    }
}

/// The rows of the inbox.
enum MatterStore {
    static func open(
        _ kind: String, _ subject: String, of company: ID<Company>, _ snapshot: Snapshot
    ) throws -> ID<Matter>? {
        try snapshot.row(
            """
            select matter_id from automation_matter
             where settled_at is null and company_id = \(company) and kind = \(kind) and subject = \(subject)
            """
        ) { $0.id(0) }
    }

    /// What became of a matter within the transaction that settles it.
    struct Standing: Equatable {
        let isOpen: Bool
        let suspense: Int64
        let timesRaised: Int64
        let reason: String
    }

    static func standing(of matter: ID<Matter>, _ snapshot: Snapshot) throws -> Standing? {
        try snapshot.row(
            """
            select settled_at, suspense, times_raised, reason from automation_matter where matter_id = \(matter)
            """
        ) { Standing(isOpen: $0.isNull(0), suspense: $0.integer(1), timesRaised: $0.integer(2), reason: $0.text(3)) }
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
