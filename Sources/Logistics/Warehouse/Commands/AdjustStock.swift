// SPDX-License-Identifier: Apache-2.0

import Catalogue
package import Kernel
package import LogisticsFacts
import Organisation
package import Store

/// Goods broke, expired, were stolen, used by ourselves, or found.
package struct AdjustStock: Command {
    package struct Line: Shaped {
        package let product: Code<Product>
        package let quantity: Thousandths

        package init(product: Code<Product>, quantity: Thousandths) {
            self.product = product
            self.quantity = quantity
        }

        package static let shape = Shape<Line>(
            Field("product", \.product, "Its code or one of its article numbers."),
            Field(
                "quantity", \.quantity, "How many more, or fewer when below zero.", in: Thousandths.accepted,
                example: "-1"),
            make: Line.init)
    }

    package let site: Code<Site>
    package let reason: StockCorrected.Reason
    package let occurredAt: Instant
    package let lines: [Line]

    package init(site: Code<Site>, reason: StockCorrected.Reason, occurredAt: Instant, lines: [Line]) {
        self.site = site
        self.reason = reason
        self.occurredAt = occurredAt
        self.lines = lines
    }

    package static let form = Form(
        "adjust-stock", at: "warehouse/adjustments", may: "warehouse.adjust", .event, changesSettings: false,
        "Correct stock for a stated reason.",
        Shape<AdjustStock>(
            Field("site", \.site, "Where the goods lie."),
            Field("reason", \.reason, "What happened to them."),
            Field("occurredAt", \.occurredAt, "When it happened."),
            Field("lines", \.lines, "The products, and how many more or fewer there are."),
            make: AdjustStock.init))

    package func run(_ tx: Transaction) throws -> Documented {
        guard reason != .count else { throw refusal(WarehouseRefusal.countedElsewhere, at: \.reason) }
        let place = try at(\.site) { try OrganisationReading.required(site: site, tx) }
        let document: ID<StockDocument> = tx.key()
        try WarehouseDesk.expect(lines.map(\.product), tx)
        let corrected = try lines.enumerated().map { index, line in
            let product = try at(\.lines, index, \.product) { try WarehouseDesk.stockedProduct(line.product, tx) }
            let quantity = try at(\.lines, index, \.quantity) {
                guard line.quantity != 0 else { throw WarehouseRefusal.badQuantity(0, product: line.product.text) }
                return try WarehouseDesk.pieces(line.quantity, of: product, code: line.product)
            }
            return StockCorrected.Line(
                number: Int64(index + 1), product: product.id, department: product.department, quantity: quantity)
        }
        try tx.publish(
            StockCorrected(
                document: document, company: place.company, site: place.id, reason: reason,
                day: place.time.businessDay(at: occurredAt), occurredAt: occurredAt, currency: place.currency,
                lines: corrected))
        return Documented(document: document)
    }
}
