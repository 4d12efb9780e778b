// SPDX-License-Identifier: Apache-2.0

import Foundation
package import Kernel
import ManagementFacts
package import Store

/// A store, a warehouse or a head office begins to work.
package struct OpenSite: Command {
    package static let name = "open-site"
    package static let address = "organisation/sites"
    package static let permission = "organisation.write"
    package static let summary = "Open a store, a warehouse or a head office."

    package let company: String
    package let code: String
    package let name: String
    package let kind: SiteKind
    /// An IANA name such as `America/New_York`.
    package let zone: String
    /// Minutes after midnight at which the business day begins; midnight when left out.
    package let dayStartsAtMinute: Int?
    package let priceZone: String?
    package let address: String?

    package init(
        company: String, code: String, name: String, kind: SiteKind, zone: String, dayStartsAtMinute: Int? = nil,
        priceZone: String? = nil, address: String? = nil
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

    /// Whether a site that is open is what this would open. Company and address are not compared.
    package func isOpen(as site: SiteRecord) -> Bool {
        site.code == code && site.name == name && site.kind == kind && site.time.zone.identifier == zone
            && site.time.dayStartsAtMinute == dayStartsAtMinute ?? 0 && site.priceZone == priceZone ?? ""
    }

    package struct Answer: Codable, Sendable {
        package let site: ID<Site>
    }

    package func run(_ tx: Transaction) throws -> Answer {
        let minute = dayStartsAtMinute ?? 0
        guard (0..<1_440).contains(minute) else { throw OrganisationRefusal.noSuchTime(minute) }
        guard SiteTime(zone: zone) != nil else { throw OrganisationRefusal.noSuchZone(zone) }
        guard let owner = try OrganisationReading.companies(tx).first(where: { $0.code == company }) else {
            throw OrganisationRefusal.noSuchCompany(company)
        }
        guard try OrganisationReading.site(code: code, tx) == nil else { throw OrganisationRefusal.codeTaken(code) }
        let site: ID<Site> = tx.key()
        try tx.run(
            """
            insert into organisation_site
                   (site_id, company_id, code, name, kind, zone, day_starts_at_minute, price_zone, address)
            values (\(site), \(owner.id), \(code), \(name), \(kind.rawValue), \(zone), \(minute), \(priceZone ?? ""),
                    \(address ?? ""))
            """)
        tx.forgetRemembered()
        try tx.publish(SiteOpened(site: site, company: owner.id, code: code))
        return Answer(site: site)
    }
}
