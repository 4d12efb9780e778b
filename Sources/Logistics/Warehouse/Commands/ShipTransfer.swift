// SPDX-License-Identifier: Apache-2.0

import Catalogue
package import Kernel
import LogisticsFacts
import Organisation
package import Store

/// Goods leave a site for another.
package struct ShipTransfer: Command {
    package struct Line: Shaped {
        package let product: Code<Product>
        package let quantity: Thousandths

        package init(product: Code<Product>, quantity: Thousandths) {
            self.product = product
            self.quantity = quantity
        }

        package static let shape = Shape<Line>(
            Field("product", \.product, "Its code or one of its article numbers."),
            Field("quantity", \.quantity, "How many were shipped.", in: Thousandths.positive),
            make: Line.init)
    }

    package let site: Code<Site>
    package let destination: Code<Site>
    package let occurredAt: Instant
    package let lines: [Line]

    package init(site: Code<Site>, destination: Code<Site>, occurredAt: Instant, lines: [Line]) {
        self.site = site
        self.destination = destination
        self.occurredAt = occurredAt
        self.lines = lines
    }

    package static let form = Form(
        "ship-transfer", at: "warehouse/transfers", may: "warehouse.transfer", .event, changesSettings: false,
        "Ship goods from one site to another of the same company.",
        Shape<ShipTransfer>(
            Field("site", \.site, "Where they leave."),
            Field("destination", \.destination, "Where they go.", example: "S02"),
            Field("occurredAt", \.occurredAt, "When they left."),
            Field("lines", \.lines, "The products, and how many of them."),
            make: ShipTransfer.init))

    package func run(_ tx: Transaction) throws -> Documented {
        let origin = try at(\.site) { try OrganisationReading.required(site: site, tx) }
        let goal = try at(\.destination) { try OrganisationReading.required(site: destination, tx) }
        guard origin.id != goal.id else { throw refusal(WarehouseRefusal.sameSite(site.text), at: \.destination) }
        guard origin.company == goal.company else {
            throw refusal(WarehouseRefusal.otherCompany(site.text, destination.text), at: \.destination)
        }
        let document: ID<StockDocument> = tx.key()
        try WarehouseDesk.expect(lines.map(\.product), tx)
        var shipped: [TransferShipped.Line] = []
        for (index, line) in lines.enumerated() {
            let product = try at(\.lines, index, \.product) { try WarehouseDesk.stockedProduct(line.product, tx) }
            let quantity = try at(\.lines, index, \.quantity) {
                try WarehouseDesk.pieces(line.quantity, of: product, code: line.product)
            }
            shipped.append(
                TransferShipped.Line(
                    number: Int64(index + 1), product: product.id, department: product.department, quantity: quantity))
        }
        try tx.publish(
            TransferShipped(
                document: document, company: origin.company, site: origin.id, destination: goal.id,
                day: origin.time.businessDay(at: occurredAt), occurredAt: occurredAt, currency: origin.currency,
                lines: shipped))
        return Documented(document: document)
    }
}

/// A transfer arrived, whole or not.
package struct ReceiveTransfer: Command {
    package struct Line: Shaped {
        package let line: Int64
        package let quantity: Thousandths

        package init(line: Int64, quantity: Thousandths) {
            self.line = line
            self.quantity = quantity
        }

        package static let shape = Shape<Line>(
            Field("line", \.line, "The line of the transfer, counted from one.", in: 1...),
            Field(
                "quantity", \.quantity,
                "What arrived, in the product's own unit, also where packs of it were shipped.",
                in: Thousandths.notNegative),
            make: Line.init)
    }

    package let transfer: ID<StockDocument>
    package let occurredAt: Instant
    package let differences: [Line]?

    package init(transfer: ID<StockDocument>, occurredAt: Instant, differences: [Line]? = nil) {
        self.transfer = transfer
        self.occurredAt = occurredAt
        self.differences = differences
    }

    package static let form = Form(
        "receive-transfer", at: "warehouse/transfer-receipts", may: "warehouse.transfer", .event,
        changesSettings: false, "Receive a transfer; what is missing is lost on the way.",
        Shape<ReceiveTransfer>(
            Field("transfer", \.transfer, "The transfer's key."),
            Field("occurredAt", \.occurredAt, "When it arrived."),
            Field("differences", \.differences, "The lines that did not arrive as shipped; all others did."),
            make: ReceiveTransfer.init))

    /// Where it arrives.
    package func place(_ tx: Transaction) throws -> Code<Site>? {
        try TransferStore.header(transfer, tx)
            .flatMap { try OrganisationReading.site($0.destination, tx) }.map { Code($0.code) }
    }

    package func run(_ tx: Transaction) throws -> Documented {
        guard let header = try TransferStore.header(transfer, tx),
            let goal = try OrganisationReading.site(header.destination, tx)
        else { throw refusal(WarehouseRefusal.noSuchTransfer(transfer.description), at: \.transfer) }
        guard !header.isReceived else {
            throw refusal(WarehouseRefusal.transferReceived(transfer.description), at: \.transfer)
        }
        let lines = try arrived(tx)
        let document: ID<StockDocument> = tx.key()
        try tx.publish(
            TransferReceived(
                document: document, transfer: transfer, company: goal.company, site: goal.id,
                day: goal.time.businessDay(at: occurredAt), occurredAt: occurredAt, currency: goal.currency,
                lines: lines))
        return Documented(document: document)
    }

    /// Each line of the transfer, with what arrived of it.
    private func arrived(_ tx: Transaction) throws -> [TransferReceived.Line] {
        var other: [Int64: (quantity: Thousandths, place: Int)] = [:]
        for (place, difference) in (differences ?? []).enumerated() {
            try at(\.differences, place) {
                guard other.updateValue((difference.quantity, place), forKey: difference.line) == nil else {
                    throw difference.refusal(WarehouseRefusal.lineTwice(difference.line), at: \.line)
                }
            }
        }
        let lines = try TransferStore.lines(of: transfer, tx).map { line in
            TransferReceived.Line(
                number: line.line, quantity: other.removeValue(forKey: line.line)?.quantity.count ?? line.quantity)
        }
        if let (line, unknown) = other.min(by: { $0.key < $1.key }) {
            try at(\.differences, unknown.place) {
                throw WarehouseRefusal.noSuchLine(transfer.description, line: line)
            }
        }
        return lines
    }
}
