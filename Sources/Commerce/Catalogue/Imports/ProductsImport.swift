// SPDX-License-Identifier: Apache-2.0

import CommerceFacts
package import Imports
import Kernel
package import Store

extension ImportKind {
    package static let products = ImportKind(
        ImportForm(
            "products",
            [
                .must(.code, "RICE"), .must(.name, "Rice, 1 kg"), .must(.department, "FOOD"),
                .may(.departmentName, "Food"), .must(.taxClass, "standard"), .may(.kind, "goods"),
                .may(.stocked, "yes"), .may(.unit, "piece"), .may(.gtin, "5901234123457"), .may(.supplier, "ACME"),
                .may(.cost, "1.10"), .may(.costFrom, "2026-01-01"),
            ], identity: [.code], hasManyRows: false, isWish: true, varying: [.gtin, .supplier, .cost, .costFrom])
    ) { rows, reference in
        try ImportOrder.product(rows[0], reference)
    }
}

extension ImportColumn {
    static let department = ImportColumn("department")
    static let departmentName = ImportColumn("department_name")
    static let stocked = ImportColumn("stocked")
    static let unit = ImportColumn("unit")
    static let taxClass = ImportColumn("tax_class")
    static let gtin = ImportColumn("gtin", otherTitles: ["ean", "upc", "barcode"])
    package static let supplier = ImportColumn("supplier")
    static let cost = ImportColumn("cost", .number)
    static let costFrom = ImportColumn("cost_from", .date)
}

extension ImportOrder {
    fileprivate static func product(_ row: ImportRow, _ reference: ImportReference) throws -> ImportOrder {
        let department = try row.required(.department)
        let departmentName = try row.text(.departmentName)
        let kind: ProductKind = try row.choice(.kind, .goods)
        let cost = try cost(row, reference)
        let product = ListProducts.Product(
            code: try Code(row.required(.code)), name: try row.required(.name), department: Code(department),
            kind: kind,
            isStocked: try row.flag(.stocked, kind == .goods || kind == .fuel), unit: try row.choice(.unit, Unit.piece),
            taxClass: try row.required(.taxClass), packs: try packs(row), cost: cost)
        let line = row.line
        return ImportOrder(identity: product.code.text) { tx, desk in
            var isChanged = false
            let known = try CatalogueReading.department(code: department, tx) != nil
            let named = ListDepartments.Department(code: Code(department), name: departmentName ?? department)
            if departmentName == nil ? !known : try !named.isListed(tx) {
                let key = "import/\(reference.run)/department/\(line)"
                _ = try desk.submit(ListDepartments(departments: [named]), key: key, tx)
                isChanged = true
            }
            guard try !product.isListed(tx) else { return isChanged }
            _ = try desk.submit(ListProducts(products: [product]), key: "import/\(reference.run)/product/\(line)", tx)
            return true
        }
    }

    private static func cost(
        _ row: ImportRow, _ reference: ImportReference
    ) throws(RowFault) -> ListProducts.Cost? {
        guard let supplier = try row.text(.supplier) else {
            guard try row.text(.cost) == nil else { throw RowFault("supplier: is empty; a cost is a supplier's") }
            return nil
        }
        guard let cost = try row.unitPrice(.cost, try reference.currency()) else { return nil }
        guard cost >= 0 else { throw RowFault(.cost, expected: "zero or more", found: try row.required(.cost)) }
        guard let from = try row.day(.costFrom) else {
            throw RowFault("cost_from: is empty; a cost holds from a day on")
        }
        return ListProducts.Cost(supplier: Code(supplier), validFrom: from, cost: cost)
    }

    /// Bar codes with spaces between them; `x12` behind one of digits says that it stands for twelve units, `x22.68` for so
    /// many.
    private static func packs(_ row: ImportRow) throws(RowFault) -> [ListProducts.Pack] {
        guard let text = try row.text(.gtin) else { return [] }
        var packs: [ListProducts.Pack] = []
        for word in ImportRow.words(text) {
            guard let parts = word.wholeMatch(of: /(?<code>[0-9]+)x(?<units>.*)/) else {
                packs.append(ListProducts.Pack(gtin: word, units: 1))
                continue
            }
            guard let units = try? parseDecimal(parts.units, decimals: 3) else {
                throw RowFault(
                    .gtin, expected: "bar codes such as 5901234123457, 15901234123454x12 or 15901234123454x22.68",
                    found: text)
            }
            packs.append(ListProducts.Pack(gtin: String(parts.code), units: UnitCount(thousandths: units)))
        }
        return packs
    }
}
