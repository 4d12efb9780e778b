// SPDX-License-Identifier: Apache-2.0

package import Store

/// Products, departments, suppliers, prices.
package enum CatalogueSystem {
    package static let system = System(
        "Catalogue",
        migrations: [
            .create(CatalogueTables.first), CatalogueTables.exactPrice, CatalogueTables.exactCost,
            CatalogueTables.exactUnits, .create([CatalogueTables.houseCode]),
        ],
        commands: [.of(ListDepartments.self), .of(ListSuppliers.self), .of(ListProducts.self), .of(SetPrices.self)],
        permissions: [
            Permission(
                "catalogue.write", "List departments, suppliers and products, and set prices.",
                heldBy: [.storeManager])
        ],
        reports: [.products],
        imports: [.suppliers, .products, .prices])
}
