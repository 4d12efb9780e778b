// SPDX-License-Identifier: Apache-2.0

package import Kernel
import ManagementFacts
package import Store

/// A person settles many matters of the inbox at once, as seen and accepted: each as if it were settled alone, so that one
/// that cannot be settled keeps no other open.
package struct SettleMatters: Command {
    package let matters: [ID<Matter>]?
    package let kind: String?
    package let decision: String
    package let account: String?
    package let day: Day?

    package init(
        matters: [ID<Matter>]? = nil, kind: String? = nil, decision: String, account: String? = nil, day: Day? = nil
    ) {
        self.matters = matters
        self.kind = kind
        self.decision = decision
        self.account = account
        self.day = day
    }

    /// How many are settled at once; whoever has more sends it again.
    package static let most = 1_000

    package static let form = Form(
        "settle-matters", at: "automation/settlements-of-many", may: "automation.settle", .wish,
        "Settle many matters of the inbox at once, as seen and accepted.",
        Shape<SettleMatters>(
            Field(
                "matters", \.matters, "Their numbers, as the inbox shows them; all of the kind when left out.",
                in: 1...Int64(most)),
            Field(
                "kind", \.kind,
                "Only matters of this kind, the oldest first, a thousand at most; of any kind when left out.",
                example: "receipt-doubt"),
            Field("decision", \.decision, "What was decided, in words.", in: 1...1_000),
            Field(
                "account", \.account,
                "The number of the account that takes what waits in suspense; needed for those where something does.",
                example: "5200"),
            Field(
                "day", \.day,
                "The day on which suspense is cleared, in an open period; today at the head office when left out."),
            make: SettleMatters.init))

    package struct Refused: Shaped, Equatable {
        package let matter: ID<Matter>
        package let reason: String

        package init(matter: ID<Matter>, reason: String) {
            self.matter = matter
            self.reason = reason
        }

        package static let shape = Shape<Refused>(
            Field("matter", \.matter, "Which stays open."), Field("reason", \.reason, "Why."), make: Refused.init)
    }

    package struct Answer: Shaped {
        package let settled: [ID<Matter>]
        package let refused: [Refused]

        package static let shape = Shape<Answer>(
            Field("settled", \.settled, "Which are settled now."),
            Field("refused", \.refused, "Which stay open, and why."), make: Answer.init)
    }

    /// A site where the actor may settle matters, if any of them is of one; each asks for the right at its own besides.
    package func place(_ tx: Transaction) throws -> Code<Site>? {
        let places = try wanted(tx).map { try SettleMatter(matter: $0).place(tx) }
        return try places.first { try tx.holds(Self.form.permission, at: $0) } ?? nil
    }

    package func run(_ tx: Transaction) throws -> Answer {
        guard matters != nil || kind != nil else {
            throw refusal(AutomationRefusal.nothingToSettle, at: \.matters)
        }
        var settled: [ID<Matter>] = []
        var refused: [Refused] = []
        for matter in try wanted(tx) {
            do {
                _ = try tx.attempt { tx in
                    try tx.perform(
                        within: SettleMatter(matter: matter, decision: decision, account: account, day: day))
                }
                settled.append(matter)
            } catch let error as any Refusal {
                refused.append(Refused(matter: matter, reason: error.sentence))
            }
        }
        return Answer(settled: settled, refused: refused)
    }

    private func wanted(_ snapshot: Snapshot) throws -> [ID<Matter>] {
        if let matters { return matters }
        return try AutomationReading.inbox(limit: 100_000, snapshot).filter { $0.kind == kind }.map(\.id).sorted()
            .prefix(Self.most).map(\.self)
    }
}
