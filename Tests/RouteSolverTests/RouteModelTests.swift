// SPDX-License-Identifier: Apache-2.0

import RouteSolver
import Testing

@Suite struct `Models of routes` {
    static let good = RouteModel(
        depots: [.init("north", at: .plane(x: 0, y: 0)), .init("south", at: .plane(x: 0, y: 9))],
        vehicles: [.init("van", capacity: [5, 6], distancePrice: 45, timePrice: 2_400)],
        stops: [
            .init("A", at: .plane(x: 1, y: 1), deliver: [1, 2], windows: [.init(5, 9), .init(20, 30)]),
            .init("B", at: .plane(x: 2, y: 1)),
        ], dimensions: ["grams", "litres"])

    struct Change: Sendable {
        let says: String
        let make: @Sendable (inout RouteModel) -> Void

        init(_ says: String, _ make: @escaping @Sendable (inout RouteModel) -> Void) {
            self.says = says
            self.make = make
        }
    }

    static let changes: [Change] = [
        Change("the model, units.distancePerPrice: expected a number from 1 to 1000000, not 0") {
            $0.units.distancePerPrice = 0
        },
        Change("the model, units.timePerPrice: expected a number from 1 to 1000000, not -1") {
            $0.units.timePerPrice = -1
        },
        Change("the model, units.decimals: expected a number from 0 to 9, not 10") { $0.units.decimals = 10 },
        Change("the model, units.shownDecimals: expected a number from 0 to 2, not 3") { $0.units.shownDecimals = 3 },
        Change("the model, dimensions: expected a name of its own for each") { $0.dimensions = ["grams", "grams"] },
        Change("the model, depots: expected from 1 to 1000000 of them, not 0") { $0.depots = [] },
        Change("the model, vehicles: expected from 1 to 10000 types of them, not 0") { $0.vehicles = [] },
        Change("depot 1 'south', window: expected a window that opens before it closes, not 5 to 4") {
            $0.depots[1].window = .init(5, 4)
        },
        Change("depot 0 'north', place: expected a point, as there is no matrix") { $0.depots[0].place = .init() },
        Change("vehicle 0 'van', count: expected a number from 0 to 1000000, not -1") { $0.vehicles[0].count = -1 },
        Change("vehicle 0 'van', start: expected one of the 2 depots") { $0.vehicles[0].start = 2 },
        Change("vehicle 0 'van', end: expected one of the 2 depots") { $0.vehicles[0].end = -1 },
        Change("vehicle 0 'van', capacity: expected 2 numbers, one for each dimension, not 1") {
            $0.vehicles[0].capacity = [1]
        },
        Change("vehicle 0 'van', capacity.litres: expected a number from 0 to 1000000000, not 1000000001") {
            $0.vehicles[0].capacity = [1, 1_000_000_001]
        },
        Change("vehicle 0 'van', fixedPrice: expected a number from 0 to 1000000000000, not -1") {
            $0.vehicles[0].fixedPrice = -1
        },
        Change("vehicle 0 'van', distancePrice: expected a number from 0 to 1000000000000, not -1") {
            $0.vehicles[0].distancePrice = -1
        },
        Change("vehicle 0 'van', timePrice: expected a number from 0 to 1000000000000, not 9223372036854775807") {
            $0.vehicles[0].timePrice = .max
        },
        Change("vehicle 0 'van', shift.opens: expected a number from 0 to 1000000000000, not -1") {
            $0.vehicles[0].shift = .init(-1, 4)
        },
        Change("vehicle 0 'van', shift.closes: expected a moment of at most 1000000000000, not 9223372036854775807") {
            $0.vehicles[0].shift = .init(0, .max)
        },
        Change("vehicle 0 'van', longestDistance: expected a number from 0 to 1000000000000, not -1") {
            $0.vehicles[0].longestDistance = -1
        },
        Change("vehicle 0 'van', longestTime: expected a number from 0 to 1000000000000, not -1") {
            $0.vehicles[0].longestTime = -1
        },
        Change("stop 0 'A', deliver: expected 2 numbers, one for each dimension, not 1") { $0.stops[0].deliver = [1] },
        Change("stop 1 'B', collect.grams: expected a number from 0 to 1000000000, not -1") {
            $0.stops[1].collect = [-1, 0]
        },
        Change("stop 1 'B', serviceTime: expected a number from 0 to 1000000000, not -1") {
            $0.stops[1].serviceTime = -1
        },
        Change("stop 0 'A', windows[1]: expected an opening after 9, where the last closes") {
            $0.stops[0].windows[1].opens = 9
        },
        Change("stop 0 'A', windows[0]: expected a window that opens before it closes, not 5 to 4") {
            $0.stops[0].windows[0].closes = 4
        },
        Change("stop 1 'B', price: expected a number from 0 to 1000000000000, not -1") { $0.stops[1].price = -1 },
        Change("stop 1 'B', priority: expected a number from 0 to 1000000, not -1") { $0.stops[1].priority = -1 },
        Change("stop 1 'B', place: expected coordinates from -1000000000 to 1000000000") {
            $0.stops[1].place = .plane(x: .nan, y: 0)
        },
        Change("stop 1 'B', place: expected coordinates on a plane, as others have") {
            $0.stops[1].place = .earth(latitude: 1, longitude: 1)
        },
        Change("stop 1 'B', latitude: expected degrees from -90 to 90") {
            $0.stops[1].place = .earth(latitude: 91, longitude: 1)
        },
        Change("the travel, detourPercent: expected a number from 100 to 1000, not 99") {
            $0.travel = .crow(.init(detourPercent: 99))
        },
        Change("the travel, speedDistance: expected a number from 1 to 1000000000, not 0") {
            $0.travel = .crow(.init(speedDistance: 0))
        },
        Change(
            "the travel, crow: expected distances and times of at most 1000000000; the places lie too far apart for these units"
        ) { $0.stops[1].place = .plane(x: 1e9, y: -1e9) },
        Change("the travel, distances: expected 16 numbers, not 4") {
            $0.travel = .matrix(.init(size: 4, distances: [1, 2, 3, 4], times: []))
        },
        Change("the travel, distances[0][3]: expected a number from 0 to 1000000000, not -5") {
            let zeros = Array(repeating: Int32(0), count: 16)
            $0.travel = .matrix(.init(size: 4, distances: zeros[..<3] + [-5] + zeros[4...], times: zeros))
        },
        Change("stop 1 'B', row: expected a row of the matrix, 0 to 2, not 3") {
            $0.travel = .matrix(
                .init(size: 3, distances: Array(repeating: 0, count: 9), times: Array(repeating: 0, count: 9)))
        },
        Change(
            "the model, prices: expected smaller numbers; a plan could cost more than 64 bits hold with room to spare"
        ) {
            $0.vehicles[0].distancePrice = 1_000_000_000_000
            $0.stops[1].place = .plane(x: 1e8, y: 0)
        },
    ]

