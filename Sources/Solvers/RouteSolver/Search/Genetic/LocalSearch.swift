// SPDX-License-Identifier: Apache-2.0

/// Moves stops between and within routes as long as that is cheaper, overload and lateness penalised.
///
/// Neighbourhoods: one or two stops elsewhere, also turned; one or two against one or two; a piece turned; tails of two
/// routes exchanged, also turned; SWAP*. Only places beside a stop's nearest neighbours are tried, and only in routes
/// that have changed since. The way back must be as far as the way there.
///
/// - Source: Vidal, Computers & OR 140 (2022), sections 3.3 and 3.4.
struct LocalSearch {
    let ground: Ground
    let ways: UnsafePointer<Int32>
    /// Times, in the same layout.
    let travels: UnsafePointer<Int32>
    let isTimed: Bool
    let locations: Int
    let routeCount: Int
    let nearCount: Int

    /// By node, as in a working plan.
    let next: UnsafeMutableBufferPointer<Int32>
    let previous: UnsafeMutableBufferPointer<Int32>
    let route: UnsafeMutableBufferPointer<Int32>
    let place: UnsafeMutableBufferPointer<Int32>
    let position: UnsafeMutableBufferPointer<Int32>
    /// By node: what is brought up to and with it, and the distance to it.
    let loadTo: UnsafeMutableBufferPointer<Int>
    let distanceTo: UnsafeMutableBufferPointer<Int>
    let goods: UnsafeMutableBufferPointer<Int>
    let testedAt: UnsafeMutableBufferPointer<Int>
    /// By node, where times matter: itself, the route up to and with it, and the route from it on.
    let alone: UnsafeMutableBufferPointer<WarpSpan>
    let before: UnsafeMutableBufferPointer<WarpSpan>
    let after: UnsafeMutableBufferPointer<WarpSpan>
    let near: UnsafeMutableBufferPointer<Int32>

    /// By route.
    let load: UnsafeMutableBufferPointer<Int>
    let distance: UnsafeMutableBufferPointer<Int>
    let size: UnsafeMutableBufferPointer<Int>
    let type: UnsafeMutableBufferPointer<Int>
    let capacity: UnsafeMutableBufferPointer<Int>
    let perDistance: UnsafeMutableBufferPointer<Double>
    let fixed: UnsafeMutableBufferPointer<Double>
    let warp: UnsafeMutableBufferPointer<Int>
    /// What it pays for its warp, and for that and for what is too much on board.
    let warpPaid: UnsafeMutableBufferPointer<Double>
    let overpaid: UnsafeMutableBufferPointer<Double>
    let changedAt: UnsafeMutableBufferPointer<Int>
    let sector: UnsafeMutableBufferPointer<Sector>
    let pairedAt: UnsafeMutableBufferPointer<Int>
    /// By type: where its routes begin; its last entry is the number of routes. And one of them without stops, or -1.
    let firstOfType: UnsafeMutableBufferPointer<Int>
    let idle: UnsafeMutableBufferPointer<Int>

    let order: UnsafeMutableBufferPointer<Int32>
    let routeOrder: UnsafeMutableBufferPointer<Int32>
    let angle: UnsafeMutableBufferPointer<Int32>
    let slots: UnsafeMutableBufferPointer<ThreeBest>
    let slotsAt: UnsafeMutableBufferPointer<Int>

    var penalties = Penalties(load: 1, warp: 1)
    var moves = 0
    var round = 0

