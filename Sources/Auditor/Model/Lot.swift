// SPDX-License-Identifier: Apache-2.0

import Kernel

/// Why the value of stock changed: each reason has its pair of accounts.
enum Cause: Hashable, Sendable {
    case sold, returned, received, opening, shipped, arrived, shrink, damaged, ownUse, rounding, costCorrected, sentBack

    /// The account beside inventory.
    var account: AuditAccount {
        switch self {
        case .sold, .returned: .costOfGoodsSold
        case .received: .goodsReceivedNotInvoiced
        case .opening: .openingBalanceEquity
        case .shipped, .arrived: .inventoryInTransit
        case .shrink: .shrink
        case .damaged: .damagedGoods
        case .ownUse: .storeExpense
        case .rounding: .inventoryRounding
        case .costCorrected: .landedCostAccrual
        case .sentBack: .purchasePriceVariance
        }
    }

    /// The cause under which a correction of what came in is posted.
    var ofCorrections: Cause {
        switch self {
        case .arrived, .returned, .sold: self
        default: .costCorrected
        }
    }
}

/// What lies there now and what it is worth: weighted average, to the cent.
struct Holding: Equatable, Sendable {
    private(set) var quantity: Int64 = 0
    private(set) var value: Int64 = 0
    /// Millionths of a minor unit for a whole unit: the cost of what is sold before it came.
    private(set) var unitCost: Int64 = 0

    /// What comes in pays first for what was sold before it came: `settled` is what that had been thought to cost less
    /// what it cost. `rounded` takes the last cents of nothing.
    mutating func takeIn(_ amount: Int64, worth: Int64) -> (settled: Int64, rounded: Int64) {
        var settled: Int64 = 0
        if quantity < 0 {
            let owed = min(-quantity, amount)
            settled = share(of: -value, owed, outOf: -quantity) - share(of: worth, owed, outOf: amount)
        }
        quantity += amount
        value += worth + settled
        let rounded = roundOff()
        unitCost =
            quantity > 0
            ? share(of: max(0, value), 1_000_000_000, outOf: quantity) : share(of: worth, 1_000_000_000, outOf: amount)
        return (settled, rounded)
    }

    mutating func takeOut(_ amount: Int64) -> (cost: Int64, rounded: Int64) {
        let cost = cost(of: amount)
        quantity -= amount
        value -= cost
        return (cost, roundOff())
    }

    /// The share of what is there, and the last known cost of what is not.
    func cost(of amount: Int64) -> Int64 {
        let there = max(0, min(quantity, amount))
        let carried = there == 0 ? 0 : share(of: value, there, outOf: quantity)
        return carried + share(of: unitCost, amount - there, outOf: 1_000_000_000)
    }

    private mutating func roundOff() -> Int64 {
        guard quantity == 0 else { return 0 }
        defer { value = 0 }
        return -value
    }
}

/// One product at one site with everything that ever moved it, so that it can be worked out from nothing again.
struct Lot: Sendable {
    struct Move: Sendable {
        /// The order in which the back office heard of it.
        let document: Int
        /// The line within the document; what follows from a line comes after all lines.
        let rank: Int64
        let at: Instant
        let quantity: Int64
        /// What it added to the value when it was told.
        let posted: Int64
        let cause: Cause
        /// Where goods that arrived came from.
        let origin: String?
        let transfer: TransferLineName?
        /// By how much the cost of what came in was corrected since.
        var correction: Int64 = 0
    }

    /// A cause, and for goods on the way the site that answers for them.
    struct Reason: Hashable, Sendable {
        let cause: Cause
        let origin: String?
    }

    var moves: [Move] = []
    var holding = Holding()
    /// What each reason added to the value so far.
    var totals: [Reason: Int64] = [:]
    var lastMovedAt: Instant?
    var countedAt: Instant?
    /// What came back of what it sold.
    var backs: [Back] = []
    /// The last document by which something that had left turned out to have cost otherwise.
    var settledBy = 0

    func quantity(at instant: Instant) -> Int64 {
        moves.reduce(0) { $1.at <= instant ? $0 + $1.quantity : $0 }
    }

    /// What was posted for a line of a document; nil when it moved nothing.
    func posted(_ document: Int, _ rank: Int64) -> (quantity: Int64, value: Int64)? {
        moves.first { $0.document == document && $0.rank == rank }.map { ($0.quantity, $0.posted) }
    }

    /// Everything once more, in the order in which it happened.
    ///
    /// - Returns: what the lot should hold, what each reason should have added, what each shipment should carry, and what
    ///   everything that was sold and came back cost.
    func workedOutAgain() -> (
        holding: Holding, totals: [Reason: Int64], carried: [(TransferLineName, Int64)], sold: Sold
    ) {
        var holding = Holding()
        var totals: [Reason: Int64] = [:]
        var carried: [(TransferLineName, Int64)] = []
        var sold = Sold(backs)
        let happened =
            moves.map { (at: $0.at, document: $0.document, rank: $0.rank, move: Optional($0)) }
            + backs.filter { !$0.isHome }.map { (at: $0.at, document: $0.document, rank: $0.rank, move: nil) }
        for event in happened.sorted(by: { ($0.at, $0.document, $0.rank) < ($1.at, $1.document, $1.rank) }) {
            let back = sold.comeBack(event.document, event.rank)
            guard let move = event.move else { continue }
            let rounded: Int64
            let before = holding
            if move.quantity > 0 {
                let worth = back?.worth ?? move.posted + move.correction
                let effect = holding.takeIn(move.quantity, worth: worth)
                sold.settle(min(max(0, -before.quantity), move.quantity), of: move.quantity, worth: worth, back?.of)
                let correction = back == nil ? move.correction : 0
                totals[Reason(cause: move.cause, origin: move.origin), default: 0] += worth - correction
                totals[Reason(cause: move.cause.ofCorrections, origin: move.origin), default: 0] += correction
                totals[Reason(cause: .sold, origin: nil), default: 0] += effect.settled
                rounded = effect.rounded
            } else {
                let effect = holding.takeOut(-move.quantity)
                sold.goOut(move, costing: effect.cost, from: before)
                totals[Reason(cause: move.cause, origin: move.origin), default: 0] -= effect.cost
                if let transfer = move.transfer { carried.append((transfer, effect.cost)) }
                rounded = effect.rounded
            }
            totals[Reason(cause: .rounding, origin: nil), default: 0] += rounded
        }
        return (holding, totals, carried, sold)
    }
}

/// A line of a transfer: the key its shipment was sent under, and the line counted from one.
struct TransferLineName: Hashable, Sendable {
    let shipment: String
    let line: Int64
}
