// SPDX-License-Identifier: Apache-2.0

// The moves that cut routes behind two nodes and join the pieces otherwise.
extension LocalSearch {
    /// The piece between `x` and `v` of one route turned.
    mutating func turn(_ u: Int, _ v: Int, _ number: Int) -> Bool {
        if position[u] >= position[v] { return false }
        let (x, y) = (Int(next[u]), Int(next[v]))
        if x == v { return false }
        let driven = way(u, v) &+ way(x, y) &- way(u, x) &- way(v, y)
        guard isBetter(number, driven, number, 0, moved: 0, late: { warpTurned(u, v) }) else { return false }
        link(linkTurned(from: v, until: u, after: u), y)
        moved(number, number)
        return true
    }

    /// Begins joined to begins, ends to ends: `u` is followed by `v` and what came before it, `x` by `y` from the other
    /// end.
    mutating func turnTails(_ u: Int, _ v: Int, _ one: Int, _ other: Int) -> Bool {
        let (x, y) = (Int(next[u]), Int(next[v]))
        let (uv, xy) = (way(u, v), way(x, y))
        let first = distanceTo[u] &+ uv &+ distanceTo[v]
        let second = distance[one] &- distanceTo[x] &+ xy &+ distance[other] &- distanceTo[y]
        let change = change(
            one, first, load: loadTo[u] &+ loadTo[v], size: Int(position[u]) &+ Int(position[v]), other, second)
        guard change < Self.least else { return false }
        relinkTurned(u, v, one, other)
        moved(one, other)
        return true
    }

    /// What it costs more, but for the warp of both then, if route `one` is driven so far with so much of what both carry
    /// and so many of their stops, and the other so far with the rest.
    @inline(__always)
    private func change(
        _ one: Int, _ driven: Int, load carried: Int, size stops: Int, _ other: Int, _ otherDriven: Int
    ) -> Double {
        var change = Double(driven &- distance[one]) * perDistance[one]
        change += Double(otherDriven &- distance[other]) * perDistance[other]
        let otherStops = size[one] &+ size[other] &- stops
        change += openings(one, stops) + openings(other, otherStops) - overpaid[one] - overpaid[other]
        // Overload only adds to it.
        if change >= Self.least { return change }
        return change + (overload(carried, one) + overload(load[one] &+ load[other] &- carried, other))
    }

    @inline(__always)
    private func openings(_ number: Int, _ newSize: Int) -> Double {
        if size[number] == 0 { return newSize > 0 ? fixed[number] : 0 }
        return newSize == 0 ? -fixed[number] : 0
    }

    /// The other route's begin, from `v` backwards, follows `u`, and what followed `u`, backwards, begins the other route.
    private func relinkTurned(_ u: Int, _ v: Int, _ one: Int, _ other: Int) {
        let (y, oneLast) = (Int(next[v]), Int(previous[last(one)]))
        link(linkTurned(from: v, until: first(other), after: u), last(one))
        link(linkTurned(from: oneLast, until: u, after: first(other)), y)
    }

    /// Links a piece backwards behind a node, from a stop until its way back reaches `end`.
    ///
    /// - Returns: the node that is last then.
    private func linkTurned(from stop: Int, until end: Int, after node: Int) -> Int {
        var (tail, stop) = (node, stop)
        while stop != end {
            let before = Int(previous[stop])
            link(tail, stop)
            (tail, stop) = (stop, before)
        }
        return tail
    }

    /// The tails behind `u` and `v` exchanged.
    mutating func exchangeTails(_ u: Int, _ v: Int, _ one: Int, _ other: Int) -> Bool {
        let (x, y) = (Int(next[u]), Int(next[v]))
        let first = distanceTo[u] &+ way(u, y) &+ distance[other] &- distanceTo[y]
        let second = distanceTo[v] &+ way(v, x) &+ distance[one] &- distanceTo[x]
        let change = change(
            one, first, load: loadTo[u] &+ load[other] &- loadTo[v],
            size: Int(position[u]) &+ size[other] &- Int(position[v]), other, second)
        guard change < Self.least else { return false }
        if isTimed, change + Double(warp(u, y) &+ warp(v, x)) * penalties.warp >= Self.least { return false }
        let (oneEnd, otherEnd) = (last(one), last(other))
        let (oneTail, otherTail) = (Int(previous[oneEnd]), Int(previous[otherEnd]))
        if y == otherEnd {
            link(u, oneEnd)
        } else {
            link(u, y)
            link(otherTail, oneEnd)
        }
        if x == oneEnd {
            link(v, otherEnd)
        } else {
            link(v, x)
            link(oneTail, otherEnd)
        }
        moved(one, other)
        return true
    }

    @inline(__always)
    private func link(_ one: Int, _ other: Int) {
        next[one] = Int32(truncatingIfNeeded: other)
        previous[other] = Int32(truncatingIfNeeded: one)
    }
}
