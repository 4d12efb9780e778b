// SPDX-License-Identifier: Apache-2.0

import Catalogue
package import Kernel
package import LogisticsFacts
import Organisation
package import Store

/// Goods arrived from a supplier, or were there when the books began.
package struct ReceiveGoods: Command {
    package static let name = "receive-goods"
    package static let address = "warehouse/receipts"
    package static let permission = "warehouse.receive"
    package static let summary = "Receive goods at a known cost, from a supplier or as opening stock."

    package struct Line: Codable, Sendable {
        package let product: String
        /// Thousandths of the product's unit.
        package let quantity: Int64
        /// Minor units for the whole line, with duty and tax that cannot be recovered.
        package let value: Int64

        package init(product: String, quantity: Int64, value: Int64) {
            self.product = product
            self.quantity = quantity
            self.value = value
        }
    }

    package let site: String
    package let origin: GoodsReceived.Origin
    package let supplier: String?
    package let occurredAt: Instant
    package let lines: [Line]

    package init(site: String, origin: GoodsReceived.Origin, supplier: String?, occurredAt: Instant, lines: [Line]) {
        self.site = site
        self.origin = origin
        self.supplier = supplier
        self.occurredAt = occurredAt
        self.lines = lines
    }

    package struct Answer: Codable, Sendable {
        package let document: ID<StockDocument>
        package let value: Int64
    }

    package func foresee(_ ahead: Foresight) {
        let products = lines.map(\.product)
        for product in products { ahead.find(product, in: CatalogueReading.products) }
        guard let place = StrangeGoods.remembered(site, ahead) else { return }
        let known = products.compactMap { ahead.known($0, in: CatalogueReading.products)?.id }
        StockStore.foresee(known, at: place.id, of: place.company, ahead)
    }

    package func run(_ tx: Transaction) throws -> Answer {
        var strange = try StrangeGoods(at: site, tx)
        // A delivery happened; what lies there at the beginning is for its owner to say right.
        let place = origin == .supplier ? strange.place : try WarehouseDesk.site(site, tx)
        let supplier = try supplier.map { code in
            guard let known = try CatalogueReading.supplier(code: code, tx) else {
                throw WarehouseRefusal.noSuchSupplier(code)
            }
            return known
        }
        let document: ID<StockDocument> = tx.key()
        try WarehouseDesk.expect(lines.map(\.product), tx)
        var received: [GoodsReceived.Line] = []
        for (index, line) in lines.enumerated() {
            guard line.quantity > 0, line.quantity <= Quantity.largestThousandths else {
                throw WarehouseRefusal.badQuantity(line.quantity, product: line.product)
            }
            guard (0...Money.largestMinor).contains(line.value) else {
                throw WarehouseRefusal.badValue(line.value, product: line.product)
            }
            let known =
                origin == .supplier
                ? try strange.known(line.product, line.quantity, tx)
                : try WarehouseDesk.stockedProduct(line.product, tx)
            guard let product = known else { continue }
            received.append(
                GoodsReceived.Line(
                    number: Int64(index + 1), product: product.id, department: product.department,
                    quantity: try WarehouseDesk.pieces(line.quantity, of: product, code: line.product),
                    value: line.value))
        }
        try tx.publish(
            GoodsReceived(
                document: document, company: place.company, site: place.id, origin: origin, supplier: supplier,
                day: place.time.businessDay(at: occurredAt), occurredAt: occurredAt, currency: place.currency,
                lines: received))
        try strange.ask(about: "delivery", at: occurredAt, again: ReceiveGoods.name, tx)
        return Answer(document: document, value: received.reduce(0) { $0 + $1.value })
    }
}

extension ReceiveGoods {
    /// Written by hand, in the order and form of the general encoder: a delivery has hundreds of lines.
    package func write(to json: inout JSONWriter) {
        json.object { json in
            json.key("lines")
            json.array(lines) { json, line in
                json.object { json in
                    json.key("product")
                    json.string(line.product)
                    json.key("quantity")
                    json.integer(line.quantity)
                    json.key("value")
                    json.integer(line.value)
                }
            }
            json.key("occurredAt")
            json.string(occurredAt.description)
            json.key("origin")
            json.string(origin.rawValue)
            json.key("site")
            json.string(site)
            if let supplier {
                json.key("supplier")
                json.string(supplier)
            }
        }
    }
}
