// SPDX-License-Identifier: Apache-2.0

/// Which type of vehicle visits which stops in which order: all that is decided. Times, loads and costs follow from it.
public struct RoutePlan: Sendable, Hashable {
    public var routes: [Route]

    public init(_ routes: [Route] = []) { self.routes = routes }

    public struct Route: Sendable, Hashable {
        /// An index into the model's vehicles.
        public var type: Int
        /// Indices into the model's stops.
        public var stops: [Int]

        public init(type: Int = 0, _ stops: [Int]) {
            self.type = type
            self.stops = stops
        }
    }

    /// Stops of a model with `count` of them that no route visits, in order.
    public func leftOut(of count: Int) -> [Int] {
        var visited = Array(repeating: false, count: count)
        for stop in routes.flatMap(\.stops) where visited.indices.contains(stop) { visited[stop] = true }
        return visited.indices.filter { !visited[$0] }
    }
}
