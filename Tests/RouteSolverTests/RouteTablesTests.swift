// SPDX-License-Identifier: Apache-2.0

import Foundation
import Kernel
@testable import RouteSolver
import Testing

@Suite struct `Tables of routes` {
    /// Stops strewn over a square, some of them on the same spot.
    private func strewn(_ count: Int, _ travel: RouteModel.Travel, side: Int64 = 1_000) -> RouteModel {
        var seed = Seed(UInt64(count))
        func place() -> RouteModel.Place {
            .plane(x: Double(seed.integer(in: 0...side)), y: Double(seed.integer(in: 0...side)) / 4)
        }
        let stops = (0..<count).map { index in
            let opens = seed.integer(in: 0...800)
            return RouteModel.Stop(
                "S\(index)", at: place(), deliver: [1], serviceTime: seed.integer(in: 0...30),
                windows: [.init(opens, opens + seed.integer(in: 0...200))])
        }
        return RouteModel(
            depots: [.init("D", at: place()), .init("E", at: place())],
            vehicles: [.init("van", count: nil, capacity: [10], distancePrice: 2, timePrice: 1)], stops: stops,
            dimensions: ["pieces"], travel: travel, units: .init(distancePerPrice: 1, timePerPrice: 1, decimals: 0))
    }

    private func matrix(_ size: Int) -> RouteModel.TravelMatrix {
        var seed = Seed(UInt64(size) + 7)
        func numbers() -> [Int32] { (0..<(size * size)).map { _ in Int32(seed.integer(in: 0...500)) } }
        return .init(size: size, distances: numbers(), times: numbers())
    }

    @Test(arguments: RouteRounding.allCases)
    func `distances and times are the same in a full matrix and computed on the way`(rounding: RouteRounding) throws {
        for crow in [
            RouteModel.CrowFlight(rounding: rounding),
            .init(rounding: rounding, detourPercent: 137, speedDistance: 7, speedTime: 3),
        ] {
            let model = strewn(40, .crow(crow))
            let full = try RouteTables(model)
            let bare = try RouteTables(model, fullMatrixUpTo: 0)
            #expect(full.travel.fullDistances != nil && bare.travel.fullDistances == nil)
            #expect(full.traits == bare.traits && full.traits.timeIsDistance == (crow.speedTime == 1))
            for from in 0..<42 {
                for to in 0..<42 {
                    #expect(full.distance(from, to) == bare.distance(from, to))
                    #expect(full.time(from, to) == bare.time(from, to))
                    #expect(Double(full.distance(from, to)) == plain(model, from, to, crow))
                }
            }
        }
    }

    private func plain(_ model: RouteModel, _ from: Int, _ to: Int, _ crow: RouteModel.CrowFlight) -> Double {
        let places = (model.depots.map(\.place) + model.stops.map(\.place)).map(\.point)
        guard case .plane(let x, let y) = places[from], case .plane(let z, let w) = places[to] else { return -1 }
        let line = ((x - z) * (x - z) + (y - w) * (y - w)).squareRoot()
        let whole =
            switch crow.rounding {
            case .round: line.rounded()
            case .dimacs: (10 * line).rounded(.down)
            case .exact: (10_000 * line).rounded()
            }
        return (whole * Double(crow.detourPercent) / 100).rounded()
    }

    @Test func `an imported matrix is looked up by rows, expanded or not`() throws {
        let imported = matrix(20)
        var model = strewn(50, .matrix(imported))
        var seed = Seed(3)
        for index in model.depots.indices { model.depots[index].place.row = index }
        for index in model.stops.indices { model.stops[index].place.row = Int(seed.integer(in: 0...19)) }
        let rows = model.depots.indices.map(\.self) + model.stops.compactMap(\.place.row)
        for limit in [0, 4_000] {
            let tables = try RouteTables(model, fullMatrixUpTo: limit)
            #expect(!tables.traits.isSymmetric && !tables.traits.timeIsDistance)
            for from in 0..<52 {
                for to in 0..<52 {
                    #expect(tables.distance(from, to) == imported.distances[rows[from] * 20 + rows[to]])
                    #expect(tables.time(from, to) == imported.times[rows[from] * 20 + rows[to]])
                }
            }
        }
    }

