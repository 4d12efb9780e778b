// SPDX-License-Identifier: Apache-2.0

package import FinanceFacts
package import Kernel
import Organisation
package import Store

/// A posted entry is undone by another that negates it.
package struct ReverseEntry: Command {
    package let entry: ID<Entry>
    package let day: Day
    package let reason: String

    package init(entry: ID<Entry>, day: Day, reason: String) {
        self.entry = entry
        self.day = day
        self.reason = reason
    }

    package static let form = Form(
        "reverse-entry", at: "accounting/reversals", may: "accounting.post", .wish,
        "Reverse a journal entry by a new one that negates it.",
        Shape<ReverseEntry>(
            Field("entry", \.entry, "The entry's key, as the journal shows it."),
            Field("day", \.day, "The day of the reversal, in an open period."),
            Field("reason", \.reason, "Why it is reversed."),
            make: ReverseEntry.init))

    /// Only entries made by hand are reversed by hand: what a document posted is undone by undoing the document, so
    /// that the books and the sub-ledgers stay one. For the same reason, what a settled matter took out of suspense
    /// stays out.
    package func run(_ tx: Transaction) throws -> Done {
        let known = try tx.row(Known.columns, "from accounting_entry where entry_id = \(entry)")
        guard let known, known.kind == "journal" else {
            throw refusal(AccountingRefusal.noSuchEntry(entry.description), at: \.entry)
        }
        guard try !tx.exists("select 1 from accounting_entry where entry_id > \(entry) and reverses = \(entry)") else {
            throw refusal(AccountingRefusal.reversedAlready(entry.description), at: \.entry)
        }
        let control = try tx.rows(
            PostedAccount.columns,
            """
              from accounting_posting p
              join accounting_account a on a.account_id = p.account_id
             where p.entry_id = \(entry)
             order by p.line
            """
        ).first(where: \.role.isControl)
        if let control { throw refusal(AccountingRefusal.controlAccount(control.number), at: \.entry) }
        try at(\.day) { try AccountingReading.checkOpen(day, known.company, tx) }
        try tx.publish(EntryReversed(entry: entry, company: known.company, day: day, reason: reason))
        return Done()
    }

    private struct Known {
        let company: ID<Company>
        let kind: String

        static let columns = Columns<Known>(
            Column("company_id", \.company), Column("kind", \.kind), make: Known.init)
    }

    private struct PostedAccount {
        let role: AccountRole
        let number: String

        static let columns = Columns<PostedAccount>(
            Column("a.role", \.role), Column("a.number", \.number), make: PostedAccount.init)
    }
}

/// The books are closed through a day.
package struct LockPeriod: Command {
    package let company: Code<Company>
    package let lock: PeriodLock
    package let through: Day?
    package let period: String?
    package let reason: String

    package init(
        company: Code<Company>, lock: PeriodLock, through: Day? = nil, period: String? = nil, reason: String
    ) {
        self.company = company
        self.lock = lock
        self.through = through
        self.period = period
        self.reason = reason
    }

    package static let form = Form(
        "lock-period", at: "accounting/locks", may: "accounting.lock", .wish,
        "Close the books through a day or a fiscal period: soft (accountants may still post) or hard (for good).",
        Shape<LockPeriod>(
            Field("company", \.company, "Whose books are closed."),
            Field("lock", \.lock, "How firmly."),
            Field("through", \.through, "The last day to close; left out when a period is given."),
            Field(
                "period", \.period,
                "The fiscal period to close with all before it, as profit and loss names it: 2026-02, or 2026-P02 where the company keeps weeks.",
                example: "2026-02"),
            Field("reason", \.reason, "Why they are closed."),
            make: LockPeriod.init))

    package func run(_ tx: Transaction) throws -> Done {
        let owner = try at(\.company) { try OrganisationReading.required(company: company, tx) }
        let through = try last(of: owner.calendar)
        let current: Day? = try tx.value(
            """
            select through from accounting_lock
             where company_id = \(owner.id) and lock = \(PeriodLock.hard.rawValue)
            """)
        if let current, through < current {
            throw refusal(
                AccountingRefusal.hardLockMovesForward(current), at: period == nil ? \.through : \.period)
        }
        try tx.publish(PeriodLocked(company: owner.id, lock: lock, through: through, reason: reason))
        return Done()
    }

    private func last(of calendar: FiscalCalendar) throws -> Day {
        switch (through, period) {
        case (let day?, nil): return day
        case (nil, let name?):
            guard let period = calendar.period(named: name) else {
                throw refusal(AccountingRefusal.noSuchPeriod(name), at: \.period)
            }
            return period.last
        case (nil, nil), (.some, .some): throw refusal(AccountingRefusal.dayOrPeriod, at: \.through)
        }
    }
}
