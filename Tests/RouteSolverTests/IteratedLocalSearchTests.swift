// SPDX-License-Identifier: Apache-2.0

import Kernel
@testable import RouteSolver
import Testing

@Suite struct `Iterated local search` {
    /// A field with windows, its first plan, and a local search.
    private final class Field {
        let model: RouteModel
        let tables: RouteTables
        let ground: Ground
        let first: [(type: Int, stops: [Int32])]
        var search: LocalSearch
        let arena = Arena()
        var chance = Chance(Seed(4))
        private let neighbours: NeighbourLists

        init(_ model: RouteModel) throws {
            self.model = model
            let tables = try RouteTables(model)
            self.tables = tables
            neighbours = NeighbourLists(tables, each: 100)
            ground = Ground(tables, neighbours)
            first = try RouteSearch(model).firstPlan().routes
                .map { (type: $0.type, stops: $0.stops.map { Int32($0 + tables.depotCount) }) }
            search = LocalSearch(
                ground, try #require(ground.travel.fullDistances), routesInUse: first.count, in: arena)
        }

        func iterated() throws -> IteratedLocalSearch {
            let selection = RouteSelection(ground, &chance)
            return try #require(IteratedLocalSearch(ground, from: first, selection, chance, in: arena))
        }

        func plan(_ individual: Individual) -> RoutePlan {
            RoutePlan(individual.routes.map { .init(type: $0.type, $0.stops.map { Int($0) - tables.depotCount }) })
        }

        /// What a search knows of its routes.
        func known(_ search: LocalSearch) -> [[Int]] {
            (0..<search.routeCount).map { number in
                var known = [search.load[number], search.distance[number], search.warp[number], search.size[number]]
                for stop in search.listed(number).map(Int.init) {
                    known += [stop, Int(search.route[stop]), search.loadTo[stop], search.distanceTo[stop]]
                    known += [search.before[stop].warp, search.after[stop].warp]
                }
                return known
            }
        }
    }

    @Test(arguments: [6, 8]) func `finds the best plan of a small field`(stops: Int) throws {
        let field = try Field(TestFields.windows(stops))
        var all = try BestOfAll(field.model)
        var search = try field.iterated()
        for _ in 0..<1_500 { _ = search.step(20) }
        #expect(Int64(search.best.cost) == all.score().cost)
    }

    @Test func `tells of better plans only, legal and as dear as it says, and chooses among routes it met`() throws {
        let field = try Field(TestFields.windows(60))
        let checker = try RouteChecker(field.model)
        var search = try field.iterated()
        var costs = [search.best.cost]
        for _ in 0..<1_200 where search.step(10) {
            let verdict = checker.check(field.plan(search.best))
            #expect(verdict.isLegal && verdict.score.cost == Int64(search.best.cost), "\(verdict.faults)")
            costs.append(search.best.cost)
        }
        #expect(costs == costs.sorted(by: >) && Set(costs).count == costs.count && costs.count > 5)
        #expect(search.selection.pool.count > 60 && search.selection.prices.contains(where: \.isFinite))
        let best = search.best
        search.goOn(from: field.first)
        #expect(search.best.cost == costs[0])
        search.goOn(from: best.routes.map { ($0.type, Array($0.stops)) })
        #expect(search.best.cost == best.cost && !search.step(0))
    }

    @Test(arguments: 0..<10 as Range<UInt64>)
    func `takes a change back without a trace, and knows all about one that stays`(number: UInt64) throws {
        let (field, fresh) = (try Field(TestFields.windows(60)), try Field(TestFields.windows(60)))
        var (search, list) = (field.search, WorkList(locations: field.tables.locationCount))
        var chance = Chance(Seed(number))
        search.load(field.first)
        search.settle(Penalties(field.ground))
        let links = field.arena.make(Int32.self, count: 2 * search.next.count)
        search.keep(links)
        let (known, before) = (field.known(search), search.totals)
        for _ in 0..<5 {
            let then = search.moves
            let stops = Set((0..<8).map { _ in 1 + chance.below(60) })
            for stop in stops { search.takeOut(stop, &list) }
            for stop in stops { search.putIn(stop, &list, &chance) }
            search.run(&list)
            let changed = field.known(search)
            #expect(changed != known && list.next() == nil)
            let totals = search.totals
            fresh.search.load(search.individual().routes.map { ($0.type, Array($0.stops)) })
            fresh.search.settle(search.penalties)
            #expect(abs(fresh.search.totals.cost - totals.cost) < 1e-6)
            #expect(abs(fresh.search.totals.paid - totals.paid) < 1e-6)
            search.restore(links, since: then)
            #expect(field.known(search) == known && search.totals == before)
        }
        // A route that changed once only.
        let then = search.moves
        search.takeOut(1, &list)
        search.restore(links, since: then)
        #expect(field.known(search) == known && search.totals == before)
    }

    @Test func `serves many stops with windows on long routes`() throws {
        func suits(_ model: RouteModel, _ routes: Int) throws -> Bool {
            let field = try Field(model)
            return withExtendedLifetime(field) { IteratedLocalSearch.suits(field.ground, routes: routes) }
        }
        #expect(try suits(TestFields.windows(401), 20))
        #expect(try !suits(TestFields.windows(401), 21))
        #expect(try !suits(TestFields.windows(400), 2))
        #expect(try !suits(TestFields.plain(401), 2))
    }

    @Test(arguments: [1, 2])
    func `takes part in a search, which stays the same for the same seed`(threads: Int) throws {
        var model = TestFields.windows(410)
        model.vehicles[0].capacity = [2_000]
        for index in model.stops.indices { model.stops[index].windows = [.init(0, 9_000)] }
        let search = try RouteSearch(model)
        #expect(search.firstPlan().routes.count <= 20)
        let one = try search.run(within: .iterations(2_500), seed: 1, threads: threads)
        let other = try search.run(within: .iterations(2_500), seed: 1, threads: threads)
        #expect(one == other && one.answer.isFeasible)
    }

    @Test(arguments: 0..<20 as Range<UInt64>)
    func `a child keeps what its parents have, but for stops that it lacks`(number: UInt64) throws {
        let field = try Field(TestFields.windows(60))
        var chance = Chance(Seed(number))
        let parents = (0..<2).map { _ in
            var search = field.search
            search.load(field.first)
            search.settle(Penalties(field.ground))
            var list = WorkList(locations: field.tables.locationCount)
            for stop in 1...20 { search.takeOut(stop, &list) }
            for stop in 1...20 { search.putIn(stop, &list, &chance) }
            return search.individual()
        }
        let routes = parents.map { $0.routes.map { Array($0.stops) } }
        let exchange = SelectiveRouteExchange(
            parents[0], parents[1], most: 3, locations: field.tables.locationCount, &chance)
        for keepsChosen in [true, false] {
            let child = exchange.child(keepsChosen: keepsChosen)
            let visited = child.routes.flatMap(\.stops) + child.unvisited
            #expect(visited.sorted() == (1...60).map(Int32.init))
            #expect(child.routes.dropFirst(child.changed).allSatisfy { routes[0].contains($0.stops) })
            for (_, stops) in child.routes.prefix(child.changed) {
                #expect((routes[0] + routes[1]).contains { $0.filter(stops.contains) == stops } && !stops.isEmpty)
            }
        }
    }
}
