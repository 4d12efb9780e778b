// SPDX-License-Identifier: Apache-2.0

package import Kernel

/// A believable retailer made from a seed: Harbour Stores, with its sites, assortment, prices and taxes.
///
/// The same arguments give the same chain on every machine. What it trades, ``trade(_:)`` tells day by day.
package struct SampleChain: Sendable {
    package let firstDay: Day
    /// How many days it trades.
    package let days: Int
    package let company: SampleCompany
    /// The stores, then the distribution centre, then the head office.
    package let sites: [SampleSite]
    package let departments: [SampleDepartment]
    package let suppliers: [SampleSupplier]
    /// In the order of their codes.
    package let products: [SampleProduct]
    package let priceChanges: [SamplePriceChange]
    package let promotions: [SamplePromotion]
    package let jurisdictions: [SampleJurisdiction]
    package let taxRates: [SampleTaxRate]

    let seed: Seed
    /// For each product, how well it sells within its department.
    let draws: [Int64]

    package init(seed number: UInt64, firstDay: Day, days: Int, size: SampleSize = .full) {
        precondition(days > 0, "a sample lasts at least one day")
        seed = Seed(number)
        self.firstDay = firstDay
        self.days = days
        company = SampleCompany(name: "Harbour Stores", currency: .usd, zone: "America/New_York")
        sites = Sites.make(stores: size.stores, isSpread: size.isSpread, seed: seed)
        departments = Products.departments
        let assortment = Products(wanted: size.products, seed: seed, firstDay: firstDay, days: days)
        suppliers = assortment.suppliers
        products = assortment.products
        draws = assortment.draws
        let prices = Prices(products: products, firstDay: firstDay, days: days, seed: seed)
        priceChanges = prices.changes()
        promotions = prices.promotions()
        jurisdictions = Taxes.jurisdictions
        taxRates = Taxes.rates(firstDay: firstDay, days: days)
    }

    package var stores: ArraySlice<SampleSite> { sites.dropLast(2) }
    package var distributionCentre: SampleSite { sites[sites.count - 2] }
    package var headOffice: SampleSite { sites[sites.count - 1] }

    /// The product of a code of this chain.
    package func product(_ code: ProductCode) -> SampleProduct { products[index(of: code)] }

    /// What happens, from the first day on. The same options give the same trade.
    package func trade(_ options: TradeOptions = TradeOptions()) -> SampleTrade {
        SampleTrade(of: self, options: options)
    }

    /// Codes number the products without gaps.
    func index(of code: ProductCode) -> Int {
        let index = (Int(code.text.dropFirst()) ?? 0) - 1
        precondition(products.indices.contains(index), "the code is one of this chain")
        return index
    }
}

/// How large a sample chain is.
package struct SampleSize: Hashable, Sendable {
    /// One to twelve.
    package let stores: Int
    /// At least one hundred; the recipes end at about four thousand.
    package let products: Int
    /// Whether a few stores lie in as many counties as they can, instead of side by side.
    package let isSpread: Bool

    package init(stores: Int, products: Int, isSpread: Bool = false) {
        precondition((1...Sites.mostStores).contains(stores), "the sample knows one to twelve stores")
        precondition(products >= 100, "an assortment has at least a hundred products")
        self.stores = stores
        self.products = products
        self.isSpread = isSpread
    }

    package static let full = SampleSize(stores: 12, products: 3_000)
}
