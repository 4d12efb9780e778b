// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Foundation
import RouteSolver
import RouteViews
import TestEngines
import Testing

@testable import nightshift

@Suite struct `Solving routes from a file` {
    private let place: TemporaryPlace

    init() throws { place = try TemporaryPlace(.sqlite) }

    /// Four stops around a depot, two to a vehicle; the cheapest plan is 1 2 and 3 4, or the same backwards.
    private static let instance = """
        NAME : four
        TYPE : CVRP
        DIMENSION : 5
        EDGE_WEIGHT_TYPE : EUC_2D
        CAPACITY : 2
        NODE_COORD_SECTION
        1 0 0
        2 100 10
        3 100 -10
        4 -100 10
        5 -100 -10
        DEMAND_SECTION
        1 0
        2 1
        3 1
        4 1
        5 1
        DEPOT_SECTION
        1
        -1
        EOF

        """

    private func file(_ name: String, _ text: String) throws -> String {
        let url = place.url.appending(path: name)
        try text.write(to: url, atomically: true, encoding: .utf8)
        return url.path
    }

    private func written(_ name: String) throws -> String {
        try String(contentsOf: place.url.appending(path: name), encoding: .utf8)
    }

    private func path(_ name: String) -> String { place.url.appending(path: name).path }

    /// What a command tells, or its complaint.
    private func outcome(_ typed: [String]) throws -> (text: String, holds: Bool) {
        let command = try #require(try Nightshift.parseAsRoot(["solve", "routes"] + typed) as? SolveRoutes)
        return try Complaint.explained { try command.outcome() }
    }

    private func complaint(_ typed: [String]) throws -> String {
        let complaint = #expect(throws: Complaint.self) { try outcome(typed) }
        return try #require(complaint).description
    }

    private func object(_ text: String) throws -> [String: Any] {
        try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    }

    @Test func `finds the best of few stops, writes every file, and tells the same in JSON`() throws {
        let instance = try file("four.vrp", Self.instance)
        let files = ["--output", path("four-ours.sol"), "--svg", path("four.svg")]
        let told = try outcome([instance, "--iterations", "500", "--json"] + files)
        #expect(told.holds)
        let json = try object(told.text)
        // To a stop and back 100.5, which is 100, and 20 in between; twice that.
        #expect(json["cost"] as? Int == 440 && json["feasible"] as? Bool == true)
        #expect((json["routes"] as? [Any])?.count == 2 && (json["unassigned"] as? [Any])?.isEmpty == true)
        for key in ["cpu_seconds", "seconds", "iterations", "seed"] { #expect(json[key] is NSNumber, "\(key)") }
        #expect(try written("four.svg").hasPrefix("<svg "))
        let model = try RouteFile.model(Array(Self.instance.utf8))
        let solution = try SolutionFile.solution(Array(written("four-ours.sol").utf8), of: model)
        #expect(solution.cost == "440" && Set(solution.plan.routes.map { Set($0.stops) }) == [[0, 1], [2, 3]])
        let again = try object(outcome([instance, "--iterations", "500", "--json"]).text)
        #expect(NSDictionary(dictionary: again["costs"] as? [String: Any] ?? [:]) == json["costs"] as? NSDictionary)
    }

    @Test func `judges a solution, tells the gap to the one beside the instance, and names what is wrong`() throws {
        let instance = try file("four.vrp", Self.instance)
        _ = try file("four.sol", "Route #1: 1 2\nRoute #2: 4 3\nCost 440\n")
        let worse = try file("worse.sol", "Route #1: 1 3\nRoute #2: 2 4\nCost 12\n")
        let judged = try outcome([instance, "--check", worse])
        #expect(judged.holds && judged.text.contains("No rule is broken; the file says 12, gap 81"))
        let json = try object(outcome([instance, "--check", worse, "--json"]).text)
        let gap = try #require(json["gap_percent"] as? Double)
        let expected = 100 * (800.0 / 440 - 1)
        #expect(abs(gap - expected) < 0.001)
        let heavy = try file("heavy.sol", "Route #1: 1 2 3\nRoute #2: 4\n")
        let refused = try outcome([instance, "--check", heavy])
        #expect(!refused.holds && refused.text == "Not legal:\n  route 1 carries 3 load, its vehicle holds 2\n")
        let missing = try outcome([instance, "--check", file("missing.sol", "Route #1: 1 2\n")])
        #expect(!missing.holds && missing.text.contains("Not served:\n  3: "))
        #expect(
            try complaint([instance, "--check", file("odd.sol", "Route #1: 1 x\n")])
                == "\(path("odd.sol")), line 1, Route: expected a whole number from 1 to 4, found \"x\"")
    }

