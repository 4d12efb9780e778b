// SPDX-License-Identifier: Apache-2.0

/// A checked model's numbers in the order of the tables.
struct TableLayout {
    private let model: RouteModel
    /// By location, at least one each.
    let windows: [[RouteModel.TimeWindow]]

    init(_ model: RouteModel) {
        self.model = model
        windows =
            model.depots.map { [$0.window] } + model.stops.map { $0.windows.isEmpty ? [.always] : $0.windows }
    }

    func byLocation<Value>(_ depot: Value, _ value: (RouteModel.Stop) -> Value) -> [Value] {
        Array(repeating: depot, count: model.depots.count) + model.stops.map(value)
    }

    var service: [Int32] { byLocation(0) { Int32($0.serviceTime) } }

    var firstWindow: [Int32] { windows.reduce(into: [0]) { $0.append(($0.last ?? 0) + Int32($1.count)) } }

    func amounts(_ field: KeyPath<RouteModel.Stop, [Int64]>) -> [Int32] {
        let none = Array(repeating: Int32(0), count: model.dimensions.count)
        return byLocation(none) { $0[keyPath: field].isEmpty ? none : $0[keyPath: field].map(Int32.init) }
            .flatMap(\.self)
    }

    var types: [RouteTables.VehicleType] { model.vehicles.map(type) }

    private func type(_ vehicle: RouteModel.Vehicle) -> RouteTables.VehicleType {
        let (start, end) = (model.depots[vehicle.start].window, model.depots[vehicle.end].window)
        let stops = model.stops.count
        var type = RouteTables.VehicleType(
            available: Int32(min(vehicle.count ?? stops, stops)), start: Int32(vehicle.start), end: Int32(vehicle.end),
            routeCost: vehicle.fixedPrice * model.costUnitsPerPrice,
            distanceCost: vehicle.distancePrice * (model.costUnitsPerPrice / model.units.distancePerPrice),
            timeCost: vehicle.timePrice * (model.costUnitsPerPrice / model.units.timePerPrice),
            startEarliest: max(start.opens, vehicle.shift.opens), startLatest: min(start.closes, vehicle.shift.closes),
            endEarliest: max(end.opens, vehicle.shift.opens), endLatest: min(end.closes, vehicle.shift.closes),
            longestDistance: vehicle.longestDistance ?? RouteLimits.never,
            longestTime: vehicle.longestTime ?? RouteLimits.never)
        if type.startEarliest > type.startLatest || type.endEarliest > type.endLatest { type.available = 0 }
        return type
    }

    var serves: [Bool] {
        model.vehicles.flatMap { vehicle in
            byLocation(true) { stop in
                stop.skills.isSubset(of: vehicle.skills)
                    && stop.temperature.map(vehicle.temperatures.contains) ?? true
                    && zip(stop.deliver, vehicle.capacity).allSatisfy { $0 <= $1 }
                    && zip(stop.collect, vehicle.capacity).allSatisfy { $0 <= $1 }
            }
        }
    }

    func traits(_ travel: TravelTable, _ serves: [Bool]) -> RouteTables.Traits {
        let spans = windows.flatMap(\.self) + model.vehicles.map(\.shift)
        return RouteTables.Traits(
            hasTimes: spans.contains { $0 != .always }
                || model.vehicles.contains { $0.longestTime != nil || $0.timePrice > 0 },
            hasSeveralWindows: windows.contains { $0.count > 1 },
            hasCollections: model.stops.contains { $0.collect.contains { $0 > 0 } },
            hasOptionalStops: model.stops.contains { $0.price != nil },
            hasLongestDistance: model.vehicles.contains { $0.longestDistance != nil },
            hasTimeCost: model.vehicles.contains { $0.timePrice > 0 },
            hasRestrictions: serves.contains(false),
            timeIsDistance: travel.timeIsDistance, isSymmetric: travel.isSymmetric,
            hasPoints: (model.depots.map(\.place) + model.stops.map(\.place)).allSatisfy { $0.point != nil })
    }
}
