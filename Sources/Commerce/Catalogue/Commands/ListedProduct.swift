// SPDX-License-Identifier: Apache-2.0

import CommerceFacts
import Kernel
package import Store

extension ListProducts.Product {
    /// Whether listing it would change nothing: its properties, its article numbers and its cost stand already.
    package func isListed(_ snapshot: Snapshot) throws -> Bool {
        let known = try snapshot.row(
            """
            select p.product_id, p.name, d.code, p.kind, p.is_stocked, p.unit, p.tax_class
              from catalogue_product p
              join catalogue_department d on d.department_id = p.department_id
             where p.code = \(code)
            """
        ) { row in
            let isSame =
                row.text(1) == name && row.text(2) == department.text && row.text(3) == kind.rawValue
                && row.flag(4) == isStocked && row.text(5) == unit.rawValue && row.text(6) == taxClass
            return isSame ? row.id(0, of: Kernel.Product.self) : nil
        }
        guard let known, let product = known else { return false }
        return try (packs ?? []).allSatisfy { try $0.isListed(of: product, snapshot) }
            && (cost.map { try $0.isListed(of: product, snapshot) } ?? true)
    }
}

extension ListProducts.Pack {
    fileprivate func isListed(of product: ID<Kernel.Product>, _ snapshot: Snapshot) throws -> Bool {
        guard let number = try? GTIN(gtin) else { return false }
        return try snapshot.exists(
            "select 1 from catalogue_gtin where gtin = \(number) and product_id = \(product) and units = \(units)")
    }
}

extension ListProducts.Cost {
    fileprivate func isListed(of product: ID<Kernel.Product>, _ snapshot: Snapshot) throws -> Bool {
        guard let supplier = try CatalogueReading.supplier(code: supplier.text, snapshot) else { return false }
        return try snapshot.exists(
            """
            select 1 from catalogue_cost
             where product_id = \(product) and supplier_id = \(supplier) and valid_from = \(validFrom)
               and cost = \(cost)
            """)
    }
}
