// SPDX-License-Identifier: Apache-2.0

package import Kernel
package import ManagementFacts
package import Store

/// A company does without a system, or takes it back.
package struct SwitchSystem: Command {
    package let company: Code<Company>
    package let system: String
    package let state: State

    package enum State: String, Choice {
        case on, off
    }

    package init(company: Code<Company>, system: String, state: State) {
        self.company = company
        self.system = system
        self.state = state
    }

    package static let form = Form(
        "switch-system", at: "organisation/systems", may: "organisation.write", .wish,
        "Let a company do without a system, or take it back. One that comes back first does what it missed.",
        Shape<SwitchSystem>(
            Field("company", \.company, "The company that does without it."),
            Field("system", \.system, "The system's name.", example: "Warehouse"),
            Field("state", \.state, "Whether it works for the company from now on."),
            make: SwitchSystem.init))

    package struct Answer: Shaped {
        package let state: SystemSwitched.State

        package static let shape = Shape<Answer>(
            Field(
                "state", \.state,
                "How it stands now; one that has much to do before it is back goes on with it in the night."),
            make: Answer.init)
    }

    package func run(_ tx: Transaction) throws -> Answer {
        let owner = try at(\.company) { try OrganisationReading.required(company: company, tx) }
        let declared = tx.declarations
        guard declared.systems.contains(system) else {
            throw refusal(
                OrganisationRefusal.noSuchSystem(
                    system, known: declared.systems.filter { !declared.indispensable.contains($0) }),
                at: \.system)
        }
        guard !declared.indispensable.contains(system) else {
            throw refusal(OrganisationRefusal.indispensable(system), at: \.system)
        }
        let before = try tx.switches.first { $0.company == owner.id && $0.system == system }
        switch (state, before) {
        case (.on, nil), (.off, _):
            let stands: SystemSwitched.State = state == .on ? .on : .off
            try tx.publish(SystemSwitched(company: owner.id, system: system, state: stands))
            return Answer(state: stands)
        case (.on, let off?):
            if !off.isReturning {
                try tx.publish(SystemSwitched(company: owner.id, system: system, state: .returning))
            }
            return Answer(state: try Returning(company: owner.id, system: system).goOn(tx) ? .on : .returning)
        }
    }
}