    @Test func `a good one passes`() throws { try Self.good.check() }

    @Test(arguments: changes.indices)
    func `a fault is named with its place, its field and what was expected`(index: Int) {
        var model = Self.good
        Self.changes[index].make(&model)
        do {
            try model.check()
            Issue.record("nothing is wrong with \(model)")
        } catch {
            #expect(error.description == Self.changes[index].says)
        }
    }

    @Test func `a cost unit is the largest in which a metre and a second cost whole numbers`() {
        for distance in Int64(1)...12 {
            for time in Int64(1)...12 {
                var model = Self.good
                model.units = .init(distancePerPrice: distance, timePerPrice: time)
                let units = (1...).first { $0 % distance == 0 && $0 % time == 0 }
                #expect(model.costUnitsPerPrice == units)
            }
        }
        #expect(Self.good.costUnitsPerPrice == 18_000)
    }

    @Test func `a cost is shown in price units with the model's decimals, rounded half up`() {
        var model = Self.good
        model.units = .init(distancePerPrice: 2, timePerPrice: 1, decimals: 2)
        for (cost, text) in [(0, "0.00"), (1, "0.01"), (2, "0.01"), (3, "0.02"), (200, "1.00"), (155_220, "776.10")] {
            #expect(model.shown(Int64(cost)) == text)
        }
        model.units = .init(distancePerPrice: 2, timePerPrice: 1, decimals: 0)
        #expect(model.shown(7) == "4" && model.shown(0) == "0")
        model.units = .init(distancePerPrice: 1, timePerPrice: 1, decimals: 4, shownDecimals: 2)
        #expect(model.shown(5_449) == "0.54" && model.shown(5_450) == "0.55" && model.shown(123_456) == "12.35")
    }

    @Test func `scores are compared by what must be served, priority, vehicles, then cost`() {
        let numbers = [Int64(0), 1]
        var scores: [RouteScore] = []
        for musts in numbers {
            for priority in numbers {
                for vehicles in numbers {
                    for cost in numbers {
                        scores.append(
                            .init(mustsLeftOut: musts, priorityLeftOut: priority, vehicles: vehicles, cost: cost))
                    }
                }
            }
        }
        #expect(scores.shuffled().sorted() == scores)
    }
}
