// SPDX-License-Identifier: Apache-2.0

import Catalogue
import Kernel
import Sales
import Store
import Warehouse

/// A receipt's lines as Sales keeps them, each with the cost that Warehouse moved for it.
enum ReceiptReading {
    struct Line {
        let line: Int64
        let product: String
        let quantity: Int64
        let list: Int64
        let discount: Int64
        let tax: Int64
        let cost: Int64?
        let currency: Currency
    }

    static func lines(of document: Int64, _ snapshot: Snapshot) throws -> [Line] {
        let costs = try WarehouseReading.values(of: ID(document), snapshot)
        return try SalesReading.lines(of: ID(document), snapshot).map { line in
            let name = try line.product.flatMap { try CatalogueReading.name(of: $0, snapshot) }
            return Line(
                line: line.line, product: name.map { "\($0.code) \($0.name)" } ?? "unknown", quantity: line.quantity,
                list: line.list, discount: line.discount, tax: line.tax, cost: costs[line.line].map { -$0 },
                currency: line.currency)
        }
    }
}
