// SPDX-License-Identifier: Apache-2.0

extension RouteModel {
    /// One visit: goods brought, goods taken back, or only work to do.
    public struct Stop: Sendable, Equatable {
        public var name: String
        public var place: Place
        /// Loaded at the route's depot and handed over here, one number for each of the model's dimensions.
        public var deliver: [Int64]
        /// Taken along from here to the route's last depot, one number for each of the model's dimensions.
        public var collect: [Int64]
        /// Between the beginning of the service and leaving.
        public var serviceTime: Int64
        /// The service begins in one of them; it may end later. In order, apart from each other; none means always.
        /// Who comes early waits.
        public var windows: [TimeWindow]
        /// The vehicle has all of them.
        public var skills: Set<String>
        /// The vehicle keeps it; nil for goods that need none.
        public var temperature: String?
        /// What leaving it out costs; nil for a stop that must be served, without which a plan is not feasible.
        public var price: Int64?
        /// Which of the stops that cannot all be served matter more, from zero.
        ///
        /// Of stops that must be served, a plan leaves out as little as possible of `1 + priority`. Of stops with a
        /// price, it leaves out as little as possible of `priority`, whatever that costs: at zero the price decides.
        public var priority: Int64

        public init(
            _ name: String, at place: Place, deliver: [Int64] = [], collect: [Int64] = [], serviceTime: Int64 = 0,
            windows: [TimeWindow] = [], skills: Set<String> = [], temperature: String? = nil, price: Int64? = nil,
            priority: Int64 = 0
        ) {
            self.name = name
            self.place = place
            self.deliver = deliver
            self.collect = collect
            self.serviceTime = serviceTime
            self.windows = windows
            self.skills = skills
            self.temperature = temperature
            self.price = price
            self.priority = priority
        }
    }
}
