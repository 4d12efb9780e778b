// SPDX-License-Identifier: Apache-2.0

import FinanceFacts
package import Kernel
import Organisation
package import Store

/// An accountant enters an entry by hand.
package struct EnterJournal: Command {
    package struct Line: Shaped {
        package let account: String
        package let site: Code<Site>
        package let amount: MinorUnits
        package let project: ID<Project>?
        package let campaign: ID<Campaign>?

        package init(
            account: String, site: Code<Site>, amount: MinorUnits, project: ID<Project>? = nil,
            campaign: ID<Campaign>? = nil
        ) {
            self.account = account
            self.site = site
            self.amount = amount
            self.project = project
            self.campaign = campaign
        }

        package static let shape = Shape<Line>(
            Field("account", \.account, "The account's number.", example: "5200"),
            Field("site", \.site, "The site whose books it is in."),
            Field(
                "amount", \.amount, "Debit positive, credit negative, in the company's currency.",
                in: MinorUnits.accepted),
            Field("project", \.project, "The number of the project it was spent for or earned by; none when left out."),
            Field("campaign", \.campaign, "The number of the campaign; none when left out."),
            make: Line.init)
    }

    package let company: Code<Company>
    package let day: Day
    package let reason: String
    package let lines: [Line]

    package init(company: Code<Company>, day: Day, reason: String, lines: [Line]) {
        self.company = company
        self.day = day
        self.reason = reason
        self.lines = lines
    }

    package static let form = Form(
        "enter-journal", at: "accounting/journal", may: "accounting.post", .wish,
        "Enter a journal entry by hand; debits and credits must be equal.",
        Shape<EnterJournal>(
            Field("company", \.company, "Whose books it is in."),
            Field("day", \.day, "The day it is posted on, in an open period."),
            Field("reason", \.reason, "What it is for."),
            Field("lines", \.lines, "Debits and credits, which add up to zero."),
            make: EnterJournal.init))

    package struct Answer: Shaped {
        package let day: Day

        package static let shape = Shape<Answer>(
            Field("day", \.day, "The day it was posted on."), make: Answer.init)
    }

    /// The site of all its lines; nil where it goes over several.
    package func place(_ tx: Transaction) -> Code<Site>? {
        lines.first.flatMap { first in lines.allSatisfy { $0.site == first.site } ? first.site : nil }
    }

    package func run(_ tx: Transaction) throws -> Answer {
        let owner = try at(\.company) { try OrganisationReading.required(company: company, tx) }
        let posted = try lines.enumerated().map { place, line in
            try at(\.lines, place) { try read(line, of: owner, tx) }
        }
        let sum = posted.reduce(0) { $0 + $1.amount }
        guard !posted.isEmpty, sum == 0 else {
            throw refusal(AccountingRefusal.notBalanced(Money(minor: sum, owner.currency)), at: \.lines)
        }
        try at(\.day) { try AccountingReading.checkOpen(day, owner.id, tx) }
        try tx.publish(
            JournalEntered(company: owner.id, day: day, currency: owner.currency, reason: reason, lines: posted))
        return Answer(day: day)
    }

    private func read(_ line: Line, of owner: CompanyRecord, _ tx: Transaction) throws -> JournalEntered.Line {
        let role: AccountRole? = try tx.value(
            """
            select role from accounting_account
             where company_id = \(owner.id) and number = \(line.account)
            """)
        guard let role else { throw line.refusal(AccountingRefusal.noSuchAccount(line.account), at: \.account) }
        guard !role.isControl else {
            throw line.refusal(AccountingRefusal.controlAccount(line.account), at: \.account)
        }
        let site = try line.at(\.site) { try OrganisationReading.required(site: line.site, tx) }
        guard site.company == owner.id else {
            throw line.refusal(AccountingRefusal.siteOfAnother(line.site.text), at: \.site)
        }
        return JournalEntered.Line(
            account: line.account, site: site.id, amount: line.amount.count, project: line.project,
            campaign: line.campaign)
    }
}
