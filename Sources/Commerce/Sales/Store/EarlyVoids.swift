// SPDX-License-Identifier: Apache-2.0

import Kernel
import Store

/// Voids that came before their receipts, kept until those come: a till that was offline sends late and out of order.
enum EarlyVoids {
    /// Keeps a void.
    ///
    /// - Returns: false when one of the same receipt is kept already; that one stands.
    static func keep(_ void: VoidReceipt, for till: TillRecord, _ tx: Transaction) throws -> Bool {
        guard try !numbers(at: till, tx).contains(void.number.count) else { return false }
        try tx.run(
            """
            insert into sales_early_void (till_id, number, occurred_at, reason)
            values (\(till.id), \(void.number.count), \(void.occurredAt), \(void.reason))
            """)
        tx.forgetRemembered()
        return true
    }

    /// Takes out the void that waited for a receipt; nil when none did. Costs a receipt nothing but a look in memory.
    static func take(_ sale: CompleteSale, of till: TillRecord, _ tx: Transaction) throws -> VoidReceipt? {
        guard try numbers(at: till, tx).contains(sale.number.count) else { return nil }
        let kept = try tx.row(
            Kept.columns,
            """
              from sales_early_void
             where till_id in (\(till.id), \(till.former ?? till.id)) and number = \(sale.number.count)
             order by till_id
            """)
        try tx.run(
            """
            delete from sales_early_void
             where till_id in (\(till.id), \(till.former ?? till.id)) and number = \(sale.number.count)
            """)
        return kept.map {
            VoidReceipt(
                site: sale.site, till: sale.till, number: sale.number, occurredAt: $0.occurredAt, reason: $0.reason)
        }
    }

    private struct Kept {
        let occurredAt: Instant
        let reason: String

        static let columns = Columns<Kept>(
            Column("occurred_at", \.occurredAt), Column("reason", \.reason), make: Kept.init)
    }

    /// The numbers for which a void was kept, as the till is known now and as it was before its site was opened. A
    /// number whose void was taken out meanwhile may still be among them.
    private static func numbers(at till: TillRecord, _ tx: Transaction) throws -> Set<Int64> {
        try tx.remembered("sales.early-voids", till.id) {
            Set(
                try tx.values(
                    """
                    select number
                      from sales_early_void
                     where till_id in (\(till.id), \(till.former ?? till.id))
                     order by number
                    """))
        }
    }
}
