// SPDX-License-Identifier: Apache-2.0

/// Finds out why a stop is not served: first what holds for every plan, then what holds for this one.
struct LeftOutReasons {
    private let timetable: RouteTimetable
    private let routes: [RouteAnswer.Route]
    /// Vehicles of each type that are still in.
    private let idle: [Int]

    init(_ timetable: RouteTimetable, _ routes: [RouteAnswer.Route]) {
        self.timetable = timetable
        self.routes = routes
        var idle = timetable.tables.types.map { Int($0.available) }
        for route in routes { idle[route.type] -= 1 }
        self.idle = idle
    }

    func reason(for stop: Int) -> LeftOutReason {
        let suitable = timetable.model.vehicles.indices.filter { timetable.suits($0, stop) }
        if suitable.isEmpty { return unsuitable(stop) }
        switch alone(stop, suitable) {
        case .failure(let reason): return reason.reason
        case .success(let cheapestAlone): return inThisPlan(stop, cheapestAlone)
        }
    }

    private func unsuitable(_ stop: Int) -> LeftOutReason {
        let (vehicles, stop) = (timetable.model.vehicles, timetable.model.stops[stop])
        if let skill = stop.skills.sorted().first(where: { skill in !vehicles.contains { $0.skills.contains(skill) } })
        {
            return .noVehicleHas(skill: skill)
        }
        if let temperature = stop.temperature, !vehicles.contains(where: { $0.temperatures.contains(temperature) }) {
            return .noVehicleKeeps(temperature: temperature)
        }
        return .noVehicleHasAll
    }

    /// The cost of a route of its own for each type that could drive one, or why none could.
    private func alone(_ stop: Int, _ suitable: [Int]) -> Result<[(type: Int, cost: Int64)], ReasonFound> {
        var costs: [(type: Int, cost: Int64)] = []
        var least: LeftOutReason?
        for type in suitable {
            do {
                costs.append((type, try timetable.route(.init(type: type, [stop])).cost.total))
            } catch {
                let found = Self.aloneReason(error)
                if least.map({ Self.gap(found) < Self.gap($0) }) ?? true { least = found }
            }
        }
        guard costs.isEmpty else { return .success(costs) }
        return .failure(ReasonFound(reason: least ?? .noVehicle))
    }

    private struct ReasonFound: Error { let reason: LeftOutReason }

    private static func aloneReason(_ fault: RoutePlanFault) -> LeftOutReason {
        switch fault {
        case .overloaded(_, _, let dimension, let by): .tooLargeForEveryVehicle(dimension: dimension, by: by)
        case .late(_, _, let by): .lateEvenAlone(by: by)
        case .tooFar(_, let by): .tooFarEvenAlone(by: by)
        case .takesTooLong(_, let by): .takesTooLongEvenAlone(by: by)
        case .noSuchType, .noSuchStop, .notByThisVehicle: .noVehicle
        }
    }

    /// What fails later has come further; of the same kind, the smaller gap is nearer.
    private static func gap(_ reason: LeftOutReason) -> (Int, Int64) {
        switch reason {
        case .takesTooLongEvenAlone(let by): (0, by)
        case .tooFarEvenAlone(let by): (1, by)
        case .lateEvenAlone(let by): (2, by)
        case .tooLargeForEveryVehicle(_, let by): (3, by)
        default: (4, 0)
        }
    }

    /// The cheapest way to serve it after all, or what stands in the way where that would be cheapest.
    private func inThisPlan(_ stop: Int, _ alone: [(type: Int, cost: Int64)]) -> LeftOutReason {
        var cheapest = alone.filter { idle[$0.type] > 0 }.map(\.cost).min()
        var blocked: Blocked?
        for number in routes.indices {
            let old = routes[number].cost.total
            for place in 0...routes[number].visits.count {
                let longer = lengthened(number, by: stop, at: place)
                do {
                    let extra = try timetable.route(longer).cost.total - old
                    cheapest = min(cheapest ?? extra, extra)
                } catch {
                    let found = (roughExtra(number, stop, place), number, Self.obstacle(error))
                    if blocked.map({ Self.isNearer(found, than: $0) }) ?? true { blocked = found }
                }
            }
        }
        if let cheapest { return possible(stop, cheapest) }
        guard let blocked else { return .noVehicle }
        return .inTheWay(blocked.obstacle, route: blocked.route, extra: blocked.extra)
    }

    private typealias Blocked = (extra: Int64, route: Int, obstacle: LeftOutReason.Obstacle)

    /// Cheaper, or as cheap with less of the same in the way.
    private static func isNearer(_ one: Blocked, than other: Blocked) -> Bool {
        guard one.extra == other.extra else { return one.extra < other.extra }
        switch (one.obstacle, other.obstacle) {
        case (.late(let by), .late(let least)), (.tooFar(let by), .tooFar(let least)),
            (.takesTooLong(let by), .takesTooLong(let least)):
            return by < least
        case (.late, _), (.tooFar, _), (.takesTooLong, _), (.full, _), (.unsuitable, _): return false
        }
    }

    private func possible(_ stop: Int, _ extra: Int64) -> LeftOutReason {
        let location = timetable.tables.location(ofStop: stop)
        let price = timetable.tables.leftOutCost[location]
        let mayStayOut = !timetable.tables.isMust[location] && timetable.tables.leftOutWeight[location] == 0
        return mayStayOut && extra >= price ? .dearerThanItsPrice(extra: extra, price: price) : .notYet(extra: extra)
    }

    private func lengthened(_ number: Int, by stop: Int, at place: Int) -> RoutePlan.Route {
        var stops = routes[number].visits.map(\.stop)
        stops.insert(stop, at: place)
        return RoutePlan.Route(type: routes[number].type, stops)
    }

    /// What driving there and serving it would add if nothing stood in the way, waiting aside.
    private func roughExtra(_ number: Int, _ stop: Int, _ place: Int) -> Int64 {
        let (tables, route) = (timetable.tables, routes[number])
        let type = tables.types[route.type]
        let before = place == 0 ? Int(type.start) : tables.location(ofStop: route.visits[place - 1].stop)
        let isLast = place == route.visits.count
        let after = isLast ? Int(type.end) : tables.location(ofStop: route.visits[place].stop)
        let here = tables.location(ofStop: stop)
        func detour(_ way: (Int, Int) -> Int32) -> Int64 {
            Int64(way(before, here)) + Int64(way(here, after)) - Int64(way(before, after))
        }
        return detour(tables.distance) * type.distanceCost
            + (detour(tables.time) + Int64(tables.service[here])) * type.timeCost
    }

    private static func obstacle(_ fault: RoutePlanFault) -> LeftOutReason.Obstacle {
        switch fault {
        case .overloaded(_, _, let dimension, let by): .full(dimension: dimension, by: by)
        case .late(_, _, let by): .late(by: by)
        case .tooFar(_, let by): .tooFar(by: by)
        case .takesTooLong(_, let by): .takesTooLong(by: by)
        case .noSuchType, .noSuchStop, .notByThisVehicle: .unsuitable
        }
    }
}
