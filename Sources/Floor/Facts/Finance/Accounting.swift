// SPDX-License-Identifier: Apache-2.0

public import Kernel

/// A person or a program entered a journal entry by hand.
public struct JournalEntered: CompanyFact, Shaped, Equatable {
    public static let name = "JournalEntered"

    public struct Line: Shaped, Equatable {
        public let account: String
        public let site: ID<Site>
        public let amount: Int64
        public let project: ID<Project>?
        public let campaign: ID<Campaign>?

        public init(
            account: String, site: ID<Site>, amount: Int64, project: ID<Project>? = nil, campaign: ID<Campaign>? = nil
        ) {
            self.account = account
            self.site = site
            self.amount = amount
            self.project = project
            self.campaign = campaign
        }

        public static let shape = Shape<Line>(
            Field("account", \.account, "The account's number in the company's chart."),
            Field("site", \.site, "Where."),
            Field("amount", \.amount, "Minor units, debit positive."),
            Field("project", \.project, "What it was spent for or earned by."),
            Field("campaign", \.campaign, "The campaign it belongs to."),
            make: Line.init)
    }

    public let company: ID<Company>
    public let day: Day
    public let currency: Currency
    public let reason: String
    public let lines: [Line]

    public init(company: ID<Company>, day: Day, currency: Currency, reason: String, lines: [Line]) {
        self.company = company
        self.day = day
        self.currency = currency
        self.reason = reason
        self.lines = lines
    }

    public static let shape = Shape<JournalEntered>(
        Field("company", \.company, "Whose books it is in."),
        Field("day", \.day, "The business day."),
        Field("currency", \.currency, "The currency of its amounts."),
        Field("reason", \.reason, "Why."),
        Field("lines", \.lines, "Its lines."),
        make: JournalEntered.init)
}

/// A posted entry was reversed by a new one that negates it.
public struct EntryReversed: CompanyFact, Shaped, Equatable {
    public static let name = "EntryReversed"

    public let entry: ID<Entry>
    public let company: ID<Company>
    public let day: Day
    public let reason: String

    public init(entry: ID<Entry>, company: ID<Company>, day: Day, reason: String) {
        self.entry = entry
        self.company = company
        self.day = day
        self.reason = reason
    }

    public static let shape = Shape<EntryReversed>(
        Field("entry", \.entry, "The entry."),
        Field("company", \.company, "Whose books it is in."),
        Field("day", \.day, "The day of the reversing entry."),
        Field("reason", \.reason, "Why."),
        make: EntryReversed.init)
}

/// How firmly a period is closed.
public enum PeriodLock: String, Choice {
    /// Only who may post into closed periods still can; everything else posts on the first open day.
    case soft
    /// Nobody can.
    case hard
}

/// A company's books are closed through a day; or open again from it on, when the day moves back.
public struct PeriodLocked: CompanyFact, Shaped, Equatable {
    public static let name = "PeriodLocked"

    public let company: ID<Company>
    public let lock: PeriodLock
    public let through: Day
    public let reason: String

    public init(company: ID<Company>, lock: PeriodLock, through: Day, reason: String) {
        self.company = company
        self.lock = lock
        self.through = through
        self.reason = reason
    }

    public static let shape = Shape<PeriodLocked>(
        Field("company", \.company, "Whose books it is in."),
        Field("lock", \.lock, "How firmly."),
        Field("through", \.through, "The last day that is closed."),
        Field("reason", \.reason, "Why."),
        make: PeriodLocked.init)
}

/// A company's chart of accounts has more accounts from now on, because the program has systems that post to them.
public struct ChartExtended: CompanyFact, Shaped, Equatable {
    public static let name = "ChartExtended"

    public struct Account: Shaped, Equatable {
        public let key: Int64
        public let role: String
        public let number: String
        public let name: String
        public let type: String

        public init(key: Int64, role: String, number: String, name: String, type: String) {
            self.key = key
            self.role = role
            self.number = number
            self.name = name
            self.type = type
        }

        public static let shape = Shape<Account>(
            Field(
                "key", \.key, "What it is for, in a number below a thousand: the last digits of the account's own key."),
            Field("role", \.role, "What it is for, in a word that stays: cashDrawer."),
            Field("number", \.number, "Counts from one within the document."),
            Field("name", \.name, "Its name."),
            Field("type", \.type, "Its part of the statements: Assets, Liabilities, Equity, Income or Expenses."),
            make: Account.init)
    }

    public let company: ID<Company>
    public let accounts: [Account]

    public init(company: ID<Company>, accounts: [Account]) {
        self.company = company
        self.accounts = accounts
    }

    public static let shape = Shape<ChartExtended>(
        Field("company", \.company, "Whose books it is in."),
        Field("accounts", \.accounts, "What was added."),
        make: ChartExtended.init)
}
