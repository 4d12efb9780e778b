// SPDX-License-Identifier: Apache-2.0

import Kernel
@testable import RouteSolver
import Testing

@Suite struct `Selection of routes` {
    /// Columns drawn from a seed, and the cheapest choice among them by trying all.
    private struct Drawn {
        var columns = RouteColumns()
        let rowCount: Int
        let limits: [Int]
        /// Rows that stand for one of those that were drawn.
        let width: Int
        private let masks: [Int]

        init(_ number: UInt64, width: Int = 1) {
            var seed = Seed(number).stream("columns")
            self.width = width
            rowCount = Int(seed.integer(in: 2...9))
            limits = [Int(seed.integer(in: 1...3)), 9]
            var masks: [Int] = []
            for name in 0..<seed.integer(in: 1...40) {
                let mask = Int(seed.integer(in: 1...(1 << Int64(rowCount)) - 1))
                let rows = (0..<Int32(rowCount * width)).filter { mask >> (Int($0) / width) & 1 == 1 }
                let cost = Double(seed.integer(in: 10...60) + 20 * Int64(rows.count / width))
                columns.add(Int(name) + 100, rows, type: Int32(seed.integer(in: 0...1)), cost: cost)
                masks.append(mask)
            }
            self.masks = masks
        }

        func cheapest(_ from: Int = 0, covered: Int = 0, used: [Int] = [0, 0]) -> Double? {
            guard zip(used, limits).allSatisfy(<=) else { return nil }
            if covered == (1 << rowCount) - 1 { return 0 }
            return masks.indices[from...].compactMap { column in
                guard masks[column] & covered == 0 else { return nil }
                var used = used
                used[Int(columns.types[column])] += 1
                return cheapest(column + 1, covered: covered | masks[column], used: used)
                    .map { $0 + columns.costs[column] }
            }.min()
        }

        func choice(_ prices: RouteColumns.Prices? = nil) -> SetPartitioning {
            let unknown = Array(repeating: Double.infinity, count: rowCount * width)
            return SetPartitioning(columns, limits: limits, prices: prices ?? .init(rows: unknown, types: [0, 0]))
        }

        func judged(_ chosen: [Int]) -> (cost: Double, isLegal: Bool) {
            let rows = chosen.flatMap { columns.rows[columns[$0]] }.sorted()
            let used = [0, 1].map { type in chosen.count { Int(columns.types[$0]) == type } }
            return (
                chosen.reduce(0) { $0 + columns.costs[$1] },
                rows == (0..<Int32(rowCount * width)).map(\.self) && zip(used, limits).allSatisfy(<=)
            )
        }
    }

    @Test(arguments: 0..<200 as Range<UInt64>, [1, 15])
    func `finds the cheapest columns that cover every row once, whatever it begins from`(number: UInt64, width: Int) {
        let drawn = Drawn(number, width: width)
        let cheapest = drawn.cheapest()
        var seed = Seed(number).stream("prices")
        let rows = (0..<(drawn.rowCount * width)).map { _ in Double(seed.integer(in: -40...200)) / Double(width) }
        let types = [0, -Double(seed.integer(in: 0...50))]
        for begin in [nil, RouteColumns.Prices(rows: rows, types: types)] {
            for spare in [1.0, 7, 1_000] {
                var choice = drawn.choice(begin)
                let chosen = choice.better(than: (cheapest ?? 500) + spare, work: 10_000_000)
                #expect(chosen.map { drawn.judged($0).cost } == cheapest)
                #expect(chosen.map { drawn.judged($0).isLegal } ?? true)
            }
            guard let cheapest else { continue }
            var choice = drawn.choice(begin)
            #expect(choice.better(than: cheapest, work: 10_000_000) == nil)
        }
    }

    @Test(arguments: 0..<100 as Range<UInt64>)
    func `answers with a legal choice or none when its work is used up`(number: UInt64) {
        let drawn = Drawn(number)
        for work in [0, 20, 100] {
            var choice = drawn.choice()
            guard let chosen = choice.better(than: 500, work: work) else { continue }
            let judged = drawn.judged(chosen)
            #expect(judged.isLegal && judged.cost < 500 && work > 0)
        }
    }

    /// Good prices leave next to nothing to try: the cheapest choice of 60 rows costs a little less than any other column
    /// would have it.
    @Test(arguments: 0..<10 as Range<UInt64>)
    func `finds a choice among thousands of columns with little work`(number: UInt64) throws {
        var seed = Seed(number).stream("planted")
        var columns = RouteColumns()
        var rows = (0..<60 as Range<Int32>).map(\.self)
        for first in stride(from: 0, to: 60, by: 5) { columns.add(first, rows[first..<first + 5], type: 0, cost: 500) }
        for name in 60..<3_000 {
            for place in 0..<5 { rows.swapAt(place, Int(seed.integer(in: Int64(place)...59))) }
            columns.add(name, rows[..<5], type: 0, cost: 505 + Double(seed.integer(in: 0...60)))
        }
        let unknown = Array(repeating: Double.infinity, count: 60)
        var choice = SetPartitioning(columns, limits: [60], prices: .init(rows: unknown, types: [0]))
        #expect(choice.better(than: 6_050, work: 100_000)?.sorted() == Array(0..<12))
    }

