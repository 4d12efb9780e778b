// SPDX-License-Identifier: Apache-2.0

import CommerceFacts
import Kernel
import ManagementFacts
import Store

/// What is on gift cards, store credits and deposits, by their numbers.
enum VoucherStore {
    /// What a receipt, before it is written, is about to do to each voucher that it names.
    static func uses(by draft: SaleDraft, _ snapshot: Snapshot) throws -> [VoucherUse] {
        try draft.voucherChanges.filter { $0.value != 0 }.sorted { $0.key < $1.key }.map { voucher, change in
            VoucherUse(
                voucher: voucher, before: try balance(of: voucher, draft.currency, snapshot), change: change)
        }
    }

    private static func balance(
        of voucher: Voucher, _ currency: Currency, _ snapshot: Snapshot
    ) throws -> Int64? {
        try snapshot.value(
            """
            select sum(balance) from sales_voucher
             where kind = \(voucher.kind.rawValue) and reference = \(voucher.number) and currency = \(currency)
            having count(*) > 0
            """)
    }

    /// Asks a person about what was spent below zero, and no more about what is covered now: a till that was offline
    /// tells late of the card that it sold.
    static func tell(_ uses: [VoucherUse], of entry: ReceiptEntry, named name: String, _ tx: Transaction) throws {
        let fact = entry.fact
        for use in uses {
            if use.change < 0, use.after < 0 {
                try tx.publish(
                    MatterRaised(
                        company: fact.company, site: fact.site, kind: .voucherOverdrawn, subject: use.voucher.name,
                        reason: reason(use, name, fact.currency),
                        numbers: [.money("left", use.after), .money("spent", -use.change)],
                        evidence: ["\(name), \(fact.day)"]))
            } else if use.after >= 0, use.before ?? 0 < 0 {
                try tx.publish(
                    MatterExplained(
                        company: fact.company, kind: .voucherOverdrawn, subject: use.voucher.name,
                        explanation: "By \(name) it is covered again."))
            }
        }
    }

    private static func reason(_ use: VoucherUse, _ name: String, _ currency: Currency) -> String {
        func money(_ minor: Int64) -> String { "\(Money(minor: minor, currency)) \(currency.code)" }
        let given = money(-use.after)
        guard let before = use.before else {
            return "The \(use.voucher.name), which nobody has sold, paid \(money(-use.change)) on \(name)."
        }
        return "The \(use.voucher.name) held \(money(before)), and \(name) took \(money(-use.change)) off it: "
            + "\(given) were given away."
    }
}
