// SPDX-License-Identifier: Apache-2.0

package import Kernel

/// What a product is to the books.
package enum ProductKind: String, Codable, Sendable, Equatable, CaseIterable {
    case goods, service, fuel
    /// Money taken for a gift card: no revenue.
    case giftCard
    /// Money taken in advance or as security: no revenue.
    case deposit
}

/// Products were listed, or listed anew with other properties.
package struct ProductsListed: Fact, Codable, Equatable {
    package static let name = "ProductsListed"

    package let products: [ID<Product>]

    package init(products: [ID<Product>]) { self.products = products }
}
