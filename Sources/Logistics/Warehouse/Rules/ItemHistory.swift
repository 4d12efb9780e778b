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
    var correctionReason: StockValued.Reason { reason == .arrived ? .arrived : .costCorrected }
}

/// All moves of one product at one site, worked through once more in the order in which they happened.
///
/// This is how a receipt that was dated back, or a cost that was corrected, finds what should have been issued at
/// which cost. The difference to what was posted is posted today.
struct ItemHistory {
    /// What is posted today for one reason.
    private(set) var differences: [StockValued.Reason: Int64] = [:]
    /// How much more each transfer that left here should have carried.
    private(set) var transfers: [TransferDifference] = []
    private(set) var stock: ItemStock

    struct TransferDifference: Equatable {
        let document: ID<StockDocument>
        let line: Int64
        let amount: Int64
    }

    /// - Parameters:
    ///   - moves: every move of the item, in any order.
    ///   - carried: what each transfer line is believed to carry, corrections included.
    init(_ moves: [RecordedMove], carried: [ID<StockDocument>: [Int64: Int64]], method: ValuationMethod) {
        stock = ItemStock(method: method)
        let ordered = moves.filter { $0.quantity != 0 }.sorted {
            ($0.occurredAt, $0.document, $0.line) < ($1.occurredAt, $1.document, $1.line)
        }
        for move in moves { differences[move.reason, default: 0] -= move.value }
        for move in ordered {
            let effect = apply(move)
            differences[move.reason, default: 0] += effect.moved - move.correction
            differences[move.correctionReason, default: 0] += move.correction
            differences[.sold, default: 0] += effect.settled
            differences[.rounding, default: 0] += effect.rounded
            guard move.reason == .shipped, let known = carried[move.document]?[move.line.line] else { continue }
            let amount = -effect.moved - known
            if amount != 0 {
                transfers.append(TransferDifference(document: move.document, line: move.line.line, amount: amount))
            }
        }
        differences = differences.filter { $0.value != 0 }
    }

    private mutating func apply(_ move: RecordedMove) -> ItemStock.Effect {
        move.quantity > 0
            ? stock.receive(
                move.quantity, value: move.value + move.correction, document: move.document, line: move.line)
            : stock.issue(-move.quantity)
    }
}
