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

        fileprivate static let columns = Columns<AccountRecord>(
            Column("account_id", \.id), Column("company_id", \.company), Column("number", \.number),
            Column("name", \.name), Column("type", \.type), Column("role", \.role), make: AccountRecord.init)

        /// The name that the plain-text tools and the trial balance share: `Assets:Sales-tax-payable`.
        package var path: String { type.rawValue + ":" + name.replacing(" ", with: "-") }
    }

    /// A balance, debit positive.
    package struct Balance: Sendable, Equatable {
        package let account: ID<Account>
        package let currency: Currency
        package let amount: Int64

        fileprivate static let columns = Columns<Balance>(
            Column("account_id", \.account), Column("currency", \.currency),
            Column("sum(debit) - sum(credit)", \.amount), make: Balance.init)
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
        try snapshot.rows(AccountRecord.columns, "from accounting_account order by company_id, number")
    }

    package static func accounts(of company: ID<Company>, _ snapshot: Snapshot) throws -> [AccountRecord] {
        try snapshot.rows(
            AccountRecord.columns, "from accounting_account where company_id = \(company) order by number")
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
                Balance.columns,
                """
                  from accounting_total
                 where day between \(first) and \(through)
                 group by account_id, currency
                 order by account_id, currency
                """)
        }
        if scope.isWholeCompany {
            return try snapshot.rows(
                Balance.columns,
                """
                  from accounting_total
                 where day between \(first) and \(through)
                   and \(sql: narrowed(scope))
                 group by account_id, currency
                 order by account_id, currency
                """)
        }
        guard let site = scope.site else {
            return try snapshot.rows(
                Balance.columns,
                """
                  from accounting_balance
                 where day between \(first) and \(through)
                   and \(sql: narrowed(scope))
                 group by account_id, currency
                 order by account_id, currency
                """)
        }
        return try snapshot.rows(
            Balance.columns, with: try days(first, through, snapshot),
            """
              from days cross join accounting_balance b
             where b.day = days.day and b.site_id = \(site)
               and \(sql: narrowed(scope))
             group by account_id, currency
             order by account_id, currency
            """)
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
            movement,
            """
              from accounting_total
             where account_id = \(account)
             group by day
             order by day
            """)
    }

    private static let movement = Columns<DayMovement>(
        Column("day", \.day), Column("sum(debit) - sum(credit)", \.amount)
    ) { DayMovement($0, $1) }

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
            Posting.columns,
            """
              from accounting_posting p
              left join accounting_entry e on e.entry_id = p.entry_id
             order by p.entry_id
            """
        ) { posting in
            if posting.entry != entry {
                finishEntry()
                (entry, sum) = (posting.entry, 0)
            }
            sum &+= posting.amount
            if let currency = posting.currency {
                accounts.add(posting.amount, posting.account, currency)
            } else {
                sums.firstUnbalanced = sums.firstUnbalanced ?? Unbalanced(entry: entry, by: posting.amount)
            }
        }
        finishEntry()
        sums.postings = try accounts.balances
        sums.entries = try snapshot.number("select count(*) from accounting_entry")
        return sums
    }

    private struct Posting {
        let entry: ID<Entry>
        let account: ID<Account>
        let amount: Int64
        /// Its number; nil when the entry is missing.
        let currency: Int64?

        static let columns = Columns<Posting>(
            Column("p.entry_id", \.entry), Column("p.account_id", \.account), Column("p.amount", \.amount),
            Column("e.currency", \.currency), make: Posting.init)
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
        try snapshot.each(KeptBalance.columns, "from accounting_balance") { kept in
            let amount = kept.debit &- kept.credit
            accounts.add(amount, kept.account, kept.currency)
            sites[Place(account: kept.account, site: kept.site), default: 0] &+= amount
        }
        var sums = BalanceSums(balances: try accounts.balances)
        for (place, amount) in sites { sums.sites[place.account, default: [:]][place.site] = amount }
        return sums
    }

    private struct KeptBalance {
        let account: ID<Account>
        let site: ID<Site>
        /// Its number.
        let currency: Int64
        let debit: Int64
        let credit: Int64

        static let columns = Columns<KeptBalance>(
            Column("account_id", \.account), Column("site_id", \.site), Column("currency", \.currency),
            Column("debit", \.debit), Column("credit", \.credit), make: KeptBalance.init)
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
            sitesAmount,
            """
              from accounting_entry e cross join accounting_posting p
             where e.kind in ('journal', 'reversal') and p.entry_id = e.entry_id and p.account_id = \(account)
            """
        ) { site, amount in sums[site, default: 0] &+= amount }
        return sums
    }

    private static let sitesAmount = Columns<ID<Site>>.one("p.site_id").beside(Columns<Int64>.one("p.amount"))

    /// Whose books an entry is in; nil when there is no such entry.
    package static func company(of entry: ID<Entry>, _ snapshot: Snapshot) throws -> ID<Company>? {
        try snapshot.value("select company_id from accounting_entry where entry_id = \(entry)")
    }

    /// The first and last day that anything is posted on, up to a day.
    package static func postedDays(
        through: Day = Day(number: 10_000_000), _ snapshot: Snapshot
    ) throws -> ClosedRange<Day>? {
        let days = try snapshot.row(firstAndLast, "from accounting_total where day <= \(through)")
        guard let first = days?.0, let last = days?.1 else { return nil }
        return first...last
    }

    private static let firstAndLast = Columns<Day?>.one("min(day)").beside(Columns<Day?>.one("max(day)"))

    /// An entry with its lines, for journals and exports.
    package struct JournalEntry: Sendable, Equatable {
        package let id: ID<Entry>
        package let company: ID<Company>
        package let kind: String
        package let document: Int64
        package let day: Day
        package let documentDay: Day
        package let currency: Currency
        /// Why it was entered, in the words of who did.
        package let reason: String?
        package var lines: [Line]

        package struct Line: Sendable, Equatable {
            package let account: ID<Account>
            package let site: ID<Site>
            package let department: ID<Department>
            package let channel: Int64
            package let project: ID<Project>
            package let campaign: ID<Campaign>
            package let amount: Int64

            fileprivate static let columns = Columns<Line>(
                Column("p.account_id", \.account), Column("p.site_id", \.site),
                Column("p.department_id", \.department), Column("p.channel", \.channel),
                Column("p.project_id", \.project), Column("p.campaign_id", \.campaign), Column("p.amount", \.amount),
                make: Line.init)
        }

        /// A line of an entry, and what its lines share.
        fileprivate static let line = Columns<ID<Entry>>.one("p.entry_id").beside(
            Line.columns.beside(later: withoutLines))

        private static let withoutLines = Columns<JournalEntry>(
            Column("e.entry_id", \.id), Column("e.company_id", \.company), Column("e.kind", \.kind),
            Column("e.document_id", \.document), Column("e.day", \.day), Column("e.document_day", \.documentDay),
            Column("e.currency", \.currency), Column("e.reason", \.reason)
        ) { id, company, kind, document, day, documentDay, currency, reason in
            JournalEntry(
                id: id, company: company, kind: kind, document: document, day: day, documentDay: documentDay,
                currency: currency, reason: reason, lines: [])
        }
    }

    /// Every entry posted between two days, in the order of posting.
    package static func eachEntry(
        from: Day = Day(number: -1_000_000), through: Day = Day(number: 10_000_000), _ snapshot: Snapshot,
        _ body: (JournalEntry) throws -> Void
    ) throws {
        var current: JournalEntry?
        try snapshot.each(
            JournalEntry.line,
            """
              from accounting_entry e
              join accounting_posting p on p.entry_id = e.entry_id
             where e.day between \(from) and \(through)
             order by e.entry_id, p.line
            """
        ) { entry, posting in
            let (line, head) = posting
            if current?.id != entry {
                if let finished = current { try body(finished) }
                current = try head.read()
            }
            current?.lines.append(line)
        }
        if let finished = current { try body(finished) }
    }

    /// Entries made by hand need an open day: soft-closed ones are open to them, hard-closed ones to nobody.
    package static func checkOpen(_ day: Day, _ company: ID<Company>, _ tx: Snapshot) throws {
        let hard: Day? = try tx.value(
            """
            select through from accounting_lock
             where company_id = \(company) and lock = \(PeriodLock.hard.rawValue)
            """)
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
}
