// SPDX-License-Identifier: Apache-2.0

/// A plan that is being changed: routes as linked nodes, with what it takes to judge an insertion in constant time.
///
/// Every route in it keeps every rule at any moment; stops that stand in no route are absent. Of each node it knows
/// what comes before and after it: the earliest moment of its service, the latest moment of being reached, the times of
/// both pieces of the route, and the greatest loads on both sides. Distances, loads and, where a stop has several
/// windows, `early` and `late` are exact; then only durations need a drive (`DepartureProfile`).
struct WorkingPlan {
    let ground: Ground

    /// By node. A `route` of -1 says that a stop is absent; an end of a route is always in it.
    let previous: UnsafeMutableBufferPointer<Int32>
    let next: UnsafeMutableBufferPointer<Int32>
    let route: UnsafeMutableBufferPointer<Int32>
    /// The location of a node: itself for a stop, a depot for an end.
    let place: UnsafeMutableBufferPointer<Int32>
    /// The distance to the next node.
    let leg: UnsafeMutableBufferPointer<Int32>
    /// By node, where times matter: when service begins if all begin as early as they can, when it is left then, and
    /// the latest moment at which it may be reached.
    let early: UnsafeMutableBufferPointer<Int64>
    let ready: UnsafeMutableBufferPointer<Int64>
    let late: UnsafeMutableBufferPointer<Int64>
    /// By node, where durations matter: from the depot to the node, and from the node to the depot.
    let head: UnsafeMutableBufferPointer<Span>
    let tail: UnsafeMutableBufferPointer<Span>
    /// By node and dimension, where something is collected: the greatest load on the way to the next node or before
    /// it, and there or later.
    let heaviestBefore: UnsafeMutableBufferPointer<Int64>
    let heaviestAfter: UnsafeMutableBufferPointer<Int64>

    /// By route.
    let size: UnsafeMutableBufferPointer<Int32>
    let type: UnsafeMutableBufferPointer<Int32>
    let distance: UnsafeMutableBufferPointer<Int64>
    let duration: UnsafeMutableBufferPointer<Int64>
    let cost: UnsafeMutableBufferPointer<Int64>
    /// By route and dimension: the sum of deliveries.
    let load: UnsafeMutableBufferPointer<Int64>
    /// The routes in use are the first `routesInUse` of `order`; `rank` is where a route stands in it.
    let order: UnsafeMutableBufferPointer<Int32>
    let rank: UnsafeMutableBufferPointer<Int32>
    /// By type: routes in use.
    let used: UnsafeMutableBufferPointer<Int32>
    /// The stops in no route are the first `absentCount` of `absent`; `absentRank` is where a stop stands, or -1.
    let absent: UnsafeMutableBufferPointer<Int32>
    let absentRank: UnsafeMutableBufferPointer<Int32>

    private(set) var totals = Totals()
    /// No more routes than these may be in use.
    var routeLimit: Int

    /// What is summed over the whole plan.
    struct Totals {
        var routesInUse = 0
        var absentCount = 0
        /// Of the routes, in cost units.
        var routeCost: Int64 = 0
        /// The prices of the stops left out.
        var leftOutCost: Int64 = 0
        var mustsLeftOut: Int64 = 0
        var priorityLeftOut: Int64 = 0
    }

