// SPDX-License-Identifier: Apache-2.0

import Kernel
import RouteSolver
import Testing

@Suite struct `Malformed files of routes` {
    /// A sample, what is replaced in it by what, and what is said then.
    struct Case: Sendable, CustomStringConvertible {
        let sample: String
        let from: String
        let to: String
        let says: String

        init(_ sample: String, _ from: String, _ to: String, _ says: String) {
            self.sample = sample
            self.from = from
            self.to = to
            self.says = says
        }

        var description: String { says }
    }

    static let vrplib: [Case] = [
        Case(
            Samples.capacitated, "DIMENSION : 5", "DIMENSION : 99999999999999999999",
            "line 4, DIMENSION: expected a whole number from 1 to 1000000, found \"99999999999999999999\""),
        Case(
            Samples.capacitated, "DIMENSION : 5", "DIMENSION :",
            "line 4, DIMENSION: expected one word after the colon, found \"\""),
        Case(
            Samples.capacitated, "DIMENSION : 5\n", "",
            "line 21, DIMENSION: expected this part before the end of the file"),
        Case(
            Samples.capacitated, "DIMENSION : 5", "DIMENSION : 6",
            "line 12, NODE_COORD_SECTION: expected a row for each of 1 to 6; 6 is missing"),
        Case(
            Samples.capacitated, "3 6 8", "2 6 8", "line 10, NODE_COORD_SECTION: expected the number 2 once"),
        Case(
            Samples.capacitated, "3 6 8", "3 6",
            "line 10, NODE_COORD_SECTION: expected a number from 1 to 5, then 2 more, found \"3 6\""),
        Case(
            Samples.capacitated, "3 6 8", "3 6 nan",
            "line 10, NODE_COORD_SECTION: expected a number from -1000000000 to 1000000000, found \"nan\""),
        Case(
            Samples.capacitated, "3 6 8", "3 6 1e300",
            "line 10, NODE_COORD_SECTION: expected a number from -1000000000 to 1000000000, found \"1e300\""),
        Case(
            Samples.capacitated, "3 5", "3 5.5",
            "line 16, DEMAND_SECTION: expected a whole number from 0 to 1000000000, found \"5.5\""),
        Case(
            Samples.capacitated, "3 5", "3 -5",
            "line 16, DEMAND_SECTION: expected a whole number from 0 to 1000000000, found \"-5\""),
        Case(
            Samples.capacitated, "1 0\n2 4", "1 3\n2 4", "line 14, DEMAND_SECTION: expected 0 at a depot, found \"3\""),
        Case(
            Samples.capacitated, "CAPACITY : 10", "CAPACITY : 9223372036854775808",
            "line 6, CAPACITY: expected a whole number from 0 to 1000000000, found \"9223372036854775808\""),
        Case(
            Samples.capacitated, "CAPACITY : 10\n", "",
            "line 21, CAPACITY: expected this part before the end of the file"),
        Case(
            Samples.capacitated, "EUC_2D", "GEO", "line 5, EDGE_WEIGHT_TYPE: expected EUC_2D or EXPLICIT, found \"GEO\""
        ),
        Case(
            Samples.capacitated, " 1\n -1", " 9\n",
            "line 20, DEPOT_SECTION: expected a whole number from 1 to 5, found \"9\""),
        Case(Samples.capacitated, " 1\n -1", " 1 1\n", "line 20, DEPOT_SECTION: expected each depot once, found \"1\""),
        Case(Samples.capacitated, " 1\n -1", " -1\n", "line 19, DEPOT_SECTION: expected at least one depot"),
        Case(Samples.capacitated, "EOF", "DEMAND_SECTION", "line 22, DEMAND_SECTION: expected this section once"),
        Case(Samples.capacitated, "EOF", "CAPACITY : 3", "line 22, CAPACITY: expected this header once"),
        Case(
            Samples.capacitated, "NAME : sample-n5", "1 2 3",
            "line 1, header: expected a header such as DIMENSION, found \"1\""),
        Case(
            Samples.windows, "3 5 50", "3 51 50",
            "line 19, TIME_WINDOW_SECTION: expected a window that opens before it closes, found \"51 50\""),
        Case(
            Samples.windows, "SERVICE_TIME : 7", "SERVICE_TIME : 1e9",
            "line 6, SERVICE_TIME: expected a number from 0 to 100000000, found \"1e9\""),
        Case(
            Samples.fleet, "VEHICLES: 4", "VEHICLES: 5",
            "line 20, CAPACITY_SECTION: expected a row for each of 1 to 5; 5 is missing"),
        Case(
            Samples.fleet, "VEHICLES: 4\n", "",
            "line 15, VEHICLES: expected the number of vehicles, as CAPACITY_SECTION lists them"),
        Case(
            Samples.depots, "VEHICLES_DEPOT_SECTION\n1 1\n2 2\n", "",
            "line 35, VEHICLES_DEPOT_SECTION: expected this part before the end of the file"),
        Case(
            Samples.depots, "2 2\n", "2 3\n", "line 30, VEHICLES_DEPOT_SECTION: expected one of the depots, found \"3\""
        ),
        Case(Samples.depots, "24 34", "24", "line 12, EDGE_WEIGHT_SECTION: expected 6 numbers, found 5"),
        Case(
            Samples.depots, "24 34", "24 34 1", "line 12, EDGE_WEIGHT_SECTION: expected 6 numbers, here the 7th stands"),
    ]

