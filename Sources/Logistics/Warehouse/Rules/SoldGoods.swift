// SPDX-License-Identifier: Apache-2.0

import Kernel

/// Goods that went out on one line of a receipt: what they cost as far as that is known, and what of them is still with
/// the customer.
///
/// What comes back takes its part of the cost of what is left, the last part the rest. So everything that was sold and
/// came back has cost nothing, whenever and in whatever parts it came, and however late its cost became known.
struct SoldGoods {
    let quantity: Int64
    private(set) var cost: Int64
    private var leftQuantity: Int64
    private var leftCost: Int64
    /// What came back and does not lie where it was sold: its cost goes on following the sale's.
    private var away: [(key: MoveKey, quantity: Int64, cost: Int64)] = []

    /// - Parameters:
    ///   - quantity: thousandths, above zero.
    ///   - cost: minor units.
    init(quantity: Int64, cost: Int64) {
        precondition(quantity > 0, "what was sold has a quantity")
        (self.quantity, self.cost) = (quantity, cost)
        (leftQuantity, leftCost) = (quantity, cost)
    }

    /// What a quantity takes that comes back. More than was sold costs what one of them did.
    mutating func takeBack(_ returned: Int64) -> Int64 {
        let fromLeft = min(returned, max(0, leftQuantity))
        let part = fromLeft == 0 ? 0 : leftCost.scaled(by: fromLeft, over: leftQuantity)
        let beyond = cost.scaled(by: returned - fromLeft, over: quantity, upTo: Money.largestMinor)
        note(returned, part + beyond)
        return part + beyond
    }

    /// A quantity came back and took a value.
    mutating func note(_ returned: Int64, _ value: Int64) {
        leftQuantity -= returned
        leftCost -= value
    }

    /// A quantity comes back that will not lie where it was sold.
    mutating func takeAway(_ key: MoveKey, _ returned: Int64) {
        away.append((key, returned, takeBack(returned)))
    }

    /// What goods that came back and are away take, as far as it is known.
    func cost(of key: MoveKey) -> Int64? { away.first { $0.key == key }?.cost }

    /// What went out before it came has cost this much more: what is left, and what came back elsewhere, in proportion.
    /// What came back to where it was sold settled its own part when it came.
    mutating func settle(_ more: Int64) {
        cost += more
        let parts = more.allocated(to: [max(0, leftQuantity)] + away.map(\.quantity))
        leftCost += parts[0]
        for (place, part) in zip(away.indices, parts.dropFirst()) { away[place].cost += part }
    }
}

/// What was issued before it came, in the order in which it was issued: what comes in next settles the first of it first.
struct OpenIssues {
    private struct Part {
        let key: MoveKey
        var quantity: Int64
        /// What it was thought to cost.
        var value: Int64

        mutating func take(_ taken: Int64) -> Int64 {
            let part = value.scaled(by: taken, over: quantity)
            quantity -= taken
            value -= part
            return part
        }
    }

    private var parts: [Part] = []

    mutating func add(_ key: MoveKey, _ quantity: Int64, thoughtToCost value: Int64) {
        if quantity > 0 { parts.append(Part(key: key, quantity: quantity, value: value)) }
    }

    /// Settles a quantity that really cost something. Goods that come back settle what was issued when they were sold.
    ///
    /// - Returns: by how much each issue cost more than it was thought to.
    mutating func settle(_ owed: Int64, costing actual: Int64, returnedFrom own: MoveKey?) -> [(MoveKey, Int64)] {
        guard owed > 0 else { return [] }
        var (done, differences): (Int64, [(MoveKey, Int64)]) = (0, [])
        if let own, let place = parts.firstIndex(where: { $0.key == own }) {
            done = min(owed, parts[place].quantity)
            _ = parts[place].take(done)
        }
        for place in parts.indices where done < owed && parts[place].quantity > 0 {
            let taken = min(owed - done, parts[place].quantity)
            let real = actual.scaled(by: done + taken, over: owed) - actual.scaled(by: done, over: owed)
            differences.append((parts[place].key, real - parts[place].take(taken)))
            done += taken
        }
        parts.removeAll { $0.quantity == 0 }
        return differences
    }
}
