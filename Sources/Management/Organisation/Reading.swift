// SPDX-License-Identifier: Apache-2.0

package import Kernel
package import Store

/// A company as other systems see it.
package struct CompanyRecord: Sendable, Equatable {
    package let id: ID<Company>
    package let code: String
    package let name: String
    package let currency: Currency
    package let calendar: FiscalCalendar
}

/// What a site is for.
package enum SiteKind: String, Choice {
    case store, warehouse, headOffice
}

/// A site as other systems see it.
package struct SiteRecord: Sendable {
    package let id: ID<Site>
    package let company: ID<Company>
    package let code: String
    package let name: String
    package let kind: SiteKind
    package let time: SiteTime
    package let priceZone: String
    package let currency: Currency
    /// Where letters and lorries go; empty when nobody said.
    package let address: String
}

/// What other systems may ask of Organisation.
package enum OrganisationReading {
    package static func companies(_ snapshot: Snapshot) throws -> [CompanyRecord] {
        try snapshot.rows(
            """
            select company_id, code, name, currency, calendar, fiscal_year_month
              from organisation_company
             order by company_id
            """
        ) { row in
            CompanyRecord(
                id: row.id(0), code: row.text(1), name: row.text(2), currency: try row.currency(3),
                calendar: row.text(4) == "months"
                    ? .months(firstMonth: row.int(5)) : .fourFourFive(firstMonth: row.int(5)))
        }
    }

    /// The company of a code, or nil when there is none.
    package static func company(code: String, _ snapshot: Snapshot) throws -> CompanyRecord? {
        try companies(snapshot).first { $0.code == code }
    }

    /// The site of a code, or nil when there is none.
    package static func site(code: String, _ snapshot: Snapshot) throws -> SiteRecord? {
        try snapshot.row("\(sql: columns) where s.code = \(code)", site)
    }

    /// - Throws: `OrganisationRefusal.noSuchCompany`.
    package static func required(company code: Code<Company>, _ snapshot: Snapshot) throws -> CompanyRecord {
        guard let company = try company(code: code.text, snapshot) else {
            throw OrganisationRefusal.noSuchCompany(code.text)
        }
        return company
    }

    /// The site of a code, remembered by whoever writes.
    ///
    /// - Throws: `OrganisationRefusal.noSuchSite`.
    package static func required(site code: Code<Site>, _ tx: Transaction) throws -> SiteRecord {
        let known = try tx.remembered("organisation.site", code) { try site(code: code.text, tx) }
        guard let known else { throw OrganisationRefusal.noSuchSite(code.text) }
        return known
    }

    package static func site(_ id: ID<Site>, _ snapshot: Snapshot) throws -> SiteRecord? {
        try snapshot.row("\(sql: columns) where s.site_id = \(id)", site)
    }

    package static func sites(_ snapshot: Snapshot) throws -> [SiteRecord] {
        try snapshot.rows("\(sql: columns) order by s.code", site)
    }

    package static func sitesByKey(_ snapshot: Snapshot) throws -> [ID<Site>: SiteRecord] {
        Dictionary(uniqueKeysWithValues: try sites(snapshot).map { ($0.id, $0) })
    }

    /// Where something happened that was not ours to prevent: the site of that code; else the head office of the first
    /// company stands for it. Nil before there is a company.
    package static func scene(
        code: String, _ snapshot: Snapshot
    ) throws -> (site: SiteRecord, isKnown: Bool)? {
        if let site = try site(code: code, snapshot) { return (site, true) }
        guard let company = try companies(snapshot).first else { return nil }
        return try headOffice(of: company.id, snapshot).map { ($0, false) }
    }

    /// The site that stands for a company where no other is known: its head office, else its first site.
    package static func headOffice(of company: ID<Company>, _ snapshot: Snapshot) throws -> SiteRecord? {
        try snapshot.row(
            """
            \(sql: columns) where s.company_id = \(company)
             order by case s.kind when 'headOffice' then 0 else 1 end, s.site_id
             limit 1
            """, site)
    }

    /// A company's policy, in the unit the policy says.
    package static func policy(_ policy: Policy, of company: ID<Company>, _ snapshot: Snapshot) throws -> Int64 {
        try snapshot.row(
            """
            select value from organisation_policy
             where company_id = \(company) and policy = \(policy.name)
            """
        ) { $0.integer(0) } ?? policy.standard
    }

    private static let columns: SQL = """
        select s.site_id, s.company_id, s.code, s.name, s.kind, s.zone, s.day_starts_at_minute, s.price_zone, c.currency,
               s.address
          from organisation_site s
          join organisation_company c on c.company_id = s.company_id
        """

    private static func site(_ row: Row) throws -> SiteRecord {
        guard let time = SiteTime(zone: row.text(5), dayStartsAtMinute: row.int(6)) else {
            throw StoreFault.corrupt("site \(row.text(2)) has the unknown time zone \(row.text(5))")
        }
        return SiteRecord(
            id: row.id(0), company: row.id(1), code: row.text(2), name: row.text(3), kind: try row.choice(4),
            time: time, priceZone: row.text(7), currency: try row.currency(8), address: row.text(9))
    }
}
