// SPDX-License-Identifier: Apache-2.0

package import FinanceFacts
package import Kernel
package import Store

/// A jurisdiction, and which tax it charges.
package struct JurisdictionRecord: Sendable {
    package let id: ID<Jurisdiction>
    package let kind: TaxKind

    fileprivate static let columns = Columns<JurisdictionRecord>(
        Column("jurisdiction_id", \.id), Column("kind", \.kind), make: JurisdictionRecord.init)
}

/// What other systems may ask of Taxes.
package enum TaxesReading {
    /// The terms of every jurisdiction a site belongs to, on any day.
    package static func calendar(of site: ID<Site>, _ snapshot: Snapshot) throws -> TaxCalendar {
        let jurisdictions = try snapshot.rows(
            TaxTerms.columns,
            """
              from taxes_site s
              join taxes_jurisdiction j on j.jurisdiction_id = s.jurisdiction_id
             where s.site_id = \(site)
             order by j.jurisdiction_id
            """)
        let rates = try snapshot.rows(
            TaxCalendar.Rate.columns,
            """
              from taxes_site s
              join taxes_rate r on r.jurisdiction_id = s.jurisdiction_id
              join taxes_class c on c.name = r.tax_class
             where s.site_id = \(site)
             order by r.valid_from, r.jurisdiction_id, r.tax_class
            """)
        return TaxCalendar(jurisdictions, rates)
    }

    /// - Throws: `TaxesRefusal.noSuchJurisdiction`.
    package static func required(
        jurisdiction code: Code<Jurisdiction>, _ snapshot: Snapshot
    ) throws -> JurisdictionRecord {
        guard let known = try jurisdiction(code, snapshot) else { throw TaxesRefusal.noSuchJurisdiction(code.text) }
        return known
    }

    /// The jurisdiction of a code; nil when there is none.
    static func jurisdiction(_ code: Code<Jurisdiction>, _ snapshot: Snapshot) throws -> JurisdictionRecord? {
        try snapshot.row(JurisdictionRecord.columns, "from taxes_jurisdiction where code = \(code)")
    }

    package static func jurisdictionCodes(_ snapshot: Snapshot) throws -> [ID<Jurisdiction>: String] {
        try snapshot.values("code", by: "jurisdiction_id", "from taxes_jurisdiction")
    }

    /// What kind of tax each jurisdiction charges; that never changes.
    package static func kinds(_ snapshot: Snapshot) throws -> [ID<Jurisdiction>: TaxKind] {
        try snapshot.values("kind", by: "jurisdiction_id", "from taxes_jurisdiction")
    }

    /// The name of each class that any jurisdiction has a rate for.
    package static func classNames(_ snapshot: Snapshot) throws -> [ID<TaxClass>: String] {
        try snapshot.values("name", by: "class_id", "from taxes_class")
    }

    /// Whether prices at a site include their tax.
    package static func includesTax(_ terms: [TaxTerms]) -> Bool { terms.contains { $0.kind == .outputVAT } }
}

extension TaxTerms {
    /// Without its rates.
    fileprivate static let columns = Columns<TaxTerms>(
        Column("j.jurisdiction_id", \.jurisdiction), Column("j.kind", \.kind), Column("j.rounding", \.rounding),
        Column("coalesce(j.ties, 'up')", \.ties)
    ) { TaxTerms(jurisdiction: $0, kind: $1, rounding: $2, ties: $3, rates: [:]) }
}

extension TaxCalendar.Rate {
    fileprivate static let columns = Columns<TaxCalendar.Rate>(
        Column("r.jurisdiction_id", \.jurisdiction), Column("r.tax_class", \.taxClass), Column("c.class_id", \.key),
        Column("r.valid_from", \.validFrom), Column("r.rate_millionths", \.millionths), make: TaxCalendar.Rate.init)
}
