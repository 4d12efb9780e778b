// SPDX-License-Identifier: Apache-2.0

public import Kernel

/// What a product is to the books.
public enum ProductKind: String, Choice {
    case goods, service, fuel
    /// Money taken for a gift card: no revenue.
    case giftCard
    /// Money taken in advance or as security: no revenue.
    case deposit
}

/// Products were listed, or listed anew with other properties.
public struct ProductsListed: Fact, Shaped, Equatable {
    public static let name = "ProductsListed"

    public let products: [ID<Product>]

    public init(products: [ID<Product>]) { self.products = products }

    public static let shape = Shape<ProductsListed>(
        Field("products", \.products, "The products."),
        make: ProductsListed.init)
}

/// Departments exist, or have other names.
public struct DepartmentsListed: Fact, Shaped, Equatable {
    public static let name = "DepartmentsListed"

    public let departments: [ID<Department>]

    public init(departments: [ID<Department>]) { self.departments = departments }

    public static let shape = Shape<DepartmentsListed>(
        Field("departments", \.departments, "The departments."), make: DepartmentsListed.init)
}

/// Suppliers exist, or have other names.
public struct SuppliersListed: Fact, Shaped, Equatable {
    public static let name = "SuppliersListed"

    public let suppliers: [ID<Supplier>]

    public init(suppliers: [ID<Supplier>]) { self.suppliers = suppliers }

    public static let shape = Shape<SuppliersListed>(
        Field("suppliers", \.suppliers, "The suppliers."), make: SuppliersListed.init)
}

/// Products cost this much from a day on.
public struct PricesSet: Fact, Shaped, Equatable {
    public static let name = "PricesSet"

    public struct Price: Shaped, Equatable {
        public let product: ID<Product>
        public let place: String?
        public let validFrom: Day
        public let validThrough: Day?
        public let price: UnitPrice

        public init(product: ID<Product>, place: String?, validFrom: Day, validThrough: Day?, price: UnitPrice) {
            self.product = product
            self.place = place
            self.validFrom = validFrom
            self.validThrough = validThrough
            self.price = price
        }

        public static let shape = Shape<Price>(
            Field("product", \.product, "What it is the price of."),
            Field("place", \.place, "The code of a site or the name of a price zone; everywhere when left out."),
            Field("validFrom", \.validFrom, "The first day on which it holds."),
            Field("validThrough", \.validThrough, "The last day; until another price holds when left out."),
            Field("price", \.price, "For one unit."),
            make: Price.init)
    }

    public let prices: [Price]

    public init(prices: [Price]) { self.prices = prices }

    public static let shape = Shape<PricesSet>(Field("prices", \.prices, "The prices."), make: PricesSet.init)
}
