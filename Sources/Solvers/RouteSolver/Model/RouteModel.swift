// SPDX-License-Identifier: Apache-2.0

/// Which stops are to be visited, by what, from where, and what that costs: everything a plan of routes is judged by.
///
/// ```swift
/// let model = RouteModel(
///     depots: [.init("north", at: .earth(latitude: 52.52, longitude: 13.40))],
///     vehicles: [.init("van", count: 3, capacity: [800], fixedPrice: 9_000, distancePrice: 45, timePrice: 2_400)],
///     stops: [.init("S01", at: .earth(latitude: 52.49, longitude: 13.45), deliver: [120], serviceTime: 300)],
///     dimensions: ["kilograms"])
/// ```
///
/// Every quantity is a whole number. Units are the caller's, one for each of distance, time and price, and are the
/// same throughout: metres, seconds and cents are what `Units` expects when nothing else is said. A moment is a number
/// of time units since a moment of the caller's choice, the same for all stops and vehicles.
///
/// A model is only data; `RouteModelFault` says what is wrong with one before anything is solved.
public struct RouteModel: Sendable, Equatable {
    public var name: String
    public var units: Units
    /// What the numbers in a capacity, a delivery and a collection count, in their order: grams, litres, pallets.
    public var dimensions: [String]
    public var objective: Objective
    public var travel: Travel
    public var depots: [Depot]
    /// The fleet by type. Vehicles are numbered from zero through the types in order: a type of three and a type of
    /// two make the vehicles 0, 1, 2 and 3, 4.
    public var vehicles: [Vehicle]
    public var stops: [Stop]

    public init(
        name: String = "", depots: [Depot], vehicles: [Vehicle], stops: [Stop], dimensions: [String],
        travel: Travel = .crow(CrowFlight()), units: Units = Units(), objective: Objective = .cost
    ) {
        self.name = name
        self.units = units
        self.dimensions = dimensions
        self.objective = objective
        self.travel = travel
        self.depots = depots
        self.vehicles = vehicles
        self.stops = stops
    }

    /// What is made as small as possible, after as much as possible is served.
    public enum Objective: String, Sendable, CaseIterable {
        /// Prices of vehicles, distance, time and of the stops left out.
        case cost
        /// The number of vehicles that leave a depot, then the cost.
        case vehiclesFirst = "vehicles-first"
    }

    /// How prices belong to distances and times, and how a cost is shown.
    public struct Units: Sendable, Equatable {
        /// A vehicle's `distancePrice` is the price of this many distance units: 1,000 for metres and a price per km.
        public var distancePerPrice: Int64
        /// A vehicle's `timePrice` is the price of this many time units: 3,600 for seconds and a price per hour.
        public var timePerPrice: Int64
        /// Decimals of a price: with 2, 77610 is 776.10.
        public var decimals: Int
        /// Decimals that a price is shown with, at most all that it has; the rest is rounded.
        public var shownDecimals: Int
        /// Units of distance and time in one that is shown: 10 where a line of 12.3 is kept as 123.
        public var scale: Int64

        public init(
            distancePerPrice: Int64 = 1_000, timePerPrice: Int64 = 3_600, decimals: Int = 2, shownDecimals: Int? = nil,
            scale: Int64 = 1
        ) {
            self.distancePerPrice = distancePerPrice
            self.timePerPrice = timePerPrice
            self.decimals = decimals
            self.shownDecimals = shownDecimals ?? decimals
            self.scale = scale
        }
    }

    /// A span of moments, both ends included.
    public struct TimeWindow: Sendable, Hashable {
        public var opens: Int64
        public var closes: Int64

        public init(_ opens: Int64, _ closes: Int64) {
            self.opens = opens
            self.closes = closes
        }

        /// From moment zero to later than anything ends.
        public static let always = TimeWindow(0, RouteLimits.never)
    }

    /// Where routes begin and end.
    public struct Depot: Sendable, Equatable {
        public var name: String
        public var place: Place
        /// Vehicles leave and come back within it.
        public var window: TimeWindow

        public init(_ name: String, at place: Place, window: TimeWindow = .always) {
            self.name = name
            self.place = place
            self.window = window
        }
    }
}
