// SPDX-License-Identifier: Apache-2.0

extension RouteModel {
    /// Cost units in one unit of price: the smallest number for which every part of a cost is whole.
    ///
    /// Metres at a price per km and seconds at a price per hour make 18,000: a metre at 1 costs 18, a second at 1 costs
    /// 5. Where both prices are per unit, as in the published sets, it is 1.
    public var costUnitsPerPrice: Int64 {
        var (left, right) = (units.distancePerPrice, units.timePerPrice)
        while right != 0 { (left, right) = (right, left % right) }
        return units.distancePerPrice / left * units.timePerPrice
    }

    /// A cost as it is shown: in price units with the model's decimals, rounded half up.
    public func shown(_ costUnits: Int64) -> String {
        var unit = costUnitsPerPrice
        for _ in units.shownDecimals..<units.decimals { unit *= 10 }
        return Self.decimal(costUnits, unit: unit, decimals: units.shownDecimals)
    }

    /// A distance, a time or a moment as it is shown: as the file that the model comes from writes it, with as many
    /// decimals as a rounding keeps, at most two.
    public func shown(length: Int64) -> String {
        let decimals = units.scale >= 100 ? 2 : units.scale >= 10 ? 1 : 0
        let fine = [1, 10, 100][decimals] * length
        return Self.decimal(fine, unit: units.scale, decimals: decimals)
    }

    /// `value / unit`, rounded half up, with its last digits after the point.
    private static func decimal(_ value: Int64, unit: Int64, decimals: Int) -> String {
        let rest = value.magnitude % UInt64(unit)
        let digits = String(value.magnitude / UInt64(unit) + (rest * 2 >= UInt64(unit) ? 1 : 0))
        let sign = value < 0 && digits != "0" ? "-" : ""
        guard decimals > 0 else { return sign + digits }
        let padded = String(repeating: "0", count: max(0, decimals + 1 - digits.count)) + digits
        return sign + padded.dropLast(decimals) + "." + padded.suffix(decimals)
    }
}

/// What a plan or a route costs, in cost units (`RouteModel.costUnitsPerPrice`), by part.
public struct RouteCost: Sendable, Hashable {
    /// For vehicles that leave their depots.
    public var vehicles: Int64
    public var distance: Int64
    public var time: Int64
    /// For stops left out.
    public var leftOut: Int64

    public init(vehicles: Int64 = 0, distance: Int64 = 0, time: Int64 = 0, leftOut: Int64 = 0) {
        self.vehicles = vehicles
        self.distance = distance
        self.time = time
        self.leftOut = leftOut
    }

    public var total: Int64 { vehicles + distance + time + leftOut }

    public static func += (sum: inout RouteCost, part: RouteCost) {
        sum.vehicles += part.vehicles
        sum.distance += part.distance
        sum.time += part.time
        sum.leftOut += part.leftOut
    }
}

/// How good a plan is: what is compared first stands first. The smaller one is better.
public struct RouteScore: Sendable, Hashable, Comparable {
    /// The sum of `1 + priority` over the stops left out that must be served; zero makes a plan feasible.
    public var mustsLeftOut: Int64
    /// The sum of `priority` over the other stops left out.
    public var priorityLeftOut: Int64
    /// Vehicles that leave their depots where fewest vehicles come first, and zero where only cost counts.
    public var vehicles: Int64
    /// The total cost in cost units.
    public var cost: Int64

    public init(mustsLeftOut: Int64, priorityLeftOut: Int64, vehicles: Int64, cost: Int64) {
        self.mustsLeftOut = mustsLeftOut
        self.priorityLeftOut = priorityLeftOut
        self.vehicles = vehicles
        self.cost = cost
    }

    public static func < (left: RouteScore, right: RouteScore) -> Bool {
        (left.mustsLeftOut, left.priorityLeftOut, left.vehicles, left.cost)
            < (right.mustsLeftOut, right.priorityLeftOut, right.vehicles, right.cost)
    }
}
