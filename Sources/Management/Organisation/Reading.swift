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

    fileprivate static let columns = Columns<CompanyRecord>(
        Column("company_id", \.id), Column("code", \.code), Column("name", \.name), Column("currency", \.currency),
        Column("calendar", \.calendar.kind), Column("fiscal_year_month", \.calendar.firstMonth)
    ) { id, code, name, currency, calendar, month in
        CompanyRecord(
            id: id, code: code, name: name, currency: currency, calendar: FiscalCalendar(calendar, firstMonth: month))
    }
}

/// What a site is for.
package enum SiteKind: String, Choice, ColumnValue {
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

    fileprivate static let columns = Columns<SiteRecord>(
        Column("s.site_id", \.id), Column("s.company_id", \.company), Column("s.code", \.code),
        Column("s.name", \.name),
        Column("s.kind", \.kind), Column("s.zone", \.time.zone),
        Column("s.day_starts_at_minute", \.time.dayStartsAtMinute), Column("s.price_zone", \.priceZone),
        Column("c.currency", \.currency), Column("s.address", \.address)
    ) { id, company, code, name, kind, zone, minute, priceZone, currency, address in
        SiteRecord(
            id: id, company: company, code: code, name: name, kind: kind,
            time: SiteTime(zone: zone, dayStartsAtMinute: minute), priceZone: priceZone, currency: currency,
            address: address)
    }
}

/// What other systems may ask of Organisation.
package enum OrganisationReading {
    package static func companies(_ snapshot: Snapshot) throws -> [CompanyRecord] {
        try snapshot.rows(CompanyRecord.columns, "from organisation_company order by company_id")
    }

    /// The company of a code, or nil when there is none.
    package static func company(code: String, _ snapshot: Snapshot) throws -> CompanyRecord? {
        try companies(snapshot).first { $0.code == code }
    }

    /// The site of a code, or nil when there is none.
    package static func site(code: String, _ snapshot: Snapshot) throws -> SiteRecord? {
        try snapshot.row(SiteRecord.columns, "\(sql: sites) where s.code = \(code)")
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
        try snapshot.row(SiteRecord.columns, "\(sql: sites) where s.site_id = \(id)")
    }

    package static func sites(_ snapshot: Snapshot) throws -> [SiteRecord] {
        try snapshot.rows(SiteRecord.columns, "\(sql: sites) order by s.code")
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
            SiteRecord.columns,
            """
            \(sql: sites)
             where s.company_id = \(company)
             order by case s.kind when 'headOffice' then 0 else 1 end, s.site_id
             limit 1
            """)
    }

    /// A company's policy, in the unit the policy says.
    package static func policy(_ policy: Policy, of company: ID<Company>, _ snapshot: Snapshot) throws -> Int64 {
        try snapshot.value(
            """
            select value from organisation_policy
             where company_id = \(company) and policy = \(policy.name)
            """) ?? policy.standard
    }

    private static let sites: SQL = """
        from organisation_site s
          join organisation_company c on c.company_id = s.company_id
        """
}

extension FiscalCalendar.Kind: ColumnValue {}
