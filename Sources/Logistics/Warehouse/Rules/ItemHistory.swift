// SPDX-License-Identifier: Apache-2.0

import Kernel
import LogisticsFacts

/// A move as the ledger holds it.
struct RecordedMove: Sendable, Equatable {
    let document: ID<StockDocument>
    let line: MoveLine
    let reason: StockValued.Reason
    let occurredAt: Instant
    let quantity: Int64
    /// As posted.
    let value: Int64
    /// What the cost of a receipt was corrected by since, which was posted when it became known.
    let correction: Int64

    /// The reason under which its corrections are posted.
    var correctionReason: StockValued.Reason {
        switch reason {
        case .arrived, .returned, .sold: reason
        default: .costCorrected
        }
    }

    var key: MoveKey { MoveKey(document: document, line: line) }
}

/// All moves of one product at one site, worked through once more in the order in which they happened.
///
/// This is how a receipt that was dated back, or a cost that was corrected, finds what should have been issued at
/// which cost. The difference to what was posted is posted today. Goods that came back follow what their sale cost.
struct ItemHistory {
    /// What is posted today for one reason.
    private(set) var differences: [StockValued.Reason: Int64] = [:]
    /// How much more each transfer that left here should have carried.
    private(set) var transfers: [TransferDifference] = []
    private(set) var stock: ItemStock
    /// What of it came back, with what it should have taken of its sale's cost.
    private(set) var returns: [ReturnedGoods] = []
    /// What was sold and came back, by the line that sold it: what it cost, and what of it is left.
    private(set) var sold: [MoveKey: SoldGoods] = [:]
    private var open = OpenIssues()
    /// What came back before it was sold, by the clocks of the tills.
    private var early: [MoveKey: [(quantity: Int64, value: Int64)]] = [:]
    private let isWanted: Set<MoveKey>
    private let atHome: [MoveKey: ReturnedGoods]

    struct TransferDifference: Equatable {
        let document: ID<StockDocument>
        let line: Int64
        let amount: Int64
    }

    /// - Parameters:
    ///   - moves: every move of the item, in any order.
    ///   - carried: what each transfer line is believed to carry, corrections included.
    ///   - returned: everything that came back of what the moves sold, here, elsewhere or damaged.
    ///   - wanted: a line that sold something, whose cost is asked for.
    init(
        _ moves: [RecordedMove], carried: [ID<StockDocument>: [Int64: Int64]], returned: [ReturnedGoods] = [],
        wanted: MoveKey? = nil, method: ValuationMethod
    ) {
        stock = ItemStock(method: method)
        isWanted = Set(returned.map(\.sold) + (wanted.map { [$0] } ?? []))
        atHome = Dictionary(returned.filter(\.isAtHome).map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })
        for move in moves { differences[move.reason, default: 0] -= move.value }
        for event in Self.events(moves, returned) {
            switch event {
            case .move(let move): take(move, carried[move.document]?[move.line.line])
            case .away(let goods): takeAway(goods)
            }
        }
        for goods in returned where !goods.isAtHome && !goods.isUndone {
            guard let cost = sold[goods.sold]?.cost(of: goods.key) else { continue }
            var followed = goods
            followed.value = cost
            returns.append(followed)
        }
        differences = differences.filter { $0.value != 0 }
    }

    private enum Event {
        case move(RecordedMove)
        /// Goods that came back and do not lie here again.
        case away(ReturnedGoods)

        var place: (Instant, ID<StockDocument>, MoveLine) {
            switch self {
            case .move(let move): (move.occurredAt, move.document, move.line)
            case .away(let goods): (goods.occurredAt, goods.key.document, goods.key.line)
            }
        }
    }

    /// In the order in which they happened.
    private static func events(_ moves: [RecordedMove], _ returned: [ReturnedGoods]) -> [Event] {
        let events =
            moves.filter { $0.quantity != 0 }.map(Event.move) + returned.filter { !$0.isAtHome }.map(Event.away)
        return events.sorted { $0.place < $1.place }
    }

    private mutating func take(_ move: RecordedMove, _ known: Int64?) {
        let goods = atHome[move.key].map { followed($0) }
        if let goods { returns.append(goods) }
        let (before, unitCost) = (stock.quantity, stock.unitCost)
        let effect: ItemStock.Effect
        if move.quantity > 0 {
            let value = goods?.value ?? move.value + move.correction
            effect = stock.receive(move.quantity, value: value, document: move.document, line: move.line)
            let owed = min(max(0, -before), move.quantity)
            let settled = open.settle(
                owed, costing: value.scaled(by: owed, over: move.quantity),
                returnedFrom: goods.flatMap { $0.isUndone ? nil : $0.sold })
            for (key, more) in settled { sold[key]?.settle(more) }
        } else {
            effect = stock.issue(-move.quantity)
            let missing = -move.quantity - max(0, min(before, -move.quantity))
            open.add(move.key, missing, thoughtToCost: ItemStock.value(of: missing, at: unitCost))
            if isWanted.contains(move.key) { sell(move, costing: -effect.moved) }
        }
        let correction = goods == nil ? move.correction : 0
        differences[move.reason, default: 0] += effect.moved - correction
        differences[move.correctionReason, default: 0] += correction
        differences[.sold, default: 0] += effect.settled
        differences[.rounding, default: 0] += effect.rounded
        guard move.reason == .shipped, let known else { return }
        let amount = -effect.moved - known
        if amount != 0 {
            transfers.append(TransferDifference(document: move.document, line: move.line.line, amount: amount))
        }
    }

    private mutating func sell(_ move: RecordedMove, costing cost: Int64) {
        var goods = SoldGoods(quantity: -move.quantity, cost: cost)
        for part in early.removeValue(forKey: move.key) ?? [] { goods.note(part.quantity, part.value) }
        sold[move.key] = goods
    }

    private mutating func takeAway(_ goods: ReturnedGoods) {
        guard !goods.isUndone else { return }
        if sold[goods.sold]?.takeAway(goods.key, goods.quantity) == nil {
            early[goods.sold, default: []].append((goods.quantity, goods.value))
        }
    }

    /// The same goods with what they should have taken of their sale's cost.
    private mutating func followed(_ goods: ReturnedGoods) -> ReturnedGoods {
        guard !goods.isUndone else { return goods }
        var followed = goods
        if let value = sold[goods.sold]?.takeBack(goods.quantity) {
            followed.value = value
        } else {
            early[goods.sold, default: []].append((goods.quantity, goods.value))
        }
        return followed
    }
}
