// SPDX-License-Identifier: Apache-2.0

import Kernel
import Store

/// Cash that went into a drawer, or out of it, before its session was counted, and was told after. It changes what
/// should have been found, not what was: it was in the drawer already, and the difference then noted shrinks.
struct LateCash {
    let cash: Int64
    let session: SessionRecord
    let count: SessionRecord.Count
    let drawer: Drawer

    /// What should have been found.
    var expected: Int64 { count.expected + cash }

    /// - Returns: nil when the session was not counted yet, or no cash moved.
    init?(_ cash: Int64, in session: SessionRecord?, _ drawer: Drawer) {
        guard let session, let count = session.count, cash != 0 else { return nil }
        self.cash = cash
        self.session = session
        self.count = count
        self.drawer = drawer
    }

    /// Tells the books by how much less is over or short, and asks a person anew about the count.
    func tell(on day: Day, _ reason: String, of till: Int64, _ place: SalePlace, _ tx: Transaction) throws {
        try drawer.move(session.difference, -cash, on: day, reason, tx)
        try SessionMatter(
            drawer: drawer, place: place, till: till, closedAt: count.closedAt, expected: expected,
            counted: count.counted
        ).ask(again: count.expected, tx)
    }
}

extension ReceiptEntry {
    /// Tells of its cash, when the drawer that it went into was counted before the receipt came.
    func tellLateCash(at place: SalePlace, _ tx: Transaction) throws {
        try lateCash?.tell(
            on: draft.day, "a receipt came after the session was counted", of: till.number, place, tx)
    }
}
