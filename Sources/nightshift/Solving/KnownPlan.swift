// SPDX-License-Identifier: Apache-2.0

import Foundation
import RouteSolver

/// The published solution that lies beside an instance, `X.sol` beside `X.vrp`, judged like any other plan, so that the
/// gap to it means the same under every rounding and objective.
struct KnownPlan: Sendable {
    let score: RouteScore

    /// Nil where there is none, or none that serves everything.
    init?(beside path: String, _ model: RouteModel) {
        let solution = URL(fileURLWithPath: path).deletingPathExtension().appendingPathExtension("sol")
        guard solution.path != URL(fileURLWithPath: path).path,
            let bytes = FileManager.default.contents(atPath: solution.path),
            let plan = try? SolutionFile.solution(Array(bytes), of: model).plan,
            let verdict = try? RouteChecker(model).check(plan), verdict.isFeasible
        else { return nil }
        score = verdict.score
    }

    /// In percent; nil where it would say nothing, because something else than the cost is compared first.
    func gap(of other: RouteScore) -> Double? {
        guard score.cost > 0, other.mustsLeftOut == 0, other.priorityLeftOut == score.priorityLeftOut,
            other.vehicles == score.vehicles
        else { return nil }
        return (Double(other.cost) / Double(score.cost) - 1) * 100
    }

    /// `, gap 0.12 %`, or how many vehicles more there are.
    func told(_ other: RouteScore) -> String {
        if let gap = gap(of: other) { return ", gap \(String(format: "%.2f", gap)) %" }
        let more = other.vehicles - score.vehicles
        return more == 0
            ? "" : ", \(abs(more)) vehicle\(abs(more) == 1 ? "" : "s") \(more > 0 ? "more" : "fewer") than known"
    }
}
