// SPDX-License-Identifier: Apache-2.0

import Access
import Automation
import FinanceFacts
import Kernel
import ManagementFacts
import Organisation
import Store

/// Something that happened, told of by someone who may not do it: it was refused, and a person is asked whether it was so.
struct ForbiddenEvent: Sendable {
    let actor: ID<Actor>
    let command: String
    let permission: String
    let place: String?
    let subject: String?

    func ask(_ tx: Transaction) throws {
        let site = try place.flatMap { try OrganisationReading.site(code: $0, tx) }
        // Who is not known at all tells nothing that anybody should look at.
        guard let code = try AccessReading.code(of: actor, tx),
            let company = try site?.company ?? OrganisationReading.companies(tx).first?.id
        else { return }
        try tx.publish(
            MatterRaised(
                company: company, site: site?.id, kind: .forbiddenEvent,
                subject: "\(subject ?? command) by \(code)",
                reason: "\(code) sent \(command)\(place.map { " of \($0)" } ?? ""), which needs the permission "
                    + "\(permission). It was refused and stands nowhere.",
                evidence: [
                    "if it happened, whoever may do it sends it again", "if it did not, ask \(code) what was meant",
                ]))
    }
}
