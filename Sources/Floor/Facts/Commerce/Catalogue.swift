// SPDX-License-Identifier: Apache-2.0

public import Kernel

/// What a product is to the books.
public enum ProductKind: String, Codable, Sendable, Equatable, CaseIterable {
    case goods, service, fuel
    /// Money taken for a gift card: no revenue.
    case giftCard
    /// Money taken in advance or as security: no revenue.
    case deposit
}

/// Products were listed, or listed anew with other properties.
public struct ProductsListed: Fact, Codable, Equatable {
    public static let name = "ProductsListed"

    public let products: [ID<Product>]

    public init(products: [ID<Product>]) { self.products = products }
}
