// SPDX-License-Identifier: Apache-2.0

/// A first plan for fleets of one type: every stop in a route of its own, then routes joined where that saves most.
///
/// Loads, windows and the vehicle's shift are kept; models with anything more get no plan from it. Cost: a sort of all
/// pairs of neighbours.
///
/// - Source: Clarke and Wright, Operations Research 12 (1964), in its parallel form.
struct Savings {
    private let ground: Ground
    private let type: RouteTables.VehicleType
    private var routes: [[Int32]]
    private var loads: [Int64]
    /// By location.
    private var route: [Int]
    private var ready: [Int64]
    private var late: [Int64]

    /// Nil where the model has something that is not looked at here.
    init?(_ ground: Ground) {
        guard ground.insertionStyle == .plain || ground.insertionStyle == .timed, ground.stopCount > 0 else {
            return nil
        }
        self.ground = ground
        type = ground.types[0]
        routes = []
        loads = []
        route = Array(repeating: -1, count: ground.locationCount)
        ready = Array(repeating: 0, count: ground.locationCount)
        late = Array(repeating: 0, count: ground.locationCount)
    }

    /// The routes, by location, those with most stops first.
    mutating func plan() -> [[Int32]] {
        for stop in ground.depotCount..<ground.locationCount { startAlone(stop) }
        for pair in pairs() { join(Int(pair.from), Int(pair.to)) }
        return routes.filter { !$0.isEmpty }.sorted { $0.count > $1.count }
    }

    private mutating func startAlone(_ stop: Int) {
        guard ground.serves(0, stop) else { return }
        if ground.traits.hasTimes {
            let begin = ground.begin(stop, reachedAt: type.startEarliest + ground.time(Int(type.start), stop))
            if begin >= Ground.never { return }
            let left = begin + Int64(ground.service[stop])
            let limit = type.endLatest - ground.time(stop, Int(type.end))
            if left > limit { return }
            ready[stop] = left
            late[stop] = ground.lastBegin(stop, by: limit - Int64(ground.service[stop]))
        }
        route[stop] = routes.count
        routes.append([Int32(stop)])
        loads.append(ground.delivery(stop, 0))
    }

    private struct Pair {
        var saving: Int
        var from: Int32
        var to: Int32
    }

    private func pairs() -> [Pair] {
        var pairs: [Pair] = []
        for stop in 0..<ground.stopCount {
            let from = stop + ground.depotCount
            for place in 0..<ground.nearCount {
                let to = Int(ground.near[stop * ground.nearCount + place])
                for (one, other) in [(from, to), (to, from)] {
                    let alone = ground.distance(one, Int(type.end)) + ground.distance(Int(type.start), other)
                    let saving = alone - ground.distance(one, other)
                    if saving > 0 { pairs.append(Pair(saving: saving, from: Int32(one), to: Int32(other))) }
                }
            }
        }
        pairs.sort { ($1.saving, $0.from, $0.to) < ($0.saving, $1.from, $1.to) }
        return pairs
    }

    /// Joins two routes if `from` ends one and `to` begins the other, or does when turned where nothing forbids it.
    private mutating func join(_ from: Int, _ to: Int) {
        let (one, other) = (route[from], route[to])
        guard one >= 0, other >= 0, one != other, loads[one] + loads[other] <= ground.capacity(0, 0) else { return }
        if routes[one].last != Int32(from) {
            guard isTurnable, routes[one].first == Int32(from) else { return }
            routes[one].reverse()
        }
        if routes[other].first != Int32(to) {
            guard isTurnable, routes[other].last == Int32(to) else { return }
            routes[other].reverse()
        }
        if ground.traits.hasTimes, ready[from] + ground.time(from, to) > late[to] { return }
        for stop in routes[other] { route[Int(stop)] = one }
        let joint = routes[one].count
        routes[one] += routes[other]
        loads[one] += loads[other]
        routes[other] = []
        if ground.traits.hasTimes { time(one, joint) }
    }

    private var isTurnable: Bool { !ground.traits.hasTimes && ground.traits.isSymmetric && type.start == type.end }

    /// Times of a route after a join before its stop number `joint`.
    private mutating func time(_ number: Int, _ joint: Int) {
        let stops = routes[number]
        for place in joint..<stops.count {
            let (here, stop) = (Int(stops[place - 1]), Int(stops[place]))
            let begin = ground.begin(stop, reachedAt: ready[here] + ground.time(here, stop))
            ready[stop] = begin + Int64(ground.service[stop])
        }
        for place in (0..<joint).reversed() {
            let (stop, follower) = (Int(stops[place]), Int(stops[place + 1]))
            let limit = late[follower] - ground.time(stop, follower) - Int64(ground.service[stop])
            late[stop] = ground.lastBegin(stop, by: limit)
        }
    }
}
