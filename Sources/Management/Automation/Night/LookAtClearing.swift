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
                guard try AutomationReading.isOpen(.clearingOld, account.subject, of: account.company.id, tx)
                else { return }
                try tx.publish(
                    MatterExplained(
                        company: account.company.id, kind: .clearingOld, subject: account.subject,
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
    /// The number of the account where what stands here is on its way to.
    let goal: String
    let headOffice: Code<Site>?

    /// Every clearing account of every company, as it stands on the night of a day.
    static func all(on day: Day, _ snapshot: Snapshot) throws -> [ClearingAccount] {
        let charts = Dictionary(grouping: try AccountingReading.accounts(snapshot), by: \.company)
        return try OrganisationReading.companies(snapshot).flatMap { company -> [ClearingAccount] in
            guard try snapshot.isOn(AccountingSystem.system.name, for: company.id) else { return [] }
            let chart = charts[company.id] ?? []
            return try chart.filter(\.role.isClearing).map { try of($0, in: chart, of: company, on: day, snapshot) }
        }
    }

    private static func of(
        _ account: AccountingReading.AccountRecord, in chart: [AccountingReading.AccountRecord],
        of company: CompanyRecord, on day: Day, _ snapshot: Snapshot
    ) throws -> ClearingAccount {
        let days = try OrganisationReading.policy(.clearingAge, of: company.id, snapshot)
        let limit = Day(number: day.number - days)
        let goal: AccountRole = account.role == .cashInTransit ? .bank : .accountsPayable
        return ClearingAccount(
            company: company, account: account, days: days,
            uncleared: ClearingRules.uncleared(try AccountingReading.daily(account.id, snapshot), before: limit),
            goal: chart.first { $0.role == goal }?.number ?? goal.number,
            headOffice: try OrganisationReading.headOffice(of: company.id, snapshot).map { Code($0.code) })
    }

    var subject: String { account.number }

    /// What a person is asked; nil when nothing is too old.
    var matter: MatterRaised? {
        uncleared.map { old in
            let amount = Format.moneyWithCurrency(Money(minor: Int64(clamping: old.amount.magnitude), company.currency))
            return MatterRaised(
                company: company.id, site: nil, kind: .clearingOld, subject: subject,
                reason:
                    "\(amount) stands in \(account.name.lowercased()) for more than \(Format.count(days, "day", "days")), the oldest of it since \(old.since).",
                numbers: [.money("too old", old.amount), .days("allowed", days)],
                evidence: ["report journal --account \(account.number) --from \(old.since)"],
                proposals: [proposal(for: old.amount)])
        }
    }

    /// What takes the money out of the account again, at the head office, where its way ends.
    private func proposal(for amount: Int64) -> MatterProposal {
        let isCash = account.role == .cashInTransit
        let lines = [(goal, amount), (account.number, -amount)].map { number, amount in
            [Known<EnterJournal.Line>.member(\.account, number), .member(\.amount, MinorUnits(amount))]
                + (headOffice.map { [.member(\.site, $0)] } ?? [])
        }
        return MatterProposal(
            isCash ? "Enter that the courier brought it to the bank" : "Enter the bill that came for it",
            EnterJournal.self,
            knowing: [.member(\.company, Code(company.code)), .elements(\.lines, lines)])
    }
}
