// SPDX-License-Identifier: Apache-2.0

// The moves of one stop `u` with its follower `x` beside another node `v` with its follower `y`.
extension LocalSearch {
    static let least = -0.01

    /// Every move beside a stop.
    ///
    /// - Parameter eitherWay: exchanges too, although they will not be tried the other way round.
    mutating func tryMoves(_ u: Int, _ v: Int, eitherWay: Bool = false) -> Bool {
        let (one, other) = (Int(route[u]), Int(route[v]))
        if relocateOne(u, v, one, other) || relocateTwo(u, v, one, other) { return true }
        let isFirst = eitherWay || u < v
        if isFirst, exchange(u, v, one, other, uPair: false, vPair: false) { return true }
        if exchange(u, v, one, other, uPair: true, vPair: false) { return true }
        if isFirst, exchange(u, v, one, other, uPair: true, vPair: true) { return true }
        if one == other { return turn(u, v, one) }
        if isFirst, !isTimed, turnTails(u, v, one, other) { return true }
        return exchangeTails(u, v, one, other)
    }

    /// The moves that make sense behind the depot at the begin of a route.
    mutating func tryMovesAfterDepot(_ u: Int, _ v: Int) -> Bool {
        let (one, other) = (Int(route[u]), Int(route[v]))
        if relocateOne(u, v, one, other) || relocateTwo(u, v, one, other) { return true }
        if one == other { return false }
        return (!isTimed && turnTails(u, v, one, other)) || exchangeTails(u, v, one, other)
    }

    /// Whether it is better that route `one` is driven so much farther with so much less, and the other with so much
    /// more. What is driven decides alone where nothing that is paid for broken rules could be saved.
    ///
    /// - Parameter late: the warp of both routes then; asked only where times matter and the rest looks good.
    @inline(__always)
    func isBetter(
        _ one: Int, _ driven: Int, _ other: Int, _ otherDriven: Int, moved: Int, fixed: Double = 0, late: () -> Int
    ) -> Bool {
        let ways = Double(driven) * perDistance[one] + Double(otherDriven) * perDistance[other] + fixed
        if one == other {
            guard isTimed else { return ways < Self.least }
            let rest = ways - warpPaid[one]
            return rest < Self.least && rest + Double(late()) * penalties.warp < Self.least
        }
        let paid = overpaid[one] + overpaid[other]
        if ways - paid >= Self.least { return false }
        let rest = ways + overload(load[one] &- moved, one) + overload(load[other] &+ moved, other) - paid
        guard isTimed else { return rest < Self.least }
        return rest < Self.least && rest + Double(late()) * penalties.warp < Self.least
    }

    /// The fixed costs that are saved or added where a route loses all of its stops or gets its first.
    @inline(__always)
    private func fixedChange(_ one: Int, losing: Int, _ other: Int) -> Double {
        if one == other { return 0 }
        return (size[one] == losing ? -fixed[one] : 0) + (size[other] == 0 ? fixed[other] : 0)
    }

    @inline(__always)
    private func put(_ node: Int, after other: Int) {
        let (before, after) = (previous[node], next[node])
        next[Int(before)] = after
        previous[Int(after)] = before
        let follower = next[other]
        next[other] = Int32(truncatingIfNeeded: node)
        previous[node] = Int32(truncatingIfNeeded: other)
        next[node] = follower
        previous[Int(follower)] = Int32(truncatingIfNeeded: node)
    }

    @inline(__always)
    private func putBoth(_ u: Int, _ x: Int, after other: Int) {
        put(u, after: other)
        put(x, after: u)
    }

    private func swapPlaces(_ u: Int, _ v: Int) {
        let (beforeU, afterU, beforeV, afterV) = (previous[u], next[u], previous[v], next[v])
        next[Int(beforeU)] = Int32(v)
        previous[Int(afterU)] = Int32(v)
        next[Int(beforeV)] = Int32(u)
        previous[Int(afterV)] = Int32(u)
        (previous[u], next[u]) = (beforeV, afterV)
        (previous[v], next[v]) = (beforeU, afterU)
    }

