// SPDX-License-Identifier: Apache-2.0

import FinanceFacts
package import Kernel
package import Store

/// What other systems, the reports and the proofs may ask of Accounting.
package enum AccountingReading {
    /// An account of a chart.
    package struct AccountRecord: Sendable, Equatable {
        package let id: ID<Account>
        package let company: ID<Company>
        package let number: String
        package let name: String
        package let type: AccountType
        package let role: AccountRole

        /// The name that the plain-text tools and the trial balance share: `Assets:Sales-tax-payable`.
        package var path: String { type.rawValue + ":" + name.replacing(" ", with: "-") }
    }

    /// A balance, debit positive.
    package struct Balance: Sendable, Equatable {
        package let account: ID<Account>
        package let currency: Currency
        package let amount: Int64
    }

    /// What a report is narrowed to; nil means all.
    package struct Scope: Sendable, Equatable {
        package var site: ID<Site>?
        package var department: ID<Department>?
        package var channel: Int64?

        package init(site: ID<Site>? = nil, department: ID<Department>? = nil, channel: Int64? = nil) {
            self.site = site
            self.department = department
            self.channel = channel
        }

        var isEverything: Bool { self == Scope() }
    }

    package static func accounts(_ snapshot: Snapshot) throws -> [AccountRecord] {
        try snapshot.rows(
            """
            select account_id, company_id, number, name, type, role
              from accounting_account
             order by company_id, number
            """
        ) { row in
            AccountRecord(
                id: row.id(0), company: row.id(1), number: row.text(2), name: row.text(3), type: try row.choice(4),
                role: try row.choice(5))
        }
    }

    /// The movement of every account over a range of days; from the first posting when `from` is nil.
    ///
    /// The whole company reads one row for each account and day; a narrower scope reads the days of its site.
    package static func balances(
        from: Day? = nil, through: Day, _ scope: Scope = Scope(), _ snapshot: Snapshot
    ) throws -> [Balance] {
        let first = from ?? Day(number: -1_000_000)
        if scope.isEverything {
            return try snapshot.rows(
                """
                select account_id, currency, sum(debit) - sum(credit)
                  from accounting_total
                 where day between \(first) and \(through)
                 group by account_id, currency
                 order by account_id, currency
                """, balance)
        }
        guard let site = scope.site else {
            return try snapshot.rows(
                """
                select account_id, currency, sum(debit) - sum(credit)
                  from accounting_balance
                 where day between \(first) and \(through)
                   and \(sql: narrowed(scope))
                 group by account_id, currency
                 order by account_id, currency
                """, balance)
        }
        return try snapshot.rows(
            """
            \(sql: try days(first, through, snapshot))
            select b.account_id, b.currency, sum(b.debit) - sum(b.credit)
              from days cross join accounting_balance b
             where b.day = days.day and b.site_id = \(site)
               and \(sql: narrowed(scope))
             group by b.account_id, b.currency
             order by b.account_id, b.currency
            """, balance)
    }

    /// The movement of every account by calendar month.
    package static func monthly(
        from: Day, through: Day, _ scope: Scope, _ snapshot: Snapshot
    ) throws -> [(month: Day, balances: [Balance])] {
        var months: [(month: Day, balances: [Balance])] = []
        var month = from.firstOfMonth
        while month <= through {
            let last = min(month.lastOfMonth, through)
            months.append((month, try balances(from: max(month, from), through: last, scope, snapshot)))
            month = month.adding(months: 1)
        }
        return months
    }

    /// An account's balance by site.
    package static func bySite(
        _ role: AccountRole, of company: ID<Company>, _ snapshot: Snapshot
    ) throws -> [ID<Site>: Int64] {
        Dictionary(
            uniqueKeysWithValues: try snapshot.rows(
                """
                select b.site_id, sum(b.debit) - sum(b.credit)
                  from accounting_balance b
                  join accounting_account a on a.account_id = b.account_id
                 where a.company_id = \(company) and a.role = \(role.rawValue)
                 group by b.site_id
                 order by b.site_id
                """
            ) { ($0.id(0), $0.integer(1)) })
    }

    /// Debits minus credits of every posting: zero, or the books are broken.
    package static func postingSum(_ snapshot: Snapshot) throws -> [Balance] {
        try snapshot.rows(
            """
            select p.account_id, e.currency, sum(p.amount)
              from accounting_posting p
              join accounting_entry e on e.entry_id = p.entry_id
             group by p.account_id, e.currency
             order by p.account_id, e.currency
            """, balance)
    }

    /// Every balance over all its dimensions: what `postingSum` must equal, kept another way.
    package static func balanceSum(_ snapshot: Snapshot) throws -> [Balance] {
        try snapshot.rows(
            """
            select account_id, currency, sum(debit) - sum(credit)
              from accounting_balance
             group by account_id, currency
             order by account_id, currency
            """, balance)
    }

    /// The first entry whose debits and credits differ, and by how much; nil when all balance.
    package static func firstUnbalanced(_ snapshot: Snapshot) throws -> (entry: ID<Entry>, by: Int64)? {
        try snapshot.row(
            """
            select entry_id, sum(amount)
              from accounting_posting
             group by entry_id
            having sum(amount) <> 0
             order by entry_id
             limit 1
            """
        ) { ($0.id(0), $0.integer(1)) }
    }

    package static func entryCount(_ snapshot: Snapshot) throws -> Int64 {
        try snapshot.number("select count(*) from accounting_entry")
    }

    /// The first and last day that anything is posted on.
    package static func postedDays(_ snapshot: Snapshot) throws -> ClosedRange<Day>? {
        try snapshot.row("select min(day), max(day) from accounting_total") { row in
            row.isNull(0) ? nil : row.day(0)...row.day(1)
        } ?? nil
    }

    /// An entry with its lines, for journals and exports.
    package struct JournalEntry: Sendable, Equatable {
        package let id: ID<Entry>
        package let company: ID<Company>
        package let kind: String
        package let document: Int64
        package let day: Day
        package let documentDay: Day
        package let currency: Currency
        package var lines: [Line]

        package struct Line: Sendable, Equatable {
            package let account: ID<Account>
            package let site: ID<Site>
            package let department: ID<Department>
            package let amount: Int64
        }
    }

    /// Every entry posted between two days, in the order of posting.
    package static func eachEntry(
        from: Day = Day(number: -1_000_000), through: Day = Day(number: 10_000_000), _ snapshot: Snapshot,
        _ body: (JournalEntry) throws -> Void
    ) throws {
        var current: JournalEntry?
        try snapshot.each(
            """
            select e.entry_id, e.company_id, e.kind, e.document_id, e.day, e.document_day, e.currency,
                   p.account_id, p.site_id, p.department_id, p.amount
              from accounting_entry e
              join accounting_posting p on p.entry_id = e.entry_id
             where e.day between \(from) and \(through)
             order by e.entry_id, p.line
            """
        ) { row in
            let line = JournalEntry.Line(
                account: row.id(7), site: row.id(8), department: row.id(9), amount: row.integer(10))
            if current?.id == row.id(0) {
                current?.lines.append(line)
                return
            }
            if let finished = current { try body(finished) }
            current = JournalEntry(
                id: row.id(0), company: row.id(1), kind: row.text(2), document: row.integer(3), day: row.day(4),
                documentDay: row.day(5), currency: try row.currency(6), lines: [line])
        }
        if let finished = current { try body(finished) }
    }

    /// Entries made by hand need an open day: soft-closed ones are open to them, hard-closed ones to nobody.
    package static func checkOpen(_ day: Day, _ company: ID<Company>, _ tx: Snapshot) throws {
        let hard = try tx.row(
            """
            select through from accounting_lock
             where company_id = \(company) and lock = \(PeriodLock.hard.rawValue)
            """
        ) { $0.day(0) }
        if let hard, day <= hard { throw AccountingRefusal.periodClosed(through: hard) }
    }

    private static func narrowed(_ scope: Scope) -> SQL {
        var sql: SQL = "1 = 1"
        if let department = scope.department { sql = sql + " and department_id = \(department)" }
        if let channel = scope.channel { sql = sql + " and channel = \(channel)" }
        return sql
    }

    /// Every day of a range that may have postings, one row each, so that the balances of one site are found by key.
    private static func days(_ first: Day, _ last: Day, _ snapshot: Snapshot) throws -> SQL {
        guard let posted = try postedDays(snapshot), max(first, posted.lowerBound) <= min(last, posted.upperBound)
        else {
            return "with days(day) as (select cast(0 as bigint) where 1 = 0)"
        }
        return """
            with recursive days(day) as (
                select cast(\(max(first, posted.lowerBound)) as bigint)
                union all
                select day + 1 from days where day < \(min(last, posted.upperBound))
            )
            """
    }

    private static func balance(_ row: Row) throws -> Balance {
        Balance(account: row.id(0), currency: try row.currency(1), amount: row.integer(2))
    }
}
