// SPDX-License-Identifier: Apache-2.0

// What an insertion changes, and with which type of vehicle a route is driven.
extension WorkingPlan {
    /// Puts an absent stop where `insertion` says, and tells its route.
    mutating func insert(_ stop: Int, _ insertion: Insertion) -> Int {
        if insertion.isRouteOfItsOwn {
            guard let number = unused else { preconditionFailure("an insertion was possible a moment ago") }
            open(number, type: insertion.type)
            link(stop, after: first(number))
            settle(number)
            return number
        }
        let number = Int(route[insertion.node])
        if Int(type[number]) != insertion.type { change(number, to: insertion.type) }
        link(stop, after: insertion.node)
        settle(number, around: stop)
        return number
    }

    /// Gives a route another type of vehicle. Where its depots differ, times and distances wait for `settle`.
    mutating func change(_ number: Int, to kind: Int) {
        used[Int(type[number])] -= 1
        used[kind] += 1
        type[number] = Int32(kind)
        if ground.typesAreAlike { return }
        let (start, end) = (first(number), last(number))
        (place[start], place[end]) = (ground.types[kind].start, ground.types[kind].end)
        for node in [start, Int(previous[end])] {
            let way = ground.distance(Int(place[node]), Int(place[Int(next[node])]))
            distance[number] += Int64(way) - Int64(leg[node])
            leg[node] = Int32(way)
        }
    }

    /// Gives a route the cheapest type that is free and breaks no rule.
    mutating func chooseType(_ number: Int) {
        var (best, least) = (Int(type[number]), cost[number])
        for kind in 0..<ground.typeCount where kind != Int(type[number]) && used[kind] < ground.types[kind].available {
            if let cost = costIfDriven(number, by: kind), cost < least { (best, least) = (kind, cost) }
        }
        guard best != Int(type[number]) else { return }
        change(number, to: best)
        settle(number)
    }
}
