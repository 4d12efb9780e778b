// SPDX-License-Identifier: Apache-2.0

/// A plan of the genetic search, which may overload vehicles and be late.
final class Individual {
    /// All stops by location, route after route.
    private(set) var tour: [Int32]
    /// Where each route ends in `tour`, and its type.
    let ends: [Int]
    let types: [Int]
    /// By location: the stop before and after, or 0 for a depot.
    private(set) var previous: [Int32]
    private(set) var next: [Int32]
    /// Cost units without penalties, the sum of what vehicles are overloaded by, and of how late they are.
    let cost: Double
    let excess: Int
    let warp: Int
    var fitness = 0.0
    /// The others of its population, nearest first.
    var others: [(distance: Double, other: Individual)] = []

    init(_ routes: [(type: Int, stops: [Int32])], locationCount: Int, cost: Double, excess: Int, warp: Int) {
        tour = []
        var ends: [Int] = []
        previous = Array(repeating: 0, count: locationCount)
        next = previous
        for route in routes {
            tour += route.stops
            ends.append(tour.count)
            for (one, other) in zip(route.stops, route.stops.dropFirst()) {
                next[Int(one)] = other
                previous[Int(other)] = one
            }
        }
        self.ends = ends
        types = routes.map(\.type)
        self.cost = cost
        self.excess = excess
        self.warp = warp
    }

    var isFeasible: Bool { excess == 0 && warp == 0 }

    func penalised(_ penalties: Penalties) -> Double {
        cost + Double(excess) * penalties.load + Double(warp) * penalties.warp
    }

    /// The part of neighbourhoods that another individual has not, from 0 to 1.
    func distance(to other: Individual) -> Double {
        var broken = 0
        for stop in tour {
            let stop = Int(stop)
            let (after, before) = (next[stop], previous[stop])
            if after != other.next[stop], after != other.previous[stop] { broken += 1 }
            if before == 0, other.previous[stop] != 0, other.next[stop] != 0 { broken += 1 }
        }
        return Double(broken) / Double(max(1, tour.count))
    }

    /// Whether it has a route of another one, stop for stop.
    func hasRoute(_ route: [Int32], of other: Individual) -> Bool {
        route.allSatisfy { next[Int($0)] == other.next[Int($0)] && previous[Int($0)] == other.previous[Int($0)] }
    }

    func nearness(_ count: Int) -> Double {
        let nearest = others.prefix(count)
        return nearest.isEmpty ? 1 : nearest.reduce(0) { $0 + $1.distance } / Double(nearest.count)
    }

    func meet(_ other: Individual, _ distance: Double) {
        let place = others.firstIndex { $0.distance > distance } ?? others.count
        others.insert((distance, other), at: place)
    }

    func forget(_ other: Individual) { others.removeAll { $0.other === other } }

    /// The routes, by location.
    var routes: [(type: Int, stops: ArraySlice<Int32>)] {
        ends.indices.map { (types[$0], tour[($0 == 0 ? 0 : ends[$0 - 1])..<ends[$0]]) }
    }
}