    @Test func `of too many columns those stay that cost least above their rows' prices`() {
        var columns = RouteColumns()
        columns.add(7, [0, 1], type: 0, cost: 30)
        columns.add(8, [1], type: 1, cost: 12)
        columns.add(9, [0], type: 0, cost: 5)
        let prices = RouteColumns.Prices(rows: [10, 15], types: [0, -4])
        #expect((0..<3).map { columns.surplus($0, prices) } == [5, 1, -5])
        #expect(columns.cheapest(4, at: prices).names == [7, 8, 9])
        let few = columns.cheapest(3, at: prices)
        #expect(few.names == [9, 8] && few.rows == [0, 1] && few.costs == [5, 12] && few.types == [0, 1])
    }

    /// One plan is spoiled in its first routes, the other in its last ones; the good halves are put together.
    @Test(arguments: TestFields.Kind.allCases, [20, 200])
    func `puts a plan together from routes of two others`(kind: TestFields.Kind, mostStops: Int) throws {
        let model = TestFields.model(kind, 60)
        let tables = try RouteTables(model)
        let neighbours = NeighbourLists(tables, each: 100)
        let good = try RouteSearch(model).run(within: .iterations(2_000)).plan.routes
            .map { (type: $0.type, stops: $0.stops.map { Int32($0 + tables.depotCount) }) }
        try withExtendedLifetime((tables, neighbours)) {
            let (ground, arena) = (Ground(tables, neighbours), Arena())
            let ways = try #require(ground.travel.fullDistances)
            var chance = Chance(Seed(3))
            var search = LocalSearch(ground, ways, routesInUse: good.count, in: arena)
            var selection = RouteSelection(ground, mostStops: mostStops, &chance)
            func individual(_ routes: [(type: Int, stops: [Int32])]) -> Individual {
                search.load(routes)
                search.settle(Penalties(load: 1, warp: 1))
                selection.remember(search)
                return search.individual()
            }
            // A stop alone in its van is legal, and dearer than on the way.
            func spoiled(_ number: Int) -> (plan: Individual, stop: Int) {
                var routes = good
                let stop = routes[number].stops.remove(at: 1)
                routes.append((0, [stop]))
                return (individual(routes), Int(stop))
            }
            let long = good.indices.filter { good[$0].stops.count > 2 }
            let (first, last) = (long[0], long[long.count - 1])
            let limits = model.vehicles.map { $0.count.map { Int($0) } ?? 99 }
            for (plan, stop) in [spoiled(first), spoiled(last), spoiled(first)].dropFirst() {
                let found = selection.plan(betterThan: plan, near: stop, limits: limits)
                let better = try #require(found)
                #expect(Set(better.map(\.stops)) == Set(good.map(\.stops)))
                #expect(individual(better).cost < plan.cost)
            }
            let best = individual(good)
            let found = selection.plan(betterThan: best, near: 5, limits: limits)
            #expect(found == nil)
        }
    }

    @Test func `a pool keeps the cheapest way round of a set of stops, for each type`() {
        var chance = Chance(Seed(1))
        var pool = RoutePool(locations: 9, mostStops: 100, &chance)
        pool.add([1, 2, 3], type: 0, cost: 30)
        pool.add([4, 5], type: 0, cost: 20)
        pool.add([2, 1, 3], type: 0, cost: 25)
        pool.add([3, 2, 1], type: 0, cost: 26)
        pool.add([1, 2, 3], type: 1, cost: 40)
        #expect(pool.count == 3)
        #expect(pool.route(0) == (0, [2, 1, 3]) && pool.route(1) == (0, [4, 5]) && pool.route(2) == (1, [1, 2, 3]))
        let columns = pool.columns([-1, 0, 1, 2, 3, -1, 4, 5, 6])
        #expect(columns.names == [0, 2] && columns.costs == [25, 40] && columns.types == [0, 1])
        #expect(columns.rows == [1, 0, 2, 0, 1, 2] && columns[1] == 3..<6)
    }

    @Test func `a full pool forgets its older half`() {
        var chance = Chance(Seed(2))
        var pool = RoutePool(locations: 40, mostStops: 20, &chance)
        for stop in 1...13 { pool.add([Int32(stop), Int32(stop + 20)], type: 0, cost: Double(stop)) }
        #expect(pool.count == 8)
        #expect((0..<8).map { pool.route($0).stops[0] } == Array(6...13))
        // What was forgotten may come back, and what was kept is still known.
        pool.add([21, 1], type: 0, cost: 1)
        pool.add([26, 6], type: 0, cost: 5)
        #expect(pool.count == 9)
        #expect(pool.route(8) == (0, [21, 1]) && pool.route(0) == (0, [26, 6]))
    }
}
