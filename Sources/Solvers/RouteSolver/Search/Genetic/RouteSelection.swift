// SPDX-License-Identifier: Apache-2.0

/// Replaces routes of a plan by others that were met before, where these serve the same stops for less.
///
/// - Source: Subramanian, Uchoa and Ochi, "A hybrid algorithm for a class of vehicle routing problems", Computers & OR 40
///   (2013): a choice among the routes that a heuristic met; here one part of a plan at a time, so that it stays small.
struct RouteSelection {
    private let ground: Ground
    private(set) var pool: RoutePool
    /// By location: what it fetched in the last choice that it was part of, from which the next one begins.
    private(set) var prices: [Double]
    private var typePrices: [Double]

    /// Offspring between two choices.
    let every: Int
    /// In the part of a plan that is chosen anew, unless two routes have more.
    private let mostStops: Int

    private static let mostStopsOfPool = 2_000_000
    private static let mostEntries = 60_000
    private static let work = 3_000_000

    init(_ ground: Ground, mostStops: Int = 200, _ chance: inout Chance) {
        (self.ground, self.mostStops) = (ground, mostStops)
        pool = RoutePool(locations: ground.locationCount, mostStops: Self.mostStopsOfPool, &chance)
        prices = Array(repeating: .infinity, count: ground.locationCount)
        typePrices = Array(repeating: 0, count: ground.typeCount)
        every = max(20, min(500, 50_000 / max(1, ground.stopCount)))
    }

    /// Remembers the routes that a local search stands at, as far as they keep all rules.
    mutating func remember(_ search: LocalSearch) {
        for number in 0..<search.routeCount where search.size[number] > 0 && search.overpaid[number] == 0 {
            remember(search, number)
        }
    }

    /// Remembers a route that keeps all rules.
    mutating func remember(_ search: LocalSearch, _ number: Int) {
        pool.add(search.listed(number), type: search.type[number], cost: search.cost(number))
    }

    /// Remembers routes of a plan that keeps all rules.
    mutating func remember(_ plan: WorkingPlan, _ numbers: some Sequence<Int>) {
        for number in numbers where plan.size[number] > 0 {
            pool.add(plan.listed(number), type: Int(plan.type[number]), cost: Double(plan.cost[number]))
        }
    }

    /// A plan that costs less than another one, from which it differs only in routes near a stop; nil if none was found.
    ///
    /// - Parameter limits: by type, routes at most.
    mutating func plan(betterThan plan: Individual, near centre: Int, limits: [Int]) -> [(type: Int, stops: [Int32])]? {
        let routes = plan.routes
        let (isInside, rows, rowCount) = part(of: routes, near: centre)
        var (limits, known, kept) = (limits, 0.0, [(type: Int, stops: [Int32])]())
        for (number, route) in routes.enumerated() {
            if isInside[number] {
                let cost = cost(route.stops, ground.types[route.type])
                known += cost
                // It may have been forgotten since it was met.
                pool.add(Array(route.stops), type: route.type, cost: cost)
            } else {
                limits[route.type] -= 1
                kept.append((route.type, Array(route.stops)))
            }
        }
        var begin = RouteColumns.Prices(rows: Array(repeating: 0, count: rowCount), types: typePrices)
        for location in rows.indices where rows[location] >= 0 { begin.rows[Int(rows[location])] = prices[location] }
        let columns = pool.columns(rows).cheapest(Self.mostEntries, at: begin)
        var choice = SetPartitioning(columns, limits: limits, prices: begin)
        let chosen = choice.better(than: known - 0.5, work: Self.work)
        for location in rows.indices where rows[location] >= 0 {
            prices[location] = choice.prices.rows[Int(rows[location])]
        }
        typePrices = choice.prices.types
        return chosen.map { kept + $0.map { pool.route(columns.names[$0]) } }
    }

    /// Whole routes near a stop, with as many stops as a choice is good for: which they are, and a row for each stop.
    private func part(
        of routes: [(type: Int, stops: ArraySlice<Int32>)], near centre: Int
    ) -> (isInside: [Bool], rows: [Int32], rowCount: Int) {
        var routeOf = Array(repeating: 0, count: ground.locationCount)
        for (number, route) in routes.enumerated() { for stop in route.stops { routeOf[Int(stop)] = number } }
        var isInside = Array(repeating: false, count: routes.count)
        var rows = Array(repeating: Int32(-1), count: ground.locationCount)
        var (rowCount, inside) = (0, 0)
        let from = (centre - ground.depotCount) * ground.nearCount
        for stop in [centre] + ground.near[from..<from + ground.nearCount].map(Int.init) {
            let number = routeOf[stop]
            guard !isInside[number], inside < 2 || rowCount + routes[number].stops.count <= mostStops else { continue }
            isInside[number] = true
            inside += 1
            for stop in routes[number].stops {
                rows[Int(stop)] = Int32(rowCount)
                rowCount += 1
            }
        }
        return (isInside, rows, rowCount)
    }

    private func cost(_ stops: ArraySlice<Int32>, _ type: RouteTables.VehicleType) -> Double {
        var (distance, at) = (0, Int(type.start))
        for stop in stops {
            distance += ground.distance(at, Int(stop))
            at = Int(stop)
        }
        distance += ground.distance(at, Int(type.end))
        return Double(type.routeCost) + Double(type.distanceCost) * Double(distance)
    }
}
