// SPDX-License-Identifier: Apache-2.0

// A small change of a large plan: made, improved where it was made, kept or taken back.
extension LocalSearch {
    /// Takes a stop out of its route.
    ///
    /// - Parameter list: gets the stops that it stood between.
    mutating func takeOut(_ stop: Int, _ list: inout WorkList) {
        let (before, after) = (previous[stop], next[stop])
        next[Int(before)] = after
        previous[Int(after)] = before
        for node in [Int(before), Int(after)] where !isEnd(node) { list.add(node) }
        let number = Int(route[stop])
        moved(number, number)
    }

    /// Puts a stop in where that is nearly cheapest.
    ///
    /// - Parameter list: gets the stop and those that it comes to stand between.
    mutating func putIn(_ stop: Int, _ list: inout WorkList, _ chance: inout Chance) {
        putIn(stop) { chance.next() & 1 == 0 }
        for node in [stop, Int(previous[stop]), Int(next[stop])] where !isEnd(node) { list.add(node) }
    }

    /// Improves beside the stops of a list, then beside those that a move gives new neighbours.
    mutating func run(_ list: inout WorkList) {
        round = 1
        while let stop = list.next() {
            let from = (stop &- ground.depotCount) &* nearCount
            for rank in 0..<nearCount {
                let other = Int(near[from &+ rank])
                let (before, after) = (Int(previous[stop]), Int(next[stop]))
                let (otherBefore, otherAfter) = (Int(previous[other]), Int(next[other]))
                let isBetter =
                    tryMoves(stop, other, eitherWay: true)
                    || (isEnd(otherBefore) && tryMovesAfterDepot(stop, otherBefore))
                guard isBetter else { continue }
                add(stop, before, after, &list)
                add(other, otherBefore, otherAfter, &list)
            }
            for kind in 0..<ground.typeCount where idle[kind] >= 0 {
                let (before, after) = (Int(previous[stop]), Int(next[stop]))
                if tryMovesAfterDepot(stop, first(idle[kind])) { add(stop, before, after, &list) }
            }
        }
    }

    /// A stop, the nodes it stood between, and those that it stands between now.
    private func add(_ stop: Int, _ before: Int, _ after: Int, _ list: inout WorkList) {
        for node in [stop, before, after, Int(previous[stop]), Int(next[stop])] where !isEnd(node) { list.add(node) }
    }

    /// What the routes cost, and what they pay for broken rules.
    var totals: (cost: Double, paid: Double) {
        var (cost, paid) = (0.0, 0.0)
        for number in 0..<routeCount where size[number] > 0 {
            cost += self.cost(number)
            paid += overpaid[number]
        }
        return (cost, paid)
    }

    /// Writes down how nodes are linked, two numbers for each.
    func keep(_ links: UnsafeMutableBufferPointer<Int32>) {
        for node in next.indices {
            links[2 &* node] = previous[node]
            links[2 &* node &+ 1] = next[node]
        }
    }

    /// Links nodes as they were when `links` was written, and works out again the routes that have changed since.
    ///
    /// - Parameter then: `moves` at that time.
    mutating func restore(_ links: UnsafeMutableBufferPointer<Int32>, since then: Int) {
        for node in next.indices {
            previous[node] = links[2 &* node]
            next[node] = links[2 &* node &+ 1]
        }
        for number in 0..<routeCount where changedAt[number] > then { refresh(number) }
        for kind in 0..<ground.typeCount { findIdle(kind) }
    }
}
