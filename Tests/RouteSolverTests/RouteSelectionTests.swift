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

    /// Good prices leave next to nothing to try: any other column costs more than its rows are worth.
    @Test(arguments: 0..<10 as Range<UInt64>)
    func `finds a choice among thousands of columns with little work`(number: UInt64) throws {
        var seed = Seed(number).stream("planted")
        let worth = (0..<60).map { _ in Double(seed.integer(in: 20...300)) }
        var columns = RouteColumns()
        var rows = (0..<60 as Range<Int32>).map(\.self)
        for name in 0..<3_000 {
            let isPlanted = name < 12
            for place in 0..<5 where !isPlanted { rows.swapAt(place, Int(seed.integer(in: Int64(place)...59))) }
            let chosen = isPlanted ? rows[(5 * name)..<(5 * name + 5)] : rows[..<5]
            let above = isPlanted ? 0 : Double(seed.integer(in: 5...60))
            columns.add(name, chosen, type: 0, cost: chosen.reduce(above) { $0 + worth[Int($1)] })
        }
        let unknown = Array(repeating: Double.infinity, count: 60)
        var choice = SetPartitioning(columns, limits: [60], prices: .init(rows: unknown, types: [0]))
        let chosen = choice.better(than: worth.reduce(50, +), work: 1_000_000)
        #expect(chosen?.sorted() == Array(0..<12))
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

    /// A good plan of a field, and what it takes to spoil it.
    private final class Field {
        let tables: RouteTables
        let neighbours: NeighbourLists
        let arena = Arena()
        let good: [(type: Int, stops: [Int32])]
        private var selection: RouteSelection
        private var search: LocalSearch

        init(_ kind: TestFields.Kind, mostStops: Int) throws {
            let model = TestFields.model(kind, 60)
            let tables = try RouteTables(model)
            self.tables = tables
            neighbours = NeighbourLists(tables, each: 100)
            good = try RouteSearch(model).run(within: .iterations(2_000)).plan.routes
                .map { (type: $0.type, stops: $0.stops.map { Int32($0 + tables.depotCount) }) }
            let ground = Ground(tables, neighbours)
            var chance = Chance(Seed(3))
            selection = RouteSelection(ground, mostStops: mostStops, &chance)
            search = LocalSearch(
                ground, try #require(ground.travel.fullDistances), routesInUse: good.count, in: arena)
        }

        /// Routes with so many stops that one can be taken out of their middle.
        var long: [Int] { good.indices.filter { good[$0].stops.count > 2 } }
        var limits: [Int] { tables.types.map { Int($0.available) } }

        /// A stop of each of some routes alone in its van, which is legal, and dearer than on the way.
        func spoiled(_ numbers: [Int]) -> [(type: Int, stops: [Int32])] {
            var routes = good
            for number in numbers { routes.append((0, [routes[number].stops.remove(at: 1)])) }
            return routes
        }

        func individual(_ routes: [(type: Int, stops: [Int32])]) -> Individual {
            search.load(routes)
            search.settle(Penalties(load: 1, warp: 1))
            return search.individual()
        }

        func remember(_ routes: [(type: Int, stops: [Int32])]) {
            _ = individual(routes)
            selection.remember(search)
        }

        /// The plan that is found near the stop that was taken out of a route.
        func found(betterThan plan: Individual, near number: Int, limits: [Int]) -> Individual? {
            selection.plan(betterThan: plan, near: Int(good[number].stops[1]), limits: limits).map { individual($0) }
        }
    }

    @Test(arguments: TestFields.Kind.allCases, [20, 200])
    func `puts a plan together from routes of two others`(kind: TestFields.Kind, mostStops: Int) throws {
        let field = try Field(kind, mostStops: mostStops)
        let (first, last, limits) = (field.long[0], field.long[field.long.count - 1], field.limits)
        let best = field.individual(field.good)
        let spoiled = [first, last].map { field.spoiled([$0]) }
        for routes in spoiled { field.remember(routes) }
        for (number, routes) in zip([first, last], spoiled) {
            let plan = field.individual(routes)
            #expect(plan.cost > best.cost)
            #expect(field.found(betterThan: plan, near: number, limits: limits)?.cost == best.cost)
        }
        #expect(field.found(betterThan: best, near: first, limits: limits) == nil)
    }

    @Test func `chooses anew only near the stop, and goes on with routes that it never met`() throws {
        let field = try Field(.plain, mostStops: 20)
        let (long, limits) = (field.long, field.limits)
        let best = field.individual(field.good)
        let plan = field.individual(field.spoiled(long))
        field.remember([field.good[long[0]]])
        let once = try #require(field.found(betterThan: plan, near: long[0], limits: limits))
        #expect(once.routes.count == plan.routes.count - 1)
        field.remember(field.good)
        let twice = try #require(field.found(betterThan: plan, near: long[0], limits: limits))
        #expect(twice.cost < once.cost && twice.cost > best.cost)
    }

    @Test func `counts the vehicles that drive elsewhere`() throws {
        let field = try Field(.fleet, mostStops: 1)
        let number = try #require(field.long.first { field.good[$0].type == 0 })
        var routes = field.good
        routes[number].type = 1
        let plan = field.individual(routes)
        field.remember(field.good)
        let used = (0..<2).map { type in routes.count { $0.type == type } }
        #expect(field.found(betterThan: plan, near: number, limits: used) == nil)
        #expect(field.found(betterThan: plan, near: number, limits: [used[0] + 1, used[1]]) != nil)
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
