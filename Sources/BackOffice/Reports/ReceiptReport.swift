// SPDX-License-Identifier: Apache-2.0

import Catalogue
import Kernel
import Reports
import Sales
package import Store
import Warehouse

extension ReportDeclaration {
    package static let receipt = ReportDeclaration(
        "receipt", "one receipt, line by line, with its cost (--document)", options: [.document]
    ) { question, snapshot in
        guard let document = question.document else { throw ReportRefusal.noDocument }
        guard let receipt = try ReceiptReading.receipt(named: document, snapshot) else {
            throw ReportRefusal.noSuchReceipt(document)
        }
        var report = Report(
            "Receipt \(receipt.name) of \(receipt.day)",
            [
                .init("line"), .init("product"), .init("quantity", isNumber: true), .init("list", isNumber: true),
                .init("discount", isNumber: true), .init("tax", isNumber: true), .init("cost", isNumber: true),
            ])
        for line in try ReceiptReading.lines(of: receipt.id, snapshot) {
            report.rows.append([
                .integer(line.line), .text(line.product), .quantity(line.quantity), .money(line.list, line.currency),
                .money(line.discount, line.currency), .money(line.tax, line.currency),
                line.cost.map { .money($0, line.currency) } ?? .nothing,
            ])
        }
        return report
    }
}

/// A receipt's lines as Sales keeps them, each with the cost that Warehouse moved for it.
private enum ReceiptReading {
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
        let parts = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        // Both a site's code and a number may have strokes in them: the till is a whole number between the two.
        for place in parts.indices.dropFirst().dropLast() {
            guard let till = Int64(parts[place]) else { continue }
            let (site, number) = (parts[..<place].joined(separator: "/"), parts[(place + 1)...].joined(separator: "/"))
            if let found = try SalesReading.receipt(number, till: till, site: site, snapshot) { return found }
        }
        return nil
    }

    static func lines(of receipt: ID<Receipt>, _ snapshot: Snapshot) throws -> [Line] {
        let costs = try WarehouseReading.values(of: ID(receipt.rawValue), snapshot)
        let lines = try SalesReading.lines(of: receipt, snapshot)
        let names = try CatalogueReading.names(of: lines.compactMap(\.product), snapshot)
        return lines.map { line in
            let name = line.product.flatMap { names[$0] }
            return Line(
                line: line.line, product: name.map { "\($0.code) \($0.name)" } ?? "unknown", quantity: line.quantity,
                list: line.list, discount: line.discount, tax: line.tax, cost: costs[line.line].map { -$0 },
                currency: line.currency)
        }
    }
}
