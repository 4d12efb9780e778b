// SPDX-License-Identifier: Apache-2.0

package import FinanceFacts
package import Kernel
package import ManagementFacts
package import Store

/// How the ledger answers what happened. Nothing else writes it.
package enum AccountingReactions {
    /// A new company gets the chart of the first release; what came later is told besides.
    package static func onCompanyRegistered(_ registered: CompanyRegistered, _ tx: Transaction) throws {
        for role in ChartOfAccounts.first { try ChartStore.add(role.account, to: registered.company, tx) }
        tx.forgetRemembered()
    }

    package static func onChartExtended(_ extended: ChartExtended, _ tx: Transaction) throws {
        for account in extended.accounts { try ChartStore.add(account, to: extended.company, tx) }
        tx.forgetRemembered()
    }

    /// For the wiring: posts what a rule makes of a fact.
    ///
    /// - Parameter rule: a pure function of the fact and of the sequence it has in the log, which stands for the
    ///   document where the fact has none of its own. Its entry balances.
    package static func posting<F: Fact>(
        _ rule: @escaping @Sendable (_ fact: F, _ document: Int64) -> EntryDraft
    ) -> @Sendable (F, Transaction) throws -> Void {
        { fact, tx in try post(rule(fact, tx.cause), tx) }
    }

    /// The same for a fact that names its document.
    package static func posting<F: Fact>(
        _ rule: @escaping @Sendable (F) -> EntryDraft
    ) -> @Sendable (F, Transaction) throws -> Void {
        { fact, tx in try post(rule(fact), tx) }
    }

    package static func onJournalEntered(_ entered: JournalEntered, _ tx: Transaction) throws {
        let lines = try entered.lines.map { line in
            let account: ID<Account>? = try tx.value(
                """
                select account_id from accounting_account
                 where company_id = \(entered.company) and number = \(line.account)
                """)
            guard let account else { throw StoreFault.corrupt("no account \(line.account)") }
            return PostedLine(
                account: account, site: line.site, department: ID(0), channel: 0, project: line.project ?? ID(0),
                campaign: line.campaign ?? ID(0), amount: line.amount)
        }
        try EntryStore.append(
            company: entered.company, kind: "journal", document: tx.cause, day: entered.day,
            documentDay: entered.day, currency: entered.currency, reason: entered.reason, lines, tx)
    }

    package static func onEntryReversed(_ reversed: EntryReversed, _ tx: Transaction) throws {
        let currency: Currency? = try tx.value(
            "select currency from accounting_entry where entry_id = \(reversed.entry)")
        guard let currency else { throw StoreFault.corrupt("entry \(reversed.entry) is missing") }
        let lines = try EntryStore.lines(of: reversed.entry, tx).map { line in
            PostedLine(
                account: line.account, site: line.site, department: line.department, channel: line.channel,
                project: line.project, campaign: line.campaign, amount: -line.amount)
        }
        try EntryStore.append(
            company: reversed.company, kind: "reversal", document: reversed.entry.rawValue, day: reversed.day,
            documentDay: reversed.day, currency: currency, reverses: reversed.entry, reason: reversed.reason, lines, tx)
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
            day: PeriodRules.postingDay(draft.day, lockedThrough: locked), documentDay: draft.day,
            currency: draft.currency, reason: draft.reason, lines, tx)
    }
}
