// SPDX-License-Identifier: Apache-2.0

package import Store

/// The ledger.
package enum AccountingSystem {
    package static let system = System(
        "Accounting",
        migrations: [.create(AccountingTables.first), AccountingTables.reason, AccountingTables.reasons],
        commands: [.of(EnterJournal.self), .of(ReverseEntry.self), .of(LockPeriod.self)],
        permissions: [
            Permission("accounting.post", "Enter journal entries and reverse them.", heldBy: [.accountant]),
            Permission("accounting.lock", "Lock periods of the books.", heldBy: [.accountant]),
        ],
        policies: [.clearingAge],
        reports: [.trialBalance, .profitAndLoss, .balanceSheet, .cashFlow, .journal],
        exports: PlainTextLedger.allCases.map(\.declaration))

    /// What the first systems have accounts for; a system that comes later brings its own roles.
    package static let roles = CommerceRoles.all + LogisticsRoles.all + FinanceRoles.all
}
