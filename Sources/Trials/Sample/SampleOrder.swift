// SPDX-License-Identifier: Apache-2.0

import Accounting
import BackOffice
import Catalogue
import Kernel
import Sales
import Simulator
import Store
import Warehouse

/// What someone at a till, a door or a desk tells the back office: one command, or two that belong together.
enum SampleOrder: Sendable {
    case list(SampleListing)
    case openSession(OpenSession)
    case moveCash(MoveCash)
    case closeSession(CloseSession)
    case sell(CompleteSale)
    case void(VoidReceipt)
    case receive(ReceiveGoods)
    case correctCost(SampleCostCorrection)
    case ship(ShipTransfer)
    case arrive(SampleArrival)
    case adjust(AdjustStock)
    case count(CountStock)
    case lock(LockPeriod)
}

/// A product is new: it is listed, and has its prices.
struct SampleListing: Sendable {
    let product: SampleProduct
    let listed: ListProducts
    let prices: SetPrices
}

/// A lorry that is unloaded: its shipment, the key that was sent under, and the lines that are not as shipped.
struct SampleArrival: Sendable {
    let shipment: ShipTransfer
    let shipmentKey: String
    let occurredAt: Instant
    let differences: [ReceiveTransfer.Line]
}

/// A supplier's cost was another: the delivery and the key that was sent under.
struct SampleCostCorrection: Sendable {
    let delivery: ReceiveGoods
    let deliveryKey: String
    /// Counts from one.
    let line: Int64
    let amount: Int64
    let occurredAt: Instant
}

/// An order with its idempotency key and the instant at which the back office hears of it.
struct SampleStep: Sendable {
    var order: SampleOrder
    let key: String
    let at: Instant

    init(_ order: SampleOrder, key: String, at instant: Instant) {
        self.order = order
        self.key = key
        at = instant
    }

    /// The order as a write. What refers to an earlier document asks for it by the earlier key, which answers as it did
    /// then.
    var write: SampleWrite {
        switch order {
        case .openSession(let command): SampleWrite(command, key: key, at: at)
        case .moveCash(let command): SampleWrite(command, key: key, at: at)
        case .closeSession(let command): SampleWrite(command, key: key, at: at)
        case .sell(let command): SampleWrite(command, key: key, at: at)
        case .void(let command): SampleWrite(command, key: key, at: at)
        case .receive(let command): SampleWrite(command, key: key, at: at)
        case .ship(let command): SampleWrite(command, key: key, at: at)
        case .adjust(let command): SampleWrite(command, key: key, at: at)
        case .count(let command): SampleWrite(command, key: key, at: at)
        case .lock(let command): SampleWrite(command, key: key, at: at)
        case .list(let listing):
            SampleWrite(at: at) { [key] tx in
                _ = try Systems.desk.perform(listing.listed, key: key, tx)
                _ = try Systems.desk.perform(listing.prices, key: key + "/prices", tx)
            }
        case .arrive(let arrival):
            SampleWrite(at: at) { [key] tx in
                let document = try Systems.desk.perform(arrival.shipment, key: arrival.shipmentKey, tx).document
                let command = ReceiveTransfer(
                    transfer: document, occurredAt: arrival.occurredAt,
                    differences: arrival.differences.isEmpty ? nil : arrival.differences)
                _ = try Systems.desk.perform(command, key: key, tx)
            }
        case .correctCost(let correction):
            SampleWrite(at: at) { [key] tx in
                let document = try Systems.desk.perform(correction.delivery, key: correction.deliveryKey, tx).document
                let command = CorrectCost(
                    receipt: document, line: correction.line, amount: MinorUnits(correction.amount),
                    occurredAt: correction.occurredAt)
                _ = try Systems.desk.perform(command, key: key, tx)
            }
        }
    }
}
