// SPDX-License-Identifier: Apache-2.0

package import Kernel
import Organisation
package import Store

/// A person settles many matters alike: those that are named, or all of a kind, of a site, or of both.
///
/// Each is settled as `settle-matter` would, with its rights and its refusals: one that is refused stays in the inbox as it
/// was, and the others are settled all the same.
package struct SettleMatters: Command {
    package let matters: [ID<Matter>]?
    package let kind: String?
    package let site: Code<Site>?
    package let most: Int64?
    package let proposal: Int64?
    package let fields: String?
    package let decision: String?
    package let account: String?
    package let day: Day?

    package init(
        matters: [ID<Matter>]? = nil, kind: String? = nil, site: Code<Site>? = nil, most: Int64? = nil,
        proposal: Int64? = nil, fields: String? = nil, decision: String? = nil, account: String? = nil, day: Day? = nil
    ) {
        self.matters = matters
        self.kind = kind
        self.site = site
        self.most = most
        self.proposal = proposal
        self.fields = fields
        self.decision = decision
        self.account = account
        self.day = day
    }

    /// How many at once, so that nobody else waits long to write; whoever has more sends it again.
    private static let largest: Int64 = 1_000

    package static let form = Form(
        "settle-matters", at: "automation/settlements-of-many", may: "automation.settle", .wish,
        "Settle many matters of the inbox alike, each on its own merits: those that are named, or all of a kind or a site.",
        Shape<SettleMatters>(
            Field(
                "matters", \.matters, "The matters' numbers, as the inbox shows them; left out with a kind or a site.",
                in: 1...largest),
            Field("kind", \.kind, "The name of their kind; of every kind when left out.", example: "till-open"),
            Field("site", \.site, "Where they are; everywhere when left out."),
            Field(
                "most", \.most, "How many at most, the oldest first; 100 when left out, and all that are named.",
                in: 1...largest),
            Field(
                "proposal", \.proposal,
                "The number of the proposal to carry out for each, counted from one; seen and accepted when left out.",
                in: 1...),
            Field(
                "fields", \.fields,
                "What the proposals still ask for or what is to be otherwise, a JSON object as text, the same for each.",
                in: 2...1_000_000, example: "{\"reason\":\"counted again\"}"),
            Field("decision", \.decision, "What was decided, in words; the proposal's own when left out."),
            Field(
                "account", \.account, "The number of the account that takes what waits in suspense for any of them.",
                example: "5200"),
            Field(
                "day", \.day,
                "The day on which suspense is cleared, in an open period; today at the head office when left out."),
            make: SettleMatters.init))

    package struct Settled: Shaped, Equatable {
        package let matter: ID<Matter>
        package let cleared: MinorUnits
        package let answer: String?

        package static let shape = Shape<Settled>(
            Field("matter", \.matter, "Its number."),
            Field("cleared", \.cleared, "What left suspense, debit positive."),
            Field("answer", \.answer, "What the proposed command answered, a JSON object as text."),
            make: Settled.init)
    }

    package struct Refused: Shaped, Equatable {
        package let matter: ID<Matter>
        package let code: String
        package let reason: String
        package let field: String?

        package static let shape = Shape<Refused>(
            Field("matter", \.matter, "Its number."), Field("code", \.code, "Why, as programs tell it."),
            Field("reason", \.reason, "Why, in a sentence."),
            Field("field", \.field, "The field that it belongs to; missing when it belongs to none."),
            make: Refused.init)
    }

    package struct Answer: Shaped, Equatable {
        package let settled: [Settled]
        package let refused: [Refused]
        package let left: Int64

        package static let shape = Shape<Answer>(
            Field("settled", \.settled, "Those that left the inbox."),
            Field("refused", \.refused, "Those that stay in it as they were, each with the reason."),
            Field("left", \.left, "How many more stand there that were meant, and were not tried."),
            make: Answer.init)
    }

    /// The site that is named, else one where the actor may settle matters, if any of them is of one: each asks for the
    /// right at its own besides.
    package func place(_ tx: Transaction) throws -> Code<Site>? {
        if let site { return site }
        var meant = matters
        if let kind { meant = try MatterStore.open(kind: kind, at: nil, tx) }
        guard let meant else { return nil }
        if try tx.holds(Self.form.permission, at: nil) { return nil }
        let places = try meant.prefix(Int(Self.largest)).map { try SettleMatter(matter: $0).place(tx) }
        return try places.first { try tx.holds(Self.form.permission, at: $0) } ?? nil
    }

    package func run(_ tx: Transaction) throws -> Answer {
        let (meant, left) = try chosen(tx)
        var (settled, refused): ([Settled], [Refused]) = ([], [])
        for matter in meant {
            do {
                settled.append(try tx.attempt { try settle(matter, $0) })
            } catch let refusal as any Refusal {
                refused.append(
                    Refused(
                        matter: matter, code: refusal.code, reason: refusal.sentence, field: refusal.field))
            }
        }
        return Answer(settled: settled, refused: refused, left: left)
    }

    private func settle(_ matter: ID<Matter>, _ tx: Transaction) throws -> Settled {
        let command = SettleMatter(
            matter: matter, proposal: proposal, fields: fields, decision: decision, account: account, day: day)
        let answer = try tx.perform(within: command)
        return Settled(matter: matter, cleared: answer.cleared, answer: answer.answer)
    }

    /// The matters that are meant, the oldest first, and how many more there are.
    private func chosen(_ tx: Transaction) throws -> (matters: [ID<Matter>], left: Int64) {
        if let matters {
            guard kind == nil, site == nil, most == nil else {
                throw refusal(AutomationRefusal.namedAndChosen, at: \.matters)
            }
            return (matters, 0)
        }
        guard kind != nil || site != nil else { throw refusal(AutomationRefusal.nothingToSettle, at: \.matters) }
        if let kind, tx.declarations.matter(named: kind) == nil {
            throw refusal(AutomationRefusal.noSuchKind(kind, known: tx.declarations.matters.map(\.name)), at: \.kind)
        }
        let place = try site.map { site in try at(\.site) { try OrganisationReading.required(site: site, tx).id } }
        let all = try MatterStore.open(kind: kind, at: place, tx)
        let most = min(Int(most ?? 100), all.count)
        return (Array(all.prefix(most)), Int64(all.count - most))
    }
}
