// SPDX-License-Identifier: Apache-2.0

package import Kernel

/// The company that the sample is about.
package struct SampleCompany: Hashable, Sendable {
    package let name: String
    package let currency: Currency
    /// IANA name of the zone in which all its sites lie.
    package let zone: String
}

/// A place of the company: a store, the distribution centre, or the head office.
package struct SampleSite: Hashable, Sendable {
    package enum Kind: String, Hashable, Sendable, CaseIterable { case store, distributionCentre, headOffice }

    /// `S01` to `S12`, `DC1`, `HQ`.
    package let code: SiteCode
    package let kind: Kind
    package let name: String
    package let street: String
    package let city: String
    package let postcode: String
    /// The jurisdiction whose sales tax the site collects.
    package let jurisdiction: JurisdictionCode
    package let priceZone: PriceZone
    /// Whether it has pumps: other stores never sell fuel.
    package let sellsFuel: Bool
    /// Three to six at a store, none elsewhere; `S01-T1` and so on.
    package let tills: [SampleTill]
    /// Who works there, by code alone: the sample knows no persons.
    package let staff: [SampleStaff]
}

/// A till of a store.
package struct SampleTill: Hashable, Sendable {
    package let code: TillCode
    package let name: String
}

/// A member of staff, by code and task.
package struct SampleStaff: Hashable, Sendable {
    package enum Task: String, Hashable, Sendable, CaseIterable { case manager, cashier, stockClerk, buyer, accountant }

    package let code: ActorCode
    package let task: Task
}

/// Where one price holds: stores in town and stores around it are priced apart.
package enum PriceZone: String, Hashable, Sendable, CaseIterable { case urban, suburban }
