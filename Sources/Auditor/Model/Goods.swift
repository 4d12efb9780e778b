// SPDX-License-Identifier: Apache-2.0

import Kernel
import LogisticsFacts

/// A delivery as it is found again when its cost turns out to be another.
struct Delivery: Sendable {
    let document: Int
    let told: AuditDelivery
    /// The numbers of the lines that brought what is stocked here; about the others a person was asked.
    let taken: Set<Int64>
    var corrections: [Int64: Int64] = [:]
}

extension Auditor {
    /// What nobody listed is left out, and a person asked; false for opening stock that names such a thing.
    mutating func receive(_ delivery: AuditDelivery, key: String) -> Bool {
        let lines = zip(Int64(1)..., delivery.lines)
        let taken = lines.filter { products[$0.1.product]?.product.isStocked ?? false }
        if taken.count < delivery.lines.count {
            guard !delivery.isOpening else { return false }
            ask("delivery-unknown", "\(delivery.site) \(delivery.occurredAt)")
        }
        let document = document(at: delivery.occurredAt, site: delivery.site)
        deliveries[key] = Delivery(document: document.number, told: delivery, taken: Set(taken.map(\.0)))
        for (number, line) in taken {
            let (name, quantity) = (lot(line.product, at: delivery.site), units(line.quantity, line.product))
            if quantity > 0 {
                move(
                    name, quantity, worth: line.value, delivery.isOpening ? .opening : .received, rank: number,
                    in: document)
            } else {
                // What goes back leaves at what it carries, and is credited at the supplier's price.
                move(name, quantity, .sentBack, rank: number, in: document)
                ledger.post(
                    -line.value, debit: .goodsReceivedNotInvoiced, credit: .purchasePriceVariance, at: delivery.site,
                    on: document.day)
            }
        }
        return true
    }

    /// False when there is no such line, or goods would have cost less than nothing.
    mutating func correct(_ correction: AuditCostCorrection) -> Bool {
        let index = Int(correction.line) - 1
        guard let delivery = deliveries[correction.delivery], delivery.taken.contains(correction.line),
            delivery.told.lines[index].quantity > 0
        else { return false }
        let line = delivery.told.lines[index]
        let known = line.value + (delivery.corrections[correction.line] ?? 0)
        guard correction.amount != 0, known + correction.amount >= 0 else { return false }
        deliveries[correction.delivery]?.corrections[correction.line, default: 0] += correction.amount
        let document = document(at: correction.occurredAt, site: delivery.told.site)
        correct(
            lot(line.product, at: delivery.told.site), delivery.document, correction.line, by: correction.amount,
            on: document.day)
        return true
    }

    mutating func ship(_ shipment: AuditShipment, key: String) {
        let document = document(at: shipment.occurredAt, site: shipment.site)
        let lines = shipment.lines.map {
            Transfer.Line(product: code($0.product), quantity: units($0.quantity, $0.product))
        }
        transfers[key] = Transfer(origin: shipment.site, destination: shipment.destination, lines: lines)
        for (index, line) in lines.enumerated() {
            let name = TransferLineName(shipment: key, line: Int64(index + 1))
            let lot = LotName(site: shipment.site, product: line.product)
            // What goods carry is what they go out at; a late shipment may at once be worked out again.
            transfers[key]?.lines[index].carried = lots[lot, default: Lot()].holding.cost(of: line.quantity)
            move(lot, -line.quantity, .shipped, rank: name.line, in: document, transfer: name)
        }
    }

    /// False when nothing of the kind was shipped, or when it arrived before.
    ///
    /// What arrives takes its share of what was carried, the rest is lost on the way; what is more than was shipped was
    /// found, at the same cost.
    mutating func receive(_ arrival: AuditArrival) -> Bool {
        guard var transfer = transfers[arrival.shipment], transfer.arrival == nil else { return false }
        let document = document(at: arrival.occurredAt, site: transfer.destination)
        transfer.arrival = document.number
        for index in transfer.lines.indices {
            transfer.lines[index].received = arrival.differences[Int64(index + 1)] ?? transfer.lines[index].quantity
        }
        transfers[arrival.shipment] = transfer
        for (index, line) in transfer.lines.enumerated() {
            let rank = Int64(index + 1)
            let name = LotName(site: transfer.destination, product: line.product)
            let worth = line.arrived(of: line.carried)
            move(
                name, min(line.received, line.quantity), worth: worth, .arrived, rank: rank, in: document,
                origin: transfer.origin)
            let surplus = line.received - line.quantity
            if surplus > 0 {
                move(
                    name, surplus, worth: share(of: line.carried, surplus, outOf: line.quantity), .shrink,
                    rank: rank + Self.surplus, in: document)
            }
            ledger.post(
                line.carried - worth, debit: .transitLoss, credit: .inventoryInTransit, at: transfer.origin,
                on: document.day)
        }
        return true
    }

    mutating func adjust(_ adjustment: AuditAdjustment) {
        let document = document(at: adjustment.occurredAt, site: adjustment.site)
        for (index, line) in adjustment.lines.enumerated() {
            move(
                lot(line.product, at: adjustment.site), units(line.quantity, line.product),
                cause(of: adjustment.reason), rank: Int64(index + 1), in: document)
        }
    }

    /// The difference to what should have lain there at the moment of the count is shrink.
    mutating func count(_ count: AuditCount) {
        var document = document(at: count.occurredAt, site: count.site)
        document.isCount = true
        var seen: Set<LotName> = []
        var isLarge = false
        let differences = count.lines.map { line in
            let name = lot(line.product, at: count.site)
            let books = seen.insert(name).inserted ? lots[name]?.quantity(at: count.occurredAt) ?? 0 : 0
            let difference = units(line.quantity, line.product) - books
            let unitCost = lots[name]?.holding.unitCost ?? 0
            if abs(share(of: difference, unitCost, outOf: 1_000_000_000)) > Self.countTolerance { isLarge = true }
            return (name: name, quantity: difference)
        }
        for (index, difference) in differences.enumerated() {
            move(difference.name, difference.quantity, .shrink, rank: Int64(index + 1), in: document)
            guard let lot = lots[difference.name], lot.lastMovedAt != nil else { continue }
            lots[difference.name]?.countedAt = max(lot.countedAt ?? count.occurredAt, count.occurredAt)
        }
        if isLarge { ask("count-difference", "\(count.site) \(count.occurredAt)") }
    }

    /// Minor units by which a counted product may differ before a person is asked.
    private static let countTolerance: Int64 = 5_000

    private func cause(of reason: StockCorrected.Reason) -> Cause {
        switch reason {
        case .count, .theft, .found: .shrink
        case .damaged, .expired: .damaged
        case .ownUse: .ownUse
        }
    }

    private func code(_ name: String) -> String { products[name]?.product.code ?? name }
    private func units(_ quantity: Int64, _ name: String) -> Int64 { quantity * (products[name]?.units ?? 1) }
    private func lot(_ product: String, at site: String) -> LotName { LotName(site: site, product: code(product)) }
}
