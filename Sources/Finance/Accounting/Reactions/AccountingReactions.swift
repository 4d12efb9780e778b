// SPDX-License-Identifier: Apache-2.0

package import CommerceFacts
package import FinanceFacts
import Kernel
package import LogisticsFacts
package import ManagementFacts
package import Store

/// How the ledger answers what happened. Nothing else writes it.
package enum AccountingReactions {
    /// A new company gets the standard chart.
    package static func onCompanyRegistered(_ registered: CompanyRegistered, _ tx: Transaction) throws {
        for (index, role) in AccountRole.allCases.enumerated() {
            let (number, name, type) = role.standard
            try tx.run(
                """
                insert into accounting_account (account_id, company_id, number, name, type, role)
                values (\(tx.cause * 1_000 + Int64(index)), \(registered.company), \(number), \(name),
                        \(type.rawValue), \(role.rawValue))
                """)
        }
        tx.forgetRemembered()
    }

    package static func onSaleCompleted(_ sale: SaleCompleted, _ tx: Transaction) throws {
        try post(PostingRules.entry(for: sale), tx)
    }

    package static func onCashMoved(_ moved: CashMoved, _ tx: Transaction) throws {
        try post(PostingRules.entry(for: moved, document: tx.cause), tx)
    }

    package static func onStockValued(_ valued: StockValued, _ tx: Transaction) throws {
        try post(PostingRules.entry(for: valued), tx)
    }

    package static func onJournalEntered(_ entered: JournalEntered, _ tx: Transaction) throws {
        let lines = try entered.lines.map { line in
            let account = try tx.row(
                """
                select account_id from accounting_account
                 where company_id = \(entered.company) and number = \(line.account)
                """
            ) { $0.id(0, of: Account.self) }
            guard let account else { throw StoreFault.corrupt("no account \(line.account)") }
            return PostedLine(
                account: account, site: line.site, department: ID(0), channel: 0, project: line.project ?? ID(0),
                campaign: line.campaign ?? ID(0), amount: line.amount)
        }
        try EntryStore.append(
            company: entered.company, kind: "journal", document: tx.cause, day: entered.day,
            documentDay: entered.day, currency: entered.currency, lines, tx)
    }

    package static func onEntryReversed(_ reversed: EntryReversed, _ tx: Transaction) throws {
        let currency = try tx.row("select currency from accounting_entry where entry_id = \(reversed.entry)") {
            try $0.currency(0)
        }
        guard let currency else { throw StoreFault.corrupt("entry \(reversed.entry) is missing") }
        let lines = try EntryStore.lines(of: reversed.entry, tx).map { line in
            PostedLine(
                account: line.account, site: line.site, department: line.department, channel: line.channel,
                project: line.project, campaign: line.campaign, amount: -line.amount)
        }
        try EntryStore.append(
            company: reversed.company, kind: "reversal", document: reversed.entry.rawValue, day: reversed.day,
            documentDay: reversed.day, currency: currency, reverses: reversed.entry, lines, tx)
    }

    package static func onPeriodLocked(_ locked: PeriodLocked, _ tx: Transaction) throws {
        try tx.run(
            """
            insert into accounting_lock (company_id, lock, through)
            values (\(locked.company), \(locked.lock.rawValue), \(locked.through))
                on conflict (company_id, lock) do update set through = excluded.through
            """)
        tx.forgetRemembered()
    }

    private static func post(_ draft: EntryDraft, _ tx: Transaction) throws {
        let accounts = try EntryStore.accounts(of: draft.company, tx)
        let locked = try EntryStore.lockedThrough(draft.company, tx)
        let lines = try draft.postings.map { posting in
            guard let account = accounts[posting.role] else {
                throw StoreFault.corrupt("company \(draft.company) has no account for \(posting.role)")
            }
            return PostedLine(
                account: account, site: posting.site, department: posting.department, channel: posting.channel,
                project: ID(0), campaign: ID(0), amount: posting.amount)
        }
        try EntryStore.append(
            company: draft.company, kind: draft.kind, document: draft.document,
            day: PostingRules.postingDay(draft.day, lockedThrough: locked), documentDay: draft.day,
            currency: draft.currency, lines, tx)
    }
}
