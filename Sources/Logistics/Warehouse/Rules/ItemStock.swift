// SPDX-License-Identifier: Apache-2.0

package import Kernel
package import LogisticsFacts

/// The stock of one product at one site: how much, and what it is worth.
///
/// Value is kept as a total; a unit cost is derived. Quantities are thousandths, values minor units. A negative
/// quantity carries the negative value it was provisionally issued at.
package struct ItemStock: Sendable, Equatable {
    package private(set) var quantity: Int64
    package private(set) var value: Int64
    /// Millionths of a minor unit for one whole unit: what stock that is not there is issued at.
    package private(set) var unitCost: Int64
    /// What is on hand by receipt, oldest first; kept only under first in, first out.
    package private(set) var layers: [Layer]
    package let method: ValuationMethod

    /// Part of one receipt that is still on hand.
    package struct Layer: Sendable, Equatable {
        package let document: ID<StockDocument>
        package let line: MoveLine
        package var quantity: Int64
        package var value: Int64

        package init(document: ID<StockDocument>, line: MoveLine, quantity: Int64, value: Int64) {
            self.document = document
            self.line = line
            self.quantity = quantity
            self.value = value
        }
    }

    /// What a move did to the value: three amounts with three reasons, all added to `value`.
    package struct Effect: Sendable, Equatable {
        /// The move itself: its given value, or minus its cost.
        package var moved: Int64
        /// Corrects what was issued provisionally, now that its cost is known; above zero it had cost less.
        package var settled: Int64 = 0
        /// Takes the last cents when nothing is left.
        package var rounded: Int64 = 0
    }

    package init(method: ValuationMethod) {
        self.init(quantity: 0, value: 0, unitCost: 0, layers: [], method: method)
    }

    package init(quantity: Int64, value: Int64, unitCost: Int64, layers: [Layer], method: ValuationMethod) {
        self.quantity = quantity
        self.value = value
        self.unitCost = unitCost
        self.layers = layers
        self.method = method
    }

    /// Takes in a quantity above zero at a given value.
    ///
    /// Stock that was negative is settled first: the part that was issued before it came is revalued from its
    /// provisional to its real cost, and the average starts again from what remains.
    package mutating func receive(
        _ incoming: Int64, value given: Int64, document: ID<StockDocument> = ID(0), line: MoveLine = MoveLine(0)
    ) -> Effect {
        precondition(incoming > 0, "goods that come in have a quantity")
        var effect = Effect(moved: given)
        let owed = min(max(0, -quantity), incoming)
        let actual = given.scaled(by: owed, over: incoming)
        if owed > 0 {
            let provisional = (-value).scaled(by: owed, over: -quantity)
            effect.settled = provisional - actual
        }
        quantity += incoming
        value += given + effect.settled
        if method == .fifo, incoming > owed {
            layers.append(
                Layer(document: document, line: line, quantity: incoming - owed, value: given - actual))
        }
        effect.rounded = roundOff()
        learnCost(fallback: ItemStock.unitCost(of: given, over: incoming))
        return effect
    }

    /// Takes out a quantity above zero at its carrying cost; what is not there at the last known cost.
    package mutating func issue(_ outgoing: Int64) -> Effect {
        precondition(outgoing > 0, "goods that go out have a quantity")
        let cost = method == .fifo ? fifoCost(outgoing) : averageCost(outgoing)
        quantity -= outgoing
        value -= cost
        return Effect(moved: -cost, rounded: roundOff())
    }

    /// What a quantity would cost if it went out now.
    package func cost(of outgoing: Int64) -> Int64 {
        var copy = self
        return -copy.issue(outgoing).moved
    }

    private func averageCost(_ outgoing: Int64) -> Int64 {
        let onHand = max(0, min(quantity, outgoing))
        let carried = onHand == 0 ? 0 : value.scaled(by: onHand, over: quantity)
        return carried + provisionalCost(outgoing - onHand)
    }

    private mutating func fifoCost(_ outgoing: Int64) -> Int64 {
        var rest = outgoing
        var cost: Int64 = 0
        while rest > 0, let oldest = layers.first {
            let taken = min(rest, oldest.quantity)
            let part = oldest.value.scaled(by: taken, over: oldest.quantity)
            cost += part
            rest -= taken
            layers[0].quantity -= taken
            layers[0].value -= part
            if layers[0].quantity == 0 { layers.removeFirst() }
        }
        return cost + provisionalCost(rest)
    }

    private func provisionalCost(_ missing: Int64) -> Int64 {
        ItemStock.value(of: missing, at: unitCost)
    }

    /// What a quantity comes to at a unit cost; real costs settle it later, so it stops at the largest amount.
    package static func value(of quantity: Int64, at unitCost: Int64) -> Int64 {
        quantity.scaled(by: unitCost, over: 1_000_000_000, upTo: Money.largestMinor)
    }

    private static func unitCost(of value: Int64, over quantity: Int64) -> Int64 {
        value.scaled(by: 1_000_000_000, over: quantity, upTo: .max)
    }

    private mutating func roundOff() -> Int64 {
        guard quantity == 0, value != 0 else { return 0 }
        let rest = value
        value = 0
        layers = []
        return -rest
    }

    private mutating func learnCost(fallback: Int64) {
        unitCost = quantity > 0 ? ItemStock.unitCost(of: max(0, value), over: quantity) : fallback
    }
}
