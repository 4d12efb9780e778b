// SPDX-License-Identifier: Apache-2.0

import Accounting
import FinanceFacts
package import Kernel
import ManagementFacts
import Organisation
package import Store

/// A person settles a matter of the inbox; what waited in suspense for it goes to the account it belongs to.
package struct SettleAttention: Command {
    package static let name = "settle-attention"
    package static let address = "automation/settlements"
    package static let permission = "automation.settle"
    package static let summary = "Settle a matter of the inbox, and say where its suspense belongs."

    package let attention: ID<Attention>
    package let decision: String
    /// The number of the account that takes what waits in suspense; needed when something does.
    package let account: String?
    package let day: Day

    package init(attention: ID<Attention>, decision: String, account: String? = nil, day: Day) {
        self.attention = attention
        self.decision = decision
        self.account = account
        self.day = day
    }

    package struct Answer: Codable, Sendable {
        /// Minor units that left suspense, debit positive.
        package let cleared: Int64
    }

    package func run(_ tx: Transaction) throws -> Answer {
        guard let matter = try AutomationReading.attention(attention, tx) else {
            throw AutomationRefusal.noSuchMatter(attention.description)
        }
        if matter.suspense != 0 { try clear(matter, tx) }
        try tx.publish(AttentionSettled(attention: attention, decision: decision))
        return Answer(cleared: matter.suspense)
    }

    private func clear(_ matter: AutomationReading.AttentionRecord, _ tx: Transaction) throws {
        guard let company = try OrganisationReading.companies(tx).first(where: { $0.id == matter.company }),
            let site = try matter.site ?? OrganisationReading.headOffice(of: company.id, tx)?.id
        else { throw AutomationRefusal.noSuchMatter(attention.description) }
        let accounts = try AccountingReading.accounts(of: company.id, tx)
        guard let account, let goal = accounts.first(where: { $0.number == account }), !goal.role.isControl else {
            throw AutomationRefusal.needsAccount(Money(minor: matter.suspense, company.currency))
        }
        guard let suspense = accounts.first(where: { $0.role == .suspense }) else {
            throw StoreFault.corrupt("company \(company.code) has no suspense account")
        }
        try AccountingReading.checkOpen(day, company.id, tx)
        try tx.publish(
            JournalEntered(
                company: company.id, day: day, currency: company.currency, reason: decision,
                lines: [
                    .init(account: goal.number, site: site, amount: matter.suspense),
                    .init(account: suspense.number, site: site, amount: -matter.suspense),
                ]))
    }
}
