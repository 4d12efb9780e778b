// SPDX-License-Identifier: Apache-2.0

package import Kernel

/// A part of the assortment.
package struct SampleDepartment: Hashable, Sendable {
    package let code: DepartmentCode
    package let name: String
    /// False for fuel and for services and deposits, whose products have no stock.
    package let isStocked: Bool
}

/// Who delivers.
package struct SampleSupplier: Hashable, Sendable {
    /// Where its lorries go.
    package enum Route: String, Hashable, Sendable { case toDistributionCentre, toStores }

    package let code: SupplierCode
    package let name: String
    package let route: Route
    /// ISO weekdays (1 is Monday) on which it delivers.
    package let weekdays: [Int]
    /// Days from the date of an invoice until it is due.
    package let paymentDays: Int
}

/// What the tax rules of a jurisdiction call a product.
package enum SampleTaxClass: String, Hashable, Sendable, CaseIterable {
    case food, general, prepared, fuel
    /// Never taxed: deposits and gift cards.
    case none
}

/// What a product is.
package enum SampleProductKind: String, Hashable, Sendable, CaseIterable {
    case goods, service, fuel, giftCard, deposit
}

/// A thing that the chain sells.
package struct SampleProduct: Hashable, Sendable {
    /// `P00001` and so on, without gaps.
    package let code: ProductCode
    package let name: String
    package let kind: SampleProductKind
    package let department: DepartmentCode
    package let supplier: SupplierCode
    /// The unit of price, cost and stock.
    package let unit: Unit
    package let taxClass: SampleTaxClass
    package let isStocked: Bool
    /// The article number on one unit; unique over all products and packs.
    package let gtin: GTIN
    /// Larger packs, smallest first; empty for what has no case.
    package let packs: [SamplePack]
    /// What one unit cost when the sample begins, in minor units.
    package let cost: Int64
    /// List price of one unit in both zones when the sample begins, in minor units; zero for gift cards, whose price
    /// is the amount put on them.
    package let price: Int64
    /// Days a unit keeps; nil for what does not spoil within the sample.
    package let keepsDays: Int?
    /// The deposit charged with every unit, a product of kind deposit; nil for most.
    package let deposit: ProductCode?
    /// The day on which it is new; nil for what was sold before the sample begins.
    package let firstDay: Day?
    /// The last day on which suppliers bring it; nil for ever. What is left then is sold, and may come back.
    package let lastDay: Day?

    /// Whether the back office knows it.
    package func isListed(on day: Day) -> Bool { firstDay.map { $0 <= day } ?? true }

    func isDelivered(on day: Day) -> Bool { isListed(on: day) && lastDay.map { day <= $0 } ?? true }
}

/// A pack that holds several units.
package struct SamplePack: Hashable, Sendable {
    package let gtin: GTIN
    package let units: Int
}
