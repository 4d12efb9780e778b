// SPDX-License-Identifier: Apache-2.0

import FinanceFacts
package import Kernel
import Organisation
package import Store

/// An accountant enters an entry by hand.
package struct EnterJournal: Command {
    package static let name = "enter-journal"
    package static let address = "accounting/journal"
    package static let permission = "accounting.post"
    package static let summary = "Enter a journal entry by hand; debits and credits must be equal."

    package struct Line: Codable, Sendable {
        /// The account's number, such as 1000.
        package let account: String
        package let site: String
        /// Minor units of the company's currency, debit positive: `-1250` is a credit of 12.50.
        package let amount: Int64
        /// The numbers of what it was spent for or earned by, as the retailer counts them; left out for neither.
        package let project: ID<Project>?
        package let campaign: ID<Campaign>?

        package init(
            account: String, site: String, amount: Int64, project: ID<Project>? = nil, campaign: ID<Campaign>? = nil
        ) {
            self.account = account
            self.site = site
            self.amount = amount
            self.project = project
            self.campaign = campaign
        }
    }

    package let company: String
    package let day: Day
    package let reason: String
    package let lines: [Line]

    package init(company: String, day: Day, reason: String, lines: [Line]) {
        self.company = company
        self.day = day
        self.reason = reason
        self.lines = lines
    }

    package struct Answer: Codable, Sendable {
        /// The day it was posted on.
        package let day: Day
    }

    package func run(_ tx: Transaction) throws -> Answer {
        let owner = try AccountingDesk.company(company, tx)
        let posted = try lines.map { line in
            let role = try tx.row(
                """
                select role from accounting_account
                 where company_id = \(owner.id) and number = \(line.account)
                """
            ) { try $0.choice(0, of: AccountRole.self) }
            guard let role else { throw AccountingRefusal.noSuchAccount(line.account) }
            guard !role.isControl else { throw AccountingRefusal.controlAccount(line.account) }
            guard let site = try OrganisationReading.site(code: line.site, tx), site.company == owner.id else {
                throw AccountingRefusal.noSuchSite(line.site)
            }
            guard line.amount.magnitude <= Money.largestMinor else {
                throw AccountingRefusal.amountTooLarge(line.amount)
            }
            return JournalEntered.Line(
                account: line.account, site: site.id, amount: line.amount, project: line.project,
                campaign: line.campaign)
        }
        let sum = posted.reduce(0) { $0 + $1.amount }
        guard !posted.isEmpty, sum == 0 else {
            throw AccountingRefusal.notBalanced(Money(minor: sum, owner.currency))
        }
        try AccountingReading.checkOpen(day, owner.id, tx)
        try tx.publish(
            JournalEntered(company: owner.id, day: day, currency: owner.currency, reason: reason, lines: posted))
        return Answer(day: day)
    }
}

enum AccountingDesk {
    static func company(_ code: String, _ tx: Transaction) throws -> CompanyRecord {
        guard let company = try OrganisationReading.company(code: code, tx) else {
            throw AccountingRefusal.noSuchCompany(code)
        }
        return company
    }
}
