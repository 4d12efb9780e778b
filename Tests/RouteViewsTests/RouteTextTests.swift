// SPDX-License-Identifier: Apache-2.0

import Foundation
import Kernel
import RouteSolver
import Testing

@testable import RouteViews

@Suite struct `An answer of routes as text` {
    /// A solution of two routes under `dimacs`, in which 123 is written as 12.3.
    private func published() throws -> (RouteModel, RouteAnswer) {
        let text = """
            TYPE : CVRPTW\nDIMENSION : 4\nCAPACITY : 10\nSERVICE_TIME : 5\nEDGE_WEIGHT_TYPE : EUC_2D
            NODE_COORD_SECTION\n1 0 0\n2 3 4\n3 1 1\n4 0 2\nDEMAND_SECTION\n1 0\n2 4\n3 5\n4 6
            TIME_WINDOW_SECTION\n1 0 100\n2 10 20\n3 5 50\n4 0 90\nDEPOT_SECTION\n1\n-1\nEOF
            """
        let model = try RouteFile.model(Array(text.utf8))
        return (model, try RouteTimetable(model).answer(RoutePlan([.init([0, 1]), .init([2])])))
    }

    private func object(_ text: String) throws -> [String: Any] {
        #expect(text.hasSuffix("}\n") && text.count { $0 == "\n" } == 1)
        return try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    }

    @Test func `JSON has costs, distances and times as the set publishes them`() throws {
        let (model, answer) = try published()
        let run = RouteAnswerJSON.Run(
            cpuSeconds: 1.25, seconds: 2, firstFeasibleSeconds: 0.001, iterations: 7, seed: .max)
        let json = try object(RouteAnswerJSON(model, answer).text(run, gap: 0.5))
        // 5.0 and 3.6 and 1.4; 2.0 twice: each line cut to one decimal.
        #expect(json["cost"] as? Double == 14.0)
        #expect(json["feasible"] as? Bool == true && json["gap_percent"] as? Double == 0.5)
        #expect(json["cpu_seconds"] as? Double == 1.25 && json["iterations"] as? Int == 7)
        #expect((json["seed"] as? NSNumber)?.uint64Value == .max)
        #expect((json["unassigned"] as? [Any])?.isEmpty == true)
        let routes = try #require(json["routes"] as? [[String: Any]])
        #expect(routes.map { $0["cost"] as? Double } == [10.0, 4.0])
        #expect(routes.map { $0["departure"] as? Double } == [5.0, 0.0])
        let stops = try #require(routes[0]["stops"] as? [[String: Any]])
        #expect(stops.map { $0["place"] as? Int } == [1, 2] && stops.map { $0["stop"] as? String } == ["1", "2"])
        #expect(stops.map { $0["arrival"] as? Double } == [10.0, 18.6])
        #expect(stops.map { $0["departure"] as? Double } == [15.0, 23.6])
        #expect(stops.map { $0["waiting"] as? Double } == [0.0, 0.0])
        #expect(stops.map { $0["load"] as? [Int] } == [[5], [0]] && routes[0]["load"] as? [Int] == [9])
    }

    @Test func `JSON says why a stop is left out, and that the answer is not feasible`() throws {
        let model = Drawn.model()
        let answer = try Drawn.answer(model)
        let json = try object(RouteAnswerJSON(model, answer).text(nil))
        #expect(json["feasible"] as? Bool == false && json["seed"] == nil)
        let unassigned = try #require(json["unassigned"] as? [[String: Any]])
        #expect(unassigned.map { $0["stop"] as? String } == ["S4 <&>"] && unassigned[0]["place"] as? Int == 4)
        #expect(unassigned[0]["reason"] as? String == "not-yet")
        let costs = try #require(json["costs"] as? [String: Double])
        let total = try #require(json["cost"] as? Double)
        #expect(abs(costs.values.reduce(0, +) - total) < 0.03)
    }

    @Test func `a sheet has a line for each route, and only the columns that say something`() throws {
        let (model, answer) = try published()
        let sheet = RouteSheet(model, answer).text
        #expect(sheet.hasPrefix("cost 14.0\n  2 routes, 3 stops, distance 14.0\n"))
        let lines = sheet.split(separator: "\n").map { $0.split(separator: " ").map(String.init) }
        #expect(lines.contains(["1", "2", "90", "%", "10.0", "5.0", "25.0", "0.0", "1", "2"]))
        #expect(!sheet.contains("vehicle") && !sheet.contains("Not served"))
        let drawn = Drawn.model()
        let told = RouteSheet(drawn, try Drawn.answer(drawn)).text
        #expect(told.contains("vehicle") && told.contains("Not served:\n  S4 <&>: ") && told.contains("NOT FEASIBLE"))
        #expect(RouteSheet(drawn, try Drawn.nothing(drawn)).text.contains("0 routes, 0 stops"))
    }

