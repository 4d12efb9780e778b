// SPDX-License-Identifier: Apache-2.0

import Catalogue
import Imports
import Kernel
import LogisticsFacts
package import Store

/// Rows that say what lay, came or was counted. Each happens once, under a key made of what it is.
extension ImportKind {
    package static let openingStock = ImportKind(
        ImportForm(
            "opening-stock", things: "products with opening stock", stock(.must(.quantity, "100")) + values,
            eitherOf: [.value, .unitCost], identity: [.site, .product], hasManyRows: false, isWish: false)
    ) { rows, reference in
        try ImportOrder.goods(rows, .opening, reference)
    }

    package static let deliveries = ImportKind(
        ImportForm(
            "deliveries",
            [.must(.document, "4711"), .must(.supplier, "ACME")] + stock(.must(.quantity, "48")) + values,
            eitherOf: [.value, .unitCost], identity: [.site, .supplier, .document], hasManyRows: true, isWish: false,
            sharing: [.date, .time])
    ) { rows, reference in
        try ImportOrder.goods(rows, .supplier, reference)
    }

    package static let counts = ImportKind(
        ImportForm(
            "counts", stock(.must(.counted, "95")) + [.may(.document, "aisle 7")],
            identity: [.site, .document, .date, .time], hasManyRows: true, isWish: false)
    ) { rows, reference in
        try ImportOrder.count(rows, reference)
    }

    private static func stock(_ quantity: ImportForm.Field) -> [ImportForm.Field] {
        [.must(.site, "MAIN"), .must(.date, "2026-03-02"), .may(.time, "21:00"), .must(.product, "RICE"), quantity]
    }

    private static let values: [ImportForm.Field] = [.may(.value, "110.00"), .may(.unitCost, "1.10")]
}

extension ImportColumn {
    static let value = ImportColumn("value", .number)
    static let unitCost = ImportColumn("unit_cost", .number, otherTitles: ["costprice"])
    static let counted = ImportColumn("counted", .number)
}

extension ImportOrder {
    fileprivate static func goods(
        _ rows: [ImportRow], _ origin: GoodsReceived.Origin, _ reference: ImportReference
    ) throws -> ImportOrder {
        let site = try reference.site(of: rows[0])
        let supplier = origin == .supplier ? try rows[0].required(.supplier) : nil
        let moments = try each(rows) { row throws(RowFault) in try row.instant(at: site.time, otherwise: 0) }
        try same(moments, "date: the rows of one delivery have different dates")
        let lines = try each(rows) { row throws(RowFault) in
            try line(row, site, goesBack: origin == .supplier)
        }
        let goods = ReceiveGoods(
            site: Code(site.code), origin: origin, supplier: supplier.map { Code($0) }, occurredAt: moments[0],
            lines: lines)
        let key =
            origin == .opening
            ? "import/opening-stock/\(site.code)/\(lines[0].product)"
            : "import/delivery/\(site.code)/\(supplier ?? "")/\(try rows[0].required(.document))"
        return ImportOrder(identity: key) { tx, desk in
            try checkProducts(lines.map(\.product.text), areStocked: true, tx)
            return try desk.submit(goods, key: key, tx).isNew
        }
    }

    private static func line(
        _ row: ImportRow, _ site: ImportReference.Site, goesBack: Bool
    ) throws(RowFault) -> ReceiveGoods.Line {
        let quantity = try row.quantity(.quantity)
        guard quantity > 0 || quantity < 0 && goesBack else {
            throw RowFault(.quantity, expected: "more than zero", found: try row.required(.quantity))
        }
        let given = try row.money(.value, site.currency)
        let unit = try row.unitPrice(.unitCost, site.currency)
        guard given != nil || unit != nil else {
            throw RowFault("value: is empty, and so is unit_cost; one of them is needed")
        }
        guard let value = given ?? unit?.times(quantity) else {
            throw RowFault(.unitCost, expected: "a cost that a delivery can bear", found: try row.required(.unitCost))
        }
        guard quantity > 0 ? value >= 0 : value <= 0 else {
            throw RowFault(
                "value: expected \(quantity > 0 ? "zero or more" : "zero or less for what goes back"), found \(value) minor units"
            )
        }
        return ReceiveGoods.Line(
            product: try Code(row.required(.product)), quantity: Thousandths(quantity), value: MinorUnits(value))
    }

    fileprivate static func count(_ rows: [ImportRow], _ reference: ImportReference) throws -> ImportOrder {
        let site = try reference.site(of: rows[0])
        let moments = try each(rows) { row throws(RowFault) in try row.instant(at: site.time, otherwise: endOfDay) }
        try same(moments, "date: the rows of one count have different times")
        let lines = try each(rows) { row throws(RowFault) in
            let counted = try row.quantity(.counted)
            guard counted >= 0 else {
                throw RowFault(.counted, expected: "zero or more", found: try row.required(.counted))
            }
            return CountStock.Line(product: try Code(row.required(.product)), counted: Thousandths(counted))
        }
        let count = CountStock(site: Code(site.code), occurredAt: moments[0], lines: lines)
        let key = "import/count/\(site.code)/\(moments[0])/\(try rows[0].text(.document) ?? "")"
        return ImportOrder(identity: key) { tx, desk in
            try checkProducts(lines.map(\.product.text), areStocked: true, tx)
            return try desk.submit(count, key: key, tx).isNew
        }
    }

    /// The last second of a business day: a count without a time is of the evening.
    private static let endOfDay: Int64 = 86_399
}
