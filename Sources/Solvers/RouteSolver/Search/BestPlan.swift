// SPDX-License-Identifier: Apache-2.0

/// The best plan so far, in flat buffers.
struct BestPlan {
    private let stops: UnsafeMutableBufferPointer<Int32>
    private let ends: UnsafeMutableBufferPointer<Int32>
    private let types: UnsafeMutableBufferPointer<Int32>
    private var routes = 0
    private let depotCount: Int
    private(set) var score = RouteScore(mustsLeftOut: Int64.max, priorityLeftOut: 0, vehicles: 0, cost: 0)

    init(_ ground: Ground, in arena: Arena) {
        stops = arena.make(Int32.self, count: ground.stopCount)
        ends = arena.make(Int32.self, count: ground.routeCount)
        types = arena.make(Int32.self, count: ground.routeCount)
        stops.initialize(repeating: 0)
        ends.initialize(repeating: 0)
        types.initialize(repeating: 0)
        depotCount = ground.depotCount
    }

    mutating func keep(_ plan: WorkingPlan) {
        score = plan.score
        routes = plan.totals.routesInUse
        var count = 0
        for rank in 0..<routes {
            let number = Int(plan.order[rank])
            var node = Int(plan.next[plan.first(number)])
            while !plan.isEnd(node) {
                stops[count] = Int32(truncatingIfNeeded: node)
                count += 1
                node = Int(plan.next[node])
            }
            ends[rank] = Int32(count)
            types[rank] = plan.type[number]
        }
    }

    mutating func take(_ other: BestPlan) {
        (score, routes) = (other.score, other.routes)
        _ = stops.update(fromContentsOf: other.stops)
        _ = ends.update(fromContentsOf: other.ends)
        _ = types.update(fromContentsOf: other.types)
    }

    /// Puts the routes into a plan that has none.
    func restore(_ plan: inout WorkingPlan) {
        var from = 0
        for rank in 0..<routes {
            plan.add(stops[from..<Int(ends[rank])], type: Int(types[rank]))
            from = Int(ends[rank])
        }
    }

    func routePlan() -> RoutePlan {
        var from = 0
        return RoutePlan(
            (0..<routes).map { rank in
                defer { from = Int(ends[rank]) }
                return .init(type: Int(types[rank]), stops[from..<Int(ends[rank])].map { Int($0) - depotCount })
            })
    }
}

extension WorkingPlan {
    /// Adds a route with absent stops, by location.
    mutating func add(_ stops: some Collection<Int32>, type kind: Int) {
        guard totals.routesInUse < ground.routeCount else { return }
        let number = Int(order[totals.routesInUse])
        open(number, type: kind)
        var node = first(number)
        for stop in stops {
            link(Int(stop), after: node)
            node = Int(stop)
        }
        settle(number)
    }

    /// The routes in use, by location.
    func routes() -> [(type: Int, stops: [Int32])] {
        (0..<totals.routesInUse).map { rank in
            let number = Int(order[rank])
            return (Int(type[number]), listed(number))
        }
    }

    /// Adds the routes of a plan.
    mutating func load(_ plan: RoutePlan) {
        for route in plan.routes where !route.stops.isEmpty {
            add(route.stops.map { Int32($0 + ground.depotCount) }, type: route.type)
        }
    }
}
