// SPDX-License-Identifier: Apache-2.0

import CommerceFacts
import Kernel
import Store

/// The cash of one till in one session: what should lie in its drawer.
struct Drawer {
    let site: ID<Site>
    let till: ID<Till>
    /// Zero for cash taken while no session was open.
    let session: ID<TillSession>
    let currency: Currency

    func add(_ cash: Int64, receipts: Int64, _ tx: Transaction) {
        tx.add(
            TotalAmounts(cash, receipts), to: SalesTables.drawer,
            at: TotalKey(site.rawValue, till.rawValue, session.rawValue, currency.number, 0, 0, 0, 0))
    }

    /// Moves cash other than by a receipt, and tells the books.
    func move(_ moved: CashMoved, _ tx: Transaction) throws {
        switch moved.kind {
        case .float, .overShort: add(moved.amount, receipts: 0, tx)
        case .drop, .paidOut: add(-moved.amount, receipts: 0, tx)
        case .bankDeposit: break
        }
        try tx.publish(moved)
    }

    /// What should lie in the drawer now.
    func expected(_ tx: Transaction) throws -> Int64 {
        try tx.applyTotals()
        return try tx.number(
            """
            select cash from sales_drawer
             where site_id = \(site) and till_id = \(till) and session_id = \(session) and currency = \(currency)
            """)
    }
}
