// SPDX-License-Identifier: Apache-2.0

import FinanceFacts
import Kernel
import Organisation
package import Store

/// A site belongs to these jurisdictions from now on.
package struct AssignJurisdictions: Command {
    package static let name = "assign-jurisdictions"
    package static let address = "taxes/sites"
    package static let permission = "taxes.write"
    package static let summary = "Say which jurisdictions tax what a site sells."

    package let site: String
    package let jurisdictions: [String]

    package init(site: String, jurisdictions: [String]) {
        self.site = site
        self.jurisdictions = jurisdictions
    }

    /// Whether assigning them would change nothing.
    package func isAssigned(_ snapshot: Snapshot) throws -> Bool {
        guard let owner = try OrganisationReading.site(code: site, snapshot) else { return false }
        let assigned = try snapshot.rows(
            """
            select j.code
              from taxes_site s
              join taxes_jurisdiction j on j.jurisdiction_id = s.jurisdiction_id
             where s.site_id = \(owner.id)
             order by j.code
            """
        ) { $0.text(0) }
        return Set(assigned) == Set(jurisdictions)
    }

    package struct Answer: Codable, Sendable {}

    package func run(_ tx: Transaction) throws -> Answer {
        guard let owner = try OrganisationReading.site(code: site, tx) else { throw TaxesRefusal.noSuchSite(site) }
        var kinds: Set<TaxKind> = []
        try tx.run("delete from taxes_site where site_id = \(owner.id)")
        for code in jurisdictions {
            let known = try tx.row("select jurisdiction_id, kind from taxes_jurisdiction where code = \(code)") {
                (id: $0.id(0, of: Jurisdiction.self), kind: try $0.choice(1, of: TaxKind.self))
            }
            guard let known else { throw TaxesRefusal.noSuchJurisdiction(code) }
            kinds.insert(known.kind)
            try tx.run(
                """
                insert into taxes_site (site_id, jurisdiction_id) values (\(owner.id), \(known.id))
                    on conflict (site_id, jurisdiction_id) do nothing
                """)
        }
        guard kinds.count <= 1 else { throw TaxesRefusal.mixedKinds(site: site) }
        tx.forgetRemembered()
        return Answer()
    }
}
