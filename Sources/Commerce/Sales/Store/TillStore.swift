// SPDX-License-Identifier: Apache-2.0

import Kernel
import Organisation
import Store

/// Tills and their sessions.
enum TillStore {
    /// The till of a place and number; a till we have not heard of is registered, because it exists.
    static func till(_ number: Int64, at place: SalePlace, _ tx: Transaction) throws -> TillRecord {
        try tx.remembered(tillName, TillPlace(code: place.code, number: number)) {
            let stray = try strayTill(number, at: place.code, tx)
            guard place.isKnown else {
                if let stray { return TillRecord(id: stray, number: number) }
                let id: ID<Till> = tx.key()
                try tx.run(
                    "insert into sales_stray_till (site_code, number, till_id) values (\(place.code), \(number), \(id))"
                )
                return TillRecord(id: id, number: number)
            }
            if let id = try ownTill(number, at: place.site.id, tx) {
                return TillRecord(id: id, number: number, former: stray)
            }
            let id: ID<Till> = tx.key()
            try tx.run("insert into sales_till (till_id, site_id, number) values (\(id), \(place.site.id), \(number))")
            return TillRecord(id: id, number: number, former: stray)
        }
    }

    /// A till that was asked for before.
    static func remembered(_ number: Int64, at place: SalePlace, _ ahead: Foresight) -> TillRecord? {
        ahead.remembered(tillName, TillPlace(code: place.code, number: number), as: TillRecord.self)
    }

    private static let tillName: StaticString = "sales.till"

    private struct TillPlace: Hashable {
        let code: Code<Site>
        let number: Int64
    }

    /// A till of a place that we have heard of.
    static func known(_ number: Int64, at place: SalePlace, _ snapshot: Snapshot) throws -> TillRecord? {
        let own = place.isKnown ? try ownTill(number, at: place.site.id, snapshot) : nil
        let stray = try strayTill(number, at: place.code, snapshot)
        return (own ?? stray).map { TillRecord(id: $0, number: number, former: own == nil ? nil : stray) }
    }

    private static func ownTill(_ number: Int64, at site: ID<Site>, _ snapshot: Snapshot) throws -> ID<Till>? {
        try snapshot.value("select till_id from sales_till where site_id = \(site) and number = \(number)")
    }

    private static func strayTill(_ number: Int64, at code: Code<Site>, _ snapshot: Snapshot) throws -> ID<Till>? {
        try snapshot.value("select till_id from sales_stray_till where site_code = \(code) and number = \(number)")
    }

    /// The session of a till that a moment falls in, open or closed; nil when there was none.
    static func session(of till: ID<Till>, at instant: Instant, _ snapshot: Snapshot) throws -> SessionRecord? {
        let last = try snapshot.find(TillMoment(till: till, instant: instant), in: sessions)
        guard let last, instant <= last.count?.closedAt ?? instant else { return nil }
        return last
    }

    /// The session that a count at an instant is of: the last that was opened until then and that nobody counted. A
    /// till that is opened again within one tick of its clock is closed in the same tick, hence the second.
    static func session(countedAt instant: Instant, at till: ID<Till>, _ snapshot: Snapshot) throws -> SessionRecord? {
        try snapshot.row(
            SessionRecord.opened,
            """
              from sales_session
             where till_id = \(till) and opened_at < \(instant.adding(seconds: 1)) and closed_at is null
             order by opened_at desc
             limit 1
            """)
    }

    /// The session of which this count was told before.
    static func session(
        counted: Int64, at instant: Instant, of till: ID<Till>, _ snapshot: Snapshot
    ) throws -> (session: SessionRecord, expected: Int64)? {
        try snapshot.row(
            SessionRecord.expecting,
            """
              from sales_session
             where till_id = \(till) and closed_at = \(instant) and counted = \(counted)
             order by opened_at
            """)
    }