    @Test func `counts vehicles first when told to`() throws {
        let text = Self.instance.replacing("CAPACITY : 2", with: "CAPACITY : 4")
        let instance = try file("four.vrp", text)
        // One route is as long as two here, so only the number of vehicles decides.
        for (objective, routes) in [("vehicles-first", 1...1), ("cost", 1...2)] {
            let told = try outcome([instance, "--iterations", "500", "--objective", objective, "--json"])
            let json = try object(told.text)
            let count = try #require((json["routes"] as? [Any])?.count)
            #expect(routes.contains(count) && json["objective"] as? String == objective)
            #expect(json["cost"] as? Int == 440)
        }
    }

    @Test func `ends when its seconds are used, on the wall or of the processor`() throws {
        let instance = try file("four.vrp", Self.instance)
        for budget in ["--seconds", "--cpu-seconds"] {
            // The processor's seconds are the whole program's: the tests beside this one use them, too.
            let begun = Date()
            let json = try object(outcome([instance, budget, "0.3", "--json"]).text)
            #expect(Date().timeIntervalSince(begun) < 30)
            #expect((json["cost"] as? Int) == 440)
        }
    }

    @Test func `a budget is one of three, and more than nothing`() throws {
        for typed in [
            ["--seconds", "0"], ["--cpu-seconds", "0"], ["--cpu-seconds=-1"], ["--seconds=-0.1"], ["--seconds", "nan"],
            ["--seconds", "inf"], ["--iterations=-1"], ["--seconds", "1", "--iterations", "5"],
            ["--seconds", "1", "--cpu-seconds", "1"], ["--threads", "0"], ["--threads", "257"], ["--round", "up"],
            ["--objective", "speed"], ["--seed=-1"], ["--check", "x.sol", "--seconds", "1"], ["--seconds", "soon"],
        ] {
            #expect(throws: (any Error).self, "\(typed)") {
                try Nightshift.parseAsRoot(["solve", "routes", "x.vrp"] + typed)
            }
        }
        let both = #expect(throws: (any Error).self) {
            try Nightshift.parseAsRoot(["solve", "routes", "x", "--seconds", "1", "--cpu-seconds", "2"])
        }
        let told = Nightshift.message(for: try #require(both))
        #expect(told == "--seconds, --cpu-seconds and --iterations each end the search; give one of them")
        let plain = try #require(try Nightshift.parseAsRoot(["solve", "routes", "x"]) as? SolveRoutes)
        #expect(plain.options.budget == .seconds(10) && plain.options.seed == 1 && plain.options.threads == 1)
    }

    @Test func `a budget of the processor is measured, and a wish to stop ends any`() {
        let clock = SolveClock()
        let budgets: [SolveBudget] = [.seconds(1_000), .cpuSeconds(1_000_000), .iterations(10)]
        for budget in budgets {
            let going = SolveMeter(budget, clock, isInterrupted: { false }, looked: { _ in })
            #expect((0..<1).contains(going.used(0)))
            let ended = SolveMeter(budget, clock, isInterrupted: { true }, looked: { _ in })
            #expect(ended.used(0) == 1)
        }
        #expect(SolveBudget.iterations(10).used(iterations: 5, clock) == 0.5)
        #expect(SolveBudget.iterations(0).used(iterations: 0, clock) == 1)
        #expect(SolveBudget.seconds(1e-9).used(iterations: 0, clock) >= 1)
        #expect(SolveBudget.cpuSeconds(1e-9).used(iterations: 0, clock) >= 1)
    }

    @Test func `says which line and field of a file is wrong`() throws {
        let wrong = try file("wrong.vrp", Self.instance.replacing("3 100 -10", with: "3 100 north"))
        let told = try complaint([wrong])
        #expect(told.hasPrefix("\(wrong), line 9, NODE_COORD_SECTION: expected ") && told.hasSuffix("found \"north\""))
        #expect(try complaint([path("none.vrp")]).contains(path("none.vrp")))
        let ours = try file(
            "ours.json", #"{"depots":[{"name":"D","x":0,"y":0}],"vehicles":[{}],"stops":[],"travel":{"crow":{}}}"#)
        #expect(try complaint([ours, "--round", "round"]).hasSuffix("leave --round out."))
    }

    @Test func `finds out before the search what could not be written or drawn after it`() throws {
        let instance = try file("four.vrp", Self.instance)
        let folder = path("no-folder")
        let long = ["--seconds", "1000"]
        #expect(
            try complaint([instance, "--output", folder + "/x.sol"] + long)
                == "Cannot write \(folder)/x.sol: there is no folder \(folder).")
        #expect(
            try complaint([instance, "--svg", place.url.path] + long)
                == "Cannot write \(place.url.path): it is a folder.")
        #expect(try complaint([instance, "--output", instance] + long).hasSuffix("it is read or written already."))
        #expect(
            try complaint([instance, "--output", path("a"), "--svg", path("./a")] + long)
                .hasSuffix("it is read or written already."))
        #expect(
            try complaint([instance, "--geojson", path("a.geojson")] + long)
                == "'0' lies on a plane, and GeoJSON has only places on the earth, with latitude and longitude. Leave --svg or --geojson out."
        )
        let explicit = try file(
            "explicit.vrp",
            """
            TYPE: CVRP\nDIMENSION: 3\nCAPACITY: 9\nEDGE_WEIGHT_TYPE: EXPLICIT\nEDGE_WEIGHT_FORMAT: LOWER_ROW
            EDGE_WEIGHT_SECTION\n3 4 5\nDEMAND_SECTION\n1 0\n2 4\n3 5\nDEPOT_SECTION\n1
            """)
        #expect(try complaint([explicit, "--svg", path("a.svg")] + long).hasPrefix("'0' has no coordinates"))
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: place.url.path).sorted() == [
                "explicit.vrp", "four.vrp",
            ])
        let told = try outcome([explicit, "--iterations", "100", "--json"])
        #expect(try object(told.text)["cost"] as? Int == 12)
    }

    @Test func `replaces a file as a whole, and writes to what is no file`() throws {
        let instance = try file("four.vrp", Self.instance)
        let output = try file("old.sol", String(repeating: "old\n", count: 1_000))
        _ = try outcome([instance, "--iterations", "100", "--output", output, "--svg", "/dev/null"])
        #expect(try written("old.sol").hasPrefix("Route #1:") && !written("old.sol").contains("old"))
        let permissions = try FileManager.default.attributesOfItem(atPath: output)[.posixPermissions] as? Int
        #expect(permissions.map { $0 & 0o400 != 0 } == true)
        #expect(FileManager.default.fileExists(atPath: "/dev/null"))
    }
}

