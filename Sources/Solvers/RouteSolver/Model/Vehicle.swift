// SPDX-License-Identifier: Apache-2.0

extension RouteModel {
    /// Vehicles that are alike in everything a plan can see. Each drives one route at most.
    public struct Vehicle: Sendable, Equatable {
        public var name: String
        /// How many there are; nil for as many as it takes.
        public var count: Int?
        /// Indices into the model's depots.
        public var start: Int
        public var end: Int
        /// The most it holds, one number for each of the model's dimensions.
        public var capacity: [Int64]
        /// Paid once if it leaves its depot.
        public var fixedPrice: Int64
        /// Paid for each `Units.distancePerPrice` driven, and for parts of it in proportion.
        public var distancePrice: Int64
        /// Paid for each `Units.timePerPrice` between leaving and coming back, waiting and service included.
        public var timePrice: Int64
        /// It leaves and comes back within it.
        public var shift: TimeWindow
        /// The farthest it drives in one route; nil for no limit.
        public var longestDistance: Int64?
        /// The longest between leaving and coming back; nil for no limit beyond the shift.
        public var longestTime: Int64?
        /// What its driver and equipment can do: `tail-lift`, `installs-ovens`.
        public var skills: Set<String>
        /// Temperature classes it keeps, all of them at the same time: `chilled`, `frozen`. What needs none may ride
        /// in any vehicle.
        public var temperatures: Set<String>

        public init(
            _ name: String, count: Int? = 1, start: Int = 0, end: Int? = nil, capacity: [Int64], fixedPrice: Int64 = 0,
            distancePrice: Int64 = 0, timePrice: Int64 = 0, shift: TimeWindow = .always, longestDistance: Int64? = nil,
            longestTime: Int64? = nil, skills: Set<String> = [], temperatures: Set<String> = []
        ) {
            self.name = name
            self.count = count
            self.start = start
            self.end = end ?? start
            self.capacity = capacity
            self.fixedPrice = fixedPrice
            self.distancePrice = distancePrice
            self.timePrice = timePrice
            self.shift = shift
            self.longestDistance = longestDistance
            self.longestTime = longestTime
            self.skills = skills
            self.temperatures = temperatures
        }
    }
}
