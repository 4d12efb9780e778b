// SPDX-License-Identifier: Apache-2.0

import RouteSolver
import Testing

@Suite struct `Checking routes` {
    @Test(arguments: UInt64(0)..<6)
    func `a plan is legal exactly when driving from every departure says so, and costs what that costs`(
        number: UInt64
    ) throws {
        var tiny = TinyModels(number)
        for _ in 0..<150 {
            let model = tiny.model(stops: Int(tiny.draw(1...6)))
            let plan = tiny.plan(model)
            let verdict = try RouteChecker(model).check(plan)
            let used = model.vehicles.indices.map { type in plan.routes.count { $0.type == type } }
            let fleetSuffices = zip(model.vehicles, used).allSatisfy { $1 <= $0.count ?? .max }
            let isLegal = fleetSuffices && plan.routes.allSatisfy { PlainDrive.isLegal(model, $0) }
            #expect(verdict.isLegal == isLegal, "\(plan) \(verdict.faults)")
            for (route, drive) in zip(plan.routes, verdict.drives) {
                guard let best = PlainDrive.best(model, route) else { continue }
                #expect(drive.departure == best.departure && drive.end == best.clock, "\(route)")
                #expect(drive.distance == best.distance)
                #expect(drive.visits.map(\.arrival) == best.arrivals.dropLast())
                #expect(drive.visits.map { $0.arrival + $0.waiting } == best.begins)
                #expect([drive.loadAtDeparture] + drive.visits.map(\.loadAfter) == PlainDrive.loads(model, route))
            }
            guard isLegal else { continue }
            #expect(verdict.score == score(model, plan), "\(plan)")
        }
    }

    /// In fractions of a price unit, from the sentences of the model.
    private func score(_ model: RouteModel, _ plan: RoutePlan) -> RouteScore {
        var score = RouteScore(mustsLeftOut: 0, priorityLeftOut: 0, vehicles: 0, cost: 0)
        var price = 0.0
        for route in plan.routes {
            guard let drive = PlainDrive.best(model, route) else { continue }
            let vehicle = model.vehicles[route.type]
            price += Double(vehicle.fixedPrice)
            price += Double(drive.distance * vehicle.distancePrice) / Double(model.units.distancePerPrice)
            price += Double(drive.duration * vehicle.timePrice) / Double(model.units.timePerPrice)
        }
        let visited = plan.routes.flatMap(\.stops)
        for (index, stop) in model.stops.enumerated() where !visited.contains(index) {
            price += Double(stop.price ?? 0)
            if stop.price == nil {
                score.mustsLeftOut += 1 + stop.priority
            } else {
                score.priorityLeftOut += stop.priority
            }
        }
        score.cost = Int64((price * Double(model.costUnitsPerPrice)).rounded())
        if model.objective == .vehiclesFirst { score.vehicles = Int64(plan.routes.count) }
        return score
    }

    @Test(arguments: UInt64(100)..<106)
    func `an answer says what the checker finds, and a changed number is found`(number: UInt64) throws {
        var tiny = TinyModels(number)
        var legal = 0
        for _ in 0..<150 {
            let model = tiny.model(stops: Int(tiny.draw(1...6)))
            let plan = tiny.plan(model)
            let checker = try RouteChecker(model)
            let timetable = try RouteTimetable(model)
            let isDrivable = plan.routes.allSatisfy { PlainDrive.isLegal(model, $0) }
            guard isDrivable else {
                #expect(throws: RoutePlanFault.self) { try timetable.answer(plan) }
                continue
            }
            let answer = try timetable.answer(plan)
            let verdict = checker.check(answer)
            #expect(
                verdict.faults.allSatisfy { if case .tooManyVehicles = $0 { true } else { false } }, "\(verdict.faults)"
            )
            #expect(answer.plan == plan && answer.cost == verdict.cost && answer.score == verdict.score)
            legal += 1
            for changed in changes(of: answer) where changed != answer {
                #expect(checker.check(changed).faults.contains { if case .saysOtherwise = $0 { true } else { false } })
            }
        }
        #expect(legal > 10)
    }

    private func changes(of answer: RouteAnswer) -> [RouteAnswer] {
        func changed(_ change: (inout RouteAnswer) -> Void) -> RouteAnswer {
            var copy = answer
            change(&copy)
            return copy
        }
        let last = answer.routes.count - 1
        return [
            changed { $0.cost.distance += 1 }, changed { $0.score.cost -= 1 }, changed { $0.score.mustsLeftOut += 1 },
            changed { $0.leftOut = Array($0.leftOut.dropLast()) }, changed { $0.routes[last].departure += 1 },
            changed { $0.routes[last].end -= 1 }, changed { $0.routes[last].distance += 1 },
            changed { $0.routes[last].waiting += 1 }, changed { $0.routes[last].cost.time += 1 },
            changed { $0.routes[last].loadAtDeparture[0] += 1 }, changed { $0.routes[last].visits[0].arrival += 1 },
            changed { $0.routes[last].visits[0].loadAfter[1] += 1 },
        ]
    }

    @Test func `what no route may do is named`() throws {
        let model = RouteModel(
            depots: [.init("D", at: .plane(x: 0, y: 0))],
            vehicles: [
                .init("van", capacity: [5], longestDistance: 20), .init("truck", capacity: [9], longestTime: 30),
            ],
            stops: [
                .init("near", at: .plane(x: 3, y: 4), deliver: [3], windows: [.init(0, 9)]),
                .init("far", at: .plane(x: 6, y: 8), deliver: [4], serviceTime: 11, skills: ["ovens"]),
                .init("cold", at: .plane(x: 0, y: 5), temperature: "frozen"),
            ], dimensions: ["pallets"])
        let plan = RoutePlan([
            .init(type: 0, [1, 0, 7]), .init(type: 0, [2, 0]), .init(type: 1, [1]), .init(type: 4, [1]),
        ])
        let faults = try RouteChecker(model).check(plan).faults
        #expect(
            Set(faults) == [
                .noSuchStop(route: 0, stop: 7), .overloaded(route: 0, dimension: 0, load: 7, capacity: 5),
                .late(route: 0, stop: 0, arrival: 26, closed: 9), .lacksSkill(route: 0, stop: 1, skill: "ovens"),
                .lacksTemperature(route: 1, stop: 2, temperature: "frozen"),
                .takesTooLong(route: 2, time: 31, longest: 30), .lacksSkill(route: 2, stop: 1, skill: "ovens"),
                .noSuchType(route: 3, type: 4), .tooManyVehicles(type: 0, used: 2, count: 1),
                .servedTwice(stop: 0, times: 2), .servedTwice(stop: 1, times: 2),
            ])
        let tooFar = try RouteChecker(model).check(RoutePlan([.init(type: 0, [0, 2, 1])])).faults
        #expect(tooFar.contains(.tooFar(route: 0, distance: 25, longest: 20)), "\(tooFar)")
        #expect(faults.allSatisfy { !$0.description.isEmpty })
    }
}
