// SPDX-License-Identifier: Apache-2.0

package import Kernel
package import Store

/// Products cost this much from a day on, everywhere, in a zone or at a site.
package struct SetPrices: Command {
    package static let name = "set-prices"
    package static let address = "catalogue/prices"
    package static let permission = "catalogue.write"
    package static let summary = "Set prices from a day on, for all sites, a zone or one site."

    package struct Price: Codable, Sendable {
        package let product: String
        /// The code of a site or the name of a price zone; everywhere when left out.
        package let place: String?
        package let validFrom: Day
        package let validThrough: Day?
        /// Minor units of the company's currency for one unit.
        package let price: Int64

        package init(product: String, place: String? = nil, validFrom: Day, validThrough: Day? = nil, price: Int64) {
            self.product = product
            self.place = place
            self.validFrom = validFrom
            self.validThrough = validThrough
            self.price = price
        }

        /// Whether setting it would change nothing.
        package func isSet(_ snapshot: Snapshot) throws -> Bool {
            guard let product = try CatalogueReading.product(product, snapshot) else { return false }
            let known = try snapshot.row(
                """
                select price, valid_through from catalogue_price
                 where product_id = \(product.id) and place = \(place ?? "") and valid_from = \(validFrom)
                """
            ) { (price: $0.integer(0), through: $0.optional(1, Row.day)) }
            return known?.price == price && known?.through == validThrough
        }
    }

    package let prices: [Price]

    package init(prices: [Price]) { self.prices = prices }

    package struct Answer: Codable, Sendable {
        package let set: Int
    }

    package func run(_ tx: Transaction) throws -> Answer {
        for price in prices {
            guard let product = try CatalogueReading.product(price.product, tx) else {
                throw CatalogueRefusal.noSuchProduct(price.product)
            }
            guard price.price >= 0 else {
                throw CatalogueRefusal.negativePrice(price.price, product: price.product)
            }
            guard price.price <= Money.largestMinor else {
                throw CatalogueRefusal.priceTooLarge(price.price, product: price.product)
            }
            try tx.run(
                """
                insert into catalogue_price (product_id, place, valid_from, valid_through, price)
                values (\(product.id), \(price.place ?? ""), \(price.validFrom), \(price.validThrough), \(price.price))
                    on conflict (product_id, place, valid_from) do update
                    set valid_through = excluded.valid_through, price = excluded.price
                """)
        }
        return Answer(set: prices.count)
    }
}