    static let others: [Case] = [
        Case(
            Samples.solomon, "NUMBER     CAPACITY", "CAPACITY",
            "line 1, file: expected VRPLIB, Solomon's text or JSON; none of them is known by this"),
        Case(
            Samples.solomon, "  2          20", "  2",
            "line 5, VEHICLE: expected a number of vehicles and their capacity, found \"2\""),
        Case(
            Samples.solomon, "68         10         12", "68         10         700",
            "line 11, DUE DATE: expected a time after the ready time, found \"67\""),
        Case(
            Samples.solomon, "    2      45", "    3      45",
            "line 12, CUST NO.: expected a whole number from 2 to 2, found \"3\""),
        Case(
            Samples.solomon, "  30  ", "  x  ",
            "line 12, DEMAND: expected a whole number from 0 to 1000000000, found \"x\""),
        Case(Samples.json, "\"stops\": [", "\"stops\": ", "line 18, stops: expected an array"),
        Case(
            Samples.json, "\"serviceTime\": 300", "\"serviceTime\": 2.5",
            "line 19, stops[0].serviceTime: expected a whole number from 0 to 1000000000"),
        Case(
            Samples.json, "\"serviceTime\": 300", "\"servicetime\": 300",
            "line 19, stops[0].servicetime: expected no member of this name; it is not known here"),
        Case(
            Samples.json, "[50400, null]", "[50400]",
            "line 19, stops[0].windows: expected two moments, the opening and a later closing or null"),
        Case(
            Samples.json, "[50400, null]", "[100, 200]",
            "line 18, stops[0] 'S1'.windows[1]: expected an opening after 36000, where the last closes"),
        Case(
            Samples.json, "\"latitude\": 52.6, ", "", "line 21, stops[1]: expected x and y, or latitude and longitude"),
        Case(
            Samples.json, "\"latitude\": 52.6, \"longitude\": -1.5e-1", "\"x\": 1, \"y\": 2",
            "line 21, stops[1] 'S2'.place: expected latitude and longitude, as others have"),
        Case(
            Samples.json, "\"start\": \"south\"", "\"start\": \"east\"",
            "line 12, vehicles[0]: expected the name of a depot, which 'east' is not"),
        Case(
            Samples.json, "\"collect\": {\"litres\"", "\"collect\": {\"liters\"",
            "line 18, stops[0]: expected collect by the model's dimensions, which have no 'liters'"),
        Case(Samples.json, "vehicles-first", "fast", "line 5, objective: expected cost or vehicles-first"),
        Case(
            Samples.json, "\"rounding\": \"round\"", "\"rounding\": \"up\"",
            "line 6, travel.crow.rounding: expected one of round, dimacs, exact"),
        Case(
            Samples.json, "\"priority\": 2", "\"priority\": 99999999999999999999",
            "line 20, stops[0].priority: expected a whole number from 0 to 1000000"),
        Case(Samples.json, "\"name\": \"S1\"", "\"price\": 5", "line 20, stops[0].price: expected this member once"),
        Case(
            Samples.jsonMatrix, "[2, 0]", "[2, 1e12]",
            "line 2, travel.matrix: expected a number from 0 to 1000000000 at durations[1][1]"),
        Case(
            Samples.jsonMatrix, "\"row\": 0", "\"row\": 2",
            "line 3, stops[0] 'S'.row: expected a row of the matrix, 0 to 1, not 2"),
    ]

