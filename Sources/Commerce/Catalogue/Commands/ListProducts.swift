// SPDX-License-Identifier: Apache-2.0

package import CommerceFacts
package import Kernel
package import Store

/// Products are sold from now on, or are listed anew with other properties.
package struct ListProducts: Command {
    package static let name = "list-products"
    package static let address = "catalogue/products"
    package static let permission = "catalogue.write"
    package static let summary = "List products with their article numbers, costs and prices."

    package struct Product: Codable, Sendable {
        package let code: String
        package let name: String
        package let department: String
        package let kind: ProductKind
        package let isStocked: Bool
        package let unit: Unit
        package let taxClass: String
        /// Its article numbers; none when left out.
        package let packs: [Pack]?
        package let cost: Cost?

        package init(
            code: String, name: String, department: String, kind: ProductKind, isStocked: Bool, unit: Unit,
            taxClass: String, packs: [Pack] = [], cost: Cost? = nil
        ) {
            self.code = code
            self.name = name
            self.department = department
            self.kind = kind
            self.isStocked = isStocked
            self.unit = unit
            self.taxClass = taxClass
            self.packs = packs
            self.cost = cost
        }
    }

    /// An article number and how many units it stands for: 1 for the piece, 12 for a case of twelve.
    package struct Pack: Codable, Sendable {
        package let gtin: String
        package let units: Int64

        /// More than any ship holds, and few enough for quantities to be multiplied by it.
        package static let largestUnits: Int64 = 1_000_000

        package init(gtin: String, units: Int64) {
            self.gtin = gtin
            self.units = units
        }
    }

    /// What a supplier charges for one unit, in minor units of the company's currency.
    package struct Cost: Codable, Sendable {
        package let supplier: String
        package let validFrom: Day
        package let cost: Int64

        package init(supplier: String, validFrom: Day, cost: Int64) {
            self.supplier = supplier
            self.validFrom = validFrom
            self.cost = cost
        }
    }

    package let products: [Product]

    package init(products: [Product]) { self.products = products }

    package struct Answer: Codable, Sendable {
        package let listed: Int
    }

    package func run(_ tx: Transaction) throws -> Answer {
        try tx.expect(products.map(\.code), in: Self.listed)
        var ids: [ID<Kernel.Product>] = []
        for product in products { ids.append(try list(product, tx)) }
        tx.forgetRemembered()
        try tx.publish(ProductsListed(products: ids))
        return Answer(listed: ids.count)
    }

    /// What may not change once a product is listed, by its code.
    private struct Settled {
        let id: ID<Kernel.Product>
        let isStocked: Bool
        let unit: String
    }

    private static let listed = Lookup<String, Settled>("catalogue.settled", for: .batch) { codes, snapshot in
        let rows = try snapshot.rows(forEach: codes) { code in
            "select product_id, is_stocked, unit, code from catalogue_product where code = \(code)"
        } _: {
            ($0.text(3), Settled(id: $0.id(0), isStocked: $0.flag(1), unit: $0.text(2)))
        }
        return Dictionary(rows) { $1 }
    }

    private func list(_ product: Product, _ tx: Transaction) throws -> ID<Kernel.Product> {
        let department = try tx.remembered("catalogue.department", product.department) {
            try CatalogueReading.department(code: product.department, tx)
        }
        guard let department else {
            throw CatalogueRefusal.noSuchDepartment(product.department, product: product.code)
        }
        let known = try tx.find(product.code, in: Self.listed)
        // Stock lies there already in that unit; under other terms nobody could move or count it.
        if let known, (known.isStocked, known.unit) != (product.isStocked, product.unit.rawValue) {
            throw CatalogueRefusal.stockingSettled(product.code)
        }
        let id = known?.id ?? tx.key()
        try tx.run(
            """
            insert into catalogue_product
                   (product_id, code, name, department_id, kind, is_stocked, unit, tax_class)
            values (\(id), \(product.code), \(product.name), \(department), \(product.kind.rawValue),
                    \(product.isStocked), \(product.unit.rawValue), \(product.taxClass))
                on conflict (product_id) do update
                set name = excluded.name, department_id = excluded.department_id, kind = excluded.kind,
                    is_stocked = excluded.is_stocked, unit = excluded.unit, tax_class = excluded.tax_class
            """)
        tx.note(
            Settled(id: id, isStocked: product.isStocked, unit: product.unit.rawValue), for: product.code,
            in: Self.listed)
        for pack in product.packs ?? [] { try list(pack, of: id, code: product.code, tx) }
        if let cost = product.cost { try list(cost, of: id, code: product.code, tx) }
        return id
    }

    private func list(_ pack: Pack, of product: ID<Kernel.Product>, code: String, _ tx: Transaction) throws {
        let gtin: GTIN
        do {
            gtin = try GTIN(pack.gtin)
        } catch {
            throw CatalogueRefusal.badGTIN(pack.gtin, product: code, error)
        }
        guard pack.units > 0 else { throw CatalogueRefusal.emptyPack(pack.gtin, product: code) }
        guard pack.units <= Pack.largestUnits else { throw CatalogueRefusal.packTooLarge(pack.gtin, product: code) }
        let owner = try tx.row("select product_id from catalogue_gtin where gtin = \(gtin)") {
            $0.id(0, of: Kernel.Product.self)
        }
        guard owner == nil || owner == product else { throw CatalogueRefusal.gtinTaken(pack.gtin, product: code) }
        try tx.run(
            """
            insert into catalogue_gtin (gtin, product_id, units)
            values (\(gtin), \(product), \(pack.units))
                on conflict (gtin) do update set units = excluded.units
            """)
    }

    private func list(_ cost: Cost, of product: ID<Kernel.Product>, code: String, _ tx: Transaction) throws {
        guard let supplier = try CatalogueReading.supplier(code: cost.supplier, tx) else {
            throw CatalogueRefusal.noSuchSupplier(cost.supplier, product: code)
        }
        guard (0...Money.largestMinor).contains(cost.cost) else {
            throw CatalogueRefusal.badCost(cost.cost, product: code)
        }
        try tx.run(
            """
            insert into catalogue_cost (product_id, supplier_id, valid_from, cost)
            values (\(product), \(supplier), \(cost.validFrom), \(cost.cost))
                on conflict (product_id, supplier_id, valid_from) do update set cost = excluded.cost
            """)
    }
}