    /// With all stops absent.
    init(_ ground: Ground, in arena: Arena) {
        self.ground = ground
        let nodes = ground.locationCount + 2 * ground.routeCount
        let routes = ground.routeCount
        let (times, durations) = (ground.traits.hasTimes, ground.needsDurations)
        let loads = ground.traits.hasCollections ? nodes * ground.dimensionCount : 0
        previous = arena.make(Int32.self, count: nodes)
        next = arena.make(Int32.self, count: nodes)
        route = arena.make(Int32.self, count: nodes)
        place = arena.make(Int32.self, count: nodes)
        leg = arena.make(Int32.self, count: nodes)
        early = arena.make(Int64.self, count: times ? nodes : 0)
        ready = arena.make(Int64.self, count: times ? nodes : 0)
        late = arena.make(Int64.self, count: times ? nodes : 0)
        head = arena.make(Span.self, count: durations ? nodes : 0)
        tail = arena.make(Span.self, count: durations ? nodes : 0)
        heaviestBefore = arena.make(Int64.self, count: loads)
        heaviestAfter = arena.make(Int64.self, count: loads)
        size = arena.make(Int32.self, count: routes)
        type = arena.make(Int32.self, count: routes)
        distance = arena.make(Int64.self, count: routes)
        duration = arena.make(Int64.self, count: routes)
        cost = arena.make(Int64.self, count: routes)
        load = arena.make(Int64.self, count: routes * ground.dimensionCount)
        order = arena.make(Int32.self, count: routes)
        rank = arena.make(Int32.self, count: routes)
        used = arena.make(Int32.self, count: ground.typeCount)
        absent = arena.make(Int32.self, count: ground.stopCount)
        absentRank = arena.make(Int32.self, count: ground.locationCount)
        routeLimit = routes
        route.initialize(repeating: -1)
        place.initialize(repeating: 0)
        size.initialize(repeating: 0)
        type.initialize(repeating: 0)
        distance.initialize(repeating: 0)
        duration.initialize(repeating: 0)
        cost.initialize(repeating: 0)
        load.initialize(repeating: 0)
        used.initialize(repeating: 0)
        absentRank.initialize(repeating: -1)
        for number in 0..<routes {
            (order[number], rank[number]) = (Int32(number), Int32(number))
            (route[first(number)], route[last(number)]) = (Int32(number), Int32(number))
        }
        for location in 0..<ground.locationCount { place[location] = Int32(location) }
        for stop in ground.depotCount..<ground.locationCount { leaveOut(stop) }
    }

    @inline(__always)
    func first(_ route: Int) -> Int { ground.locationCount &+ 2 &* route }
    @inline(__always)
    func last(_ route: Int) -> Int { ground.locationCount &+ 2 &* route &+ 1 }
    @inline(__always)
    func isEnd(_ node: Int) -> Bool { node >= ground.locationCount }

    var score: RouteScore {
        RouteScore(
            mustsLeftOut: totals.mustsLeftOut, priorityLeftOut: totals.priorityLeftOut,
            vehicles: ground.vehiclesFirst ? Int64(totals.routesInUse) : 0,
            cost: totals.routeCost + totals.leftOutCost)
    }

    /// A route that is not in use, or nil if there is none or the limit is reached.
    var unused: Int? {
        totals.routesInUse < min(routeLimit, ground.routeCount) ? Int(order[totals.routesInUse]) : nil
    }

    /// Takes an unused route into use, without stops.
    mutating func open(_ number: Int, type kind: Int) {
        swapOrder(Int(rank[number]), totals.routesInUse)
        totals.routesInUse += 1
        used[kind] += 1
        type[number] = Int32(kind)
        let (start, end) = (first(number), last(number))
        place[start] = ground.types[kind].start
        place[end] = ground.types[kind].end
        (next[start], previous[end]) = (Int32(end), Int32(start))
        leg[start] = Int32(ground.distance(Int(place[start]), Int(place[end])))
        distance[number] = Int64(leg[start])
        duration[number] = 0
        cost[number] = 0
    }

    /// Gives back a route without stops.
    mutating func close(_ number: Int) {
        totals.routesInUse -= 1
        swapOrder(Int(rank[number]), totals.routesInUse)
        used[Int(type[number])] -= 1
        totals.routeCost -= cost[number]
        (cost[number], distance[number], duration[number]) = (0, 0, 0)
    }

    private func swapOrder(_ one: Int, _ other: Int) {
        order.swapAt(one, other)
        rank[Int(order[one])] = Int32(one)
        rank[Int(order[other])] = Int32(other)
    }

    /// Puts an absent stop behind a node. The route's times and cost wait for `settle`.
    @inline(__always)
    mutating func link(_ stop: Int, after node: Int) {
        let number = Int(route[node])
        let follower = Int(next[node])
        let (here, there, on) = (Int(place[node]), stop, Int(place[follower]))
        let (to, from) = (ground.distance(here, there), ground.distance(there, on))
        distance[number] += Int64(to &+ from &- Int(leg[node]))
        leg[node] = Int32(truncatingIfNeeded: to)
        leg[stop] = Int32(truncatingIfNeeded: from)
        (next[node], previous[stop]) = (Int32(truncatingIfNeeded: stop), Int32(truncatingIfNeeded: node))
        (next[stop], previous[follower]) = (Int32(truncatingIfNeeded: follower), Int32(truncatingIfNeeded: stop))
        route[stop] = Int32(truncatingIfNeeded: number)
        size[number] += 1
        for d in 0..<ground.dimensionCount { load[number &* ground.dimensionCount &+ d] += ground.delivery(stop, d) }
        comeIn(stop)
    }

