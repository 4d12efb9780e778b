// SPDX-License-Identifier: Apache-2.0

import Kernel
import Store

/// A session that nobody has closed.
struct OpenTill: Sendable {
    let key: ID<Till>
    /// Nil for a till of a site that is not open.
    let site: ID<Site>?
    /// The code that such a till names its site by.
    let strayCode: String?
    let number: Int64
    let openedAt: Instant

    private static let columns = Columns<OpenTill>(
        Column("s.till_id", \.key), Column("t.site_id", \.site), Column("x.site_code", \.strayCode),
        Column("coalesce(t.number, x.number)", \.number), Column("s.opened_at", \.openedAt), make: OpenTill.init)

    /// The sessions that were opened before an instant and are not closed.
    static func all(before instant: Instant, _ snapshot: Snapshot) throws -> [OpenTill] {
        try snapshot.rows(
            columns,
            """
              from sales_session s
              left join sales_till t on t.till_id = s.till_id
              left join sales_stray_till x on x.till_id = s.till_id
             where s.closed_at is null and s.opened_at < \(instant)
             order by coalesce(t.site_id, 0), x.site_code, coalesce(t.number, x.number), s.opened_at
            """)
    }

    /// What the inbox calls a session: a till may have two that are open.
    static func subject(_ site: Code<Site>, till: Int64, openedAt: Instant) -> String {
        "\(site)/\(till)/\(openedAt)"
    }
}

/// Which sessions a person was asked about, so that closing one takes the question back and no other closing says a word.
enum AskedSessions {
    static func note(_ till: OpenTill, _ tx: Transaction) throws {
        try tx.run(
            """
            insert into sales_asked_session (till_id, opened_at) values (\(till.key), \(till.openedAt))
                on conflict (till_id, opened_at) do nothing
            """)
    }

    /// - Returns: whether a person was asked about it.
    static func forget(_ session: SessionRecord, of till: ID<Till>, _ tx: Transaction) throws -> Bool {
        try tx.countChanged(
            by: "delete from sales_asked_session where till_id = \(till) and opened_at = \(session.openedAt)") > 0
    }
}
