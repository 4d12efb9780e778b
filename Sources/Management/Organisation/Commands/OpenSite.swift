// SPDX-License-Identifier: Apache-2.0

import Foundation
package import Kernel
import ManagementFacts
package import Store

/// A store, a warehouse or a head office begins to work.
package struct OpenSite: Command {
    package let company: Code<Company>
    package let code: Code<Site>
    package let name: String
    package let kind: SiteKind
    package let zone: String
    package let dayStartsAtMinute: Int?
    package let priceZone: String?
    package let address: String?

    package init(
        company: Code<Company>, code: Code<Site>, name: String, kind: SiteKind, zone: String,
        dayStartsAtMinute: Int? = nil, priceZone: String? = nil, address: String? = nil
    ) {
        self.company = company
        self.code = code
        self.name = name
        self.kind = kind
        self.zone = zone
        self.dayStartsAtMinute = dayStartsAtMinute
        self.priceZone = priceZone
        self.address = address
    }

    package static let form = Form(
        "open-site", at: "organisation/sites", may: "organisation.write", .wish,
        "Open a store, a warehouse or a head office.",
        Shape<OpenSite>(
            Field("company", \.company, "The company it belongs to."),
            Field("code", \.code, "What the site is called in commands and reports.", in: 1...100, example: "S01"),
            Field("name", \.name, "Its full name.", in: 0...500, example: "Main Street"),
            Field("kind", \.kind, "What it is for."),
            Field("zone", \.zone, "Its time zone, an IANA name.", example: "America/New_York"),
            Field(
                "dayStartsAtMinute", \.dayStartsAtMinute,
                "Minutes after midnight at which its business day begins; midnight when left out.", in: 0...1_439),
            Field("priceZone", \.priceZone, "The price zone it belongs to, if any."),
            Field("address", \.address, "Where letters and lorries go."),
            make: OpenSite.init))

    /// Whether a site that is open is what this would open. Company and address are not compared.
    package func isOpen(as site: SiteRecord) -> Bool {
        site.code == code.text && site.name == name && site.kind == kind && site.time.zone.identifier == zone
            && site.time.dayStartsAtMinute == dayStartsAtMinute ?? 0 && site.priceZone == priceZone ?? ""
    }

    package struct Answer: Shaped {
        package let site: ID<Site>

        package static let shape = Shape<Answer>(Field("site", \.site, "The site's key."), make: Answer.init)
    }

    package func run(_ tx: Transaction) throws -> Answer {
        guard SiteTime(zone: zone) != nil else { throw refusal(OrganisationRefusal.noSuchZone(zone), at: \.zone) }
        let owner = try at(\.company) { try OrganisationReading.required(company: company, tx) }
        guard try OrganisationReading.site(code: code.text, tx) == nil else {
            throw refusal(OrganisationRefusal.codeTaken(code.text), at: \.code)
        }
        let site: ID<Site> = tx.key()
        try tx.run(
            """
            insert into organisation_site
                   (site_id, company_id, code, name, kind, zone, day_starts_at_minute, price_zone, address)
            values (\(site), \(owner.id), \(code), \(name), \(kind.rawValue), \(zone), \(dayStartsAtMinute ?? 0),
                    \(priceZone ?? ""), \(address ?? ""))
            """)
        try tx.publish(SiteOpened(site: site, company: owner.id, code: code.text))
        return Answer(site: site)
    }
}
