// SPDX-License-Identifier: Apache-2.0

import Foundation
import RouteSolver
import Testing

/// The public sets, where they lie beside the project: they are not part of it.
private enum PublicSets {
    static let folder: URL = {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let named = ProcessInfo.processInfo.environment["NIGHTSHIFT_BENCH_DATA"]
        let data =
            named.map { URL(fileURLWithPath: $0) } ?? root.deletingLastPathComponent().appending(path: "shared/data")
        return data.appending(path: "routing")
    }()

    static var areThere: Bool { FileManager.default.fileExists(atPath: folder.path) }

    /// Instances of a set that have a published solution.
    static func solved(_ set: String, _ ending: String) -> [URL] {
        let files =
            (try? FileManager.default.contentsOfDirectory(
                at: folder.appending(path: set), includingPropertiesForKeys: nil)) ?? []
        return files.filter { $0.pathExtension == ending && solution(of: $0) != nil }
            .sorted { $0.path < $1.path }
    }

    static func solution(of instance: URL) -> [UInt8]? {
        (try? Data(contentsOf: instance.deletingPathExtension().appendingPathExtension("sol"))).map(Array.init)
    }
}

@Suite(.enabled(if: PublicSets.areThere)) struct `Published solutions` {
    @Test(arguments: [
        ("cvrp-x", RouteRounding.round), ("hfvrp", .exact), ("vrptw-gh1000", .dimacs), ("vrptw-ref", .dimacs),
    ])
    func `are accepted with their exact cost`(set: String, rounding: RouteRounding) throws {
        let instances = PublicSets.solved(set, "vrp")
        #expect(!instances.isEmpty)
        for instance in instances {
            let model = try RouteFile.model(Array(Data(contentsOf: instance)), rounding: rounding)
            let published = try SolutionFile.solution(#require(PublicSets.solution(of: instance)), of: model)
            let verdict = try RouteChecker(model).check(published.plan)
            #expect(verdict.isFeasible, "\(instance.lastPathComponent): \(verdict.faults.prefix(3))")
            let shown = model.shown(verdict.cost.total)
            #expect(
                isPublished(try #require(published.cost), as: shown, model, published.plan),
                "\(instance.lastPathComponent): \(shown)")
            let answer = try RouteTimetable(model).answer(published.plan)
            #expect(try RouteChecker(model).check(answer).isFeasible, "\(instance.lastPathComponent)")
            let written = SolutionFile.text(published.plan, of: model, cost: verdict.cost.total)
            #expect(try SolutionFile.solution(Array(written.utf8), of: model).plan == published.plan)
        }
    }

    /// Some of the fleet sets' costs are published as whole numbers, from distances of 1/1,000.
    private func isPublished(_ cost: String, as shown: String, _ model: RouteModel, _ plan: RoutePlan) -> Bool {
        guard let published = Double(cost) else { return false }
        return published == Double(shown) || published == thousandths(model, plan)
    }

    private func thousandths(_ model: RouteModel, _ plan: RoutePlan) -> Double {
        plan.routes.reduce(0) { sum, route in
            let vehicle = model.vehicles[route.type]
            let lines = lines(model, route).reduce(0) { $0 + (1_000 * $1).rounded() }
            return sum + lines * Double(vehicle.distancePrice) + Double(vehicle.fixedPrice / 10)
        }
    }

    @Test func `in double precision are in time, and cost what double precision makes of them`() throws {
        let instances = PublicSets.solved("vrptw-gh200-sintef", "txt")
        #expect(!instances.isEmpty)
        for instance in instances {
            let model = try RouteFile.model(Array(Data(contentsOf: instance)), rounding: .exact)
            let plan = try SolutionFile.solution(#require(PublicSets.solution(of: instance)), of: model).plan
            let verdict = try RouteChecker(model).check(plan)
            #expect(verdict.isFeasible, "\(instance.lastPathComponent): \(verdict.faults.prefix(3))")
            let shown = try #require(Double(model.shown(verdict.cost.total)))
            #expect(
                abs(shown - plan.routes.flatMap { lines(model, $0) }.reduce(0, +)) < 0.01,
                "\(instance.lastPathComponent): \(shown)")
        }
    }

    /// The straight lines of a route from the only depot and back.
    private func lines(_ model: RouteModel, _ route: RoutePlan.Route) -> [Double] {
        let places = [model.depots[0].place] + route.stops.map { model.stops[$0].place } + [model.depots[0].place]
        return zip(places, places.dropFirst()).map { from, to in
            guard case .plane(let x, let y) = from.point, case .plane(let z, let w) = to.point else { return .nan }
            return hypot(x - z, y - w)
        }
    }
}
