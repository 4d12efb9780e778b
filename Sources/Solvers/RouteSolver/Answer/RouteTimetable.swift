// SPDX-License-Identifier: Apache-2.0

/// Works out a plan's times, loads and costs: what an answer says beyond the plan.
public struct RouteTimetable: Sendable {
    let tables: RouteTables
    let model: RouteModel

    public init(_ model: RouteModel) throws(RouteModelFault) { self.init(model, try RouteTables(model)) }

    package init(_ model: RouteModel, _ tables: RouteTables) {
        self.model = model
        self.tables = tables
    }

    /// The answer that a plan amounts to, with the reason for each stop that it leaves out. Routes without stops are
    /// dropped: their vehicles stay in.
    ///
    /// Cost: for each stop left out, up to one drive through each route for each place in it.
    public func answer(_ plan: RoutePlan) throws(RoutePlanFault) -> RouteAnswer {
        var routes: [RouteAnswer.Route] = []
        for (number, route) in plan.routes.enumerated() where !route.stops.isEmpty {
            routes.append(try self.route(route, number))
        }
        let leftOut = plan.leftOut(of: tables.stopCount)
        let cost = cost(routes, leftOut)
        let reasons = LeftOutReasons(self, routes)
        return RouteAnswer(
            routes: routes, leftOut: leftOut.map { .init(stop: $0, reason: reasons.reason(for: $0)) }, cost: cost,
            score: score(routes.count, leftOut, cost))
    }

    private func cost(_ routes: [RouteAnswer.Route], _ leftOut: [Int]) -> RouteCost {
        var cost = RouteCost()
        for route in routes { cost += route.cost }
        for stop in leftOut { cost.leftOut += tables.leftOutCost[tables.location(ofStop: stop)] }
        return cost
    }

    private func score(_ vehicles: Int, _ leftOut: [Int], _ cost: RouteCost) -> RouteScore {
        var score = RouteScore(
            mustsLeftOut: 0, priorityLeftOut: 0, vehicles: tables.objective == .vehiclesFirst ? Int64(vehicles) : 0,
            cost: cost.total)
        for location in leftOut.map(tables.location(ofStop:)) {
            if tables.isMust[location] {
                score.mustsLeftOut += tables.leftOutWeight[location]
            } else {
                score.priorityLeftOut += tables.leftOutWeight[location]
            }
        }
        return score
    }

    /// One route's times, loads and cost.
    ///
    /// - Parameter number: which route it is, for the fault.
    func route(_ route: RoutePlan.Route, _ number: Int = 0) throws(RoutePlanFault) -> RouteAnswer.Route {
        try checkIndices(route, number)
        let loads = try loads(route, number)
        let type = tables.types[route.type]
        let departure = try departure(route, number)
        var timed = RouteAnswer.Route(
            type: route.type, departure: departure, loadAtDeparture: loads[0], visits: [], end: departure, distance: 0,
            waiting: 0, cost: RouteCost())
        var here = Int(type.start)
        for (place, stop) in route.stops.enumerated() {
            let location = tables.location(ofStop: stop)
            let arrival = timed.end + Int64(tables.time(here, location))
            let waiting = (windows(location).first { arrival <= $0.closes }?.opens ?? arrival) - arrival
            timed.end = arrival + max(0, waiting) + Int64(tables.service[location])
            timed.distance += Int64(tables.distance(here, location))
            timed.waiting += max(0, waiting)
            timed.visits.append(
                .init(
                    stop: stop, arrival: arrival, waiting: max(0, waiting), departure: timed.end,
                    loadAfter: loads[place + 1]))
            here = location
        }
        let arrival = timed.end + Int64(tables.time(here, Int(type.end)))
        timed.end = max(arrival, type.endEarliest)
        timed.waiting += timed.end - arrival
        timed.distance += Int64(tables.distance(here, Int(type.end)))
        guard timed.distance <= type.longestDistance else {
            throw .tooFar(route: number, by: timed.distance - type.longestDistance)
        }
        timed.cost = RouteCost(
            vehicles: type.routeCost, distance: timed.distance * type.distanceCost,
            time: timed.duration * type.timeCost)
        return timed
    }

