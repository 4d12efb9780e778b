// SPDX-License-Identifier: Apache-2.0

import Kernel
import ManagementFacts
package import Store

/// A company decides what may happen without asking.
package struct SetPolicy: Command {
    package static let name = "set-policy"
    package static let address = "organisation/policies"
    package static let permission = "organisation.write"
    package static let summary = "Set a tolerance or limit below which nobody is asked."

    package let company: String
    package let policy: String
    package let value: Int64

    package init(company: String, policy: String, value: Int64) {
        self.company = company
        self.policy = policy
        self.value = value
    }

    package struct Answer: Codable, Sendable {
        /// What held before.
        package let previous: Int64
    }

    package func run(_ tx: Transaction) throws -> Answer {
        guard let policy = Policy(rawValue: policy) else { throw OrganisationRefusal.noSuchPolicy(policy) }
        guard policy.allowed.contains(value) else {
            throw OrganisationRefusal.badPolicyValue(value, policy: policy)
        }
        guard let owner = try OrganisationReading.company(code: company, tx) else {
            throw OrganisationRefusal.noSuchCompany(company)
        }
        let previous = try OrganisationReading.policy(policy, of: owner.id, tx)
        try tx.run(
            """
            insert into organisation_policy (company_id, policy, value)
            values (\(owner.id), \(policy.rawValue), \(value))
                on conflict (company_id, policy) do update set value = excluded.value
            """)
        tx.forgetRemembered()
        try tx.publish(PolicyChanged(company: owner.id, policy: policy.rawValue, value: value))
        return Answer(previous: previous)
    }
}
