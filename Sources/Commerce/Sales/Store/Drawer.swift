// SPDX-License-Identifier: Apache-2.0

import CommerceFacts
import Kernel
import Organisation
import Store

/// The cash of one till in one session: what should lie in its drawer.
struct Drawer {
    let company: ID<Company>
    let site: ID<Site>
    let till: ID<Till>
    /// Zero for cash taken while no session was open.
    let session: ID<TillSession>
    let currency: Currency

    func add(_ cash: Int64, receipts: Int64, _ tx: Transaction) {
        tx.add(
            Takings(amount: cash, receipts: receipts), to: SalesTables.drawer,
            at: DrawerKey(site: site, till: till, session: session, currency: currency))
    }

    /// Moves cash other than by a receipt, and tells the books; nothing happens to no cash.
    func move(_ kind: CashMoved.Kind, _ amount: Int64, on day: Day, _ reason: String, _ tx: Transaction) throws {
        guard amount != 0 else { return }
        switch kind {
        case .float, .overShort, .unknownFloat: add(amount, receipts: 0, tx)
        case .drop, .paidOut: add(-amount, receipts: 0, tx)
        case .bankDeposit: break
        }
        try tx.publish(
            CashMoved(
                company: company, site: site, till: till, day: day, currency: currency, kind: kind, amount: amount,
                reason: reason))
    }

    /// What should lie in the drawer now, and how many receipts it came from.
    func content(_ tx: Transaction) throws -> Takings {
        try tx.applyTotals()
        return try tx.row(
            Self.takings,
            """
              from sales_drawer
             where site_id = \(site) and till_id = \(till) and session_id = \(session) and currency = \(currency)
            """) ?? Takings(amount: 0, receipts: 0)
    }

    private static let takings = Columns<Takings>(
        Column("cash", \.amount), Column("receipts", \.receipts), make: Takings.init)
}

extension Drawer {
    /// - Parameter session: nil for cash taken while none was open.
    init(of till: ID<Till>, in session: SessionRecord?, at site: SiteRecord) {
        self.init(
            company: site.company, site: site.id, till: till, session: session?.id ?? ID(0), currency: site.currency)
    }
}
