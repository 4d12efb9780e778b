// SPDX-License-Identifier: Apache-2.0

import RouteSolver

/// A route driven from one departure, minute by minute: the dumbest method there is.
struct PlainDrive {
    var departure: Int64
    var clock: Int64
    var arrivals: [Int64] = []
    var begins: [Int64] = []
    var distance: Int64 = 0
    var isInTime = true

    /// Nil where the matrix is missing: these tests use matrices only.
    init?(_ model: RouteModel, _ route: RoutePlan.Route, from departure: Int64) {
        guard case .matrix(let matrix) = model.travel else { return nil }
        let vehicle = model.vehicles[route.type]
        self.departure = departure
        clock = departure
        var here = vehicle.start
        for stop in route.stops {
            let there = model.depots.count + stop
            distance += Int64(matrix.distances[here * matrix.size + there])
            clock += Int64(matrix.times[here * matrix.size + there])
            arrivals.append(clock)
            let windows = model.stops[stop].windows
            while isInTime, !windows.isEmpty, !windows.contains(where: { $0.opens <= clock && clock <= $0.closes }) {
                clock += 1
                if clock > 60 { isInTime = false }
            }
            begins.append(clock)
            clock += model.stops[stop].serviceTime
            here = there
        }
        distance += Int64(matrix.distances[here * matrix.size + vehicle.end])
        clock += Int64(matrix.times[here * matrix.size + vehicle.end])
        arrivals.append(clock)
        let end = model.depots[vehicle.end].window
        clock = max(clock, end.opens, vehicle.shift.opens)
        if clock > min(end.closes, vehicle.shift.closes) { isInTime = false }
    }

    var duration: Int64 { clock - departure }

    /// The drive with the least time of all departures, the earliest of several; nil if none is in time.
    static func best(_ model: RouteModel, _ route: RoutePlan.Route) -> PlainDrive? {
        let vehicle = model.vehicles[route.type]
        let start = model.depots[vehicle.start].window
        let first = max(start.opens, vehicle.shift.opens)
        let last = min(start.closes, vehicle.shift.closes, 60)
        guard first <= last else { return nil }
        return (first...last).compactMap { PlainDrive(model, route, from: $0) }.filter(\.isInTime)
            .min { ($0.duration, $0.departure) < ($1.duration, $1.departure) }
    }

    /// Whether the route keeps every rule that concerns it alone.
    static func isLegal(_ model: RouteModel, _ route: RoutePlan.Route) -> Bool {
        guard let drive = best(model, route) else { return false }
        let vehicle = model.vehicles[route.type]
        for stop in route.stops {
            guard model.stops[stop].skills.isSubset(of: vehicle.skills) else { return false }
            if let temperature = model.stops[stop].temperature, !vehicle.temperatures.contains(temperature) {
                return false
            }
        }
        return drive.distance <= vehicle.longestDistance ?? .max && drive.duration <= vehicle.longestTime ?? .max
            && loads(model, route).allSatisfy { zip($0, vehicle.capacity).allSatisfy { $0 <= $1 } }
    }

    /// On board after 0, 1, 2... stops: what is still to be delivered and what was collected.
    static func loads(_ model: RouteModel, _ route: RoutePlan.Route) -> [[Int64]] {
        (0...route.stops.count).map { place in
            model.dimensions.indices.map { dimension in
                let ahead = route.stops[place...].map { model.stops[$0].deliver }
                let behind = route.stops[..<place].map { model.stops[$0].collect }
                return (ahead + behind).reduce(0) { $0 + ($1.isEmpty ? 0 : $1[dimension]) }
            }
        }
    }
}
