// SPDX-License-Identifier: Apache-2.0

import Kernel

struct TillName: Hashable, Sendable {
    let site: String
    let till: Int64
}

/// One drawer in one till, from its float to its count.
struct Session: Sendable {
    let openedAt: Instant
    /// What should lie in it, or should have lain in it when it was counted.
    var expected: Int64
    var closedAt: Instant?
    var counted: Int64 = 0
}

extension Auditor {
    /// False when the till is open already.
    mutating func open(_ opening: AuditSession) -> Bool {
        let till = TillName(site: opening.site, till: opening.till)
        var known = sessions[till] ?? []
        guard !known.contains(where: { $0.closedAt == nil }) else { return false }
        var openedAt = opening.occurredAt
        while known.contains(where: { $0.openedAt == openedAt }) {
            openedAt = Instant(microseconds: openedAt.microseconds + 1)
        }
        known.append(Session(openedAt: openedAt, expected: opening.cash))
        sessions[till] = known
        let day = day(at: opening.occurredAt, site: opening.site)
        ledger.post(opening.cash, debit: .cashDrawer, credit: .safe, at: opening.site, on: day)
        return true
    }

    /// False when the till is not open. All that is counted goes to the safe.
    mutating func close(_ closing: AuditSession) -> Bool {
        let till = TillName(site: closing.site, till: closing.till)
        guard let index = openSession(of: till), var session = sessions[till]?[index] else { return false }
        let difference = closing.cash - session.expected
        session.closedAt = closing.occurredAt
        session.counted = closing.cash
        sessions[till]?[index] = session
        let day = day(at: closing.occurredAt, site: closing.site)
        ledger.post(difference, debit: .cashDrawer, credit: .cashOverAndShort, at: closing.site, on: day)
        ledger.post(closing.cash, debit: .safe, credit: .cashDrawer, at: closing.site, on: day)
        if abs(difference) > tillTolerance { ask("till", "\(till) \(closing.occurredAt)") }
        return true
    }

    /// False when the till is not open.
    mutating func move(_ moved: AuditCash) -> Bool {
        let till = TillName(site: moved.site, till: moved.till)
        guard let index = openSession(of: till) else { return false }
        sessions[till]?[index].expected -= moved.amount
        ledger.post(
            moved.amount, debit: moved.isDrop ? .safe : .storeExpense, credit: .cashDrawer, at: moved.site,
            on: day(at: moved.occurredAt, site: moved.site))
        return true
    }

    private func openSession(of till: TillName) -> Int? { sessions[till]?.firstIndex { $0.closedAt == nil } }

    /// A receipt's cash belongs to the session of its moment. When that was counted already, the money was in the
    /// drawer then: the difference that was noted shrinks by it, and so may the question about it.
    mutating func put(_ cash: Int64, into till: TillName, at site: String, _ document: StockDocumentNote) {
        let known = sessions[till] ?? []
        let before = known.indices.filter { known[$0].openedAt <= document.at }
        guard let index = before.max(by: { known[$0].openedAt < known[$1].openedAt }) else { return }
        var session = known[index]
        if let closedAt = session.closedAt, closedAt < document.at { return }
        let earlier = session.expected
        session.expected += cash
        sessions[till]?[index] = session
        guard let closedAt = session.closedAt, cash != 0 else { return }
        ledger.post(-cash, debit: .cashDrawer, credit: .cashOverAndShort, at: site, on: document.day)
        let subject = "\(till) \(closedAt)"
        if abs(session.counted - session.expected) > tillTolerance {
            ask("till", subject)
        } else if abs(session.counted - earlier) > tillTolerance {
            inbox.remove(Matter(kind: "till", subject: subject))
        }
    }
}
