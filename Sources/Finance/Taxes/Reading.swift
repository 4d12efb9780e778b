// SPDX-License-Identifier: Apache-2.0

package import FinanceFacts
package import Kernel
package import Store

/// What other systems may ask of Taxes.
package enum TaxesReading {
    /// The terms of every jurisdiction a site belongs to, as they are on a day.
    package static func terms(at site: ID<Site>, on day: Day, _ snapshot: Snapshot) throws -> [TaxTerms] {
        let jurisdictions = try snapshot.rows(
            """
            select j.jurisdiction_id, j.kind, j.rounding
              from taxes_site s
              join taxes_jurisdiction j on j.jurisdiction_id = s.jurisdiction_id
             where s.site_id = \(site)
             order by j.jurisdiction_id
            """
        ) {
            (
                id: $0.id(0, of: Jurisdiction.self), kind: try $0.choice(1, of: TaxKind.self),
                rounding: try $0.choice(2, of: TaxRounding.self)
            )
        }
        return try jurisdictions.map { jurisdiction in
            TaxTerms(
                jurisdiction: jurisdiction.id, kind: jurisdiction.kind, rounding: jurisdiction.rounding,
                rates: try rates(of: jurisdiction.id, on: day, snapshot))
        }
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

    private static func rates(
        of jurisdiction: ID<Jurisdiction>, on day: Day, _ snapshot: Snapshot
    ) throws -> [String: Int64] {
        var rates: [String: Int64] = [:]
        try snapshot.each(
            """
            select tax_class, rate_millionths
              from taxes_rate
             where jurisdiction_id = \(jurisdiction) and valid_from <= \(day)
             order by tax_class, valid_from
            """
        ) { rates[$0.text(0)] = $0.integer(1) }
        return rates
    }
}