    @Test func `points on the earth are as far apart as on the great circle, to a thousandth`() throws {
        var seed = Seed(11)
        for (latitude, longitude) in [(52.5, 13.4), (0, 0), (-33.9, 151.2), (64.1, -21.9), (-17.8, 179.9), (89.9, 0)] {
            func strewn() -> RouteModel.Place {
                let (up, right) = (
                    Double(seed.integer(in: -200...200)) / 100, Double(seed.integer(in: -200...200)) / 100
                )
                let east = longitude + right
                return .earth(latitude: min(90, latitude + up), longitude: east > 180 ? east - 360 : east)
            }
            let model = RouteModel(
                depots: [.init("D", at: strewn())], vehicles: [.init("van", capacity: [])],
                stops: (0..<12).map { .init("S\($0)", at: strewn()) }, dimensions: [])
            let tables = try RouteTables(model)
            let places = [model.depots[0].place] + model.stops.map(\.place)
            for from in places.indices {
                for to in places.indices {
                    let metres = greatCircle(places[from], places[to])
                    #expect(abs(Double(tables.distance(from, to)) - metres) <= 0.001 * metres + 1, "\(latitude)")
                }
            }
        }
    }

    /// By the haversine formula.
    private func greatCircle(_ from: RouteModel.Place, _ to: RouteModel.Place) -> Double {
        guard case .earth(let latitude, let longitude) = from.point, case .earth(let other, let far) = to.point else {
            return .nan
        }
        let (up, right) = (other - latitude, far - longitude)
        func sine(_ degrees: Double) -> Double { sin(degrees * .pi / 180) }
        let half =
            sine(up / 2) * sine(up / 2)
            + sine(90 - latitude) * sine(90 - other) * sine(right / 2) * sine(right / 2)
        return 2 * 6_371_008.8 * asin(half.squareRoot())
    }

    @Test func `neighbours are the nearest, by sorting all`() throws {
        for (model, limit) in [
            (strewn(60, .crow(.init())), 4_000), (strewn(60, .crow(.init())), 0),
            (strewn(50, .matrix(matrix(52))), 0),
        ] {
            let tables = try RouteTables(model, fullMatrixUpTo: limit)
            let speed = speed(tables)
            for wanted in [0, 1, 7, 59, 500] {
                let lists = NeighbourLists(tables, each: wanted)
                #expect(lists.each == min(wanted, model.stops.count - 1))
                for stop in model.stops.indices {
                    let here = tables.location(ofStop: stop)
                    let found = lists.neighbours(of: here, tables).map(Int.init)
                    let others = (2..<tables.locationCount).filter { $0 != here }
                    let sorted = others.map { (far(tables, here, $0, speed), $0) }.sorted { $0 < $1 }.map(\.1)
                    guard limit == 0, tables.traits.hasPoints, wanted == 7 || wanted == 1 else {
                        #expect(found == Array(sorted.prefix(wanted)), "\(wanted) of \(stop)")
                        continue
                    }
                    // The grid looks only around a stop, where windows may push a far one ahead.
                    #expect(Set(found).count == wanted && !found.contains(here))
                }
            }
        }
    }

    /// A hundredth of the nearness, in whole numbers: price of driving, a fifth of the waiting, all of the lateness.
    private func far(_ tables: RouteTables, _ left: Int, _ right: Int, _ speed: Double) -> Double {
        func way(_ from: Int, _ to: Int) -> Double {
            let time = Int64(tables.time(from, to))
            let leave = (
                tables.earliest[from] + Int64(tables.service[from]), tables.latest[from] + Int64(tables.service[from])
            )
            let wait = Double(max(0, tables.earliest[to] - leave.1 - time))
            let late = Double(max(0, leave.0 + time - tables.latest[to]))
            let moment = 1 + 2 * speed
            return Double(tables.distance(from, to)) * 2 + Double(time) + wait * (moment * 20 / 100)
                + late * (moment * 100 / 100)
        }
        return min(way(left, right), way(right, left))
    }

    private func speed(_ tables: RouteTables) -> Double {
        guard !tables.traits.timeIsDistance else { return 1 }
        let stops = tables.depotCount..<tables.locationCount
        let distance = stops.reduce(1.0) { $0 + Double(tables.distance(0, $1)) }
        return distance / stops.reduce(1.0) { $0 + Double(tables.time(0, $1)) }
    }

