// SPDX-License-Identifier: Apache-2.0

import Accounting
import Kernel
import ManagementFacts
import Organisation
import Store
import Web

extension NightStep {
    /// Asks about what stands in clearing accounts for too long, and takes the matter back when it has come.
    static let lookAtClearing = NightStep(
        "look-at-clearing-accounts", "Look at what waits in clearing accounts"
    ) { night in
        let day = night.day
        let accounts = try await night.read { try ClearingAccount.all(on: day, $0) }
        for account in accounts {
            if let matter = account.matter {
                try await night.tell(matter)
                continue
            }
            try await night.write { tx in
                guard try AutomationReading.isOpen(account.subject, of: account.company.id, tx) else { return }
                try tx.publish(
                    AttentionExplained(
                        company: account.company.id, subject: account.subject,
                        explanation: "nothing in the account is too old any more"))
            }
        }
        let old = accounts.count { $0.uncleared != nil }
        guard old > 0 else { return .alone("nothing waits for too long") }
        return .needsYou(old == 1 ? "1 account holds what is too old" : "\(old) accounts hold what is too old")
    }
}

/// An account that should come to zero again, and what has stood in it for longer than its company allows.
private struct ClearingAccount: Sendable {
    let company: CompanyRecord
    let account: AccountingReading.AccountRecord
    /// The days that the company's policy allows.
    let days: Int64
    let uncleared: Uncleared?

    /// Every clearing account of every company, as it stands on the night of a day.
    static func all(on day: Day, _ snapshot: Snapshot) throws -> [ClearingAccount] {
        let charts = Dictionary(grouping: try AccountingReading.accounts(snapshot), by: \.company)
        return try OrganisationReading.companies(snapshot).flatMap { company in
            let days = try OrganisationReading.policy(.clearingAge, of: company.id, snapshot)
            let limit = Day(number: day.number - days)
            return try (charts[company.id] ?? []).filter(\.role.isClearing).map { account in
                ClearingAccount(
                    company: company, account: account, days: days,
                    uncleared: ClearingRules.uncleared(
                        try AccountingReading.daily(account.id, snapshot), before: limit))
            }
        }
    }

    var subject: String { "account \(account.number) old" }

    /// What a person is asked; nil when nothing is too old.
    var matter: AttentionNeeded? {
        uncleared.map { old in
            let amount = Format.moneyWithCurrency(Money(minor: Int64(clamping: old.amount.magnitude), company.currency))
            return AttentionNeeded(
                company: company.id, site: nil, subject: subject,
                reason:
                    "\(amount) stands in \(account.name.lowercased()) for more than \(Format.count(days, "day", "days")), the oldest of it since \(old.since).",
                evidence: ["report journal --account \(account.number) --from \(old.since)"], proposal: proposal)
        }
    }

    private var proposal: String {
        switch account.role {
        case .cashInTransit: "ask the courier, then enter-journal from this account to the bank's"
        default: "ask for the bill, then enter-journal from this account to accounts payable"
        }
    }
}
