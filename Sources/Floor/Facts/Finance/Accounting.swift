// SPDX-License-Identifier: Apache-2.0

package import Kernel

/// A person or a program entered a journal entry by hand.
package struct JournalEntered: Fact, Codable, Equatable {
    package static let name = "JournalEntered"

    package struct Line: Codable, Sendable, Equatable {
        /// The account's number in the company's chart.
        package let account: String
        package let site: ID<Site>
        /// Minor units, debit positive.
        package let amount: Int64
        package let project: ID<Project>?
        package let campaign: ID<Campaign>?

        package init(
            account: String, site: ID<Site>, amount: Int64, project: ID<Project>? = nil, campaign: ID<Campaign>? = nil
        ) {
            self.account = account
            self.site = site
            self.amount = amount
            self.project = project
            self.campaign = campaign
        }
    }

    package let company: ID<Company>
    package let day: Day
    package let currency: Currency
    package let reason: String
    package let lines: [Line]

    package init(company: ID<Company>, day: Day, currency: Currency, reason: String, lines: [Line]) {
        self.company = company
        self.day = day
        self.currency = currency
        self.reason = reason
        self.lines = lines
    }
}

/// A posted entry was reversed by a new one that negates it.
package struct EntryReversed: Fact, Codable, Equatable {
    package static let name = "EntryReversed"

    package let entry: ID<Entry>
    package let company: ID<Company>
    /// The day of the reversing entry.
    package let day: Day
    package let reason: String

    package init(entry: ID<Entry>, company: ID<Company>, day: Day, reason: String) {
        self.entry = entry
        self.company = company
        self.day = day
        self.reason = reason
    }
}

/// How firmly a period is closed.
package enum PeriodLock: String, Codable, Sendable, Equatable {
    /// Only who may post into closed periods still can; everything else posts on the first open day.
    case soft
    /// Nobody can.
    case hard
}

/// A company's books are closed through a day; or open again from it on, when the day moves back.
package struct PeriodLocked: Fact, Codable, Equatable {
    package static let name = "PeriodLocked"

    package let company: ID<Company>
    package let lock: PeriodLock
    package let through: Day
    package let reason: String

    package init(company: ID<Company>, lock: PeriodLock, through: Day, reason: String) {
        self.company = company
        self.lock = lock
        self.through = through
        self.reason = reason
    }
}
