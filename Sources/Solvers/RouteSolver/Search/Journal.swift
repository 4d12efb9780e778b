// SPDX-License-Identifier: Apache-2.0

/// What the routes were like that an iteration has changed, so that they can be put back.
struct Journal {
    private let entries: UnsafeMutableBufferPointer<Entry>
    private let stops: UnsafeMutableBufferPointer<Int32>
    private let legs: UnsafeMutableBufferPointer<Int32>
    private let loads: UnsafeMutableBufferPointer<Int64>
    /// By route: the iteration that wrote it down.
    private let stamps: UnsafeMutableBufferPointer<Int>
    private var stamp = 0
    private var entryCount = 0
    private var stopCount = 0
    private var totals = WorkingPlan.Totals()

    private struct Entry: BitwiseCopyable {
        var route: Int
        var type: Int32
        var size: Int32
        var firstLeg: Int32
        var distance: Int64
        var duration: Int64
        var cost: Int64
    }

    init(_ ground: Ground, in arena: Arena) {
        entries = arena.make(Entry.self, count: ground.routeCount)
        stops = arena.make(Int32.self, count: ground.stopCount)
        legs = arena.make(Int32.self, count: ground.stopCount)
        loads = arena.make(Int64.self, count: ground.routeCount * ground.dimensionCount)
        stamps = arena.make(Int.self, count: ground.routeCount)
        stamps.initialize(repeating: 0)
    }

    /// Begins an iteration: what was written down before is given up.
    mutating func begin(_ plan: WorkingPlan) {
        stamp += 1
        (entryCount, stopCount) = (0, 0)
        totals = plan.totals
    }

    @inline(__always)
    func holds(_ route: Int) -> Bool { stamps[route] == stamp }

    /// The routes written down, in order.
    var routes: some RandomAccessCollection<Int> { (0..<entryCount).lazy.map { [entries] in entries[$0].route } }

    /// Writes a route down, the first time in an iteration. A route that is not in use has no stops.
    mutating func keep(_ number: Int, of plan: WorkingPlan) {
        if holds(number) { return }
        stamps[number] = stamp
        let start = plan.first(number)
        entries[entryCount] = Entry(
            route: number, type: plan.type[number], size: plan.size[number],
            firstLeg: plan.size[number] > 0 ? plan.leg[start] : 0, distance: plan.distance[number],
            duration: plan.duration[number], cost: plan.cost[number])
        let count = plan.ground.dimensionCount
        for d in 0..<count { loads[entryCount &* count &+ d] = plan.load[number &* count &+ d] }
        entryCount += 1
        guard plan.size[number] > 0 else { return }
        var node = Int(plan.next[start])
        while !plan.isEnd(node) {
            stops[stopCount] = Int32(truncatingIfNeeded: node)
            legs[stopCount] = plan.leg[node]
            stopCount += 1
            node = Int(plan.next[node])
        }
    }

    /// Puts all routes back. `tried` are the stops that were taken out or put in since `begin`.
    func undo(_ plan: inout WorkingPlan, tried: UnsafeMutableBufferPointer<Int32>, count triedCount: Int) {
        for index in 0..<triedCount { plan.route[Int(tried[index])] = -1 }
        var offset = 0
        for index in 0..<entryCount {
            let entry = entries[index]
            plan.reopen(entry.route, type: Int(entry.type), isUsed: entry.size > 0)
            (plan.size[entry.route], plan.distance[entry.route]) = (entry.size, entry.distance)
            (plan.duration[entry.route], plan.cost[entry.route]) = (entry.duration, entry.cost)
            let dimensions = plan.ground.dimensionCount
            for d in 0..<dimensions {
                plan.load[entry.route &* dimensions &+ d] = loads[index &* dimensions &+ d]
            }
            guard entry.size > 0 else { continue }
            var node = plan.first(entry.route)
            plan.leg[node] = entry.firstLeg
            for place in offset..<(offset &+ Int(entry.size)) {
                let stop = Int(stops[place])
                plan.next[node] = Int32(truncatingIfNeeded: stop)
                plan.previous[stop] = Int32(truncatingIfNeeded: node)
                plan.leg[stop] = legs[place]
                plan.route[stop] = Int32(truncatingIfNeeded: entry.route)
                node = stop
            }
            let end = plan.last(entry.route)
            plan.next[node] = Int32(truncatingIfNeeded: end)
            plan.previous[end] = Int32(truncatingIfNeeded: node)
            offset += Int(entry.size)
            plan.settleAgain(entry.route)
        }
        for index in 0..<triedCount {
            let stop = Int(tried[index])
            plan.setAbsent(stop, plan.route[stop] < 0)
        }
        plan.take(totals)
    }
}

extension WorkingPlan {
    /// Takes a route into use or gives it back, with a type, whatever it was before; its stops are put in elsewhere.
    mutating func reopen(_ number: Int, type kind: Int, isUsed: Bool) {
        let wasUsed = Int(rank[number]) < totals.routesInUse
        if wasUsed { close(number) }
        if isUsed { open(number, type: kind) }
    }

    /// Brings a route's times up to date where its distance and cost are known already.
    mutating func settleAgain(_ number: Int) {
        if ground.traits.hasTimes {
            drive(number, from: Int(next[first(number)]))
            driveBack(number, from: Int(previous[last(number)]))
        }
        if ground.traits.hasCollections { weigh(number) }
    }
}