    /// Writes down a session that was closed and never opened: from the last count before it on.
    static func session(openedUnseenBefore instant: Instant, at till: ID<Till>, _ tx: Transaction) throws
        -> SessionRecord
    {
        let before = try tx.number(
            "select max(closed_at) from sales_session where till_id = \(till) and closed_at <= \(instant)")
        var openedAt = Instant(microseconds: before + 1)
        while try tx.exists("select 1 from sales_session where till_id = \(till) and opened_at = \(openedAt)") {
            openedAt = Instant(microseconds: openedAt.microseconds + 1)
        }
        let session = SessionRecord(id: ID(0), openedAt: openedAt)
        try open(session, float: 0, at: till, tx)
        return session
    }

    /// The session that was told to be opened at an instant, and its float.
    static func opening(of till: ID<Till>, at instant: Instant, _ snapshot: Snapshot) throws -> Opening? {
        try snapshot.row(Opening.columns, "from sales_session where till_id = \(till) and opened_at = \(instant)")
    }

    struct Opening {
        let id: ID<TillSession>
        let float: Int64

        fileprivate static let columns = Columns<Opening>(
            Column("session_id", \.id), Column("float", \.float), make: Opening.init)
    }

    static func open(_ session: SessionRecord, float: Int64, at till: ID<Till>, _ tx: Transaction) throws {
        try tx.run(
            """
            insert into sales_session (till_id, opened_at, session_id, float)
            values (\(till), \(session.openedAt), \(session.id), \(float))
            """)
        tx.forget(sessions)
    }

    /// Gives a session that was counted already the opening that it lacked.
    static func complete(
        _ session: SessionRecord, as known: SessionRecord, float: Int64, expected: Int64, at till: ID<Till>,
        _ tx: Transaction
    ) throws {
        try tx.run(
            """
            update sales_session
               set session_id = \(known.id), opened_at = \(known.openedAt), float = \(float), expected = \(expected)
             where till_id = \(till) and opened_at = \(session.openedAt)
            """)
        tx.forget(sessions)
    }

    static func close(
        _ session: SessionRecord, as count: SessionRecord.Count, at till: ID<Till>, _ tx: Transaction
    ) throws {
        try tx.run(
            """
            update sales_session
               set closed_at = \(count.closedAt), expected = \(count.expected), counted = \(count.counted)
             where till_id = \(till) and opened_at = \(session.openedAt)
            """)
        tx.forget(sessions)
    }

    /// Changes what should have been found when a session was counted.
    static func expect(
        _ expected: Int64, in session: SessionRecord, at till: ID<Till>, _ tx: Transaction
    ) throws {
        try tx.run(
            """
            update sales_session set expected = \(expected)
             where till_id = \(till) and opened_at = \(session.openedAt)
            """)
        tx.forget(sessions)
    }

    struct TillMoment: Hashable {
        let till: ID<Till>
        let instant: Instant

        fileprivate static let columns = Columns<TillMoment>(
            Column("till_id", \.till), Column("moment", \.instant), make: TillMoment.init)
    }

    /// The last session that was opened up to a moment. Whoever writes a session forgets them.
    static let sessions = Lookup<TillMoment, SessionRecord>(
        "sales.session", for: .batch, by: TillMoment.columns, SessionRecord.columns
    ) { key in
        """
          from (select till_id, \(key.instant) + 0 as moment, session_id, opened_at, closed_at, expected, counted
                  from sales_session
                 where till_id = \(key.till)
                   and opened_at = (select max(opened_at)
                                      from sales_session
                                     where till_id = \(key.till) and opened_at <= \(key.instant))) found
        """
    }
}

extension SessionRecord {
    fileprivate static let columns = Columns<SessionRecord>(
        Column("session_id", \.id), Column("opened_at", \.openedAt), Column("closed_at", \.count?.closedAt),
        Column("expected", \.count?.expected), Column("counted", \.count?.counted)
    ) { id, openedAt, closedAt, expected, counted in
        SessionRecord(
            id: id, openedAt: openedAt,
            count: closedAt.map { Count(closedAt: $0, expected: expected ?? 0, counted: counted ?? 0) })
    }

    /// As it was opened.
    fileprivate static let opened = Columns<SessionRecord>(
        Column("session_id", \.id), Column("opened_at", \.openedAt)
    ) { SessionRecord(id: $0, openedAt: $1) }

    /// As it was opened, and what should have been found when it was counted.
    fileprivate static let expecting = opened.beside(Columns<Int64>.one("expected"))
}
