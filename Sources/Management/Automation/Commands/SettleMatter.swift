// SPDX-License-Identifier: Apache-2.0

import Accounting
import FinanceFacts
package import Kernel
import ManagementFacts
import Organisation
package import Store

/// A person settles a matter of the inbox; what waited in suspense for it goes to the account it belongs to.
package struct SettleAttention: Command {
    package let attention: ID<Attention>
    package let decision: String
    package let account: String?
    package let day: Day

    package init(attention: ID<Attention>, decision: String, account: String? = nil, day: Day) {
        self.attention = attention
        self.decision = decision
        self.account = account
        self.day = day
    }

    package static let form = Form(
        "settle-attention", at: "automation/settlements", may: "automation.settle", .wish,
        "Settle a matter of the inbox, and say where its suspense belongs.",
        Shape<SettleAttention>(
            Field("attention", \.attention, "The matter's number, as the inbox shows it."),
            Field("decision", \.decision, "What was decided, in words."),
            Field(
                "account", \.account,
                "The number of the account that takes what waits in suspense; needed when something does.",
                example: "5200"),
            Field("day", \.day, "The day it is posted on, in an open period."),
            make: SettleAttention.init))

    package struct Answer: Shaped {
        package let cleared: MinorUnits

        package static let shape = Shape<Answer>(
            Field("cleared", \.cleared, "What left suspense, debit positive."), make: Answer.init)
    }

    package func run(_ tx: Transaction) throws -> Answer {
        guard let matter = try AutomationReading.attention(attention, tx) else {
            throw refusal(AutomationRefusal.noSuchMatter(attention.description), at: \.attention)
        }
        if matter.suspense != 0 { try clear(matter, tx) }
        try tx.publish(AttentionSettled(attention: attention, decision: decision))
        return Answer(cleared: MinorUnits(matter.suspense))
    }

    private func clear(_ matter: AutomationReading.AttentionRecord, _ tx: Transaction) throws {
        guard let company = try OrganisationReading.companies(tx).first(where: { $0.id == matter.company }),
            let site = try matter.site ?? OrganisationReading.headOffice(of: company.id, tx)?.id
        else { throw refusal(AutomationRefusal.noSuchMatter(attention.description), at: \.attention) }
        let accounts = try AccountingReading.accounts(of: company.id, tx)
        guard let account, let goal = accounts.first(where: { $0.number == account }), !goal.role.isControl else {
            throw refusal(
                AutomationRefusal.needsAccount(Money(minor: matter.suspense, company.currency)), at: \.account)
        }
        guard let suspense = accounts.first(where: { $0.role == .suspense }) else {
            throw StoreFault.corrupt("company \(company.code) has no suspense account")
        }
        try at(\.day) { try AccountingReading.checkOpen(day, company.id, tx) }
        try tx.publish(
            JournalEntered(
                company: company.id, day: day, currency: company.currency, reason: decision,
                lines: [
                    .init(account: goal.number, site: site, amount: matter.suspense),
                    .init(account: suspense.number, site: site, amount: -matter.suspense),
                ]))
    }
}
