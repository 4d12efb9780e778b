// SPDX-License-Identifier: Apache-2.0

import Catalogue
package import Kernel
import Store

/// What every command of the warehouse looks up first.
enum WarehouseDesk {
    /// A quantity of packs as a quantity of what they hold.
    static func pieces(_ quantity: Thousandths, of product: ProductRecord, code: Code<Product>) throws -> Int64 {
        let pieces = product.units.times(quantity.count)
        guard Thousandths.accepted.contains(pieces) else {
            throw WarehouseRefusal.badQuantity(quantity.count, product: code.text)
        }
        return pieces
    }

    /// Asks at once for the products of a document's lines.
    static func expect(_ codes: [Code<Product>], _ tx: Transaction) throws {
        try tx.expect(codes.map(\.text), in: CatalogueReading.products)
    }

    static func product(_ code: Code<Product>, _ tx: Transaction) throws -> ProductRecord? {
        try tx.find(code.text, in: CatalogueReading.products)
    }

    static func stockedProduct(_ code: Code<Product>, _ tx: Transaction) throws -> ProductRecord {
        let product = try CatalogueReading.required(product: code, tx)
        guard product.isStocked else { throw WarehouseRefusal.notStocked(code.text) }
        return product
    }
}

/// The answer of what moves stock.
package struct Documented: Shaped {
    package let document: ID<StockDocument>

    package static let shape = Shape<Documented>(
        Field("document", \.document, "The key of what moved the goods."), make: Documented.init)
}
