// SPDX-License-Identifier: Apache-2.0

package import CommerceFacts
package import Kernel
package import Store
import Taxes

/// Products are sold from now on, or are listed anew with other properties.
package struct ListProducts: Command {
    package struct Product: Shaped {
        package let code: Code<Kernel.Product>
        package let name: String
        package let department: Code<Department>
        package let kind: ProductKind
        package let isStocked: Bool
        package let unit: Unit
        package let taxClass: String
        package let packs: [Pack]?
        package let cost: Cost?

        package init(
            code: Code<Kernel.Product>, name: String, department: Code<Department>, kind: ProductKind, isStocked: Bool,
            unit: Unit, taxClass: String, packs: [Pack]? = nil, cost: Cost? = nil
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

        package static let shape = Shape<Product>(
            Field("code", \.code, "What the product is called in commands and reports.", in: 1...200, example: "MILK1"),
            Field("name", \.name, "What the customer reads.", in: 0...500, example: "Milk, 1 l"),
            Field("department", \.department, "The department that sells it.", example: "DAIRY"),
            Field("kind", \.kind, "What is sold."),
            Field("isStocked", \.isStocked, "Whether it lies in stock, so that its quantity is kept."),
            Field("unit", \.unit, "How it is counted."),
            Field(
                "taxClass", \.taxClass, "The class by which jurisdictions tax it; none for what no jurisdiction taxes.",
                example: "grocery"),
            Field("packs", \.packs, "Its article numbers; none when left out."),
            Field("cost", \.cost, "What a supplier charges for it."),
            make: Product.init)
    }

    /// An article number and how many units it stands for: 1 for the piece, 12 for a case of twelve.
    package struct Pack: Shaped {
        package let gtin: String
        package let units: UnitCount

        /// More than any ship holds, and few enough for quantities to be multiplied by it.
        package static let largest = UnitCount(1_000_000)

        package init(gtin: String, units: UnitCount) {
            self.gtin = gtin
            self.units = units
        }

        package static let shape = Shape<Pack>(
            Field(
                "gtin", \.gtin,
                "The article number (GTIN) of 8, 12, 13 or 14 digits, or a bar code of the house's own.",
                in: 1...Int64(BarCode.longestHouse), example: "4006381333931"),
            Field(
                "units", \.units, "How many units it stands for, such as 12 or 22.68.", in: 1...largest.thousandths),
            make: Pack.init)
    }

    /// What a supplier charges for one unit.
    package struct Cost: Shaped {
        package let supplier: Code<Supplier>
        package let validFrom: Day
        package let cost: UnitPrice

        package init(supplier: Code<Supplier>, validFrom: Day, cost: UnitPrice) {
            self.supplier = supplier
            self.validFrom = validFrom
            self.cost = cost
        }

        package static let shape = Shape<Cost>(
            Field("supplier", \.supplier, "Who charges it."),
            Field("validFrom", \.validFrom, "The first day on which it holds."),
            Field(
                "cost", \.cost, "For one unit, in the company's currency.", in: UnitPrice.notNegative),
            make: Cost.init)
    }

    package let products: [Product]

    package init(products: [Product]) { self.products = products }

    package static let form = Form(
        "list-products", at: "catalogue/products", may: "catalogue.write", .wish,
        "List products with their article numbers, costs and prices.",
        Shape<ListProducts>(Field("products", \.products, "The products."), make: ListProducts.init))

    package func run(_ tx: Transaction) throws -> Listed {
        try tx.expect(products.map(\.code.text), in: Self.listed)
        var ids: [ID<Kernel.Product>] = []
        for (line, product) in products.enumerated() {
            ids.append(try at(\.products, line) { try list(product, tx) })
        }
        try tx.publish(ProductsListed(products: ids))
        return Listed(listed: ids.count)
    }

    /// What may not change once a product is listed, by its code.
    private struct Settled {
        let id: ID<Kernel.Product>
        let isStocked: Bool
        let unit: Unit

        static let columns = Columns<Settled>(
            Column("product_id", \.id), Column("is_stocked", \.isStocked), Column("unit", \.unit), make: Settled.init)
    }

    private static let listed = Lookup<String, Settled>(
        "catalogue.settled", for: .batch, by: .one("code"), Settled.columns
    ) { code in
        "from catalogue_product where code = \(code)"
    }

    private func list(_ product: Product, _ tx: Transaction) throws -> ID<Kernel.Product> {
        let department = try product.at(\.department) {
            try CatalogueReading.required(department: product.department, tx)
        }
        let known = try tx.find(product.code.text, in: Self.listed)
        // Stock lies there already in that unit; under other terms nobody could move or count it.
        if let known, (known.isStocked, known.unit) != (product.isStocked, product.unit) {
            throw product.refusal(CatalogueRefusal.stockingSettled(product.code.text), at: \.unit)
        }
        try product.at(\.taxClass) { try checkTaxClass(product.taxClass, tx) }
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
            Settled(id: id, isStocked: product.isStocked, unit: product.unit), for: product.code.text,
            in: Self.listed)
        for (place, pack) in (product.packs ?? []).enumerated() {
            try product.at(\.packs, place) {
                try pack.at(\.gtin) { try list(pack, of: id, code: product.code.text, tx) }
            }
        }
        if let cost = product.cost { try product.at(\.cost) { try list(cost, of: id, tx) } }
        return id
    }

    /// A class that no jurisdiction knows is taxed nowhere, which somebody who mistyped it did not mean. Before any is known
    /// all are taken: a shop may list its products first. What is taxed nowhere is of the class `none`.
    private func checkTaxClass(_ name: String, _ tx: Transaction) throws {
        let known = try tx.remembered("catalogue.tax-classes", 0) { Set(try TaxesReading.classNames(tx).values) }
        guard !known.isEmpty, !known.contains(name), name != Self.untaxed else { return }
        throw CatalogueRefusal.noSuchTaxClass(name, known: known.sorted())
    }

    /// The class of what no jurisdiction taxes.
    private static let untaxed = "none"

    private func list(_ pack: Pack, of product: ID<Kernel.Product>, code: String, _ tx: Transaction) throws {
        guard let barCode = BarCode(pack.gtin) else {
            throw CatalogueRefusal.badBarCode(pack.gtin, product: code)
        }
        let owner = try BarCodeStore.owner(of: barCode, tx)
        guard owner == nil || owner == product else { throw CatalogueRefusal.barCodeTaken(pack.gtin, product: code) }
        try BarCodeStore.set(barCode, to: product, pack.units, tx)
    }

    private func list(_ cost: Cost, of product: ID<Kernel.Product>, _ tx: Transaction) throws {
        let supplier = try cost.at(\.supplier) { try CatalogueReading.required(supplier: cost.supplier, tx) }
        try tx.run(
            """
            insert into catalogue_cost (product_id, supplier_id, valid_from, cost, exact)
            values (\(product), \(supplier), \(cost.validFrom), \(cost.cost.nearestMinor), \(cost.cost.exact))
                on conflict (product_id, supplier_id, valid_from) do update
                set cost = excluded.cost, exact = excluded.exact
            """)
    }
}
