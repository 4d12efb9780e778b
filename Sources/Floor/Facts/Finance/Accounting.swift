// SPDX-License-Identifier: Apache-2.0

public import Kernel

/// A person or a program entered a journal entry by hand.
public struct JournalEntered: Fact, Codable, Equatable {
    public static let name = "JournalEntered"

    public struct Line: Codable, Sendable, Equatable {
        /// The account's number in the company's chart.
        public let account: String
        public let site: ID<Site>
        /// Minor units, debit positive.
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
}

/// A posted entry was reversed by a new one that negates it.
public struct EntryReversed: Fact, Codable, Equatable {
    public static let name = "EntryReversed"

    public let entry: ID<Entry>
    public let company: ID<Company>
    /// The day of the reversing entry.
    public let day: Day
    public let reason: String

    public init(entry: ID<Entry>, company: ID<Company>, day: Day, reason: String) {
        self.entry = entry
        self.company = company
        self.day = day
        self.reason = reason
    }
}

/// How firmly a period is closed.
public enum PeriodLock: String, Codable, Choice {
    /// Only who may post into closed periods still can; everything else posts on the first open day.
    case soft
    /// Nobody can.
    case hard
}

/// A company's books are closed through a day; or open again from it on, when the day moves back.
public struct PeriodLocked: Fact, Codable, Equatable {
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
}

/// A company's chart of accounts has more accounts from now on, because the program has systems that post to them.
public struct ChartExtended: Fact, Codable, Equatable {
    public static let name = "ChartExtended"

    public struct Account: Codable, Sendable, Equatable {
        /// What it is for, in a number below a thousand: the last digits of the account's own key.
        public let key: Int64
        /// What it is for, in a word that stays: `cashDrawer`.
        public let role: String
        public let number: String
        public let name: String
        /// Its part of the statements: `Assets`, `Liabilities`, `Equity`, `Income` or `Expenses`.
        public let type: String

        public init(key: Int64, role: String, number: String, name: String, type: String) {
            self.key = key
            self.role = role
            self.number = number
            self.name = name
            self.type = type
        }
    }

    public let company: ID<Company>
    public let accounts: [Account]

    public init(company: ID<Company>, accounts: [Account]) {
        self.company = company
        self.accounts = accounts
    }
}
