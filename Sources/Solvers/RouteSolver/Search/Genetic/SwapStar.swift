// SPDX-License-Identifier: Apache-2.0

/// The three cheapest places for a stop in a route that it is not in.
struct ThreeBest: BitwiseCopyable {
    var costs: (Int, Int, Int) = (.max, .max, .max)
    var nodes: (Int32, Int32, Int32) = (-1, -1, -1)

    @inline(__always)
    mutating func offer(_ cost: Int, after node: Int) {
        if cost >= costs.2 { return }
        let node = Int32(truncatingIfNeeded: node)
        if cost >= costs.1 {
            (costs.2, nodes.2) = (cost, node)
        } else if cost >= costs.0 {
            (costs.2, nodes.2) = (costs.1, nodes.1)
            (costs.1, nodes.1) = (cost, node)
        } else {
            (costs.2, nodes.2) = (costs.1, nodes.1)
            (costs.1, nodes.1) = (costs.0, nodes.0)
            (costs.0, nodes.0) = (cost, node)
        }
    }
}

// SWAP*: a stop of one route and a stop of another change routes, each to its best place there, not to the other's.
//
// Source: Vidal, Computers & OR 140 (2022), section 3.4: routes whose sectors overlap, and of each stop the three best
// places in the other route, remembered until that route changes.
extension LocalSearch {
    /// Tries all pairs of routes that overlap and have changed.
    ///
    /// - Returns: whether something is better now.
    mutating func swapPairs() -> Bool {
        var isBetter = false
        for index in 0..<routeCount {
            let one = Int(routeOrder[index])
            let last = pairedAt[one]
            pairedAt[one] = moves
            if size[one] == 0 { continue }
            for other in 0..<routeCount
            where size[other] > 0 && one < other && max(changedAt[one], changedAt[other]) > last {
                if sector[one].overlaps(sector[other]), swapStar(one, other) { isBetter = true }
            }
        }
        return isBetter
    }

    private struct Swap {
        var gain = -0.01
        var u = -1
        var v = -1
        var uAfter = -1
        var vAfter = -1
    }

    private mutating func swapStar(_ one: Int, _ other: Int) -> Bool {
        prepare(one, in: other)
        prepare(other, in: one)
        var best = Swap()
        var u = Int(next[first(one)])
        while !isEnd(u) {
            let removalU = Double(removal(u)) * perDistance[one]
            var v = Int(next[first(other)])
            while !isEnd(v) {
                let moved = goods[u] &- goods[v]
                let penalties =
                    overload(load[one] &- moved, one) - overpaid[one]
                    + overload(load[other] &+ moved, other) - overpaid[other]
                let removalV = Double(removal(v)) * perDistance[other]
                // Insertions cost nothing at best.
                if penalties + removalU + removalV <= best.gain {
                    let (uExtra, uAfter) = cheapest(u, other, without: v)
                    let (vExtra, vAfter) = cheapest(v, one, without: u)
                    let gain =
                        penalties + removalU + removalV + Double(uExtra) * perDistance[other]
                        + Double(vExtra) * perDistance[one]
                    if gain < best.gain { best = Swap(gain: gain, u: u, v: v, uAfter: uAfter, vAfter: vAfter) }
                }
                v = Int(next[v])
            }
            u = Int(next[u])
        }
        considerMoves(one, other, &best)
        considerMoves(other, one, &best)
        guard best.u >= 0 || best.v >= 0 else { return false }
        if best.u >= 0 { take(best.u, after: best.uAfter) }
        if best.v >= 0 { take(best.v, after: best.vAfter) }
        moved(one, other)
        return true
    }

    /// One stop of the first route to its best place in the second.
    private func considerMoves(_ one: Int, _ other: Int, _ best: inout Swap) {
        var u = Int(next[first(one)])
        let emptied = size[one] == 1 ? -fixed[one] : 0
        while !isEnd(u) {
            let slot = slots[other &* locations &+ u]
            let gain =
                Double(removal(u)) * perDistance[one] + Double(slot.costs.0) * perDistance[other]
                + overload(load[one] &- goods[u], one) - overpaid[one]
                + overload(load[other] &+ goods[u], other) - overpaid[other] + emptied
            if gain < best.gain {
                best = Swap(gain: gain, u: u, v: -1, uAfter: Int(slot.nodes.0), vAfter: -1)
            }
            u = Int(next[u])
        }
    }

    @inline(__always)
    private func removal(_ node: Int) -> Int {
        let (before, after) = (Int(previous[node]), Int(next[node]))
        return way(before, after) &- way(before, node) &- way(node, after)
    }

    private func take(_ node: Int, after other: Int) {
        let (before, after) = (Int(previous[node]), Int(next[node]))
        next[before] = Int32(after)
        previous[after] = Int32(before)
        let follower = Int(next[other])
        next[other] = Int32(node)
        previous[node] = Int32(other)
        next[node] = Int32(follower)
        previous[follower] = Int32(node)
    }

    /// The least that a stop adds to another route from which `gone` is taken out, and where.
    @inline(__always)
    private func cheapest(_ stop: Int, _ number: Int, without gone: Int) -> (extra: Int, after: Int) {
        let slot = slots[number &* locations &+ stop]
        let (before, after) = (Int(previous[gone]), Int(next[gone]))
        // Where `gone` stood.
        var best = (
            extra: way(before, stop) &+ way(stop, after) &- way(before, after), after: before
        )
        if isFree(slot.nodes.0, gone) {
            if slot.costs.0 < best.extra { best = (slot.costs.0, Int(slot.nodes.0)) }
        } else if isFree(slot.nodes.1, gone) {
            if slot.costs.1 < best.extra { best = (slot.costs.1, Int(slot.nodes.1)) }
        } else if isFree(slot.nodes.2, gone) {
            if slot.costs.2 < best.extra { best = (slot.costs.2, Int(slot.nodes.2)) }
        }
        return best
    }

    @inline(__always)
    private func isFree(_ node: Int32, _ gone: Int) -> Bool {
        node >= 0 && Int(node) != gone && Int(next[Int(node)]) != gone
    }

    /// Finds the three best places in the second route for each stop of the first, unless they are known.
    private func prepare(_ one: Int, in other: Int) {
        var u = Int(next[first(one)])
        while !isEnd(u) {
            let index = other &* locations &+ u
            if changedAt[other] > slotsAt[index] || slotsAt[index] < 0 {
                slotsAt[index] = moves
                var slot = ThreeBest()
                var node = first(other)
                let end = last(other)
                while node != end {
                    let follower = Int(next[node])
                    slot.offer(way(node, u) &+ way(u, follower) &- way(node, follower), after: node)
                    node = follower
                }
                slots[index] = slot
            }
            u = Int(next[u])
        }
    }
}
