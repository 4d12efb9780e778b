// SPDX-License-Identifier: Apache-2.0

/// Judges a plan or an answer from the definition of the model, in the plainest code that does.
///
/// It shares nothing with what makes plans and answers: it reads the model, not the tables, drives each route from
/// every departure that could be the best one, and adds up. A route of `n` stops with `w` windows takes `n * w` steps;
/// nothing is remembered between routes.
public struct RouteChecker: Sendable {
    private let model: RouteModel
    private let ways: PlainWays

    public init(_ model: RouteModel) throws(RouteModelFault) {
        try model.check()
        self.model = model
        ways = PlainWays(model)
    }

    /// What a plan costs and every rule that it breaks. Without faults it is legal; it is feasible if, moreover, its
    /// score leaves out nothing that must be served.
    public func check(_ plan: RoutePlan) -> RouteVerdict {
        var verdict = RouteVerdict()
        var used = Array(repeating: 0, count: model.vehicles.count)
        var visits = Array(repeating: 0, count: model.stops.count)
        for (number, route) in plan.routes.enumerated() where !route.stops.isEmpty {
            guard model.vehicles.indices.contains(route.type) else {
                verdict.faults.append(.noSuchType(route: number, type: route.type))
                continue
            }
            used[route.type] += 1
            let known = route.stops.filter(model.stops.indices.contains)
            for stop in route.stops where !model.stops.indices.contains(stop) {
                verdict.faults.append(.noSuchStop(route: number, stop: stop))
            }
            for stop in known { visits[stop] += 1 }
            let drive = self.drive(RoutePlan.Route(type: route.type, known), number)
            verdict.drives.append(drive)
            verdict.faults += drive.faults
            verdict.cost += drive.cost
        }
        for (type, vehicle) in model.vehicles.enumerated() {
            if let count = vehicle.count, used[type] > count {
                verdict.faults.append(.tooManyVehicles(type: type, used: used[type], count: count))
            }
        }
        for stop in model.stops.indices where visits[stop] > 1 {
            verdict.faults.append(.servedTwice(stop: stop, times: visits[stop]))
        }
        judgeLeftOut(model.stops.indices.filter { visits[$0] == 0 }, &verdict)
        if model.objective == .vehiclesFirst { verdict.score.vehicles = Int64(used.reduce(0, +)) }
        verdict.score.cost = verdict.cost.total
        return verdict
    }

    private func judgeLeftOut(_ leftOut: [Int], _ verdict: inout RouteVerdict) {
        for stop in leftOut {
            if let price = model.stops[stop].price {
                verdict.cost.leftOut += price * model.costUnitsPerPrice
                verdict.score.priorityLeftOut += model.stops[stop].priority
            } else {
                verdict.score.mustsLeftOut += 1 + model.stops[stop].priority
            }
        }
        verdict.leftOut = leftOut
    }

    /// A plan's verdict, and a fault for each number of the answer that is not what the plan amounts to.
    public func check(_ answer: RouteAnswer) -> RouteVerdict {
        var verdict = check(answer.plan)
        for (number, (route, drive)) in zip(answer.routes, verdict.drives).enumerated() {
            for field in drive.differences(from: route) {
                verdict.faults.append(.saysOtherwise(route: number, field: field))
            }
        }
        if answer.routes.count != verdict.drives.count {
            verdict.faults.append(.saysOtherwise(route: nil, field: "routes"))
        }
        if answer.cost != verdict.cost { verdict.faults.append(.saysOtherwise(route: nil, field: "cost")) }
        if answer.score != verdict.score { verdict.faults.append(.saysOtherwise(route: nil, field: "score")) }
        if answer.leftOut.map(\.stop) != verdict.leftOut {
            verdict.faults.append(.saysOtherwise(route: nil, field: "leftOut"))
        }
        return verdict
    }

    private func drive(_ route: RoutePlan.Route, _ number: Int) -> RouteVerdict.Drive {
        let vehicle = model.vehicles[route.type]
        let window = leaving(vehicle)
        var drive = self.drive(route, number, from: window.opens)
        for departure in departures(route) {
            let other = self.drive(route, number, from: departure)
            if isBetter(other, than: drive) { drive = other }
        }
        if window.opens > window.closes { drive.faults.append(.noTimeToLeave(route: number)) }
        load(route, number, &drive)
        for stop in route.stops {
            let needs = model.stops[stop]
            for skill in needs.skills.subtracting(vehicle.skills).sorted() {
                drive.faults.append(.lacksSkill(route: number, stop: stop, skill: skill))
            }
            if let temperature = needs.temperature, !vehicle.temperatures.contains(temperature) {
                drive.faults.append(.lacksTemperature(route: number, stop: stop, temperature: temperature))
            }
        }
        if let longest = vehicle.longestDistance, drive.distance > longest {
            drive.faults.append(.tooFar(route: number, distance: drive.distance, longest: longest))
        }
        if let longest = vehicle.longestTime, drive.end - drive.departure > longest {
            drive.faults.append(.takesTooLong(route: number, time: drive.end - drive.departure, longest: longest))
        }
        let units = model.costUnitsPerPrice
        drive.cost = RouteCost(
            vehicles: vehicle.fixedPrice * units,
            distance: drive.distance * vehicle.distancePrice * (units / model.units.distancePerPrice),
            time: (drive.end - drive.departure) * vehicle.timePrice * (units / model.units.timePerPrice))
        return drive
    }

