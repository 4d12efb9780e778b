// SPDX-License-Identifier: Apache-2.0

// The warp of routes as a move would leave them. Between two routes it is joined from a few pieces in constant time;
// within a route, the part that the move changes is driven.
extension LocalSearch {
    @inline(__always)
    func travel(_ one: Int, _ other: Int) -> Int {
        Int(travels[Int(place[one]) &* locations &+ Int(place[other])])
    }

    /// The warp of a route that goes on at `after` behind `before`.
    @inline(__always)
    func warp(_ before: Int, _ after: Int) -> Int {
        self.before[before].joined(over: travel(before, after), self.after[after]).warp
    }

    /// The same with a piece in between that begins and ends with nodes.
    @inline(__always)
    func warp(_ before: Int, _ piece: WarpSpan, _ from: Int, _ to: Int, _ after: Int) -> Int {
        self.before[before].joined(over: travel(before, from), piece)
            .joined(over: travel(to, after), self.after[after]).warp
    }

    /// Two stops, one after the other.
    @inline(__always)
    func pair(_ one: Int, _ other: Int) -> WarpSpan { alone[one].joined(over: travel(one, other), alone[other]) }

    /// The warp of a route as it is linked now, if nothing has changed up to `from` and from `to` on.
    func warpDriven(from: Int, to: Int) -> Int {
        warpDriven(behind: from, through: Int(next[from]), along: next, until: to, on: to)
    }

    /// The warp of a route in which everything behind `u`, up to `v`, is turned.
    func warpTurned(_ u: Int, _ v: Int) -> Int {
        warpDriven(behind: u, through: v, along: previous, until: u, on: Int(next[v]))
    }

    /// The warp of a route that leaves `start`, follows the links from `node` until it would reach `end`, and goes on
    /// at `after`.
    @inline(__always)
    private func warpDriven(
        behind start: Int, through node: Int, along links: UnsafeMutableBufferPointer<Int32>, until end: Int,
        on after: Int
    ) -> Int {
        var (span, here, node) = (before[start], start, node)
        while node != end {
            span = span.joined(over: travel(here, node), alone[node])
            here = node
            node = Int(links[node])
        }
        return span.joined(over: travel(here, after), self.after[after]).warp
    }

    /// Works out the times of a route's nodes.
    func refreshTimes(_ number: Int) {
        let (start, end) = (first(number), last(number))
        let kind = ground.types[type[number]]
        before[start] = WarpSpan(
            duration: 0, warp: 0, earliest: Int(kind.startEarliest), latest: Int(kind.startLatest))
        after[end] = WarpSpan(duration: 0, warp: 0, earliest: Int(kind.endEarliest), latest: Int(kind.endLatest))
        var here = start
        var node = Int(next[start])
        while node != end {
            before[node] = before[here].joined(over: travel(here, node), alone[node])
            here = node
            node = Int(next[node])
        }
        var there = end
        while here != start {
            after[here] = alone[here].joined(over: travel(here, there), after[there])
            there = here
            here = Int(previous[here])
        }
        before[end] = before[Int(previous[end])].joined(over: travel(Int(previous[end]), end), after[end])
        after[start] = before[start].joined(over: travel(start, there), after[there])
        warp[number] = before[end].warp
    }
}