    /// `u` behind `v`.
    @inline(__always)
    private mutating func relocateOne(_ u: Int, _ v: Int, _ one: Int, _ other: Int) -> Bool {
        let (p, x, y) = (Int(previous[u]), Int(next[u]), Int(next[v]))
        if y == u { return false }
        let away = way(p, x) &- way(p, u) &- way(u, x)
        let here = way(v, u) &+ way(u, y) &- way(v, y)
        let fixed = fixedChange(one, losing: 1, other)
        let isBetter = self.isBetter(one, away, other, here, moved: goods[u], fixed: fixed) {
            if one != other { return warp(p, x) &+ warp(v, alone[u], u, u, y) }
            let isBehind = position[u] < position[v]
            put(u, after: v)
            defer { put(u, after: p) }
            return warpDriven(from: isBehind ? p : v, to: isBehind ? y : x)
        }
        guard isBetter else { return false }
        put(u, after: v)
        moved(one, other)
        return true
    }

    /// `u` and `x` behind `v`, as they are or turned.
    @inline(__always)
    private mutating func relocateTwo(_ u: Int, _ v: Int, _ one: Int, _ other: Int) -> Bool {
        let (p, x, y) = (Int(previous[u]), Int(next[u]), Int(next[v]))
        if u == y || v == x || isEnd(x) { return false }
        let on = Int(next[x])
        let (pair, old) = (way(u, x), way(v, y))
        let away = way(p, on) &- way(p, u) &- pair &- way(x, on)
        let straight = way(v, u) &+ pair &+ way(x, y) &- old
        let turned = way(v, x) &+ pair &+ way(u, y) &- old
        // With times, a pair that is turned is seldom of use.
        let isTurned = !isTimed && turned < straight
        let here = isTurned ? turned : straight
        let goods = goods[u] &+ goods[x]
        let fixed = fixedChange(one, losing: 2, other)
        let isBetter = self.isBetter(one, away, other, here, moved: goods, fixed: fixed) {
            if one != other { return warp(p, on) &+ warp(v, self.pair(u, x), u, x, y) }
            let isBehind = position[u] < position[v]
            putBoth(u, x, after: v)
            defer { putBoth(u, x, after: p) }
            return warpDriven(from: isBehind ? p : v, to: isBehind ? y : on)
        }
        guard isBetter else { return false }
        if isTurned {
            put(x, after: v)
            put(u, after: x)
        } else {
            putBoth(u, x, after: v)
        }
        moved(one, other)
        return true
    }

    /// `u`, or `u` and `x`, against `v`, or `v` and `y`.
    @inline(__always)
    private mutating func exchange(
        _ u: Int, _ v: Int, _ one: Int, _ other: Int, uPair: Bool, vPair: Bool
    ) -> Bool {
        let (p, x, q, y) = (Int(previous[u]), Int(next[u]), Int(previous[v]), Int(next[v]))
        if uPair, isEnd(x) { return false }
        if vPair, isEnd(y) { return false }
        // Neighbours in the route are what relocations are for.
        if u == q || u == y { return false }
        if uPair, v == x || q == x { return false }
        if vPair, y == p || u == y { return false }
        if uPair, vPair, x == v || y == u { return false }
        let (uLast, vLast) = (uPair ? x : u, vPair ? y : v)
        let (uOn, vOn) = (Int(next[uLast]), Int(next[vLast]))
        let (uInner, vInner) = (uPair ? way(u, x) : 0, vPair ? way(v, y) : 0)
        let first = way(p, v) &+ vInner &+ way(vLast, uOn) &- way(p, u) &- uInner &- way(uLast, uOn)
        let second = way(q, u) &+ uInner &+ way(uLast, vOn) &- way(q, v) &- vInner &- way(vLast, vOn)
        var moved = goods[u] &- goods[v]
        if uPair { moved &+= goods[x] }
        if vPair { moved &-= goods[y] }
        let isBetter = self.isBetter(one, first, other, second, moved: moved) {
            if one != other {
                return warp(p, vPair ? pair(v, y) : alone[v], v, vLast, uOn)
                    &+ warp(q, uPair ? pair(u, x) : alone[u], u, uLast, vOn)
            }
            let isBefore = position[u] < position[v]
            swap(u, v, x, y, uPair, vPair)
            defer {
                if uPair, !vPair { put(x, after: v) }
                swapPlaces(u, v)
                if vPair { swapPlaces(x, y) }
            }
            return warpDriven(from: isBefore ? p : q, to: isBefore ? vOn : uOn)
        }
        guard isBetter else { return false }
        swap(u, v, x, y, uPair, vPair)
        self.moved(one, other)
        return true
    }

    @inline(__always)
    private func swap(_ u: Int, _ v: Int, _ x: Int, _ y: Int, _ uPair: Bool, _ vPair: Bool) {
        swapPlaces(u, v)
        if uPair, vPair { swapPlaces(x, y) } else if uPair { put(x, after: u) }
    }
}
