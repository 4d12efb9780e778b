// SPDX-License-Identifier: Apache-2.0

/// A plan with everything that follows from it: who is where when, with what on board, at what cost, and why not.
///
/// A route leaves as late as it may without taking longer: of all departures, one with the least time between leaving
/// and coming back, and of those the earliest. From there every service begins as early as it can.
public struct RouteAnswer: Sendable, Equatable {
    public var routes: [Route]
    public var leftOut: [LeftOut]
    public var cost: RouteCost
    public var score: RouteScore

    /// Whether every stop without a price is served.
    public var isFeasible: Bool { score.mustsLeftOut == 0 }
    public var plan: RoutePlan { RoutePlan(routes.map { .init(type: $0.type, $0.visits.map(\.stop)) }) }

    public struct Route: Sendable, Equatable {
        /// An index into the model's vehicles.
        public var type: Int
        public var departure: Int64
        public var loadAtDeparture: [Int64]
        public var visits: [Visit]
        /// Back at the last depot, and in it: later than it arrived if the depot was closed.
        public var end: Int64
        public var distance: Int64
        /// Before stops, and before a closed depot at the end.
        public var waiting: Int64
        public var cost: RouteCost

        /// Between leaving and the end.
        public var duration: Int64 { end - departure }
    }

    public struct Visit: Sendable, Equatable {
        /// An index into the model's stops.
        public var stop: Int
        public var arrival: Int64
        public var waiting: Int64
        public var departure: Int64
        public var loadAfter: [Int64]

        public var serviceBegin: Int64 { arrival + waiting }
    }

    public struct LeftOut: Sendable, Equatable {
        /// An index into the model's stops.
        public var stop: Int
        public var reason: LeftOutReason
    }
}

/// Why a plan cannot be driven, from one that computes its times: the first thing that goes wrong.
public enum RoutePlanFault: Error, Sendable, Equatable {
    case noSuchType(route: Int)
    case noSuchStop(route: Int, stop: Int)
    case notByThisVehicle(route: Int, stop: Int)
    /// The vehicle would hold `by` too much of the dimension when it leaves `stop`, or its depot (nil).
    case overloaded(route: Int, stop: Int?, dimension: Int, by: Int64)
    /// `stop`, or the last depot (nil), is reached `by` too late, even on the earliest departure.
    case late(route: Int, stop: Int?, by: Int64)
    case tooFar(route: Int, by: Int64)
    case takesTooLong(route: Int, by: Int64)
}
