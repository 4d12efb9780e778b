// SPDX-License-Identifier: Apache-2.0

package import Store

/// The night, the inbox, and how files are read.
package enum AutomationSystem {
    package static let system = System(
        "Automation", isIndispensable: true,
        migrations: [
            .create(AutomationTables.first), .create(AutomationTables.second), .create(AutomationTables.third),
            .run(AutomationTables.nameSteps),
            .replace("automation_attention", by: AutomationTables.matter, filling: EarlierMatters.filling),
            .run(EarlierMatters.typing),
        ],
        commands: [.of(SettleMatter.self), .of(SettleMatters.self), .of(KeepImportProfile.self)],
        permissions: [
            Permission("automation.settle", "Settle matters of the inbox.", heldBy: [.accountant, .storeManager]),
            Permission("automation.import", "Say how other programs' files are read.", heldBy: [.accountant]),
        ],
        night: [.lookAtSuspense, .lookAtClearing],
        proofs: [.suspense],
        matters: [.clearingOld, .proofFails, .forbiddenEvent, .strayMembers, EarlierMatters.kind],
        reports: [.night, .inbox],
        measures: [.stepsAlone])
}
