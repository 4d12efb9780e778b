// SPDX-License-Identifier: Apache-2.0

import CommerceFacts
package import Kernel
package import Store

/// Products cost this much from a day on, everywhere, in a zone or at a site.
package struct SetPrices: Command {
    package struct Price: Shaped {
        package let product: Code<Product>
        package let place: String?
        package let validFrom: Day
        package let validThrough: Day?
        package let price: UnitPrice

        package init(
            product: Code<Product>, place: String? = nil, validFrom: Day, validThrough: Day? = nil, price: UnitPrice
        ) {
            self.product = product
            self.place = place
            self.validFrom = validFrom
            self.validThrough = validThrough
            self.price = price
        }

        package static let shape = Shape<Price>(
            Field("product", \.product, "Its code or one of its article numbers."),
            Field("place", \.place, "The code of a site or the name of a price zone; everywhere when left out."),
            Field("validFrom", \.validFrom, "The first day on which it holds."),
            Field("validThrough", \.validThrough, "The last day; until another price holds when left out."),
            Field("price", \.price, "For one unit, in the company's currency.", in: UnitPrice.notNegative),
            make: Price.init)

        /// Whether setting it would change nothing.
        package func isSet(_ snapshot: Snapshot) throws -> Bool {
            guard let product = try CatalogueReading.product(product.text, snapshot) else { return false }
            let known = try snapshot.row(
                Known.columns,
                """
                  from catalogue_price
                 where product_id = \(product.id) and place = \(place ?? "") and valid_from = \(validFrom)
                """)
            return known == Known(price: price, through: validThrough)
        }

        private struct Known: Equatable {
            let price: UnitPrice
            let through: Day?

            static let columns = Columns<Known>(
                Column("coalesce(exact, price * 10000)", \.price), Column("valid_through", \.through), make: Known.init)
        }
    }

    package let prices: [Price]

    package init(prices: [Price]) { self.prices = prices }

    package static let form = Form(
        "set-prices", at: "catalogue/prices", may: "catalogue.write", .wish,
        "Set prices from a day on, for all sites, a zone or one site.",
        Shape<SetPrices>(Field("prices", \.prices, "The prices."), make: SetPrices.init))

    package struct Answer: Shaped {
        package let set: Int

        package static let shape = Shape<Answer>(Field("set", \.set, "How many were set."), make: Answer.init)
    }

    package func run(_ tx: Transaction) throws -> Answer {
        var set: [PricesSet.Price] = []
        for (line, price) in prices.enumerated() {
            let product = try at(\.prices, line, \.product) {
                try CatalogueReading.required(product: price.product, tx)
            }
            try tx.run(
                """
                insert into catalogue_price (product_id, place, valid_from, valid_through, price, exact)
                values (\(product.id), \(price.place ?? ""), \(price.validFrom), \(price.validThrough),
                        \(price.price.nearestMinor), \(price.price.exact))
                    on conflict (product_id, place, valid_from) do update
                    set valid_through = excluded.valid_through, price = excluded.price, exact = excluded.exact
                """)
            set.append(
                PricesSet.Price(
                    product: product.id, place: price.place, validFrom: price.validFrom,
                    validThrough: price.validThrough, price: price.price))
        }
        try tx.publish(PricesSet(prices: set))
        return Answer(set: set.count)
    }
}