    private func isBetter(_ one: RouteVerdict.Drive, than other: RouteVerdict.Drive) -> Bool {
        (one.lateBy, one.end - one.departure, one.departure)
            < (other.lateBy, other.end - other.departure, other.departure)
    }

    private func leaving(_ vehicle: RouteModel.Vehicle) -> RouteModel.TimeWindow {
        both(model.depots[vehicle.start].window, vehicle.shift)
    }

    private func both(_ one: RouteModel.TimeWindow, _ other: RouteModel.TimeWindow) -> RouteModel.TimeWindow {
        .init(max(one.opens, other.opens), min(one.closes, other.closes))
    }

    /// Every departure that could take least time: the first, the last, and each from which the vehicle, if it never waited,
    /// would come to some place in the moment it opens or closes. Between two of those nothing changes but the
    /// waiting, which only shrinks, or nothing at all.
    private func departures(_ route: RoutePlan.Route) -> Set<Int64> {
        let vehicle = model.vehicles[route.type]
        let window = leaving(vehicle)
        var departures: Set = [window.opens, window.closes]
        var onTheWay: Int64 = 0
        var here = vehicle.start
        for stop in route.stops {
            onTheWay += ways.time(here, ways.place(ofStop: stop))
            for moment in model.stops[stop].windows.flatMap({ [$0.opens, $0.closes] }) {
                departures.insert(moment - onTheWay)
            }
            onTheWay += model.stops[stop].serviceTime
            here = ways.place(ofStop: stop)
        }
        onTheWay += ways.time(here, vehicle.end)
        let end = both(model.depots[vehicle.end].window, vehicle.shift)
        departures.formUnion([end.opens - onTheWay, end.closes - onTheWay])
        return departures.filter { window.opens <= $0 && $0 <= window.closes }
    }

    private func drive(_ route: RoutePlan.Route, _ number: Int, from departure: Int64) -> RouteVerdict.Drive {
        let vehicle = model.vehicles[route.type]
        var drive = RouteVerdict.Drive(type: route.type, departure: departure, end: departure)
        var here = vehicle.start
        for stop in route.stops {
            let there = ways.place(ofStop: stop)
            let arrival = drive.end + ways.time(here, there)
            drive.distance += ways.distance(here, there)
            let windows = model.stops[stop].windows
            let window = windows.first { arrival <= $0.closes }
            let begin = max(arrival, window?.opens ?? arrival)
            if let last = windows.last, window == nil {
                drive.lateBy += arrival - last.closes
                drive.faults.append(.late(route: number, stop: stop, arrival: arrival, closed: last.closes))
            }
            drive.end = begin + model.stops[stop].serviceTime
            drive.waiting += begin - arrival
            drive.visits.append(
                .init(stop: stop, arrival: arrival, waiting: begin - arrival, departure: drive.end, loadAfter: []))
            here = there
        }
        let end = both(model.depots[vehicle.end].window, vehicle.shift)
        let arrival = drive.end + ways.time(here, vehicle.end)
        drive.distance += ways.distance(here, vehicle.end)
        drive.end = max(arrival, end.opens)
        drive.waiting += drive.end - arrival
        if drive.end > end.closes {
            drive.lateBy += drive.end - end.closes
            drive.faults.append(.late(route: number, stop: nil, arrival: drive.end, closed: end.closes))
        }
        return drive
    }

    private func load(_ route: RoutePlan.Route, _ number: Int, _ drive: inout RouteVerdict.Drive) {
        for (dimension, most) in model.vehicles[route.type].capacity.enumerated() {
            func amount(_ amounts: [Int64]) -> Int64 { amounts.isEmpty ? 0 : amounts[dimension] }
            var load = route.stops.reduce(0) { $0 + amount(model.stops[$1].deliver) }
            drive.loadAtDeparture.append(load)
            var heaviest = load
            for (place, stop) in route.stops.enumerated() {
                load = load - amount(model.stops[stop].deliver) + amount(model.stops[stop].collect)
                drive.visits[place].loadAfter.append(load)
                heaviest = max(heaviest, load)
            }
            if heaviest > most {
                drive.faults.append(.overloaded(route: number, dimension: dimension, load: heaviest, capacity: most))
            }
        }
    }
}
