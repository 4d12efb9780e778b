// SPDX-License-Identifier: Apache-2.0

/// Cuts a giant tour of all stops into routes at the least cost, overloads penalised.
///
/// - Source: Prins, Computers & OR 31 (2004); with types of vehicles, each route gets the one that is cheapest for it.
///   Routes of more than one and a half times the largest capacity are not looked at.
struct Split {
    private let ground: Ground
    private let ways: UnsafePointer<Int32>
    private let kinds: [Kind]
    private let depot: Int

    struct Kind {
        var capacity: Int
        var fixed: Double
        var perDistance: Double
        var available: Int
    }

    init(_ ground: Ground, _ ways: UnsafePointer<Int32>) {
        self.ground = ground
        self.ways = ways
        depot = Int(ground.types[0].start)
        kinds = (0..<ground.typeCount).map { type in
            let kind = ground.types[type]
            return Kind(
                capacity: Int(ground.capacity[type]), fixed: Double(kind.routeCost),
                perDistance: Double(kind.distanceCost), available: Int(kind.available))
        }
    }

    /// The routes with their types, at most as many as there are vehicles; those beyond are joined to the others.
    func cut(_ tour: [Int32], penalty: Double) -> [(type: Int, stops: [Int32])] {
        let count = tour.count
        let largest = kinds.filter { $0.available > 0 }.map(\.capacity).max() ?? 0
        let most = largest + largest / 2
        var cost = Array(repeating: Double.infinity, count: count + 1)
        var from = Array(repeating: 0, count: count + 1)
        cost[0] = 0
        let locations = ground.locationCount
        for begin in 0..<count {
            var (load, distance, last) = (0, 0, depot)
            for place in begin..<count {
                let stop = Int(tour[place])
                load += Int(ground.delivery[stop])
                if load > most, place > begin { break }
                distance += Int(ways[last * locations + stop])
                last = stop
                let route = best(load, distance + Int(ways[stop * locations + depot]), penalty).cost
                if cost[begin] + route < cost[place + 1] {
                    (cost[place + 1], from[place + 1]) = (cost[begin] + route, begin)
                }
            }
        }
        var cuts = [count]
        while let last = cuts.last, last > 0 { cuts.append(from[last]) }
        cuts.reverse()
        return typed(zip(cuts, cuts.dropFirst()).map { Array(tour[$0..<$1]) }, penalty)
    }

    @inline(__always)
    private func best(_ load: Int, _ distance: Int, _ penalty: Double) -> (type: Int, cost: Double) {
        var best = (type: 0, cost: Double.infinity)
        for (type, kind) in kinds.enumerated() where kind.available > 0 {
            let cost =
                kind.fixed + Double(distance) * kind.perDistance + Double(max(0, load - kind.capacity)) * penalty
            if cost < best.cost { best = (type, cost) }
        }
        return best
    }

    /// Gives each route the cheapest type that is left, those with the most on board first.
    private func typed(_ routes: [[Int32]], _ penalty: Double) -> [(type: Int, stops: [Int32])] {
        var left = kinds.map(\.available)
        var typed: [(type: Int, stops: [Int32])] = []
        let measured = routes.map { stops -> (stops: [Int32], load: Int, distance: Int) in
            var (distance, last) = (0, depot)
            for stop in stops {
                distance += Int(ways[last * ground.locationCount + Int(stop)])
                last = Int(stop)
            }
            distance += Int(ways[last * ground.locationCount + depot])
            return (stops, stops.reduce(0) { $0 + Int(ground.delivery[Int($1)]) }, distance)
        }
        for route in measured.sorted(by: { $0.load > $1.load }) {
            var best = (type: -1, cost: Double.infinity)
            for (type, kind) in kinds.enumerated() where left[type] > 0 {
                let cost =
                    kind.fixed + Double(route.distance) * kind.perDistance
                    + Double(max(0, route.load - kind.capacity)) * penalty
                if cost < best.cost { best = (type, cost) }
            }
            if best.type < 0 {
                typed[typed.count - 1].stops += route.stops
            } else {
                left[best.type] -= 1
                typed.append((best.type, route.stops))
            }
        }
        return typed
    }
}
