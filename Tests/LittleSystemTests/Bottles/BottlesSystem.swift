// SPDX-License-Identifier: Apache-2.0

import Accounting
import Kernel
import Store

/// Machines that take empty bottles back and print slips, which are owed until they are too old.
enum BottlesSystem {
    static let system = System(
        "Bottles",
        migrations: [
            .create([
                Table("bottles_machine", [.id("site_id"), .integer("number")], key: ["site_id", "number"]),
                Table(
                    "bottles_slip", [.id("site_id"), .integer("slip"), .day("day"), .money("owed")],
                    key: ["site_id", "slip"]),
            ])
        ], commands: [.of(PlaceMachine.self), .of(PrintSlip.self)],
        permissions: [Permission("bottles.write", "Place machines and tell of slips.", heldBy: [.storeManager])],
        policies: [.slipAge], night: [.expireSlips], proofs: [.slips], matters: [.machineUnknown], reports: [.slips],
        imports: [.machines], measures: [.slipsOwed])

    static let roles: [AccountRole] = [.slips, .claims, .expired]

    static let reactions: [Reaction] = [
        .on(SlipChanged.self, "Bottles", "keeps the slip", BottlesStore.onSlipChanged),
        .on(
            SlipChanged.self, "Accounting", "posts the slip",
            AccountingReactions.posting(BottlesPostings.entry(for:document:))),
    ]
}

extension Policy {
    static let slipAge = Policy(
        "bottle-slip-days", standard: 365, allowed: 1...3_650, meaning: "a bottle slip is owed for this many days")
}

extension MatterKind {
    static let machineUnknown = MatterKind(
        "bottle-machine-unknown", "A bottle machine is not known", unanswered: "Its slips are owed like any others.")
}

extension AccountRole {
    static let slips = AccountRole(910, "slips", number: "2390", title: "Bottle slips", .liabilities, isControl: true)
    static let claims = AccountRole(911, "claims", number: "1390", title: "Bottle deposits to claim", .assets)
    static let expired = AccountRole(912, "expired", number: "4890", title: "Expired bottle slips", .income)
}

/// How a slip becomes debits and credits: it is owed to who has it, and claimed from the brewers.
enum BottlesPostings {
    static func entry(for changed: SlipChanged, document: Int64) -> EntryDraft {
        let amount = changed.amount.count
        return EntryDraft(
            company: changed.company, kind: "bottles", document: document, day: changed.day, currency: changed.currency,
            postings: [
                Posting(.slips, -amount, site: changed.site),
                Posting(amount > 0 ? .claims : .expired, amount, site: changed.site),
            ])
    }
}
