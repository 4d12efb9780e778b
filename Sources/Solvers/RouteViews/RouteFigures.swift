// SPDX-License-Identifier: Apache-2.0

import RouteSolver

/// What every view says of a route, in words.
struct RouteFigures {
    let model: RouteModel

    /// Whether moments mean anything: without windows, shifts or prices of time they only repeat the distances.
    var tellsTimes: Bool {
        model.stops.contains { !$0.windows.isEmpty || $0.serviceTime > 0 }
            || model.vehicles.contains { $0.shift != .always || $0.timePrice > 0 || $0.longestTime != nil }
            || model.depots.contains { $0.window != .always }
    }

    func vehicle(_ route: RouteAnswer.Route) -> String { model.vehicles[route.type].name }

    /// The most that is on board at once, for each dimension.
    func peak(_ route: RouteAnswer.Route) -> [Int64] {
        route.visits.reduce(into: route.loadAtDeparture) { peak, visit in
            for (dimension, load) in visit.loadAfter.enumerated() { peak[dimension] = max(peak[dimension], load) }
        }
    }

    /// `512 of 800 grams, 3 of 4 pallets`; empty where nothing is counted.
    func load(_ route: RouteAnswer.Route) -> String {
        let capacity = model.vehicles[route.type].capacity
        return peak(route).enumerated().map { dimension, load in
            let name =
                model.dimensions.count == 1 && model.dimensions[0] == "load" ? "" : " \(model.dimensions[dimension])"
            // A file without a capacity means one that nothing fills.
            return capacity[dimension] >= RouteLimits.largest
                ? "\(load)\(name)" : "\(load) of \(capacity[dimension])\(name)"
        }.joined(separator: ", ")
    }

    /// How full it is at its fullest, in percent of what it holds of the scarcest dimension; nil where nothing limits.
    func fullness(_ route: RouteAnswer.Route) -> Int64? {
        let capacity = model.vehicles[route.type].capacity
        return peak(route).enumerated().filter { capacity[$0.offset] > 0 && capacity[$0.offset] < RouteLimits.largest }
            .map { $0.element * 100 / capacity[$0.offset] }.max()
    }

    /// `3 routes, 40 stops, distance 123.4, 2 stops left out`
    func summary(_ answer: RouteAnswer) -> String {
        let served = answer.routes.reduce(0) { $0 + $1.visits.count }
        var parts = [Self.count(answer.routes.count, "route"), Self.count(served, "stop")]
        parts.append("distance \(model.shown(length: answer.routes.reduce(0) { $0 + $1.distance }))")
        if !answer.leftOut.isEmpty { parts.append(Self.count(answer.leftOut.count, "stop") + " left out") }
        return parts.joined(separator: ", ")
    }

    static func count(_ number: Int, _ noun: String) -> String { "\(number) \(noun)\(number == 1 ? "" : "s")" }
}
