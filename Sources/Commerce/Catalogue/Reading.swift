// SPDX-License-Identifier: Apache-2.0

package import CommerceFacts
package import Kernel
package import Store

/// A product as other systems see it.
package struct ProductRecord: Sendable, Equatable {
    package let id: ID<Product>
    package let department: ID<Department>
    package let kind: ProductKind
    package let isStocked: Bool
    package let unit: Unit
    package let taxClass: String
    /// What the scanned bar code stands for: 12 for a case of twelve, 1 for a code.
    package let units: UnitCount

    fileprivate static let listed = Columns<String>.one("code").beside(columns(units: "1000"))
    fileprivate static let packed = columns(units: "coalesce(exact, units * 1000)")

    private static func columns(units: StaticString) -> Columns<ProductRecord> {
        Columns(
            Column("product_id", \.id), Column("department_id", \.department), Column("kind", \.kind),
            Column("is_stocked", \.isStocked), Column("unit", \.unit), Column("tax_class", \.taxClass),
            Column(units, \.units), make: ProductRecord.init)
    }
}

/// What other systems may ask of Catalogue.
package enum CatalogueReading {
    /// The product of a code, or of an article number of any pack level; nil when nothing is listed under it.
    package static func product(_ codeOrGTIN: String, _ snapshot: Snapshot) throws -> ProductRecord? {
        try products([codeOrGTIN], snapshot)[codeOrGTIN]
    }

    /// By code or article number, as `product(_:_:)` finds each: for writes that ask about many.
    package static let products = Lookup<String, ProductRecord>("catalogue.products", for: .settings) {
        try products($0, $1)
    }

    /// The products of codes or article numbers, as `product(_:_:)` finds each; what is not listed is left out.
    private static func products(_ codesOrGTINs: [String], _ snapshot: Snapshot) throws -> [String: ProductRecord] {
        let rows = try snapshot.rows(forEach: codesOrGTINs, ProductRecord.listed) { code in
            "from catalogue_product where code = \(code)"
        }
        var products = Dictionary(rows) { $1 }
        for code in codesOrGTINs where products[code] == nil { products[code] = try packed(code, snapshot) }
        return products
    }

    /// The product of a bar code of any pack level.
    private static func packed(_ text: String, _ snapshot: Snapshot) throws -> ProductRecord? {
        switch BarCode(text) {
        case .gtin(let gtin):
            try snapshot.row(
                ProductRecord.packed,
                "from catalogue_gtin join catalogue_product using (product_id) where gtin = \(gtin)")
        case .house(let code):
            try snapshot.row(
                ProductRecord.packed,
                "from catalogue_house_code h join catalogue_product p using (product_id) where h.code = \(code)")
        case nil: nil
        }
    }

    /// The price of one unit at a site on a day: its own price before its zone's, before the general.
    package static func price(
        of product: ID<Product>, site: String, zone: String, on day: Day, _ snapshot: Snapshot
    ) throws -> UnitPrice? {
        for place in [site, zone, ""] {
            let price: UnitPrice? = try snapshot.value(
                """
                select coalesce(exact, price * 10000)
                  from catalogue_price
                 where product_id = \(product) and place = \(place) and valid_from <= \(day)
                   and (valid_through is null or valid_through >= \(day))
                 order by valid_from desc
                 limit 1
                """)
            if let price { return price }
        }
        return nil
    }

    package static func department(code: String, _ snapshot: Snapshot) throws -> ID<Department>? {
        try snapshot.value("select department_id from catalogue_department where code = \(code)")
    }

    /// The department of a code, remembered by whoever writes.
    ///
    /// - Throws: `CatalogueRefusal.noSuchDepartment`.
    package static func required(department code: Code<Department>, _ tx: Transaction) throws -> ID<Department> {
        let known = try tx.remembered("catalogue.department", code) { try department(code: code.text, tx) }
        guard let known else { throw CatalogueRefusal.noSuchDepartment(code.text) }
        return known
    }

    /// - Throws: `CatalogueRefusal.noSuchSupplier`.
    package static func required(supplier code: Code<Supplier>, _ snapshot: Snapshot) throws -> ID<Supplier> {
        guard let supplier = try supplier(code: code.text, snapshot) else {
            throw CatalogueRefusal.noSuchSupplier(code.text)
        }
        return supplier
    }

    /// The product of a code or an article number, as `products` finds it.
    ///
    /// - Throws: `CatalogueRefusal.noSuchProduct`.
    package static func required(product code: Code<Product>, _ snapshot: Snapshot) throws -> ProductRecord {
        guard let product = try snapshot.find(code.text, in: products) else {
            throw CatalogueRefusal.noSuchProduct(code.text)
        }
        return product
    }

    package static func supplier(code: String, _ snapshot: Snapshot) throws -> ID<Supplier>? {
        try snapshot.value("select supplier_id from catalogue_supplier where code = \(code)")
    }

    /// What a person calls a product, and the department it stands in.
    package struct ProductName: Sendable, Equatable {
        package let code: String
        package let name: String
        package let department: ID<Department>

        fileprivate static let keyed = Columns<ID<Product>>.one("product_id").beside(
            Columns<ProductName>(
                Column("code", \.code), Column("name", \.name), Column("department_id", \.department),
                make: ProductName.init))
    }

    /// The names of products, each of which may be asked for several times; those that are not listed are left out.
    package static func names(
        of products: [ID<Product>], _ snapshot: Snapshot
    ) throws -> [ID<Product>: ProductName] {
        let names = try snapshot.rows(forEach: Array(Set(products)), ProductName.keyed) { product in
            "from catalogue_product where product_id = \(product)"
        }
        return Dictionary(uniqueKeysWithValues: names)
    }

    /// What a supplier charges for one unit of a product from a day on, in the company's currency.
    package struct CostRecord: Sendable, Equatable {
        package let product: String
        package let name: String
        package let supplier: String
        package let validFrom: Day
        package let cost: UnitPrice

        fileprivate static let columns = Columns<CostRecord>(
            Column("p.code", \.product), Column("p.name", \.name), Column("s.code", \.supplier),
            Column("c.valid_from", \.validFrom), Column("coalesce(c.exact, c.cost * 10000)", \.cost),
            make: CostRecord.init)
    }

    /// Every cost that was ever listed, by the codes of products and suppliers.
    package static func costs(_ snapshot: Snapshot) throws -> [CostRecord] {
        try snapshot.rows(
            CostRecord.columns,
            """
              from catalogue_cost c
              join catalogue_product p on p.product_id = c.product_id
              join catalogue_supplier s on s.supplier_id = c.supplier_id
             order by p.code, s.code, c.valid_from
            """)
    }

    /// A product as it is listed.
    package struct ListedProduct: Sendable, Equatable {
        package let id: ID<Product>
        package let code: String
        package let name: String
        package let department: String
        package let kind: ProductKind
        package let unit: Unit
        package let taxClass: String
        package let isStocked: Bool

        fileprivate static let columns = Columns<ListedProduct>(
            Column("p.product_id", \.id), Column("p.code", \.code), Column("p.name", \.name),
            Column("d.code", \.department), Column("p.kind", \.kind), Column("p.unit", \.unit),
            Column("p.tax_class", \.taxClass), Column("p.is_stocked", \.isStocked), make: ListedProduct.init)
    }

    /// Every product of a department, or of all, by code.
    package static func listed(in department: ID<Department>?, _ snapshot: Snapshot) throws -> [ListedProduct] {
        try snapshot.rows(
            ListedProduct.columns,
            """
              from catalogue_product p
              join catalogue_department d on d.department_id = p.department_id
             where p.department_id = coalesce(\(department), p.department_id)
             order by p.code
            """)
    }

    /// What one unit of a product costs from a day on, at a place or everywhere.
    package struct PriceRecord: Sendable, Equatable {
        package let product: String
        package let name: String
        /// The code of a site or the name of a zone; empty for everywhere.
        package let place: String
        package let validFrom: Day
        package let validThrough: Day?
        package let price: UnitPrice

        fileprivate static let columns = Columns<PriceRecord>(
            Column("p.code", \.product), Column("p.name", \.name), Column("c.place", \.place),
            Column("c.valid_from", \.validFrom), Column("c.valid_through", \.validThrough),
            Column("coalesce(c.exact, c.price * 10000)", \.price), make: PriceRecord.init)
    }

    /// The prices that hold on a day, one of each product and place.
    package static func prices(on day: Day, _ snapshot: Snapshot) throws -> [PriceRecord] {
        try snapshot.rows(
            PriceRecord.columns,
            """
              from catalogue_price c
              join catalogue_product p on p.product_id = c.product_id
             where c.valid_from <= \(day) and (c.valid_through is null or c.valid_through >= \(day))
               and not exists (select 1 from catalogue_price n
                                where n.product_id = c.product_id and n.place = c.place and n.valid_from > c.valid_from
                                  and n.valid_from <= \(day)
                                  and (n.valid_through is null or n.valid_through >= \(day)))
             order by p.code, c.place
            """)
    }
}