    /// Takes a stop out of its route, which makes it absent. The route's times and cost wait for `settle`.
    @inline(__always)
    mutating func unlink(_ stop: Int) {
        let number = Int(route[stop])
        let (node, follower) = (Int(previous[stop]), Int(next[stop]))
        let direct = ground.distance(Int(place[node]), Int(place[follower]))
        distance[number] += Int64(direct &- Int(leg[node]) &- Int(leg[stop]))
        leg[node] = Int32(truncatingIfNeeded: direct)
        (next[node], previous[follower]) = (Int32(truncatingIfNeeded: follower), Int32(truncatingIfNeeded: node))
        route[stop] = -1
        size[number] -= 1
        for d in 0..<ground.dimensionCount { load[number &* ground.dimensionCount &+ d] -= ground.delivery(stop, d) }
        leaveOut(stop)
    }

    /// Brings a route's times and cost up to date; one without stops is given back.
    mutating func settle(_ number: Int) {
        guard size[number] > 0 else { return close(number) }
        if ground.traits.hasTimes {
            drive(number, from: Int(next[first(number)]))
            driveBack(number, from: Int(previous[last(number)]))
        }
        if ground.traits.hasCollections { weigh(number) }
        price(number)
    }

    /// The same after one stop was put in.
    @inline(__always)
    mutating func settle(_ number: Int, around stop: Int) {
        if ground.traits.hasTimes {
            if size[number] == 1 { return settle(number) }
            drive(number, from: stop)
            driveBack(number, from: stop)
        }
        if ground.traits.hasCollections { weigh(number) }
        price(number)
    }

    @inline(__always)
    private mutating func price(_ number: Int) {
        let kind = ground.types[Int(type[number])]
        if ground.needsDurations { duration[number] = currentDuration(number) }
        let new = kind.routeCost &+ distance[number] &* kind.distanceCost &+ duration[number] &* kind.timeCost
        totals.routeCost += new &- cost[number]
        cost[number] = new
    }

    private func currentDuration(_ number: Int) -> Int64 {
        if ground.traits.hasSeveralWindows { return exactDuration(number, type: Int(type[number])) ?? 0 }
        return tail[first(number)].duration
    }

    private mutating func leaveOut(_ stop: Int) {
        absent[totals.absentCount] = Int32(stop)
        absentRank[stop] = Int32(totals.absentCount)
        totals.absentCount += 1
        count(stop, 1)
    }

    private mutating func comeIn(_ stop: Int) {
        let place = Int(absentRank[stop])
        totals.absentCount -= 1
        let mover = absent[totals.absentCount]
        absent[place] = mover
        absentRank[Int(mover)] = Int32(place)
        absentRank[stop] = -1
        count(stop, -1)
    }

    /// Makes the list of absent stops agree with what is known of a stop.
    mutating func setAbsent(_ stop: Int, _ isAbsent: Bool) {
        if isAbsent == (absentRank[stop] >= 0) { return }
        if isAbsent { leaveOut(stop) } else { comeIn(stop) }
    }

    /// Takes sums that are known to be those of the plan.
    mutating func take(_ totals: Totals) { self.totals = totals }

    @inline(__always)
    private mutating func count(_ stop: Int, _ sign: Int64) {
        if ground.isMust[stop] {
            totals.mustsLeftOut += sign &* ground.leftOutWeight[stop]
        } else {
            totals.priorityLeftOut += sign &* ground.leftOutWeight[stop]
            totals.leftOutCost += sign &* ground.leftOutCost[stop]
        }
    }

    /// The routes in use as a plan.
    func plan() -> RoutePlan {
        var routes: [RoutePlan.Route] = []
        for number in order[..<totals.routesInUse].map(Int.init).sorted() {
            var stops: [Int] = []
            var node = Int(next[first(number)])
            while !isEnd(node) {
                stops.append(node - ground.depotCount)
                node = Int(next[node])
            }
            routes.append(.init(type: Int(type[number]), stops))
        }
        return RoutePlan(routes)
    }
}
