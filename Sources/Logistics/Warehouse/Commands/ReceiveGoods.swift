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

    package func run(_ tx: Transaction) throws -> Answer {
        let place = try WarehouseDesk.site(site, tx)
        let supplier = try supplier.map { code in
            guard let known = try CatalogueReading.supplier(code: code, tx) else {
                throw WarehouseRefusal.noSuchSupplier(code)
            }
            return known
        }
        let document: ID<StockDocument> = tx.key()
        var received: [GoodsReceived.Line] = []
        for (index, line) in lines.enumerated() {
            guard line.quantity > 0, line.quantity <= Quantity.largestThousandths else {
                throw WarehouseRefusal.badQuantity(line.quantity, product: line.product)
            }
            guard (0...Money.largestMinor).contains(line.value) else {
                throw WarehouseRefusal.badValue(line.value, product: line.product)
            }
            let product = try WarehouseDesk.stockedProduct(line.product, tx)
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

/// What every command of the warehouse looks up first.
enum WarehouseDesk {
    static func site(_ code: String, _ tx: Transaction) throws -> SiteRecord {
        let site = try tx.remembered("warehouse.site", code) { try OrganisationReading.site(code: code, tx) }
        guard let site else { throw WarehouseRefusal.noSuchSite(code) }
        return site
    }

    /// A quantity of packs as a quantity of what they hold.
    static func pieces(_ quantity: Int64, of product: ProductRecord, code: String) throws -> Int64 {
        let pieces = quantity * product.units
        guard pieces.magnitude <= Quantity.largestThousandths else {
            throw WarehouseRefusal.badQuantity(quantity, product: code)
        }
        return pieces
    }

    static func stockedProduct(_ code: String, _ tx: Transaction) throws -> ProductRecord {
        let product = try tx.remembered("warehouse.product", code) { try CatalogueReading.product(code, tx) }
        guard let product else { throw WarehouseRefusal.noSuchProduct(code) }
        guard product.isStocked else { throw WarehouseRefusal.notStocked(code) }
        return product
    }
}

/// Why Warehouse said no.
package enum WarehouseRefusal: Refusal, Equatable {
    case noSuchSite(String)
    case noSuchProduct(String)
    case noSuchSupplier(String)
    case noSuchTransfer(String)
    case noSuchReceipt(String, line: Int64)
    case notStocked(String)
    case badQuantity(Int64, product: String)
    case badValue(Int64, product: String)
    case transferReceived(String)
    case sameSite(String)
    case otherCompany(String, String)
    case methodSettled
    case countedElsewhere

    package var code: String {
        switch self {
        case .noSuchSite: "warehouse.no-such-site"
        case .noSuchProduct: "warehouse.no-such-product"
        case .noSuchSupplier: "warehouse.no-such-supplier"
        case .noSuchTransfer: "warehouse.no-such-transfer"
        case .noSuchReceipt: "warehouse.no-such-receipt"
        case .notStocked: "warehouse.not-stocked"
        case .badQuantity: "warehouse.bad-quantity"
        case .badValue: "warehouse.bad-value"
        case .transferReceived: "warehouse.transfer-received"
        case .sameSite: "warehouse.same-site"
        case .otherCompany: "warehouse.other-company"
        case .methodSettled: "warehouse.method-settled"
        case .countedElsewhere: "warehouse.counted-elsewhere"
        }
    }

    package var sentence: String {
        switch self {
        case .noSuchSite(let code): "There is no site \(code). Open it first."
        case .noSuchProduct(let code): "There is no product \(code). List it first."
        case .noSuchSupplier(let code): "There is no supplier \(code). List it first."
        case .noSuchTransfer(let document): "There is no transfer \(document)."
        case .noSuchReceipt(let document, let line): "There is no receipt of goods \(document) with a line \(line)."
        case .notStocked(let code): "Product \(code) is not stocked, so none of it lies anywhere."
        case .badQuantity(let quantity, let product):
            "Product \(product): \(quantity) thousandths is not a quantity that can be moved here."
        case .badValue(let value, let product): "Product \(product): a value cannot be \(value) minor units."
        case .transferReceived(let document): "Transfer \(document) was received already."
        case .sameSite(let code): "A transfer goes from one site to another; both are \(code)."
        case .otherCompany(let origin, let destination):
            "\(origin) and \(destination) belong to two companies: goods are sold between them, not transferred."
        case .methodSettled:
            "Stock has moved already, so the valuation method can no longer change."
        case .countedElsewhere: "A count is compared with the books first: use count-stock."
        }
    }

    package var field: String? {
        switch self {
        case .noSuchSite, .sameSite, .otherCompany: "site"
        case .noSuchProduct, .notStocked: "product"
        case .noSuchSupplier: "supplier"
        case .noSuchTransfer, .transferReceived: "transfer"
        case .noSuchReceipt: "receipt"
        case .badQuantity: "quantity"
        case .badValue: "value"
        case .methodSettled: "method"
        case .countedElsewhere: "reason"
        }
    }
}
