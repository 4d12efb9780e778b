// SPDX-License-Identifier: Apache-2.0

import Kernel
@testable import RouteSolver
import Testing

@Suite struct `Islands` {
    /// An island on a field, with what it stands on.
    private final class Field {
        let island: Island
        let budget: RouteBudget
        private let tables: RouteTables
        private let neighbours: NeighbourLists

        init(_ model: RouteModel, from plan: RoutePlan? = nil, iterations: Int) throws {
            tables = try RouteTables(model)
            neighbours = NeighbourLists(tables, each: 100)
            island = Island(
                Ground(tables, neighbours), try plan ?? RouteSearch(model).firstPlan(), Chance(Seed(1)))
            budget = .iterations(iterations)
        }

        func advance(_ iterations: Int) {
            island.advance(budget, iterations: iterations, islands: 1, endsWhenBetter: false)
        }

        /// Goes on until ruin and recreate has handed over.
        func advanceToHandOver() {
            while island.isRunning, island.genetic == nil, island.iterated == nil { advance(8) }
        }
    }

    @Test(arguments: TestFields.Kind.allCases)
    func `hands over the routes that it met, and chooses among them while it breeds`(kind: TestFields.Kind) throws {
        let field = try Field(TestFields.model(kind, 60), iterations: 7_000)
        field.advanceToHandOver()
        let selection = try #require(field.island.genetic?.selection)
        // Those of more than one plan.
        let routes = field.island.best.routePlan().routes.count
        #expect(selection.pool.count > routes && selection.prices.allSatisfy(\.isInfinite))
        field.advance(7_000)
        let later = try #require(field.island.genetic?.selection)
        #expect(later.pool.count > selection.pool.count && later.prices.contains(where: \.isFinite))
    }

    @Test func `judges how long routes are by its own plan, not by the first one`() throws {
        var model = TestFields.windows(410)
        model.vehicles[0].capacity = [2_000]
        for index in model.stops.indices { model.stops[index].windows = [.init(0, 9_000)] }
        let alone = RoutePlan(model.stops.indices.map { .init(type: 0, [$0]) })
        let field = try Field(model, from: alone, iterations: 2_500)
        field.advanceToHandOver()
        #expect(field.island.iterated != nil && field.island.genetic == nil)
        #expect(try #require(field.island.iterated).selection.pool.count > 20)
    }

    @Test func `breeds when small steps have found nothing better for a while`() throws {
        var model = TestFields.windows(410)
        model.vehicles[0].capacity = [2_000]
        // Nothing can be better than any plan with as few routes.
        for index in model.stops.indices {
            model.stops[index].windows = [.init(0, 90_000)]
            model.stops[index].place = model.stops[0].place
        }
        let field = try Field(model, iterations: 2_400)
        field.advanceToHandOver()
        #expect(field.island.iterated != nil)
        let met = try #require(field.island.iterated).selection.pool.count
        let begin = field.island.iterations
        while field.island.isRunning, field.island.genetic == nil { field.advance(1) }
        let steps = field.island.iterations - begin
        #expect((25...40).contains(steps) && field.island.iterated == nil)
        #expect(try #require(field.island.genetic).selection.pool.count >= met)
        field.advance(40)
        #expect(try #require(field.island.genetic).count > 1)
    }
}
