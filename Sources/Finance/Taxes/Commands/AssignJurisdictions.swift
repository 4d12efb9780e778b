// SPDX-License-Identifier: Apache-2.0

import FinanceFacts
package import Kernel
import Organisation
package import Store

/// A site belongs to these jurisdictions from now on.
package struct AssignJurisdictions: Command {
    package let site: Code<Site>
    package let jurisdictions: [Code<Jurisdiction>]

    package init(site: Code<Site>, jurisdictions: [Code<Jurisdiction>]) {
        self.site = site
        self.jurisdictions = jurisdictions
    }

    package static let form = Form(
        "assign-jurisdictions", at: "taxes/sites", may: "taxes.write", .wish,
        "Say which jurisdictions tax what a site sells.",
        Shape<AssignJurisdictions>(
            Field("site", \.site, "The site that sells."),
            Field("jurisdictions", \.jurisdictions, "All that tax it from now on; none when the list is empty."),
            make: AssignJurisdictions.init))

    /// Whether assigning them would change nothing.
    package func isAssigned(_ snapshot: Snapshot) throws -> Bool {
        guard let owner = try OrganisationReading.site(code: site.text, snapshot) else { return false }
        let assigned: [String] = try snapshot.values(
            """
            select j.code
              from taxes_site s
              join taxes_jurisdiction j on j.jurisdiction_id = s.jurisdiction_id
             where s.site_id = \(owner.id)
             order by j.code
            """)
        return Set(assigned) == Set(jurisdictions.map(\.text))
    }

    package func run(_ tx: Transaction) throws -> Done {
        let owner = try at(\.site) { try OrganisationReading.required(site: site, tx) }
        var kinds: Set<TaxKind> = []
        var assigned: [ID<Jurisdiction>] = []
        try tx.run("delete from taxes_site where site_id = \(owner.id)")
        for (place, code) in jurisdictions.enumerated() {
            let known = try at(\.jurisdictions, place) { try TaxesReading.required(jurisdiction: code, tx) }
            kinds.insert(known.kind)
            assigned.append(known.id)
            try tx.run(
                """
                insert into taxes_site (site_id, jurisdiction_id) values (\(owner.id), \(known.id))
                    on conflict (site_id, jurisdiction_id) do nothing
                """)
        }
        guard kinds.count <= 1 else { throw refusal(TaxesRefusal.mixedKinds(site: site.text), at: \.jurisdictions) }
        try tx.publish(JurisdictionsAssigned(site: owner.id, jurisdictions: assigned))
        return Done()
    }
}
