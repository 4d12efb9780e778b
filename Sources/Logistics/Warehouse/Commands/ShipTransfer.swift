// SPDX-License-Identifier: Apache-2.0

import Catalogue
package import Kernel
import LogisticsFacts
import Organisation
package import Store

/// Goods leave a site for another.
package struct ShipTransfer: Command {
    package static let name = "ship-transfer"
    package static let address = "warehouse/transfers"
    package static let permission = "warehouse.transfer"
    package static let summary = "Ship goods from one site to another of the same company."

    package struct Line: Codable, Sendable {
        package let product: String
        package let quantity: Int64

        package init(product: String, quantity: Int64) {
            self.product = product
            self.quantity = quantity
        }
    }

    package let site: String
    package let destination: String
    package let occurredAt: Instant
    package let lines: [Line]

    package init(site: String, destination: String, occurredAt: Instant, lines: [Line]) {
        self.site = site
        self.destination = destination
        self.occurredAt = occurredAt
        self.lines = lines
    }

    package struct Answer: Codable, Sendable {
        package let document: ID<StockDocument>
    }

    package func run(_ tx: Transaction) throws -> Answer {
        let origin = try WarehouseDesk.site(site, tx)
        let goal = try WarehouseDesk.site(destination, tx)
        guard origin.id != goal.id else { throw WarehouseRefusal.sameSite(site) }
        guard origin.company == goal.company else { throw WarehouseRefusal.otherCompany(site, destination) }
        let document: ID<StockDocument> = tx.key()
        try WarehouseDesk.expect(lines.map(\.product), tx)
        var shipped: [TransferShipped.Line] = []
        for (index, line) in lines.enumerated() {
            guard line.quantity > 0, line.quantity <= Quantity.largestThousandths else {
                throw WarehouseRefusal.badQuantity(line.quantity, product: line.product)
            }
            let product = try WarehouseDesk.stockedProduct(line.product, tx)
            shipped.append(
                TransferShipped.Line(
                    number: Int64(index + 1), product: product.id, department: product.department,
                    quantity: try WarehouseDesk.pieces(line.quantity, of: product, code: line.product)))
        }
        try tx.publish(
            TransferShipped(
                document: document, company: origin.company, site: origin.id, destination: goal.id,
                day: origin.time.businessDay(at: occurredAt), occurredAt: occurredAt, currency: origin.currency,
                lines: shipped))
        return Answer(document: document)
    }
}

/// A transfer arrived, whole or not.
package struct ReceiveTransfer: Command {
    package static let name = "receive-transfer"
    package static let address = "warehouse/transfer-receipts"
    package static let permission = "warehouse.transfer"
    package static let summary = "Receive a transfer; what is missing is lost on the way."

    package struct Line: Codable, Sendable {
        /// The line of the transfer, counted from one.
        package let line: Int64
        /// What arrived, in thousandths of the product's own unit, also where packs of it were shipped.
        package let quantity: Int64

        package init(line: Int64, quantity: Int64) {
            self.line = line
            self.quantity = quantity
        }
    }

    package let transfer: ID<StockDocument>
    package let occurredAt: Instant
    /// The lines that did not arrive as shipped; all others did.
    package let differences: [Line]?

    package init(transfer: ID<StockDocument>, occurredAt: Instant, differences: [Line]? = nil) {
        self.transfer = transfer
        self.occurredAt = occurredAt
        self.differences = differences
    }

    package struct Answer: Codable, Sendable {
        package let document: ID<StockDocument>
    }

    package func run(_ tx: Transaction) throws -> Answer {
        guard let header = try TransferStore.header(transfer, tx),
            let goal = try OrganisationReading.site(header.destination, tx)
        else { throw WarehouseRefusal.noSuchTransfer(transfer.description) }
        guard !header.isReceived else { throw WarehouseRefusal.transferReceived(transfer.description) }
        var other: [Int64: Int64] = [:]
        for difference in differences ?? [] {
            guard other.updateValue(difference.quantity, forKey: difference.line) == nil else {
                throw WarehouseRefusal.lineTwice(difference.line)
            }
        }
        let lines = try TransferStore.lines(of: transfer, tx).map { line in
            let quantity = other.removeValue(forKey: line.line) ?? line.quantity
            guard (0...Quantity.largestThousandths).contains(quantity) else {
                throw WarehouseRefusal.badQuantity(quantity, product: "of line \(line.line)")
            }
            return TransferReceived.Line(number: line.line, quantity: quantity)
        }
        if let line = other.keys.min() { throw WarehouseRefusal.noSuchLine(transfer.description, line: line) }
        let document: ID<StockDocument> = tx.key()
        try tx.publish(
            TransferReceived(
                document: document, transfer: transfer, company: goal.company, site: goal.id,
                day: goal.time.businessDay(at: occurredAt), occurredAt: occurredAt, currency: goal.currency,
                lines: lines))
        return Answer(document: document)
    }
}
