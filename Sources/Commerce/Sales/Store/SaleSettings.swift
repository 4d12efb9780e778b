// SPDX-License-Identifier: Apache-2.0

import FinanceFacts
import Kernel
import Organisation
import Store
import Taxes

/// What every receipt asks of other systems, remembered.
enum SaleSettings {
    /// The site a till named; a site we do not know is stood for by the head office.
    static func place(_ code: Code<Site>, _ tx: Transaction) throws -> SalePlace {
        try tx.remembered(placeName, code) {
            guard let place = try place(named: code, tx) else { throw SalesRefusal.noCompany }
            return place
        }
    }

    /// A place that was asked for before.
    static func remembered(_ code: Code<Site>, _ ahead: Foresight) -> SalePlace? {
        ahead.remembered(placeName, code, as: SalePlace.self)
    }

    private static let placeName: StaticString = "sales.place"

    /// As `place(_:_:)`; nil before there is a company.
    static func place(named code: Code<Site>, _ snapshot: Snapshot) throws -> SalePlace? {
        try OrganisationReading.scene(code: code.text, snapshot).map {
            SalePlace(site: $0.site, isKnown: $0.isKnown, code: code)
        }
    }

    static func terms(at site: ID<Site>, on day: Day, _ tx: Transaction) throws -> [TaxTerms] {
        try tx.remembered("sales.taxes", site) { try TaxesReading.calendar(of: site, tx) }.terms(on: day)
    }

    static func taxKinds(_ tx: Transaction) throws -> [ID<Jurisdiction>: TaxKind] {
        try tx.remembered("sales.tax-kinds", 0) { try TaxesReading.kinds(tx) }
    }

    static func policies(of company: ID<Company>, _ tx: Transaction) throws -> SalePolicies {
        try tx.remembered("sales.policies", company) {
            SalePolicies(
                taxDifference: try OrganisationReading.policy(.taxDifference, of: company, tx),
                cashRoundingStep: try OrganisationReading.policy(.cashRoundingStep, of: company, tx),
                cashRounding: CashRounding(rawValue: try OrganisationReading.policy(.cashRounding, of: company, tx))
                    ?? .either,
                untaxedSale: try OrganisationReading.policy(.untaxedSale, of: company, tx),
                tillDifference: try OrganisationReading.policy(.tillDifference, of: company, tx))
        }
    }
}
