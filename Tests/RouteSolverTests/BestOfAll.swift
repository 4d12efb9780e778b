// SPDX-License-Identifier: Apache-2.0

import RouteSolver

/// The best score of a tiny model, by trying everything: every order of every set of stops with every type, judged by
/// the checker, then every way to split the stops into such routes.
struct BestOfAll {
    private let model: RouteModel
    /// By type and set of stops: the least cost of a legal route, if there is one.
    private var routes: [[Int64?]]
    private var known: [[Int]: RouteScore] = [:]

    init(_ model: RouteModel) throws {
        self.model = model
        let sets = 1 << model.stops.count
        routes = Array(repeating: Array(repeating: nil, count: sets), count: model.vehicles.count)
        let checker = try RouteChecker(model)
        for type in model.vehicles.indices { try extend([], type, checker) }
    }

    private mutating func extend(_ stops: [Int], _ type: Int, _ checker: RouteChecker) throws {
        if !stops.isEmpty {
            let verdict = checker.check(RoutePlan([.init(type: type, stops)]))
            if verdict.faults.isEmpty {
                let set = stops.reduce(0) { $0 | 1 << $1 }
                let cost = verdict.cost.vehicles + verdict.cost.distance + verdict.cost.time
                routes[type][set] = min(routes[type][set] ?? .max, cost)
            }
            if verdict.faults.contains(where: \.staysWhateverFollows) { return }
        }
        for stop in model.stops.indices where !stops.contains(stop) { try extend(stops + [stop], type, checker) }
    }

    mutating func score() -> RouteScore {
        best((1 << model.stops.count) - 1, model.vehicles.map { $0.count ?? model.stops.count })
    }

    private mutating func best(_ open: Int, _ left: [Int]) -> RouteScore {
        if open == 0 { return RouteScore(mustsLeftOut: 0, priorityLeftOut: 0, vehicles: 0, cost: 0) }
        if let score = known[[open] + left] { return score }
        let lowest = open.trailingZeroBitCount
        var least = best(open & ~(1 << lowest), left)
        let stop = model.stops[lowest]
        if let price = stop.price {
            least.cost += price * model.costUnitsPerPrice
            least.priorityLeftOut += stop.priority
        } else {
            least.mustsLeftOut += 1 + stop.priority
        }
        let others = open & ~(1 << lowest)
        var more = others
        while true {
            for type in model.vehicles.indices where left[type] > 0 {
                guard let cost = routes[type][more | 1 << lowest] else { continue }
                var remaining = left
                remaining[type] -= 1
                var score = best(others & ~more, remaining)
                score.cost += cost
                if model.objective == .vehiclesFirst { score.vehicles += 1 }
                least = min(least, score)
            }
            if more == 0 { break }
            more = (more - 1) & others
        }
        known[[open] + left] = least
        return least
    }
}

extension RouteFault {
    /// No stop that is visited later makes a vehicle lighter at its start, or earlier at a stop before.
    fileprivate var staysWhateverFollows: Bool {
        switch self {
        case .overloaded, .noTimeToLeave, .lacksSkill, .lacksTemperature: true
        case .late(_, let stop, _, _): stop != nil
        default: false
        }
    }
}