    @Test(arguments: vrplib + others)
    func `the line, the field and what was expected are said`(wrong: Case) {
        let text = wrong.sample.replacing(wrong.from, with: wrong.to, maxReplacements: 1)
        #expect(text != wrong.sample)
        do {
            let model = try RouteFile.model(Array(text.utf8))
            Issue.record("this was read: \(model)")
        } catch {
            #expect(error.description == wrong.says)
        }
    }

    @Test func `headers, sections and types that are not known are refused, with those that are`() {
        for (from, to, line) in [
            ("CAPACITY : 10", "CAPACTIY : 10", 6), ("DEPOT_SECTION", "BACKHAUL_SECTION", 19), (": CVRP", ": VRPB", 3),
        ] {
            let text = Samples.capacitated.replacing(from, with: to)
            #expect {
                try RouteFile.model(Array(text.utf8))
            } throws: { error in
                guard let fault = error as? RouteFileFault else { return false }
                return fault.line == line && fault.expected.hasPrefix("one of ")
            }
        }
    }

    @Test func `a table that is not square, or holds no number, is refused`() {
        for (text, says) in [
            ("0,1\n1,0\n2,2", "line 1, distances: expected 3 numbers, as there are 3 rows, not 2"),
            ("0,x\n1,0", "line 2, distances: expected 1 numbers, as there are 1 rows, not 2"),
            ("0,1\n1,x", "line 2, distances: expected a number from 0 to 1000000000, found \"x\""),
            ("0,1\n1,", "line 2, distances: expected a number from 0 to 1000000000, found \"\""),
            ("a,b", "line 1, distances: expected rows of numbers below the heading"),
            ("", "line 1, distances: expected a row of numbers"),
            ("0,1e10\n1,0", "line 1, distances: expected a number from 0 to 1000000000, found \"1e10\""),
        ] {
            #expect {
                try TableCSV.matrix(distances: Array(text.utf8), times: Array("0".utf8))
            } throws: { "\($0)" == says }
        }
    }

    @Test(arguments: Samples.all.indices)
    func `a file cut anywhere, or with any byte changed, is read or refused`(sample: Int) throws {
        let bytes = Array(Samples.all[sample].utf8)
        for length in 0..<bytes.count { readOrRefuse(Array(bytes.prefix(length))) }
        var seed = Seed(UInt64(sample))
        for place in bytes.indices {
            for byte in [
                UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: " "), UInt8(truncatingIfNeeded: seed.next()),
            ] {
                var changed = bytes
                changed[place] = byte
                readOrRefuse(changed)
            }
        }
    }

    @Test func `words swapped for nasty ones are read or refused`() throws {
        let nasty = [
            "9223372036854775807", "-9223372036854775808", "1e308", "-1e308", "1e-308", "1000000000", "1000001", "0",
            "-0",
            "nan", "inf", "0x7fffffff", "null", "[]", "{}", "\"", "EOF", "DEPOT_SECTION", ":", "\u{0}", "٣", "1,5",
        ]
        for sample in Samples.all {
            let words = sample.split(whereSeparator: \.isWhitespace)
            for word in words {
                for other in nasty {
                    let text = sample[..<word.startIndex] + other + sample[word.endIndex...]
                    readOrRefuse(Array(text.utf8))
                }
            }
        }
    }

    /// Whatever is read can be laid out, driven and checked.
    private func readOrRefuse(_ bytes: [UInt8]) {
        _ = try? TableCSV.matrix(distances: bytes, times: bytes)
        _ = try? TableJSON.matrix(bytes)
        guard let model = try? RouteFile.model(bytes) else { return }
        _ = try? SolutionFile.solution(bytes, of: model)
        let plan = RoutePlan([.init(model.stops.indices.reversed())])
        #expect(throws: Never.self) {
            let timetable = try RouteTimetable(model)
            let verdict = try RouteChecker(model).check(plan)
            _ = SolutionFile.text(plan, of: model, cost: verdict.cost.total).count
            if let answer = try? timetable.answer(plan) {
                #expect(try RouteChecker(model).check(answer).cost == answer.cost)
            }
        }
    }
}
