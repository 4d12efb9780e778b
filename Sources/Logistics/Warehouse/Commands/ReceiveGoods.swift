// SPDX-License-Identifier: Apache-2.0

import Catalogue
package import Kernel
package import LogisticsFacts
import Organisation
package import Store

/// Goods arrived from a supplier or went back to one, or were there when the books began.
package struct ReceiveGoods: Command {
    package struct Line: Shaped {
        package let product: Code<Product>
        package let quantity: Thousandths
        package let value: MinorUnits

        package init(product: Code<Product>, quantity: Thousandths, value: MinorUnits) {
            self.product = product
            self.quantity = quantity
            self.value = value
        }

        package static let shape = Shape<Line>(
            Field("product", \.product, "Its code or one of its article numbers."),
            Field(
                "quantity", \.quantity, "How many came; below zero when they go back to the supplier.",
                in: Thousandths.accepted),
            Field(
                "value", \.value,
                "What the whole line cost, with duty and tax that cannot be recovered; below zero what the supplier credits for what goes back.",
                in: MinorUnits.accepted),
            make: Line.init)
    }

    package let site: Code<Site>
    package let origin: GoodsReceived.Origin
    package let supplier: Code<Supplier>?
    package let occurredAt: Instant
    package let lines: [Line]

    package init(
        site: Code<Site>, origin: GoodsReceived.Origin, supplier: Code<Supplier>?, occurredAt: Instant, lines: [Line]
    ) {
        self.site = site
        self.origin = origin
        self.supplier = supplier
        self.occurredAt = occurredAt
        self.lines = lines
    }

    package static let form = Form(
        "receive-goods", at: "warehouse/receipts", may: "warehouse.receive", .event, changesSettings: false,
        "Receive goods at a known cost, from a supplier or as opening stock, or give them back to the supplier.",
        Shape<ReceiveGoods>(
            Field("site", \.site, "Where they came to."),
            Field("origin", \.origin, "From a supplier, or there when the books began."),
            Field("supplier", \.supplier, "Who delivered them."),
            Field("occurredAt", \.occurredAt, "When they came."),
            Field("lines", \.lines, "The products, how many and what they cost."),
            make: ReceiveGoods.init))

    package struct Answer: Shaped {
        package let document: ID<StockDocument>
        package let value: MinorUnits

        package static let shape = Shape<Answer>(
            Field("document", \.document, "The key of the receipt of goods."),
            Field("value", \.value, "What all lines that were taken in cost."),
            make: Answer.init)
    }

    package func foresee(_ ahead: Foresight) {
        let products = lines.map(\.product.text)
        for product in products { ahead.find(product, in: CatalogueReading.products) }
        guard let place = StrangeGoods.remembered(site, ahead) else { return }
        let known = products.compactMap { ahead.known($0, in: CatalogueReading.products)?.id }
        StockStore.foresee(known, at: place.id, of: place.company, ahead)
    }

    package func run(_ tx: Transaction) throws -> Answer {
        var strange = try StrangeGoods(at: site, tx)
        // A delivery happened; what lies there at the beginning is for its owner to say right.
        let place =
            origin == .supplier ? strange.place : try at(\.site) { try OrganisationReading.required(site: site, tx) }
        let sender = try at(\.supplier) {
            try supplier.map { code in try CatalogueReading.required(supplier: code, tx) }
        }
        let document: ID<StockDocument> = tx.key()
        try WarehouseDesk.expect(lines.map(\.product), tx)
        var received: [GoodsReceived.Line] = []
        for (index, line) in lines.enumerated() {
            let known =
                origin == .supplier
                ? try strange.known(line.product, line.quantity, tx)
                : try at(\.lines, index, \.product) { try WarehouseDesk.stockedProduct(line.product, tx) }
            guard let product = known else { continue }
            try checkSigns(line, index)
            let quantity = try at(\.lines, index, \.quantity) {
                try WarehouseDesk.pieces(line.quantity, of: product, code: line.product)
            }
            received.append(
                GoodsReceived.Line(
                    number: Int64(index + 1), product: product.id, department: product.department, quantity: quantity,
                    value: line.value.count))
        }
        try tx.publish(
            GoodsReceived(
                document: document, company: place.company, site: place.id, origin: origin, supplier: sender,
                day: place.time.businessDay(at: occurredAt), occurredAt: occurredAt, currency: place.currency,
                lines: received))
        let taken = Set(received.map(\.number))
        try strange.ask(
            about: "delivery", .deliveryUnknown, at: occurredAt, again: again(without: taken), tx)
        return Answer(document: document, value: MinorUnits(received.reduce(0) { $0 + $1.value }))
    }

    /// Goods and what they cost go the same way, and only to suppliers anything goes back.
    private func checkSigns(_ line: Line, _ index: Int) throws {
        guard line.quantity > 0 || line.quantity < 0 && origin == .supplier else {
            throw refusal(
                WarehouseRefusal.badQuantity(line.quantity.count, product: line.product.text), at: \.lines, index,
                \.quantity)
        }
        guard line.quantity > 0 ? line.value >= 0 : line.value <= 0 else {
            throw refusal(
                WarehouseRefusal.badValue(line.value.count, product: line.product.text), at: \.lines, index, \.value)
        }
    }

    /// The proposal to take in what was left out.
    ///
    /// - Parameter taken: the numbers of the lines that were not.
    private func again(without taken: Set<Int64>) -> MatterProposal {
        let left = lines.enumerated().filter { !taken.contains(Int64($0.offset + 1)) }.map(\.element)
        return MatterProposal(
            "Take in what was left out, now that it is listed", ReceiveGoods.self,
            knowing: [
                .member(\.site, site), .member(\.origin, origin), .member(\.occurredAt, occurredAt),
                .member(\.lines, left),
            ] + (supplier.map { [.member(\.supplier, $0)] } ?? []))
    }
}