    /// - Parameter routesInUse: of a plan at hand.
    init(_ ground: Ground, _ ways: UnsafePointer<Int32>, routesInUse: Int, in arena: Arena) {
        self.ground = ground
        self.ways = ways
        isTimed = ground.traits.hasTimes
        travels = ground.travel.fullTimes ?? ways
        locations = ground.locationCount
        let total = (ground.depotCount..<ground.locationCount).reduce(0) { $0 + Int(ground.delivery[$1]) }
        var counts: [Int] = []
        for kind in 0..<ground.typeCount {
            let capacity = max(1, Int(ground.capacity[kind]))
            // Room for a third more than a fleet of this type alone would need.
            let wanted = max((total + capacity - 1) / capacity, isTimed ? routesInUse : 0) * 13 / 10 + 3
            let most = ground.vehiclesFirst ? routesInUse : Int(ground.types[kind].available)
            counts.append(min(most, wanted))
        }
        routeCount = counts.reduce(0, +)
        let nodes = ground.locationCount + 2 * routeCount
        next = arena.make(Int32.self, count: nodes)
        previous = arena.make(Int32.self, count: nodes)
        route = arena.make(Int32.self, count: nodes)
        place = arena.make(Int32.self, count: nodes)
        position = arena.make(Int32.self, count: nodes)
        loadTo = arena.make(Int.self, count: nodes)
        distanceTo = arena.make(Int.self, count: nodes)
        goods = arena.make(Int.self, count: nodes)
        testedAt = arena.make(Int.self, count: nodes)
        alone = arena.make(WarpSpan.self, count: isTimed ? nodes : 0)
        before = arena.make(WarpSpan.self, count: isTimed ? nodes : 0)
        after = arena.make(WarpSpan.self, count: isTimed ? nodes : 0)
        load = arena.make(Int.self, count: routeCount)
        distance = arena.make(Int.self, count: routeCount)
        size = arena.make(Int.self, count: routeCount)
        type = arena.make(Int.self, count: routeCount)
        capacity = arena.make(Int.self, count: routeCount)
        perDistance = arena.make(Double.self, count: routeCount)
        fixed = arena.make(Double.self, count: routeCount)
        warp = arena.make(Int.self, count: routeCount)
        warpPaid = arena.make(Double.self, count: routeCount)
        overpaid = arena.make(Double.self, count: routeCount)
        changedAt = arena.make(Int.self, count: routeCount)
        sector = arena.make(Sector.self, count: routeCount)
        pairedAt = arena.make(Int.self, count: routeCount)
        firstOfType = arena.make(Int.self, count: ground.typeCount + 1)
        idle = arena.make(Int.self, count: ground.typeCount)
        order = arena.make(Int32.self, count: ground.stopCount)
        routeOrder = arena.make(Int32.self, count: routeCount)
        angle = arena.make(Int32.self, count: ground.locationCount)
        let remembered = isTimed ? 0 : routeCount * ground.locationCount
        slots = arena.make(ThreeBest.self, count: remembered)
        slotsAt = arena.make(Int.self, count: remembered)
        nearCount = min(isTimed ? 30 : 20, ground.nearCount)
        near = arena.make(Int32.self, count: ground.stopCount * nearCount)
        for stop in 0..<ground.stopCount {
            order[stop] = Int32(stop + ground.depotCount)
            for rank in 0..<nearCount { near[stop * nearCount + rank] = ground.near[stop * ground.nearCount + rank] }
        }
        goods.initialize(repeating: 0)
        testedAt.initialize(repeating: -1)
        place.initialize(repeating: 0)
        let depot = Int(ground.types[0].start)
        for location in 0..<locations {
            place[location] = Int32(location)
            goods[location] = Int(ground.delivery[location])
            angle[location] = Self.angle(
                ground.x[location] - ground.x[depot], ground.y[location] - ground.y[depot])
            guard isTimed else { continue }
            alone[location] = WarpSpan(
                duration: Int(ground.service[location]), warp: 0, earliest: Int(ground.earliest[location]),
                latest: Int(ground.latest[location]))
        }
        warp.initialize(repeating: 0)
        var number = 0
        for kind in 0..<ground.typeCount {
            firstOfType[kind] = number
            for _ in 0..<counts[kind] {
                type[number] = kind
                capacity[number] = Int(ground.capacity[kind])
                perDistance[number] = Double(ground.types[kind].distanceCost)
                fixed[number] = Double(ground.types[kind].routeCost)
                routeOrder[number] = Int32(number)
                for node in [first(number), last(number)] {
                    route[node] = Int32(number)
                    place[node] = Int32(depot)
                }
                number += 1
            }
        }
        firstOfType[ground.typeCount] = number
    }

    @inline(__always)
    func first(_ number: Int) -> Int { locations &+ 2 &* number }
    @inline(__always)
    func last(_ number: Int) -> Int { locations &+ 2 &* number &+ 1 }
    @inline(__always)
    func isEnd(_ node: Int) -> Bool { node >= locations }

    /// The distance between two nodes.
    @inline(__always)
    func way(_ one: Int, _ other: Int) -> Int { Int(ways[Int(place[one]) &* locations &+ Int(place[other])]) }

    @inline(__always)
    func overload(_ load: Int, _ number: Int) -> Double { Double(max(0, load &- capacity[number])) * penalties.load }

