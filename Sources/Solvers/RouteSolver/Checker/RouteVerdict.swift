// SPDX-License-Identifier: Apache-2.0

/// What a checker found.
public struct RouteVerdict: Sendable, Equatable {
    public var faults: [RouteFault] = []
    public var cost = RouteCost()
    public var score = RouteScore(mustsLeftOut: 0, priorityLeftOut: 0, vehicles: 0, cost: 0)
    /// The routes that have stops, in the plan's order.
    public var drives: [Drive] = []
    public var leftOut: [Int] = []

    /// No rule is broken.
    public var isLegal: Bool { faults.isEmpty }
    /// No rule is broken, and everything that must be served is.
    public var isFeasible: Bool { isLegal && score.mustsLeftOut == 0 }

    /// One route as it would be driven from its best departure.
    public struct Drive: Sendable, Equatable {
        public var type: Int
        public var departure: Int64
        public var end: Int64
        public var distance: Int64 = 0
        public var waiting: Int64 = 0
        /// The sum of what windows were missed by.
        public var lateBy: Int64 = 0
        public var loadAtDeparture: [Int64] = []
        public var visits: [RouteAnswer.Visit] = []
        public var cost = RouteCost()
        public var faults: [RouteFault] = []

        /// The fields in which an answer's route says something else.
        func differences(from route: RouteAnswer.Route) -> [String] {
            var fields: [String] = []
            if route.departure != departure { fields.append("departure") }
            if route.end != end { fields.append("end") }
            if route.distance != distance { fields.append("distance") }
            if route.waiting != waiting { fields.append("waiting") }
            if route.loadAtDeparture != loadAtDeparture { fields.append("loadAtDeparture") }
            for (place, (said, found)) in zip(route.visits, visits).enumerated() where said != found {
                fields.append("visits[\(place)]")
            }
            if route.visits.count != visits.count { fields.append("visits") }
            if route.cost != cost { fields.append("cost") }
            return fields
        }
    }
}

/// A rule that a plan breaks. Routes, stops, types and dimensions are indices from zero.
public enum RouteFault: Sendable, Hashable {
    case noSuchType(route: Int, type: Int)
    case noSuchStop(route: Int, stop: Int)
    case servedTwice(stop: Int, times: Int)
    case tooManyVehicles(type: Int, used: Int, count: Int)
    case overloaded(route: Int, dimension: Int, load: Int64, capacity: Int64)
    case noTimeToLeave(route: Int)
    /// A nil stop is the last depot.
    case late(route: Int, stop: Int?, arrival: Int64, closed: Int64)
    case lacksSkill(route: Int, stop: Int, skill: String)
    case lacksTemperature(route: Int, stop: Int, temperature: String)
    case tooFar(route: Int, distance: Int64, longest: Int64)
    case takesTooLong(route: Int, time: Int64, longest: Int64)
    /// An answer's number is not what its plan amounts to.
    case saysOtherwise(route: Int?, field: String)
}

extension RouteFault: CustomStringConvertible {
    public var description: String {
        switch self {
        case .noSuchType(let route, let type): "route \(route): there is no type \(type)"
        case .noSuchStop(let route, let stop): "route \(route): there is no stop \(stop)"
        case .servedTwice(let stop, let times): "stop \(stop) is served \(times) times"
        case .tooManyVehicles(let type, let used, let count): "type \(type): \(used) routes for \(count) vehicles"
        case .overloaded(let route, let dimension, let load, let capacity):
            "route \(route): a load of \(load) in dimension \(dimension), which holds \(capacity)"
        case .noTimeToLeave(let route): "route \(route): the depot is closed throughout the vehicle's shift"
        case .late(let route, let stop, let arrival, let closed):
            "route \(route): reaches \(stop.map { "stop \($0)" } ?? "the last depot") at \(arrival), closed since \(closed)"
        case .lacksSkill(let route, let stop, let skill):
            "route \(route): stop \(stop) needs \(skill), which the vehicle has not"
        case .lacksTemperature(let route, let stop, let temperature):
            "route \(route): stop \(stop) needs \(temperature), which the vehicle does not keep"
        case .tooFar(let route, let distance, let longest):
            "route \(route): a distance of \(distance), of which \(longest) is allowed"
        case .takesTooLong(let route, let time, let longest):
            "route \(route): a time of \(time), of which \(longest) is allowed"
        case .saysOtherwise(let route, let field):
            "\(route.map { "route \($0)" } ?? "the answer"): \(field) is not what the plan amounts to"
        }
    }
}
