// SPDX-License-Identifier: Apache-2.0

package import FinanceFacts
package import Kernel
package import Store

/// What other systems may ask of Taxes.
package enum TaxesReading {
    /// The terms of every jurisdiction a site belongs to, on any day.
    package static func calendar(of site: ID<Site>, _ snapshot: Snapshot) throws -> TaxCalendar {
        let jurisdictions = try snapshot.rows(
            """
            select j.jurisdiction_id, j.kind, j.rounding
              from taxes_site s
              join taxes_jurisdiction j on j.jurisdiction_id = s.jurisdiction_id
             where s.site_id = \(site)
             order by j.jurisdiction_id
            """
        ) {
            TaxTerms(jurisdiction: $0.id(0), kind: try $0.choice(1), rounding: try $0.choice(2), rates: [:])
        }
        let rates = try snapshot.rows(
            """
            select r.jurisdiction_id, r.tax_class, r.valid_from, r.rate_millionths
              from taxes_site s
              join taxes_rate r on r.jurisdiction_id = s.jurisdiction_id
             where s.site_id = \(site)
             order by r.valid_from, r.jurisdiction_id, r.tax_class
            """
        ) {
            TaxCalendar.Rate(
                jurisdiction: $0.id(0), taxClass: $0.text(1), validFrom: $0.day(2), millionths: $0.integer(3))
        }
        return TaxCalendar(jurisdictions, rates)
    }

    /// A jurisdiction, and which tax it charges.
    ///
    /// - Throws: `TaxesRefusal.noSuchJurisdiction`.
    package static func required(
        jurisdiction code: Code<Jurisdiction>, _ snapshot: Snapshot
    ) throws -> (id: ID<Jurisdiction>, kind: TaxKind) {
        let known = try snapshot.row("select jurisdiction_id, kind from taxes_jurisdiction where code = \(code)") {
            (id: $0.id(0, of: Jurisdiction.self), kind: try $0.choice(1, of: TaxKind.self))
        }
        guard let known else { throw TaxesRefusal.noSuchJurisdiction(code.text) }
        return known
    }

    package static func jurisdictionCodes(_ snapshot: Snapshot) throws -> [ID<Jurisdiction>: String] {
        Dictionary(
            uniqueKeysWithValues: try snapshot.rows(
                "select jurisdiction_id, code from taxes_jurisdiction order by jurisdiction_id"
            ) { ($0.id(0), $0.text(1)) })
    }

    /// What kind of tax each jurisdiction charges; that never changes.
    package static func kinds(_ snapshot: Snapshot) throws -> [ID<Jurisdiction>: TaxKind] {
        Dictionary(
            uniqueKeysWithValues: try snapshot.rows(
                "select jurisdiction_id, kind from taxes_jurisdiction order by jurisdiction_id"
            ) { ($0.id(0), try $0.choice(1)) })
    }

    /// Whether prices at a site include their tax.
    package static func includesTax(_ terms: [TaxTerms]) -> Bool { terms.contains { $0.kind == .outputVAT } }
}
