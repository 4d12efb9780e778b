// SPDX-License-Identifier: Apache-2.0

import Catalogue
import Kernel
import Organisation
import Store

/// What every command of the warehouse looks up first.
enum WarehouseDesk {
    static func site(_ code: String, _ tx: Transaction) throws -> SiteRecord {
        let site = try tx.remembered("warehouse.site", code) { try OrganisationReading.site(code: code, tx) }
        guard let site else { throw WarehouseRefusal.noSuchSite(code) }
        return site
    }

    /// A quantity of packs as a quantity of what they hold.
    static func pieces(_ quantity: Int64, of product: ProductRecord, code: String) throws -> Int64 {
        let pieces = quantity * product.units
        guard pieces.magnitude <= Quantity.largestThousandths else {
            throw WarehouseRefusal.badQuantity(quantity, product: code)
        }
        return pieces
    }

    /// Asks at once for the products of a document's lines.
    static func expect(_ codes: [String], _ tx: Transaction) throws {
        try tx.expect(codes, in: CatalogueReading.products)
    }

    static func product(_ code: String, _ tx: Transaction) throws -> ProductRecord? {
        try tx.find(code, in: CatalogueReading.products)
    }

    static func stockedProduct(_ code: String, _ tx: Transaction) throws -> ProductRecord {
        let product = try product(code, tx)
        guard let product else { throw WarehouseRefusal.noSuchProduct(code) }
        guard product.isStocked else { throw WarehouseRefusal.notStocked(code) }
        return product
    }
}