    /// Takes routes with their types; at most as many of a type as there are vehicles.
    ///
    /// - Returns: the number that each has here.
    @discardableResult
    mutating func load(_ routes: [(type: Int, stops: [Int32])]) -> [Int] {
        var nextOfType = (0..<ground.typeCount).map { firstOfType[$0] }
        for number in 0..<routeCount { chain(number, []) }
        return routes.map { kind, stops in
            guard nextOfType[kind] < firstOfType[kind + 1] else {
                // More routes than this search keeps room for: the last one of the type, or any, takes the stops.
                let number = max(0, firstOfType[kind + 1] - 1)
                chain(number, listed(number) + stops)
                return number
            }
            chain(nextOfType[kind], stops)
            nextOfType[kind] += 1
            return nextOfType[kind] - 1
        }
    }

    func chain(_ number: Int, _ stops: [Int32]) {
        var node = first(number)
        for stop in stops {
            next[node] = stop
            previous[Int(stop)] = Int32(node)
            node = Int(stop)
        }
        let end = last(number)
        next[node] = Int32(end)
        previous[end] = Int32(node)
    }

    func individual() -> Individual {
        var (routes, cost, excess): ([(type: Int, stops: [Int32])], Double, Int) = ([], 0, 0)
        var late = 0
        for number in (0..<routeCount).sorted(by: { (sector[$0].middle, $0) < (sector[$1].middle, $1) })
        where size[number] > 0 {
            routes.append((type[number], listed(number)))
            cost += self.cost(number)
            excess += max(0, load[number] - capacity[number])
            late += warp[number]
        }
        return Individual(routes, locationCount: locations, cost: cost, excess: excess, warp: late)
    }

    /// Of a route, without what it pays for broken rules.
    func cost(_ number: Int) -> Double { fixed[number] + perDistance[number] * Double(distance[number]) }

    /// By type: routes at most.
    var limits: [Int] { (0..<ground.typeCount).map { firstOfType[$0 + 1] - firstOfType[$0] } }

    func findIdle(_ kind: Int) {
        idle[kind] = -1
        for number in firstOfType[kind]..<firstOfType[kind + 1] where size[number] == 0 {
            idle[kind] = number
            return
        }
    }

    /// Works out what a route's nodes know.
    mutating func refresh(_ number: Int) {
        var node = first(number)
        let end = last(number)
        var (count, total, way) = (0, 0, 0)
        var sector = Sector.empty
        loadTo[node] = 0
        distanceTo[node] = 0
        position[node] = 0
        var (x, y) = (0.0, 0.0)
        while node != end {
            let follower = Int(next[node])
            way &+= self.way(node, follower)
            total &+= goods[follower]
            count &+= 1
            loadTo[follower] = total
            distanceTo[follower] = way
            position[follower] = Int32(truncatingIfNeeded: count)
            route[follower] = Int32(truncatingIfNeeded: number)
            if follower != end {
                let at = Int(place[follower])
                sector.include(angle[at])
                (x, y) = (x + ground.x[at], y + ground.y[at])
            }
            node = follower
        }
        size[number] = count &- 1
        load[number] = total
        overpaid[number] = overload(total, number)
        if isTimed {
            refreshTimes(number)
            warpPaid[number] = Double(warp[number]) * penalties.warp
            overpaid[number] += warpPaid[number]
        }
        distance[number] = way
        changedAt[number] = moves
        if count > 1 {
            let depot = Int(place[end])
            sector.middle = Self.angle(
                x / Double(count - 1) - ground.x[depot], y / Double(count - 1) - ground.y[depot])
        }
        self.sector[number] = sector
    }

    /// After a move: refreshes both routes, and finds again which routes are idle.
    mutating func moved(_ one: Int, _ other: Int) {
        moves += 1
        refresh(one)
        if other != one { refresh(other) }
        for number in [one, other] where size[number] == 0 || idle[type[number]] == number { findIdle(type[number]) }
    }

    /// An angle from 0 to less than 65,536 that grows as the true one does.
    private static func angle(_ x: Double, _ y: Double) -> Int32 {
        let sum = abs(x) + abs(y)
        guard sum > 0 else { return 0 }
        let part = y >= 0 ? (x >= 0 ? y / sum : 1 - x / sum) : (x < 0 ? 2 - y / sum : 3 + x / sum)
        return Int32(min(65_535, max(0, part * 16_384)))
    }
}
