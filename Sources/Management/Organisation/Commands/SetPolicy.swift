// SPDX-License-Identifier: Apache-2.0

package import Kernel
import ManagementFacts
package import Store

/// A company decides what may happen without asking.
package struct SetPolicy: Command {
    package let company: Code<Company>
    package let policy: String
    package let value: Int64

    package init(company: Code<Company>, policy: String, value: Int64) {
        self.company = company
        self.policy = policy
        self.value = value
    }

    package static let form = Form(
        "set-policy", at: "organisation/policies", may: "organisation.write", .wish,
        "Set a tolerance or limit below which nobody is asked.",
        Shape<SetPolicy>(
            Field("company", \.company, "The company whose policy it is."),
            Field("policy", \.policy, "The policy's name.", example: "till-difference"),
            Field(
                "value", \.value, "What holds from now on, in the unit of the policy.",
                in: MinorUnits.accepted, example: "500"),
            make: SetPolicy.init))

    package struct Answer: Shaped {
        package let previous: Int64

        package static let shape = Shape<Answer>(
            Field("previous", \.previous, "What held before."), make: Answer.init)
    }

    package func run(_ tx: Transaction) throws -> Answer {
        guard let known = tx.declarations.policy(named: policy) else {
            throw refusal(
                OrganisationRefusal.noSuchPolicy(policy, known: tx.declarations.policies.map(\.name)), at: \.policy)
        }
        guard known.allowed.contains(value) else {
            throw refusal(OrganisationRefusal.badPolicyValue(value, policy: known), at: \.value)
        }
        let owner = try at(\.company) { try OrganisationReading.required(company: company, tx) }
        let previous = try OrganisationReading.policy(known, of: owner.id, tx)
        try tx.run(
            """
            insert into organisation_policy (company_id, policy, value)
            values (\(owner.id), \(known.name), \(value))
                on conflict (company_id, policy) do update set value = excluded.value
            """)
        try tx.publish(PolicyChanged(company: owner.id, policy: known.name, value: value))
        return Answer(previous: previous)
    }
}
