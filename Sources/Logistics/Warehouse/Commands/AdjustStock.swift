// SPDX-License-Identifier: Apache-2.0

import Catalogue
package import Kernel
package import LogisticsFacts
import Organisation
package import Store

/// Goods broke, expired, were stolen, used by ourselves, or found.
package struct AdjustStock: Command {
    package static let name = "adjust-stock"
    package static let address = "warehouse/adjustments"
    package static let permission = "warehouse.adjust"
    package static let summary = "Correct stock for a stated reason."

    package struct Line: Codable, Sendable {
        package let product: String
        /// Thousandths more (positive) or fewer.
        package let quantity: Int64

        package init(product: String, quantity: Int64) {
            self.product = product
            self.quantity = quantity
        }
    }

    package let site: String
    package let reason: StockCorrected.Reason
    package let occurredAt: Instant
    package let lines: [Line]

    package init(site: String, reason: StockCorrected.Reason, occurredAt: Instant, lines: [Line]) {
        self.site = site
        self.reason = reason
        self.occurredAt = occurredAt
        self.lines = lines
    }

    package struct Answer: Codable, Sendable {
        package let document: ID<StockDocument>
    }

    package func run(_ tx: Transaction) throws -> Answer {
        guard reason != .count else { throw WarehouseRefusal.countedElsewhere }
        let place = try WarehouseDesk.site(site, tx)
        let document: ID<StockDocument> = tx.key()
        try WarehouseDesk.expect(lines.map(\.product), tx)
        let corrected = try lines.enumerated().map { index, line in
            guard line.quantity != 0, line.quantity.magnitude <= Quantity.largestThousandths else {
                throw WarehouseRefusal.badQuantity(line.quantity, product: line.product)
            }
            let product = try WarehouseDesk.stockedProduct(line.product, tx)
            return StockCorrected.Line(
                number: Int64(index + 1), product: product.id, department: product.department,
                quantity: try WarehouseDesk.pieces(line.quantity, of: product, code: line.product))
        }
        try tx.publish(
            StockCorrected(
                document: document, company: place.company, site: place.id, reason: reason,
                day: place.time.businessDay(at: occurredAt), occurredAt: occurredAt, currency: place.currency,
                lines: corrected))
        return Answer(document: document)
    }
}
