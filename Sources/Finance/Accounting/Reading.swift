// SPDX-License-Identifier: Apache-2.0

import FinanceFacts
package import Kernel
package import Organisation
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
        package var company: ID<Company>?
        package var site: ID<Site>?
        /// Zero means postings that name none; so for channel, project and campaign.
        package var department: ID<Department>?
        package var channel: Int64?
        package var project: ID<Project>?
        package var campaign: ID<Campaign>?

        package init(
            company: ID<Company>? = nil, site: ID<Site>? = nil, department: ID<Department>? = nil,
            channel: Int64? = nil, project: ID<Project>? = nil, campaign: ID<Campaign>? = nil
        ) {
            self.company = company
            self.site = site
            self.department = department
            self.channel = channel
            self.project = project
            self.campaign = campaign
        }

        var isEverything: Bool { self == Scope() }
        /// Whether one row for each account and day is enough to tell.
        var isWholeCompany: Bool { self == Scope(company: company) }

        /// Whether a line of an entry of `owner` is within it.
        package func holds(_ line: JournalEntry.Line, of owner: ID<Company>) -> Bool {
            (company == nil || company == owner) && (site == nil || site == line.site)
                && (department == nil || department == line.department) && (channel == nil || channel == line.channel)
                && (project == nil || project == line.project) && (campaign == nil || campaign == line.campaign)
        }
    }

    package static func accounts(_ snapshot: Snapshot) throws -> [AccountRecord] {
        try snapshot.rows("\(sql: accountColumns) order by company_id, number", account)
    }

    package static func accounts(of company: ID<Company>, _ snapshot: Snapshot) throws -> [AccountRecord] {
        try snapshot.rows("\(sql: accountColumns) where company_id = \(company) order by number", account)
    }

    private static let accountColumns: SQL =
        "select account_id, company_id, number, name, type, role from accounting_account"

    private static func account(_ row: Row) throws -> AccountRecord {
        AccountRecord(
            id: row.id(0), company: row.id(1), number: row.text(2), name: row.text(3), type: try row.choice(4),
            role: try row.choice(5))
    }

    /// The movement of every account over a range of days; from the first posting when `from` is nil.
    ///
    /// Everything, and a whole company, read one row for each account and day; a narrower scope reads the days of its
    /// site.
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
        if scope.isWholeCompany {
            return try snapshot.rows(
                """
                select account_id, currency, sum(debit) - sum(credit)
                  from accounting_total
                 where day between \(first) and \(through)
                   and \(sql: narrowed(scope))
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

    /// The movement of every account by fiscal period; the first and the last are cut where the range is.
    package static func byPeriod(
        of calendar: FiscalCalendar, from: Day, through: Day, _ scope: Scope, _ snapshot: Snapshot
    ) throws -> [(period: FiscalPeriod, balances: [Balance])] {
        var periods: [(period: FiscalPeriod, balances: [Balance])] = []
        var first = from
        while first <= through {
            let period = calendar.period(of: first)
            let last = min(period.last, through)
            periods.append((period, try balances(from: first, through: last, scope, snapshot)))
            first = period.last.advanced(by: 1)
        }
        return periods
    }

    /// What moved an account, by day.
    package static func daily(_ account: ID<Account>, _ snapshot: Snapshot) throws -> [DayMovement] {
        try snapshot.rows(
            """
            select day, sum(debit) - sum(credit)
              from accounting_total
             where account_id = \(account)
             group by day
             order by day
            """
        ) { DayMovement($0.day(0), $0.integer(1)) }
    }

    /// What adding up every posting gives.
    package struct PostingSums: Sendable, Equatable {
        package var postings: [Balance] = []
        package var entries: Int64 = 0
        /// The first entry whose debits and credits differ, and by how much; nil when all balance.
        package var firstUnbalanced: Unbalanced?
    }

    package struct Unbalanced: Sendable, Equatable {
        package let entry: ID<Entry>
        package let by: Int64
    }

    /// Adds up every posting, by entry and by account, in one pass.
    ///
    /// Sums wrap instead of trapping, so that figures someone tampered with differ and do not stop the pass; a posting
    /// whose entry is missing counts as an entry that does not balance.
    package static func postingSums(_ snapshot: Snapshot) throws -> PostingSums {
        var sums = PostingSums()
        var accounts = AccountSums()
        var (entry, sum): (ID<Entry>, Int64) = (ID(0), 0)
        func finishEntry() {
            guard sum != 0, sums.firstUnbalanced == nil else { return }
            sums.firstUnbalanced = Unbalanced(entry: entry, by: sum)
        }
        try snapshot.each(
            """
            select p.entry_id, p.account_id, p.amount, e.currency
              from accounting_posting p
              left join accounting_entry e on e.entry_id = p.entry_id
             order by p.entry_id
            """
        ) { row in
            if row.id(0) != entry {
                finishEntry()
                (entry, sum) = (row.id(0), 0)
            }
            let amount = row.integer(2)
            sum &+= amount
            if row.isNull(3) {
                sums.firstUnbalanced = sums.firstUnbalanced ?? Unbalanced(entry: entry, by: amount)
            } else {
                accounts.add(amount, row.id(1), row.integer(3))
            }
        }
        finishEntry()
        sums.postings = try accounts.balances
        sums.entries = try snapshot.number("select count(*) from accounting_entry")
        return sums
    }

    /// What adding up every balance over all its dimensions gives.
    package struct BalanceSums: Sendable, Equatable {
        /// What `PostingSums.postings` must equal, kept another way.
        package var balances: [Balance] = []
        fileprivate var sites: [ID<Account>: [ID<Site>: Int64]] = [:]

        /// An account's balance by site; in the company's currency, as all postings are.
        package func bySite(_ account: ID<Account>) -> [ID<Site>: Int64] { sites[account] ?? [:] }
    }

    /// Adds up every balance, by account and by site, in one pass; sums wrap as those of the postings do.
    package static func balanceSums(_ snapshot: Snapshot) throws -> BalanceSums {
        struct Place: Hashable {
            let account: ID<Account>
            let site: ID<Site>
        }
        var accounts = AccountSums()
        var sites: [Place: Int64] = [:]
        try snapshot.each("select account_id, site_id, currency, debit, credit from accounting_balance") { row in
            let amount = row.integer(3) &- row.integer(4)
            accounts.add(amount, row.id(0), row.integer(2))
            sites[Place(account: row.id(0), site: row.id(1)), default: 0] &+= amount
        }
        var sums = BalanceSums(balances: try accounts.balances)
        for (place, amount) in sites { sums.sites[place.account, default: [:]][place.site] = amount }
        return sums
    }

    /// Sums by account and currency.
    private struct AccountSums {
        private struct Place: Hashable {
            let account: ID<Account>
            let currency: Int64
        }
        private var sums: [Place: Int64] = [:]

        mutating func add(_ amount: Int64, _ account: ID<Account>, _ currency: Int64) {
            sums[Place(account: account, currency: currency), default: 0] &+= amount
        }

        /// In the order of account and currency.
        var balances: [Balance] {
            get throws {
                try sums.sorted { ($0.key.account, $0.key.currency) < ($1.key.account, $1.key.currency) }.map {
                    guard let currency = Currency(number: $0.key.currency) else {
                        throw StoreFault.corrupt("no currency has the number \($0.key.currency)")
                    }
                    return Balance(account: $0.key.account, currency: currency, amount: $0.value)
                }
            }
        }
    }

    /// What entries made by hand, and their reversals, added to an account, by site; sums wrap.
    package static func byHand(_ account: ID<Account>, _ snapshot: Snapshot) throws -> [ID<Site>: Int64] {
        var sums: [ID<Site>: Int64] = [:]
        // Entries first: few are made by hand, and postings are not found by their account.
        try snapshot.each(
            """
            select p.site_id, p.amount
              from accounting_entry e cross join accounting_posting p
             where e.kind in ('journal', 'reversal') and p.entry_id = e.entry_id and p.account_id = \(account)
            """
        ) { sums[$0.id(0), default: 0] &+= $0.integer(1) }
        return sums
    }

    /// Whose books an entry is in; nil when there is no such entry.
    package static func company(of entry: ID<Entry>, _ snapshot: Snapshot) throws -> ID<Company>? {
        try snapshot.row("select company_id from accounting_entry where entry_id = \(entry)") { $0.id(0) }
    }

    /// The first and last day that anything is posted on, up to a day.
    package static func postedDays(
        through: Day = Day(number: 10_000_000), _ snapshot: Snapshot
    ) throws -> ClosedRange<Day>? {
        try snapshot.row("select min(day), max(day) from accounting_total where day <= \(through)") { row in
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
            package let channel: Int64
            package let project: ID<Project>
            package let campaign: ID<Campaign>
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
                   p.account_id, p.site_id, p.department_id, p.channel, p.project_id, p.campaign_id, p.amount
              from accounting_entry e
              join accounting_posting p on p.entry_id = e.entry_id
             where e.day between \(from) and \(through)
             order by e.entry_id, p.line
            """
        ) { row in
            let line = JournalEntry.Line(
                account: row.id(7), site: row.id(8), department: row.id(9), channel: row.integer(10),
                project: row.id(11),
                campaign: row.id(12), amount: row.integer(13))
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
        if let company = scope.company {
            sql =
                sql
                + " and account_id in (select account_id from accounting_account where company_id = \(company))"
        }
        if let department = scope.department { sql = sql + " and department_id = \(department)" }
        if let channel = scope.channel { sql = sql + " and channel = \(channel)" }
        if let project = scope.project { sql = sql + " and project_id = \(project)" }
        if let campaign = scope.campaign { sql = sql + " and campaign_id = \(campaign)" }
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
