// SPDX-License-Identifier: Apache-2.0

import Kernel
import RouteSolver
import Testing

@Suite struct `Route search` {
    @Test(arguments: 1...5, 0..<8 as Range<UInt64>)
    func `finds the best plan of a tiny model with every feature`(stops: Int, number: UInt64) throws {
        var tiny = TinyModels(number &* 31 &+ UInt64(stops))
        let model = tiny.model(stops: stops)
        var all = try BestOfAll(model)
        let solution = try RouteSearch(model).run(within: .iterations(3_000), seed: number)
        #expect(solution.answer.score == all.score(), "\(model)")
    }

    @Test(arguments: 0..<2 as Range<UInt64>)
    func `finds the best plan of eight stops`(number: UInt64) throws {
        var tiny = TinyModels(number &+ 7_000)
        let model = tiny.model(stops: 8)
        var all = try BestOfAll(model)
        let solution = try RouteSearch(model).run(within: .iterations(20_000), seed: number)
        #expect(solution.answer.score == all.score(), "\(model)")
    }

    @Test(arguments: TestFields.Kind.allCases, [6, 8])
    func `breeds the best plan of a small field`(kind: TestFields.Kind, stops: Int) throws {
        for objective in RouteModel.Objective.allCases {
            var model = TestFields.model(kind, stops)
            model.objective = objective
            var all = try BestOfAll(model)
            let solution = try RouteSearch(model).run(within: .iterations(3_000), seed: UInt64(stops))
            #expect(solution.answer.score == all.score())
        }
    }

    @Test func `does not care in which order the stops are told`() throws {
        var model = TestFields.windows(40)
        let search = try RouteSearch(model)
        let plan = try search.run(within: .iterations(1_000)).plan
        let names = plan.routes.map { $0.stops.map { model.stops[$0].name } }
        model.stops.reverse()
        let turned = try RouteSearch(model).run(within: .iterations(1_000)).plan
        #expect(Set(turned.routes.map { $0.stops.map { model.stops[$0].name } }) == Set(names))
    }

    @Test(arguments: 0..<20 as Range<UInt64>)
    func `never answers with an illegal plan, however much a model asks for`(number: UInt64) throws {
        var tiny = TinyModels(number &+ 90_000)
        var model = tiny.model(stops: 12 + Int(number))
        // More vehicles of each type, so that there is something to choose from.
        for type in model.vehicles.indices { model.vehicles[type].count = model.vehicles[type].count.map { $0 * 3 } }
        let checker = try RouteChecker(model)
        let search = try RouteSearch(model)
        let first = search.firstPlan()
        #expect(checker.check(first).isLegal)
        var scores = [checker.check(first).score]
        let solution = try search.run(within: .iterations(600), seed: number) { plan, progress in
            let verdict = checker.check(plan)
            #expect(verdict.isLegal, "\(verdict.faults)")
            #expect(verdict.score == progress.score)
            #expect(progress.isFeasible == (verdict.score.mustsLeftOut == 0))
            #expect(progress.routes == plan.routes.count)
            scores.append(progress.score)
        }
        #expect(scores == scores.sorted(by: >) && Set(scores.dropFirst()).count == scores.count - 1)
        #expect(solution.answer.score <= scores[scores.count - 1])
        #expect(checker.check(solution.answer).isLegal)
        #expect(solution.plan == solution.answer.plan)
    }

    @Test(arguments: [1, 2])
    func `gives the same answer for the same seed and iterations`(threads: Int) throws {
        for (number, model) in TestFields.Kind.allCases.map({ TestFields.model($0, 60) }).enumerated() {
            let search = try RouteSearch(model)
            let one = try search.run(within: .iterations(3_000), seed: UInt64(number), threads: threads)
            let other = try search.run(within: .iterations(3_000), seed: UInt64(number), threads: threads)
            #expect(one == other)
            #expect(one.iterations >= 3_000)
        }
    }

    @Test func `ends at once when the budget is used, with the plan it was given or better`() throws {
        let model = TestFields.windows(80)
        let search = try RouteSearch(model)
        let found = try search.run(within: .iterations(2_000))
        let again = try search.run(within: .init { _ in 1 }, from: found.plan)
        #expect(again.answer.score == found.answer.score)
        let none = try search.run(within: .init { _ in 1 })
        #expect(none.answer.isFeasible)
    }

    @Test func `gives up the routes of a start that break a rule`() throws {
        let model = TestFields.plain(30)
        let start = RoutePlan([
            .init(type: 0, Array(model.stops.indices)), .init(type: 9, [3]), .init(type: 0, [1, 1]),
        ])
        let solution = try RouteSearch(model).run(within: .iterations(100), from: start)
        #expect(solution.answer.isFeasible)
    }

    @Test func `has an answer where there is nothing to do`() throws {
        var model = TestFields.plain(0)
        #expect(try RouteSearch(model).run(within: .iterations(10)).answer.routes.isEmpty)
        model = TestFields.plain(3)
        model.vehicles[0].count = 0
        let solution = try RouteSearch(model).run(within: .iterations(10))
        #expect(solution.answer.leftOut.count == 3)
        model.vehicles[0].count = nil
        model.stops = [model.stops[0]]
        #expect(try RouteSearch(model).run(within: .iterations(10)).answer.routes.count == 1)
    }
}

/// Fields of stops drawn from a seed, as the published sets have them.
enum TestFields {
    enum Kind: CaseIterable { case plain, windows, fleet }

    static func model(_ kind: Kind, _ count: Int) -> RouteModel {
        switch kind {
        case .plain: plain(count)
        case .windows: windows(count)
        case .fleet: fleet(count)
        }
    }

    static func plain(_ count: Int) -> RouteModel {
        var seed = Seed(5).stream("plain field")
        return RouteModel(
            depots: [.init("D", at: .plane(x: 500, y: 500))],
            vehicles: [.init("van", count: nil, capacity: [100], distancePrice: 1)],
            stops: (0..<count).map { stop($0, &seed) }, dimensions: ["boxes"],
            units: .init(distancePerPrice: 1, timePerPrice: 1, decimals: 0))
    }

    static func windows(_ count: Int) -> RouteModel {
        var model = plain(count)
        var seed = Seed(6).stream("window field")
        for index in model.stops.indices {
            let opens = seed.integer(in: 700...4_000)
            model.stops[index].windows = [.init(opens, opens + 900)]
            model.stops[index].serviceTime = 30
        }
        return model
    }

    static func fleet(_ count: Int) -> RouteModel {
        var model = plain(count)
        model.vehicles = [
            .init("small", count: nil, capacity: [60], fixedPrice: 300, distancePrice: 2),
            .init("large", count: 2, capacity: [200], fixedPrice: 700, distancePrice: 3),
        ]
        return model
    }

    private static func stop(_ number: Int, _ seed: inout Seed) -> RouteModel.Stop {
        .init(
            "S\(number)", at: .plane(x: Double(seed.integer(in: 0...1_000)), y: Double(seed.integer(in: 0...1_000))),
            deliver: [seed.integer(in: 1...20)])
    }
}
