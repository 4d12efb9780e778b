// SPDX-License-Identifier: Apache-2.0

package import Kernel

/// Who and where, as it stands when an import begins.
package struct ImportReference: Sendable {
    package struct Company: Sendable {
        package let code: String
        package let currency: Currency

        package init(code: String, currency: Currency) {
            self.code = code
            self.currency = currency
        }
    }

    package struct Site: Sendable {
        package let code: String
        package let currency: Currency
        package let time: SiteTime

        package init(code: String, currency: Currency, time: SiteTime) {
            self.code = code
            self.currency = currency
            self.time = time
        }
    }

    package let companies: [Company]
    /// By their codes.
    package let sites: [String: Site]
    /// Tells this import from every other in the keys of wishes.
    package let run: String

    package init(companies: [Company], sites: [Site], run: String) {
        self.companies = companies
        self.sites = Dictionary(uniqueKeysWithValues: sites.map { ($0.code, $0) })
        self.run = run
    }

    /// The currency of what belongs to no site.
    package func currency() throws(RowFault) -> Currency {
        guard let first = companies.first else { throw RowFault(Self.noCompany) }
        guard companies.allSatisfy({ $0.currency == first.currency }) else {
            throw RowFault("price: the companies keep their books in different currencies; name a site as the place")
        }
        return first.currency
    }

    package static let noCompany = "company: none is registered yet; nightshift do register-company does it"

    package func site(of row: ImportRow) throws(RowFault) -> Site {
        let code = try row.required(.site)
        guard let site = sites[code] else {
            throw RowFault(
                "site: there is no site \(code); open it with nightshift import sites, then send the row again")
        }
        return site
    }
}
