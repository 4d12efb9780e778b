// SPDX-License-Identifier: Apache-2.0

import Kernel

struct TillName: Hashable, Sendable {
    let site: String
    let till: Int64
}

/// One drawer in one till, from its float to its count.
struct Session: Sendable {
    var openedAt: Instant
    /// Nil while nobody has told of the opening.
    var float: Int64?
    /// What should lie in it, or should have lain in it when it was counted.
    var expected: Int64
    var closedAt: Instant?
    var counted: Int64 = 0

    /// Where the difference between its count and what was expected goes.
    var difference: AuditAccount { float == nil ? .suspense : .cashOverAndShort }
}

extension Auditor {
    /// The same opening told twice is one; one that comes after its closing completes that.
    mutating func open(_ opening: AuditSession) {
        let (till, site) = (TillName(site: opening.site, till: opening.till), placeOfCash(opening.site))
        let day = day(at: opening.occurredAt, site: site)
        if let index = sessionIndex(of: till, at: opening.occurredAt), let session = sessions[till]?[index],
            session.float == nil, let closedAt = session.closedAt, opening.occurredAt < closedAt
        {
            ledger.post(opening.cash, debit: .cashDrawer, credit: .safe, at: site, on: day)
            return complete(index, of: till, opening, closedAt, at: site)
        }
        var openedAt = opening.occurredAt
        while let known = sessions[till]?.first(where: { $0.openedAt == openedAt }) {
            if known.float ?? 0 == opening.cash { return }
            openedAt = Instant(microseconds: openedAt.microseconds + 1)
        }
        sessions[till, default: []].append(
            Session(openedAt: openedAt, float: opening.cash, expected: opening.cash))
        ledger.post(opening.cash, debit: .cashDrawer, credit: .safe, at: site, on: day)
    }

    /// What was counted and waits in suspense is the float; only the rest is over or short.
    private mutating func complete(
        _ index: Int, of till: TillName, _ opening: AuditSession, _ closedAt: Instant, at site: String
    ) {
        guard var session = sessions[till]?[index] else { return }
        let (waiting, day) = (session.counted - session.expected, day(at: closedAt, site: site))
        ledger.post(-waiting, debit: .cashDrawer, credit: .suspense, at: site, on: day)
        session.openedAt = opening.occurredAt
        session.float = opening.cash
        session.expected += opening.cash
        sessions[till]?[index] = session
        let difference = waiting - opening.cash
        ledger.post(difference, debit: .cashDrawer, credit: .cashOverAndShort, at: site, on: day)
        inbox.remove(Matter(kind: "till-float", subject: "\(till) \(closedAt)"))
        if abs(difference) > tillTolerance { ask("till-difference", "\(till) \(closedAt)") }
    }

    /// All that is counted goes to the safe. A till that nobody said was opened was opened some time after its last
    /// count, with a float that nobody knows.
    mutating func close(_ closing: AuditSession) {
        let (till, site) = (TillName(site: closing.site, till: closing.till), placeOfCash(closing.site))
        let known = sessions[till] ?? []
        guard !known.contains(where: { $0.closedAt == closing.occurredAt && $0.counted == closing.cash }) else {
            return
        }
        let open = known.indices.filter {
            known[$0].closedAt == nil && known[$0].openedAt < closing.occurredAt.adding(seconds: 1)
        }
        let index = open.max { known[$0].openedAt < known[$1].openedAt }
        var session = index.map { known[$0] } ?? unseen(till, before: closing.occurredAt)
        let difference = closing.cash - session.expected
        session.closedAt = closing.occurredAt
        session.counted = closing.cash
        if let index { sessions[till]?[index] = session } else { sessions[till, default: []].append(session) }
        let day = day(at: closing.occurredAt, site: site)
        ledger.post(difference, debit: .cashDrawer, credit: session.difference, at: site, on: day)
        ledger.post(closing.cash, debit: .safe, credit: .cashDrawer, at: site, on: day)
        let subject = "\(till) \(closing.occurredAt)"
        if session.float == nil {
            ask("till-float", subject)
        } else if abs(difference) > tillTolerance {
            ask("till-difference", subject)
        }
    }

    /// The session from the last count on, with everything that was taken while no session was open.
    private mutating func unseen(_ till: TillName, before instant: Instant) -> Session {
        let known = sessions[till] ?? []
        let last = known.compactMap(\.closedAt).filter { $0 <= instant }.max()
        var openedAt = Instant(microseconds: (last?.microseconds ?? 0) + 1)
        while known.contains(where: { $0.openedAt == openedAt }) {
            openedAt = Instant(microseconds: openedAt.microseconds + 1)
        }
        return Session(openedAt: openedAt, float: nil, expected: looseCash.removeValue(forKey: till) ?? 0)
    }

    mutating func move(_ moved: AuditCash) {
        let site = placeOfCash(moved.site)
        let day = day(at: moved.occurredAt, site: site)
        ledger.post(
            moved.amount, debit: moved.isDrop ? .safe : .storeExpense, credit: .cashDrawer, at: site, on: day)
        put(-moved.amount, into: TillName(site: moved.site, till: moved.till), at: site, moved.occurredAt, on: day)
    }

    /// The head office stands for a site that nobody knows, and a person is asked.
    private mutating func placeOfCash(_ code: String) -> String {
        if sites[code] == nil { ask("site-unknown", code) }
        return place(code)
    }

    /// The last session that was opened until then, unless it was closed before.
    private func sessionIndex(of till: TillName, at instant: Instant) -> Int? {
        let known = sessions[till] ?? []
        let before = known.indices.filter { known[$0].openedAt <= instant }
        guard let index = before.max(by: { known[$0].openedAt < known[$1].openedAt }) else { return nil }
        if let closedAt = known[index].closedAt, closedAt < instant { return nil }
        return index
    }

    /// Cash belongs to the session of its moment. When that was counted already, the money was in the drawer then, or
    /// out of it: the difference that was noted shrinks by it, and so may the question about it.
    mutating func put(_ cash: Int64, into till: TillName, at site: String, _ instant: Instant, on day: Day) {
        guard let index = sessionIndex(of: till, at: instant), var session = sessions[till]?[index] else {
            looseCash[till, default: 0] += cash
            return
        }
        let earlier = session.expected
        session.expected += cash
        sessions[till]?[index] = session
        guard let closedAt = session.closedAt, cash != 0 else { return }
        ledger.post(-cash, debit: .cashDrawer, credit: session.difference, at: site, on: day)
        let subject = "\(till) \(closedAt)"
        if session.float == nil {
            ask("till-float", subject)
        } else if abs(session.counted - session.expected) > tillTolerance {
            ask("till-difference", subject)
        } else if abs(session.counted - earlier) > tillTolerance {
            inbox.remove(Matter(kind: "till-difference", subject: subject))
        }
    }
}