    @Test func `a grid misses no near stop where windows do not matter`() throws {
        for side in [Int64(0), 3, 1_000, 1_000_000] {
            var model = strewn(400, .crow(.init()), side: side)
            for index in model.stops.indices { model.stops[index].windows = [] }
            model.vehicles[0].timePrice = 0
            let full = try RouteTables(model)
            let bare = try RouteTables(model, fullMatrixUpTo: 0)
            let (all, grid) = (NeighbourLists(full, each: 12), NeighbourLists(bare, each: 12))
            for stop in full.depotCount..<full.locationCount {
                let distances = { (lists: NeighbourLists) in
                    lists.neighbours(of: stop, full).map { full.distance(stop, Int($0)) }
                }
                #expect(distances(all) == distances(grid))
            }
        }
    }

    @Test func `numbers stand where the tables say`() throws {
        let model = RouteModel(
            depots: [.init("N", at: .row(2), window: .init(10, 900)), .init("S", at: .row(0), window: .init(50, 700))],
            vehicles: [
                .init(
                    "van", count: 2, start: 0, end: 1, capacity: [5, 6], fixedPrice: 7, distancePrice: 8, timePrice: 9,
                    shift: .init(30, 800), longestDistance: 400, skills: ["a"], temperatures: ["cold"]),
                .init("truck", count: nil, capacity: [50, 60], shift: .init(901, 950), longestTime: 300),
            ],
            stops: [
                .init(
                    "A", at: .row(1), deliver: [1, 2], collect: [3, 4], serviceTime: 5, skills: ["a"], price: 6,
                    priority: 7),
                .init(
                    "B", at: .row(1), collect: [9, 0], windows: [.init(1, 2), .init(4, 9)], temperature: "cold",
                    priority: 2),
                .init("C", at: .row(0), deliver: [0, 1], skills: ["a", "b"]),
            ], dimensions: ["grams", "litres"],
            travel: .matrix(
                .init(size: 3, distances: [0, 1, 2, 1, 0, 3, 2, 3, 0], times: [0, 4, 5, 6, 0, 7, 8, 9, 0])))
        let tables = try RouteTables(model)
        #expect(Array(tables.delivery) == [0, 0, 0, 0, 1, 2, 0, 0, 0, 1])
        #expect(Array(tables.collection) == [0, 0, 0, 0, 3, 4, 9, 0, 0, 0])
        #expect(Array(tables.service) == [0, 0, 5, 0, 0])
        #expect(Array(tables.firstWindow) == [0, 1, 2, 3, 5, 6])
        let never = RouteLimits.never
        #expect(Array(tables.opens) == [10, 50, 0, 1, 4, 0] && Array(tables.closes) == [900, 700, never, 2, 9, never])
        #expect(Array(tables.earliest) == [10, 50, 0, 1, 0] && Array(tables.latest) == [900, 700, never, 9, never])
        #expect(Array(tables.isMust) == [false, false, false, true, true])
        #expect(Array(tables.leftOutCost) == [0, 0, 6 * 18_000, 0, 0])
        #expect(Array(tables.leftOutWeight) == [0, 0, 7, 3, 1])
        #expect(Array(tables.serves) == [true, true, true, false, false, true, true, false, false, false])
        #expect(Array(tables.capacity) == [5, 6, 50, 60])
        let types: [RouteTables.VehicleType] = [
            RouteTables.VehicleType(
                available: 2, start: 0, end: 1, routeCost: 7 * 18_000, distanceCost: 8 * 18, timeCost: 9 * 5,
                startEarliest: 30, startLatest: 800, endEarliest: 50, endLatest: 700, longestDistance: 400,
                longestTime: never),
            RouteTables.VehicleType(
                available: 0, start: 0, end: 0, routeCost: 0, distanceCost: 0, timeCost: 0, startEarliest: 901,
                startLatest: 900, endEarliest: 901, endLatest: 900, longestDistance: never, longestTime: 300),
        ]
        #expect(Array(tables.types) == types)
        #expect(tables.distance(0, 4) == 2 && tables.time(0, 4) == 8 && tables.time(2, 3) == 0)
        let traits = RouteTables.Traits(
            hasTimes: true, hasSeveralWindows: true, hasCollections: true, hasOptionalStops: true,
            hasLongestDistance: true, hasTimeCost: true, hasRestrictions: true, timeIsDistance: false,
            isSymmetric: false, hasPoints: false)
        #expect(tables.traits == traits)
    }
}
