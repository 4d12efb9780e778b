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

    /// The receipt that a person names: as printed on it (`S1/3/4711`) or by its number in the journal.
    static func receipt(named text: String, _ snapshot: Snapshot) throws -> SalesReading.ReceiptName? {
        if let number = Int64(text) { return try SalesReading.receipt(ID(number), snapshot) }
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count >= 3, let till = Int64(parts[parts.count - 2]), let number = Int64(parts[parts.count - 1])
        else { return nil }
        return try SalesReading.receipt(number, till: till, site: parts.dropLast(2).joined(separator: "/"), snapshot)
    }

    static func lines(of receipt: ID<Receipt>, _ snapshot: Snapshot) throws -> [Line] {
        let costs = try WarehouseReading.values(of: ID(receipt.rawValue), snapshot)
        return try SalesReading.lines(of: receipt, snapshot).map { line in
            let name = try line.product.flatMap { try CatalogueReading.name(of: $0, snapshot) }
            return Line(
                line: line.line, product: name.map { "\($0.code) \($0.name)" } ?? "unknown", quantity: line.quantity,
                list: line.list, discount: line.discount, tax: line.tax, cost: costs[line.line].map { -$0 },
                currency: line.currency)
        }
    }
}
