// SPDX-License-Identifier: Apache-2.0

extension RouteModel {
    /// Where something stands: on a map, in a matrix, or both.
    public struct Place: Sendable, Equatable {
        public var point: Point?
        /// Its row and column in an imported matrix; nil means the place's own number, depots first, then stops.
        public var row: Int?

        public init(_ point: Point? = nil, row: Int? = nil) {
            self.point = point
            self.row = row
        }

        public static func plane(x: Double, y: Double) -> Place { Place(.plane(x: x, y: y)) }
        public static func earth(latitude: Double, longitude: Double) -> Place {
            Place(.earth(latitude: latitude, longitude: longitude))
        }
        public static func row(_ row: Int) -> Place { Place(row: row) }
    }

    /// The only fractions of a model. They become whole distances by the model's rounding.
    public enum Point: Sendable, Equatable {
        case plane(x: Double, y: Double)
        /// In degrees, north and east positive.
        case earth(latitude: Double, longitude: Double)
    }

    /// How far and how long it is from one place to another.
    public enum Travel: Sendable, Equatable {
        case crow(CrowFlight)
        case matrix(TravelMatrix)
    }

    /// Straight lines between points, lengthened to what roads are like.
    ///
    /// A line becomes whole by the rounding, then the detour is added, then the time follows from the speed, each
    /// rounded half up. Points on the earth are laid on a plane in metres about the middle of all of them: within 0.1%
    /// of the great circle for a region of 800 km. The same points give the same distances on every machine.
    public struct CrowFlight: Sendable, Equatable {
        public var rounding: RouteRounding
        /// Road length in percent of the straight line.
        public var detourPercent: Int64
        /// `speedDistance` distance units take `speedTime` time units; one and one makes time equal to distance.
        public var speedDistance: Int64
        public var speedTime: Int64

        public init(
            rounding: RouteRounding = .round, detourPercent: Int64 = 100, speedDistance: Int64 = 1, speedTime: Int64 = 1
        ) {
            self.rounding = rounding
            self.detourPercent = detourPercent
            self.speedDistance = speedDistance
            self.speedTime = speedTime
        }
    }

    /// Distances and times between `size` places, row by row: from row `i` to column `j` stands at `i * size + j`.
    /// The way back may differ, and the detour over a third place may be shorter.
    public struct TravelMatrix: Sendable, Equatable {
        public var size: Int
        public var distances: [Int32]
        public var times: [Int32]

        public init(size: Int, distances: [Int32], times: [Int32]) {
            self.size = size
            self.distances = distances
            self.times = times
        }
    }

    /// The row or column of each depot, then of each stop.
    var rows: [Int] { (depots.map(\.place) + stops.map(\.place)).enumerated().map { $1.row ?? $0 } }
}