    private func checkIndices(_ route: RoutePlan.Route, _ number: Int) throws(RoutePlanFault) {
        guard (0..<tables.typeCount).contains(route.type) else { throw .noSuchType(route: number) }
        for stop in route.stops {
            guard (0..<tables.stopCount).contains(stop) else { throw .noSuchStop(route: number, stop: stop) }
            guard suits(route.type, stop) else { throw .notByThisVehicle(route: number, stop: stop) }
        }
    }

    /// Skills and temperature; amounts are another matter.
    func suits(_ type: Int, _ stop: Int) -> Bool {
        let (vehicle, stop) = (model.vehicles[type], model.stops[stop])
        return stop.skills.isSubset(of: vehicle.skills) && stop.temperature.map(vehicle.temperatures.contains) ?? true
    }

    /// What is on board when the depot is left, then after each stop.
    private func loads(_ route: RoutePlan.Route, _ number: Int) throws(RoutePlanFault) -> [[Int64]] {
        var load = Array(repeating: Int64(0), count: tables.dimensionCount)
        for stop in route.stops { for d in load.indices { load[d] += delivery(stop, d) } }
        var loads = [load]
        for stop in route.stops {
            for d in load.indices { load[d] += collection(stop, d) - delivery(stop, d) }
            loads.append(load)
        }
        for (place, load) in loads.enumerated() {
            for d in load.indices {
                let excess = load[d] - capacity(route.type, d)
                guard excess <= 0 else {
                    let stop = place == 0 ? nil : route.stops[place - 1]
                    throw .overloaded(route: number, stop: stop, dimension: d, by: excess)
                }
            }
        }
        return loads
    }

    private func departure(_ route: RoutePlan.Route, _ number: Int) throws(RoutePlanFault) -> Int64 {
        let type = tables.types[route.type]
        guard type.startEarliest <= type.startLatest else {
            throw .late(route: number, stop: nil, by: type.startEarliest - type.startLatest)
        }
        var profile = DepartureProfile(leaving: .init(type.startEarliest, type.startLatest))
        var here = Int(type.start)
        for stop in route.stops {
            let location = tables.location(ofStop: stop)
            profile.advance(
                travel: Int64(tables.time(here, location)), windows: windows(location),
                service: Int64(tables.service[location]))
            guard !profile.pieces.isEmpty else { throw .late(route: number, stop: stop, by: profile.lateness) }
            here = location
        }
        let end = RouteModel.TimeWindow(type.endEarliest, type.endLatest)
        profile.advance(travel: Int64(tables.time(here, Int(type.end))), windows: CollectionOfOne(end), service: 0)
        guard let best = profile.best else { throw .late(route: number, stop: nil, by: profile.lateness) }
        guard best.duration <= type.longestTime else {
            throw .takesTooLong(route: number, by: best.duration - type.longestTime)
        }
        return best.departure
    }

    func windows(_ location: Int) -> [RouteModel.TimeWindow] {
        (Int(tables.firstWindow[location])..<Int(tables.firstWindow[location + 1]))
            .map { .init(tables.opens[$0], tables.closes[$0]) }
    }

    func delivery(_ stop: Int, _ dimension: Int) -> Int64 {
        Int64(tables.delivery[tables.location(ofStop: stop) * tables.dimensionCount + dimension])
    }

    func collection(_ stop: Int, _ dimension: Int) -> Int64 {
        Int64(tables.collection[tables.location(ofStop: stop) * tables.dimensionCount + dimension])
    }

    func capacity(_ type: Int, _ dimension: Int) -> Int64 {
        Int64(tables.capacity[type * tables.dimensionCount + dimension])
    }
}
