// SPDX-License-Identifier: Apache-2.0

/// CVRPLIB's solution format: a line `Route #1: 12 7 3` for each route, and the cost.
///
/// Places are numbered from zero, the depots first, so that with one depot the stops are 1, 2, 3 as in the published
/// files. A fleet of several types has a line for each of its vehicles in their order, empty where the vehicle stays
/// in: the number says which vehicle drives.
public enum SolutionFile {
    /// What a file holds: a plan, and the cost as it is written there.
    public struct Solution: Sendable, Equatable {
        public var plan: RoutePlan
        public var cost: String?

        public init(plan: RoutePlan, cost: String? = nil) {
            self.plan = plan
            self.cost = cost
        }
    }

    public static func text(_ plan: RoutePlan, of model: RouteModel, cost: Int64) -> String {
        var lines: [String] = []
        var next = firstVehicles(model)
        var routes: [(number: Int, stops: [Int])] = []
        for (index, route) in plan.routes.filter({ !$0.stops.isEmpty }).enumerated() {
            routes.append((model.vehicles.count == 1 ? index : next[route.type], route.stops))
            next[route.type] += 1
        }
        routes.sort { $0.number < $1.number }
        for route in routes {
            while model.vehicles.count > 1, lines.count < route.number { lines.append("Route #\(lines.count + 1):") }
            let stops = route.stops.map { " \($0 + model.depots.count)" }.joined()
            lines.append("Route #\(lines.count + 1):\(stops)")
        }
        if model.vehicles.count > 1 {
            while lines.count < vehicles(model) { lines.append("Route #\(lines.count + 1):") }
        }
        return (lines + ["Cost \(model.shown(cost))", ""]).joined(separator: "\n")
    }

    /// Vehicles a fleet is numbered with; of types without a count, as many as there are stops.
    private static func vehicles(_ model: RouteModel) -> Int {
        model.vehicles.reduce(0) { $0 + ($1.count ?? model.stops.count) }
    }

    /// The number of each type's first vehicle, from zero.
    private static func firstVehicles(_ model: RouteModel) -> [Int] {
        var first = 0
        return model.vehicles.map { vehicle in
            defer { first += vehicle.count ?? model.stops.count }
            return first
        }
    }

    /// Reads the routes of a file, those of CVRPLIB and of SINTEF; lines that are neither routes nor a cost are
    /// read over.
    public static func solution(_ bytes: [UInt8], of model: RouteModel) throws(RouteFileFault) -> Solution {
        var solution = Solution(plan: RoutePlan())
        let firstVehicles = firstVehicles(model)
        for row in textRows(bytes) {
            let key = row.words[0].lowercased()
            if key.hasPrefix("cost") {
                solution.cost = row.words.last.map(String.init)
            } else if key.hasPrefix("route"), let colon = row.text.firstIndex(of: ":") {
                let number = try number(row, row.text[..<colon], model)
                let type = model.vehicles.count == 1 ? 0 : firstVehicles.lastIndex { $0 < number } ?? 0
                let stops = try stops(row, row.text[row.text.index(after: colon)...], model)
                if !stops.isEmpty { solution.plan.routes.append(.init(type: type, stops)) }
            }
        }
        guard !solution.plan.routes.isEmpty else {
            throw RouteFileFault(1, "Route", "a line such as 'Route #1: 12 7 3'")
        }
        return solution
    }

    private static func number(_ row: TextRow, _ label: Substring, _ model: RouteModel) throws(RouteFileFault) -> Int {
        let digits = label.drop { !$0.isNumber }.prefix { !$0.isWhitespace }
        let reader = WordReader(line: row.line, field: "Route")
        let most = model.vehicles.count == 1 ? RouteLimits.mostVehicles : max(1, vehicles(model))
        return Int(try reader.whole(digits, 1...Int64(most)))
    }

    private static func stops(
        _ row: TextRow, _ text: Substring, _ model: RouteModel
    ) throws(RouteFileFault) -> [Int] {
        let reader = WordReader(line: row.line, field: "Route")
        let (first, last) = (model.depots.count, model.depots.count + model.stops.count - 1)
        guard first <= last else { return [] }
        var stops: [Int] = []
        for word in text.split(whereSeparator: \.isWhitespace) {
            stops.append(Int(try reader.whole(word, Int64(first)...Int64(last))) - first)
        }
        return stops
    }
}
