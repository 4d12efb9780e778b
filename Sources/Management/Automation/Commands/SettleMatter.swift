// SPDX-License-Identifier: Apache-2.0

import Accounting
import FinanceFacts
package import Kernel
import ManagementFacts
import Organisation
package import Store

/// A person settles a matter of the inbox: by a command that was proposed, or as seen and accepted. What waits in
/// suspense for it then goes to the account it belongs to.
///
/// The proposed command is run with its own permission, ranges and refusals, in the same transaction: when it is
/// refused, the matter stays open.
package struct SettleMatter: Command {
    package let matter: ID<Matter>
    package let proposal: Int64?
    package let fields: String?
    package let decision: String?
    package let account: String?
    package let day: Day?

    package init(
        matter: ID<Matter>, proposal: Int64? = nil, fields: String? = nil, decision: String? = nil,
        account: String? = nil, day: Day? = nil
    ) {
        self.matter = matter
        self.proposal = proposal
        self.fields = fields
        self.decision = decision
        self.account = account
        self.day = day
    }

    package static let form = Form(
        "settle-matter", at: "automation/settlements", may: "automation.settle", .wish,
        "Settle a matter of the inbox: do what it proposes, or accept it, and say where its suspense belongs.",
        Shape<SettleMatter>(
            Field("matter", \.matter, "The matter's number, as the inbox shows it."),
            Field(
                "proposal", \.proposal,
                "The number of the proposal to carry out, counted from one; seen and accepted when left out.", in: 1...),
            Field(
                "fields", \.fields,
                "What the proposal still asks for or what is to be otherwise, a JSON object as text.",
                in: 2...1_000_000, example: "{\"counted\":11083}"),
            Field("decision", \.decision, "What was decided, in words; the proposal's own when left out."),
            Field(
                "account", \.account,
                "The number of the account that takes what waits in suspense; needed when something does.",
                example: "5200"),
            Field(
                "day", \.day,
                "The day on which suspense is cleared, in an open period; today at the head office when left out."),
            make: SettleMatter.init))

    package struct Answer: Shaped {
        package let cleared: MinorUnits
        package let command: String?
        package let answer: String?

        package static let shape = Shape<Answer>(
            Field("cleared", \.cleared, "What left suspense, debit positive."),
            Field("command", \.command, "The command that was run; missing when none was."),
            Field("answer", \.answer, "What that command answered, a JSON object as text."),
            make: Answer.init)
    }

    /// The site that the matter is about.
    package func place(_ tx: Transaction) throws -> Code<Site>? {
        try AutomationReading.matter(matter, tx)?.site.flatMap { site in
            try OrganisationReading.site(site, tx).map { Code($0.code) }
        }
    }

    package func run(_ tx: Transaction) throws -> Answer {
        guard let matter = try AutomationReading.matter(matter, tx) else {
            throw refusal(AutomationRefusal.noSuchMatter(self.matter.description), at: \.matter)
        }
        let chosen = try chosen(of: matter)
        let answer = try chosen.map { try carryOut($0, matter, tx) }
        let fact = chosen == nil ? nil : tx.firstFact
        // The command may have changed what waits in suspense.
        let left = try MatterStore.standing(of: matter.id, tx)?.suspense ?? 0
        if left != 0 { try clear(left, of: matter, decision(chosen), tx) }
        try tx.publish(
            MatterSettled(matter: matter.id, decision: decision(chosen), command: chosen?.command, fact: fact))
        return Answer(
            cleared: MinorUnits(left), command: chosen?.command,
            answer: answer.map { String(decoding: $0, as: UTF8.self) })
    }

    private func decision(_ chosen: MatterProposal?) -> String { decision ?? chosen?.label ?? "Seen and accepted" }

    private func chosen(of matter: MatterRecord) throws -> MatterProposal? {
        guard let proposal else {
            guard fields == nil else { throw refusal(AutomationRefusal.needsProposal, at: \.proposal) }
            return nil
        }
        guard proposal <= matter.proposals.count else {
            throw refusal(
                AutomationRefusal.noSuchProposal(proposal, of: matter.proposals.count), at: \.proposal)
        }
        return matter.proposals[Int(proposal) - 1]
    }

    /// - Returns: the command's answer.
    private func carryOut(_ proposal: MatterProposal, _ matter: MatterRecord, _ tx: Transaction) throws -> [UInt8] {
        guard let command = tx.declarations.command(named: proposal.command) else {
            throw refusal(CommandRefusal.unknown(proposal.command), at: \.proposal)
        }
        let before = try MatterStore.standing(of: matter.id, tx)
        let request = try at(\.fields) { try filledIn(proposal) }
        let answer = try atFields { try tx.perform(within: command.read(request, strictly: true)) }
        if let after = try MatterStore.standing(of: matter.id, tx), after.isOpen,
            after.timesRaised != before?.timesRaised
        {
            throw refusal(AutomationRefusal.stillAsked(after.reason), at: \.proposal)
        }
        return answer
    }

    private func filledIn(_ proposal: MatterProposal) throws -> [UInt8] {
        let request = Array(proposal.request.utf8)
        guard let fields else { return request }
        do {
            var json = JSONReader(Array(fields.utf8))
            try json.object { _, json in try json.skip() }
            try json.end()
            return try mergedJSON(request, with: Array(fields.utf8))
        } catch let fault as JSONFault {
            throw AutomationRefusal.badFields(fault.description)
        }
    }

    /// Runs `body`; a refusal of the proposed command belongs to the field that the person gave, or is asked for.
    private func atFields<Value>(_ body: () throws -> Value) throws -> Value {
        let fields = Self.shape.place(of: \.fields)
        do { return try body() } catch CommandRefusal.malformed(let command, let misfit) {
            throw PlacedRefusal(
                CommandRefusal.malformed(command: command, misfit), at: Place(fields.parts + misfit.place.parts))
        } catch let refusal as PlacedRefusal {
            throw PlacedRefusal(refusal, at: fields)
        } catch let refusal as any Refusal where !(refusal is CommandRefusal) {
            throw PlacedRefusal(refusal, at: fields)
        }
    }

    private func clear(
        _ amount: Int64, of matter: MatterRecord, _ decision: String, _ tx: Transaction
    ) throws {
        guard let company = try OrganisationReading.companies(tx).first(where: { $0.id == matter.company }),
            let headOffice = try OrganisationReading.headOffice(of: company.id, tx)
        else { throw refusal(AutomationRefusal.noSuchMatter(self.matter.description), at: \.matter) }
        let accounts = try AccountingReading.accounts(of: company.id, tx)
        guard let account, let goal = accounts.first(where: { $0.number == account }), !goal.role.isControl else {
            throw refusal(AutomationRefusal.needsAccount(Money(minor: amount, company.currency)), at: \.account)
        }
        guard let suspense = accounts.first(where: { $0.role == .suspense }) else {
            throw StoreFault.corrupt("company \(company.code) has no suspense account")
        }
        let day = day ?? headOffice.time.businessDay(at: tx.now)
        try at(\.day) { try AccountingReading.checkOpen(day, company.id, tx) }
        let site = matter.site ?? headOffice.id
        try tx.publish(
            JournalEntered(
                company: company.id, day: day, currency: company.currency, reason: decision,
                lines: [
                    .init(account: goal.number, site: site, amount: amount),
                    .init(account: suspense.number, site: site, amount: -amount),
                ]))
    }
}
