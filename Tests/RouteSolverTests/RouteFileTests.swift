// SPDX-License-Identifier: Apache-2.0

import Kernel
import RouteSolver
import Testing

@Suite struct `Files of routes` {
    private func read(_ text: String, _ rounding: RouteRounding? = nil) throws -> RouteModel {
        try RouteFile.model(Array(text.utf8), rounding: rounding)
    }

    @Test func `a capacitated file becomes a model, whatever ends its lines`() throws {
        let model = try read(Samples.capacitated)
        #expect(try read(Samples.capacitated.replacing("\n", with: "\r\n")) == model)
        #expect(try read(Samples.capacitated.replacing("\n", with: "\t\n\n")) == model)
        #expect(
            model
                == RouteModel(
                    name: "sample-n5", depots: [.init("0", at: .plane(x: 0, y: 0))],
                    vehicles: [.init("vehicle", count: nil, capacity: [10], distancePrice: 1)],
                    stops: [
                        .init("1", at: .plane(x: 3, y: 4), deliver: [4]),
                        .init("2", at: .plane(x: 6, y: 8), deliver: [5]),
                        .init("3", at: .plane(x: 0, y: 10), deliver: [6]),
                        .init("4", at: .plane(x: 1.5, y: 2.5), deliver: [1]),
                    ], dimensions: ["load"], units: .init(distancePerPrice: 1, timePerPrice: 1, decimals: 0)))
    }

    @Test func `times, and prices with them, are scaled by the rounding`() throws {
        for (rounding, scale, decimals) in [(RouteRounding.dimacs, Int64(10), 1), (.round, 1, 0), (.exact, 10_000, 4)] {
            let model = try read(Samples.windows, rounding)
            #expect(model.units.decimals == decimals && model.costUnitsPerPrice == 1)
            #expect(model.depots[0].window == .init(0, 100 * scale) && model.vehicles[0].count == 2)
            #expect(model.stops.map(\.windows) == [[.init(10 * scale, 20 * scale)], [.init(5 * scale, 50 * scale)]])
            #expect(model.stops.map(\.serviceTime) == [7 * scale, 7 * scale])
            #expect(try read(Samples.fleet, rounding).vehicles.map(\.fixedPrice) == [500, 300, 300].map { $0 * scale })
            #expect(try read(Samples.fleet, rounding).vehicles.map(\.distancePrice) == [100, 83, 84])
            #expect(try read(Samples.depots, rounding).stops.map(\.price) == [55 * scale, nil])
        }
        #expect(try read(Samples.windows) == read(Samples.windows, .dimacs))
        #expect(try read(Samples.solomon) == read(Samples.solomon, .dimacs))
        #expect(try read(Samples.fleet) == read(Samples.fleet, .exact))
        #expect(try read(Samples.capacitated) == read(Samples.capacitated, .round))
    }

    @Test func `alike vehicles of a fleet make a type`() throws {
        let model = try read(Samples.fleet, .round)
        #expect(
            model.vehicles == [
                .init("type 1", count: 2, capacity: [10], fixedPrice: 500, distancePrice: 100),
                .init("type 2", count: 1, capacity: [6], fixedPrice: 300, distancePrice: 83),
                .init("type 3", count: 1, capacity: [6], fixedPrice: 300, distancePrice: 84),
            ])
        #expect(model.units.decimals == 2)
    }

    @Test func `several depots, explicit distances, prizes and limits`() throws {
        let model = try read(Samples.depots)
        let limits = (Int64(90), Int64(70), Int64(80))
        #expect(
            model.vehicles == [
                .init(
                    "type 1", start: 0, capacity: [9], distancePrice: 1, longestDistance: limits.1,
                    longestTime: limits.0),
                .init(
                    "type 2", start: 1, capacity: [9], distancePrice: 1, longestDistance: limits.2,
                    longestTime: limits.0),
            ])
        #expect(model.stops.map(\.price) == [55, nil] && model.stops.map(\.serviceTime) == [8, 9])
        let cells: [Int32] = [0, 12, 13, 14, 12, 0, 23, 24, 13, 23, 0, 34, 14, 24, 34, 0]
        #expect(model.travel == .matrix(.init(size: 4, distances: cells, times: cells)))
    }

    @Test(arguments: [
        ("FULL_MATRIX", "0 12 13 14 12 0 23 24 13 23 0 34 14 24 34 0"), ("UPPER_ROW", "12 13 14 23 24 34"),
        ("LOWER_COL", "12 13 14 23 24 34"), ("UPPER_COL", "12 13 23 14 24 34"),
        ("UPPER_DIAG_ROW", "0 12 13 14 0 23 24 0 34 0"), ("LOWER_DIAG_ROW", "0 12 0 13 23 0 14 24 34 0"),
    ])
    func `all ways to write the same distances are read alike`(format: String, numbers: String) throws {
        let text = Samples.depots.replacing("LOWER_ROW", with: format)
            .replacing("12\n13 23 14\n24 34", with: numbers)
        #expect(try read(text) == read(Samples.depots))
    }

    @Test func `a depot anywhere is put first`() throws {
        let text = Samples.depots.replacing("DEPOT_SECTION\n1\n2\n-1", with: "DEPOT_SECTION\n4\n2\n-1")
            .replacing("1 1\n2 2", with: "1 4\n2 2").replacing("3 4\n4 5", with: "3 4\n4 0")
            .replacing("3 8\n4 9", with: "3 8\n4 0")
        let model = try read(text)
        #expect(model.depots.map(\.name) == ["1", "3"] && model.stops.map(\.name) == ["0", "2"])
        #expect(model.vehicles.map(\.start) == [1, 0])
        guard case .matrix(let matrix) = model.travel else { return #expect(Bool(false)) }
        #expect(matrix.distances == [0, 24, 12, 23, 24, 0, 14, 34, 12, 14, 0, 13, 23, 34, 13, 0])
    }

    @Test func `Solomon's text becomes a model`() throws {
        let model = try read(Samples.solomon, .round)
        #expect(
            model
                == RouteModel(
                    name: "S3", depots: [.init("0", at: .plane(x: 40, y: 50), window: .init(0, 100))],
                    vehicles: [.init("vehicle", count: 2, capacity: [20], distancePrice: 1)],
                    stops: [
                        .init(
                            "1", at: .plane(x: 45, y: 68), deliver: [10], serviceTime: 90, windows: [.init(12, 67)]),
                        .init(
                            "2", at: .plane(x: 45, y: 70), deliver: [30], serviceTime: 90, windows: [.init(25, 70)]),
                    ], dimensions: ["load"], units: .init(distancePerPrice: 1, timePerPrice: 1, decimals: 0)))
    }

    @Test func `our own format holds the whole model`() throws {
        let model = try read(Samples.json)
        #expect(
            model
                == RouteModel(
                    name: "sample day",
                    depots: [
                        .init("north", at: .earth(latitude: 52.52, longitude: 13.405), window: .init(21_600, 79_200)),
                        .init("south", at: .earth(latitude: 52.4, longitude: 13.1)),
                    ],
                    vehicles: [
                        .init(
                            "van", count: 3, start: 1, end: 0, capacity: [800_000, 4_000], fixedPrice: 9_000,
                            distancePrice: 45, timePrice: 2_400, shift: .init(25_200, 61_200), longestDistance: 200_000,
                            longestTime: 32_400, skills: ["tail-lift"], temperatures: ["chilled"]),
                        .init("truck", count: nil, capacity: [9_000_000, 0]),
                    ],
                    stops: [
                        .init(
                            "S1", at: .earth(latitude: 52.5, longitude: 13.4), deliver: [120_000, 0], collect: [0, 30],
                            serviceTime: 300, windows: [.init(28_800, 36_000), .init(50_400, RouteLimits.never)],
                            skills: ["tail-lift"], temperature: "chilled", price: 5_000, priority: 2),
                        .init(
                            "S2", at: .earth(latitude: 52.6, longitude: -0.15), deliver: [0, 0], collect: [0, 0]),
                    ], dimensions: ["grams", "litres"],
                    travel: .crow(.init(detourPercent: 130, speedDistance: 10, speedTime: 1)),
                    units: .init(), objective: .vehiclesFirst))
        let table = try read(Samples.jsonMatrix)
        #expect(table.travel == .matrix(.init(size: 2, distances: [0, 10, 11, 0], times: [0, 1, 2, 0])))
        #expect(table.depots[0].place == .init(.plane(x: 1, y: 2), row: 1) && table.stops[0].place == .row(0))
    }

    /// A price in yen has no decimals, one in dinars three.
    @Test(arguments: [(0, "10"), (1, "1.0"), (3, "0.010"), (9, "0.000000010")])
    func `a price has as many decimals as the file says`(decimals: Int, cost: String) throws {
        let model = try read(
            """
            {"units":{"distancePerPrice":1,"decimals":\(decimals)},"travel":{"crow":{}},"depots":[{"x":0,"y":0}],
             "vehicles":[{"distancePrice":1}],"stops":[{"x":3,"y":4}]}
            """)
        #expect(model.shown(10 * model.costUnitsPerPrice) == cost)
    }

    @Test(arguments: [
        "0,1.5,3\n4,0,5\n6,7,0", "0;1.5;3\n4;0;5\n6;7;0\n", "0\t1.5\t3\n4\t0\t5\n6\t7\t0", "0 1.5 3\n4 0 5\n6 7 0",
        "a,b,c\n0,1.5,3\n4,0,5\n6,7,0", "\"\",\"a\",\"b\",\"c\"\n\"a\",0,1.5,3\n\"b\",4,0,5\n\"c\",6,7,0",
        "\u{feff}from;a;b;c\r\na;0;1.5;3\r\nb;4;0;5\r\nc;6;7;0\r\n",
    ])
    func `a table in rows is read with and without headings`(text: String) throws {
        let times = Array("0 1 1\n1 0 1\n1 1 0".utf8)
        let matrix = try TableCSV.matrix(distances: Array(text.utf8), times: times)
        #expect(matrix == .init(size: 3, distances: [0, 2, 3, 4, 0, 5, 6, 7, 0], times: [0, 1, 1, 1, 0, 1, 1, 1, 0]))
    }

    @Test func `a table of a routing service is read, and what it lacks is named`() throws {
        let table =
            #"{"code":"Ok","durations":[[0,2.5],[3.4,0]],"distances":[[0,9],[8,0]],"destinations":[{"hint":""}]}"#
        #expect(
            try TableJSON.matrix(Array(table.utf8)) == .init(size: 2, distances: [0, 9, 8, 0], times: [0, 3, 3, 0]))
        for (from, to, expected) in [
            ("3.4", "null", "a number from 0 to 1000000000 at durations[1][0]"),
            ("\"Ok\"", "\"NoRoute\"", "the code Ok of OSRM"),
            ("distances", "metres", "both distances and durations; distances are missing"),
            ("[8,0]", "[8]", "2 distances in row 1, not 1"), (",[8,0]", "", "1 distances in row 0, not 2"),
            (",[3.4,0]", "", "2 rows of durations, not 1"),
        ] {
            #expect {
                try TableJSON.matrix(Array(table.replacing(from, with: to).utf8))
            } throws: { ($0 as? RouteFileFault)?.expected == expected }
        }
    }

    @Test func `a solution is written as it is published and read back`() throws {
        let model = try read(Samples.capacitated)
        let plan = RoutePlan([.init([0, 1]), .init([]), .init([3, 2])])
        let text = SolutionFile.text(plan, of: model, cost: 41)
        #expect(text == "Route #1: 1 2\nRoute #2: 4 3\nCost 41\n")
        let read = try SolutionFile.solution(Array(text.utf8), of: model)
        #expect(read == .init(plan: RoutePlan([.init([0, 1]), .init([3, 2])]), cost: "41"))
        let other = "Instance name : x\r\nAuthors : y\r\nRoute  1 : 1 2\r\nRoute  2 : 4 3\r\nCost: 41"
        #expect(try SolutionFile.solution(Array(other.utf8), of: model) == read)
    }

    @Test func `a fleet's solution has a line for each vehicle`() throws {
        let model = try read(Samples.fleet, .round)
        let plan = RoutePlan([.init(type: 2, [2]), .init(type: 0, [0, 1])])
        let text = SolutionFile.text(plan, of: model, cost: 123_456)
        #expect(text == "Route #1: 1 2\nRoute #2:\nRoute #3:\nRoute #4: 3\nCost 1234.56\n")
        let read = try SolutionFile.solution(Array(text.utf8), of: model)
        #expect(read.plan == RoutePlan([.init(type: 0, [0, 1]), .init(type: 2, [2])]))
        #expect(throws: RouteFileFault.self) { try SolutionFile.solution(Array("Route #5: 1".utf8), of: model) }
    }
}