    @Test func `every reason has a word of its own and a sentence`() {
        let model = Drawn.model()
        let obstacles: [LeftOutReason.Obstacle] = [
            .full(dimension: 1, by: 3), .late(by: 3), .tooFar(by: 3), .takesTooLong(by: 3), .unsuitable,
        ]
        let reasons: [LeftOutReason] = [
            .noVehicleHas(skill: "tail-lift"), .noVehicleKeeps(temperature: "frozen"), .noVehicleHasAll,
            .tooLargeForEveryVehicle(dimension: 0, by: 2), .lateEvenAlone(by: 1), .tooFarEvenAlone(by: 1),
            .takesTooLongEvenAlone(by: 1), .dearerThanItsPrice(extra: 5, price: 4), .notYet(extra: 5), .noVehicle,
        ]
        let inTheWay = obstacles.map { LeftOutReason.inTheWay($0, route: 2, extra: 9) }
        let words = reasons.map { LeftOutWords($0, model) }
        #expect(Set(words.map(\.code)).count == reasons.count)
        #expect(Set((words + inTheWay.map { LeftOutWords($0, model) }).map(\.sentence)).count == reasons.count + 5)
        #expect(words[3].sentence == "too large for every vehicle, by 2 pallets")
        #expect(LeftOutWords(inTheWay[0], model).sentence.hasSuffix("the vehicle holds 3 kilograms too little"))
    }

    @Test func `a verdict names routes from one and stops by name`() throws {
        let model = Drawn.model(stops: 5)
        let verdict = try RouteChecker(model).check(RoutePlan([.init([0, 1, 2, 3]), .init([3])]))
        let text = RouteVerdictText(model, verdict).text
        #expect(text.contains("route 1 carries 8 pallets, its vehicle holds 6"))
        #expect(text.contains("stop S4 <&> is served 2 times"))
        let json = try object(RouteVerdictText(model, verdict).json)
        #expect(json["feasible"] as? Bool == false && (json["faults"] as? [String])?.count == verdict.faults.count)
    }

    @Test func `decimals are those of the general formatter`() {
        for value in [0, 0.05, 0.15, 1, -1.25, 99.995, 123_456.789, -0.0004] {
            for digits in 0...6 {
                let scaled = (value * pow(10, Double(digits))).rounded() / pow(10, Double(digits))
                let general = String(format: "%.\(digits)f", scaled == 0 ? 0 : scaled)
                #expect(Decimals.text(value, digits: digits) == general)
            }
        }
        #expect(Decimals.text(.nan, digits: 2) == "0" && Decimals.text(.infinity, digits: 2) == "0")
    }
}

@Suite struct `GeoJSON of routes` {
    private func features(_ model: RouteModel, _ answer: RouteAnswer) throws -> [[String: Any]] {
        let text = try RouteGeoJSON(model, answer).text
        let json = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
        #expect(json["type"] as? String == "FeatureCollection")
        return try #require(json["features"] as? [[String: Any]])
    }

    private func kinds(_ features: [[String: Any]]) -> [String] {
        features.compactMap { ($0["properties"] as? [String: Any])?["kind"] as? String }
    }

    @Test func `has a line for each route from depot to depot, and a point for each place, longitude first`() throws {
        let model = Drawn.model(earth: true, stops: 8)
        let answer = try Drawn.answer(model)
        let features = try features(model, answer)
        let kinds = kinds(features)
        #expect(kinds.count { $0 == "route" } == 3 && kinds.count { $0 == "depot" } == 1)
        #expect(kinds.count { $0 == "stop" } == 7 && kinds.count { $0 == "left-out" } == 1)
        let line = try #require((features[0]["geometry"] as? [String: Any])?["coordinates"] as? [[Double]])
        #expect(line.count == 5 && line.first == line.last)
        #expect(line[0] == [13.0, 52.0] && line[1] == [13.05, 52.1])
        let point = try #require(
            features.first { (($0["properties"] as? [String: Any])?["name"] as? String) == "S1 <&>" })
        let properties = try #require(point["properties"] as? [String: Any])
        let visit = answer.routes[0].visits[0]
        #expect(properties["arrival"] as? Int64 == visit.arrival && properties["position"] as? Int == 1)
        #expect(properties["load"] as? [Int64] == visit.loadAfter)
    }

    @Test func `cuts a line where the day changes`() throws {
        var model = Drawn.model(earth: true)
        model.depots[0].place = .earth(latitude: 0, longitude: 179)
        model.stops[0].place = .earth(latitude: 1, longitude: -179)
        model.stops[1].place = .earth(latitude: 2, longitude: -178)
        model.stops[2].place = .earth(latitude: 3, longitude: 179)
        let geometry = try #require(try features(model, Drawn.answer(model))[0]["geometry"] as? [String: Any])
        #expect(geometry["type"] as? String == "MultiLineString")
        let lines = try #require(geometry["coordinates"] as? [[[Double]]])
        #expect(lines.map(\.count) == [2, 4, 3])
        #expect(lines[0][1] == [180, 0.5] && lines[1][0] == [-180, 0.5])
        for line in lines {
            for (one, other) in zip(line, line.dropFirst()) { #expect(abs(one[0] - other[0]) < 180) }
        }
    }

    @Test func `is refused for what is not on the earth`() throws {
        #expect(throws: RouteViewFault.notOnEarth(place: "D<1>")) { try RouteGeoJSON.check(Drawn.model()) }
        var model = Drawn.model(earth: true)
        model.stops[1].place = .row(2)
        #expect(throws: RouteViewFault.nowhere(place: "S2 <&>")) { try RouteGeoJSON.check(model) }
    }

    @Test func `of nothing has only the depots and what is left out`() throws {
        let model = Drawn.model(earth: true)
        #expect(kinds(try features(model, Drawn.nothing(model))) == ["depot"] + Array(repeating: "left-out", count: 4))
    }
}