@Suite struct `The program that solves routes` {
    private static let instance = """
        TYPE : CVRP\nDIMENSION : 3\nEDGE_WEIGHT_TYPE : EUC_2D\nCAPACITY : 2\nNODE_COORD_SECTION\n1 0 0\n2 3 4\n3 6 8
        DEMAND_SECTION\n1 0\n2 1\n3 1\nDEPOT_SECTION\n1\n-1\nEOF\n
        """

    @Test func `prints exactly one JSON object, and nothing on standard error that is no terminal`() async throws {
        let place = try TemporaryPlace(.sqlite)
        let file = place.url.appending(path: "two.vrp").path
        try Self.instance.write(toFile: file, atomically: true, encoding: .utf8)
        let result = await #expect(
            processExitsWith: .success, observing: [\.standardOutputContent, \.standardErrorContent]
        ) { [file = file as String] in
            await Nightshift.main(["solve", "routes", file, "--iterations", "50", "--json"])
        }
        let text = try #require(result.map { String(decoding: $0.standardOutputContent, as: UTF8.self) })
        let line = try #require(text.split(separator: "\n").last { $0.hasPrefix("{") })
        let json = try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
        #expect(json["cost"] as? Int == 20)
        #expect(result?.standardErrorContent.isEmpty == true)
    }

    @Test func `ends with 64 for a wrong option, with 1 for a file it cannot read or a solution that breaks a rule`()
        async
    {
        await #expect(processExitsWith: .exitCode(64)) {
            await Nightshift.main(["solve", "routes", "x.vrp", "--cpu-seconds", "0"])
        }
        await #expect(processExitsWith: .exitCode(1)) {
            await Nightshift.main(["solve", "routes", "no-such-file.vrp"])
        }
    }

    @Test func `gives what it has found when it is interrupted`() async throws {
        let place = try TemporaryPlace(.sqlite)
        let file = place.url.appending(path: "two.vrp").path
        try Self.instance.write(toFile: file, atomically: true, encoding: .utf8)
        for number in [SIGINT, SIGTERM] {
            await #expect(processExitsWith: .success) { [file = file as String, number = number as Int32] in
                Thread.detachNewThread {
                    Thread.sleep(forTimeInterval: 2)
                    kill(getpid(), number)
                }
                await Nightshift.main(["solve", "routes", file, "--seconds", "600", "--json"])
            }
        }
    }
}
