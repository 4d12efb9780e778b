// SPDX-License-Identifier: Apache-2.0

import Imports
package import Store

extension ImportOrder {
    /// A product that means nothing here would only raise a question; in a file it can be set right first, and the row
    /// sent again.
    package static func checkProducts(_ products: [String], areStocked: Bool = false, _ tx: Transaction) throws {
        try tx.expect(products, in: CatalogueReading.products)
        for (row, code) in products.enumerated() {
            guard let product = try tx.find(code, in: CatalogueReading.products) else {
                throw ImportRefusal.noSuchProduct(code, row: row)
            }
            guard product.isStocked || !areStocked else { throw ImportRefusal.notStocked(code, row: row) }
        }
    }
}
