// SPDX-License-Identifier: Apache-2.0

import CommerceFacts
import Kernel
package import Store

extension ListProducts.Product {
    /// Whether listing it would change nothing: its properties, its article numbers and its cost stand already.
    package func isListed(_ snapshot: Snapshot) throws -> Bool {
        let known = try snapshot.row(
            Known.columns,
            """
              from catalogue_product p
              join catalogue_department d on d.department_id = p.department_id
             where p.code = \(code)
            """)
        guard let known, known == asked(as: known.id) else { return false }
        return try (packs ?? []).allSatisfy { try $0.isListed(of: known.id, snapshot) }
            && (cost.map { try $0.isListed(of: known.id, snapshot) } ?? true)
    }

    private func asked(as id: ID<Kernel.Product>) -> Known {
        Known(
            id: id, name: name, department: department, kind: kind, isStocked: isStocked, unit: unit,
            taxClass: taxClass)
    }

    /// The properties of a product, as they stand.
    private struct Known: Equatable {
        let id: ID<Kernel.Product>
        let name: String
        let department: Code<Department>
        let kind: ProductKind
        let isStocked: Bool
        let unit: Unit
        let taxClass: String

        static let columns = Columns<Known>(
            Column("p.product_id", \.id), Column("p.name", \.name), Column("d.code", \.department),
            Column("p.kind", \.kind), Column("p.is_stocked", \.isStocked), Column("p.unit", \.unit),
            Column("p.tax_class", \.taxClass), make: Known.init)
    }
}

extension ListProducts.Pack {
    fileprivate func isListed(of product: ID<Kernel.Product>, _ snapshot: Snapshot) throws -> Bool {
        guard let barCode = BarCode(gtin) else { return false }
        return try BarCodeStore.isListed(barCode, of: product, units, snapshot)
    }
}

extension ListProducts.Cost {
    fileprivate func isListed(of product: ID<Kernel.Product>, _ snapshot: Snapshot) throws -> Bool {
        guard let supplier = try CatalogueReading.supplier(code: supplier.text, snapshot) else { return false }
        return try snapshot.exists(
            """
            select 1 from catalogue_cost
             where product_id = \(product) and supplier_id = \(supplier) and valid_from = \(validFrom)
               and coalesce(exact, cost * 10000) = \(cost)
            """)
    }
}
