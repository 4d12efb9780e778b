// SPDX-License-Identifier: Apache-2.0

package import Kernel

/// A list price that differs from the product's first one, for some days.
///
/// Changes of one product and zone do not overlap.
package struct SamplePriceChange: Hashable, Sendable {
    package let product: ProductCode
    /// The zone in which it holds; nil for both.
    package let zone: PriceZone?
    package let firstDay: Day
    /// The last day on which it holds; nil for ever.
    package let lastDay: Day?
    /// Per unit, in minor units.
    package let price: Int64
}

/// Some products sold for less during some days.
package struct SamplePromotion: Hashable, Sendable {
    package struct Item: Hashable, Sendable {
        package let product: ProductCode
        /// Taken off the list price of one unit, in minor units; always less than the price.
        package let discount: Int64
    }

    /// 1, 2 and so on.
    package let number: Int
    package let name: String
    package let firstDay: Day
    package let lastDay: Day
    /// A product is in at most one promotion on any day.
    package let items: [Item]
}

/// Where a tax holds.
package struct SampleJurisdiction: Hashable, Sendable {
    package let code: JurisdictionCode
    package let name: String
}

/// One authority's sales tax on one class in one jurisdiction, for some days.
///
/// Every class, authority and day has exactly one rate, zero included. Prices are without sales tax; fuel's price at
/// the pump contains its taxes, so that its rates are zero.
package struct SampleTaxRate: Hashable, Sendable {
    package enum Authority: String, Hashable, Sendable, CaseIterable { case state, county }

    package let jurisdiction: JurisdictionCode
    package let authority: Authority
    package let taxClass: SampleTaxClass
    package let firstDay: Day
    /// The last day on which it holds; nil for ever.
    package let lastDay: Day?
    /// 40,000 millionths are 4.00 %.
    package let millionths: Int64
}
