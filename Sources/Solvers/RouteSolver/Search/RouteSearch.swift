// SPDX-License-Identifier: Apache-2.0

import Kernel

/// Searches for the best plan of a model that a budget allows.
///
/// ```swift
/// let search = try RouteSearch(model)
/// let solution = try search.run(within: .iterations(100_000))
/// print(model.shown(solution.answer.cost.total))
/// ```
///
/// The same seed, number of iterations and number of threads give the same answer. Every plan that is handed out has
/// been agreed to by `RouteChecker`, which shares no code with the search.
public struct RouteSearch: Sendable {
    /// The model's own numbers end where a search begins: everything inside goes by the numbers of `order`.
    private let order: StopOrder
    private let tables: RouteTables
    private let neighbours: NeighbourLists
    private let timetable: RouteTimetable
    private let checker: RouteChecker

    /// Lays out the model for searching. Cost: all pairs of stops up to 4,000 places, above it their nearest ones.
    public init(_ model: RouteModel) throws(RouteModelFault) {
        checker = try RouteChecker(model)
        timetable = RouteTimetable(model, try RouteTables(model, fullMatrixUpTo: 0))
        order = StopOrder(model)
        tables = try RouteTables(order.model(model))
        neighbours = NeighbourLists(tables, each: 100)
    }

    /// A plan at once, by insertion only: legal, and feasible unless the fleet is tight.
    public func firstPlan() -> RoutePlan { order.outward(begin()) }

    private func begin() -> RoutePlan {
        withExtendedLifetime(self) {
            var construction = Construction(Ground(tables, neighbours), Chance(Seed(1).stream("first plan")))
            return construction.best()
        }
    }

    /// Searches until the budget is used, at least as long as a first plan takes.
    ///
    /// - Parameters:
    ///   - threads: islands that search side by side and exchange their best plans.
    ///   - start: a plan to begin with; routes of it that break a rule are given up.
    ///   - improved: gets each better plan, on the caller's thread, before the answer's times and reasons are made.
    /// - Throws: `RouteSearchFault` if the checker does not agree with the answer.
    public func run(
        within budget: RouteBudget, seed: UInt64 = 1, threads: Int = 1, from start: RoutePlan? = nil,
        improved: (RoutePlan, RouteProgress) -> Void = { _, _ in }
    ) throws -> RouteSolution {
        let ground = Ground(tables, neighbours)
        let begin = start.map { order.inward(legalPart(of: $0)) } ?? begin()
        let islands = (0..<max(1, threads)).map { number in
            Island(ground, begin, Chance(Seed(seed).stream("island", UInt64(number))))
        }
        var archipelago = Archipelago(islands)
        while archipelago.isRunning {
            archipelago.advance(budget)
            if let (plan, score) = archipelago.improvement() {
                improved(
                    order.outward(plan),
                    RouteProgress(
                        score: score, routes: plan.routes.count, iterations: archipelago.iterations,
                        isFeasible: score.mustsLeftOut == 0))
            }
        }
        return try withExtendedLifetime(self) {
            try solution(order.outward(archipelago.best.plan), iterations: archipelago.iterations, seed: seed)
        }
    }

    /// The routes of a plan that keep every rule.
    private func legalPart(of plan: RoutePlan) -> RoutePlan {
        var left = tables.types.map { Int($0.available) }
        var isVisited = Array(repeating: false, count: tables.stopCount)
        return RoutePlan(
            plan.routes.filter { route in
                guard tables.types.indices.contains(route.type), left[route.type] > 0,
                    (try? timetable.route(route)) != nil, Set(route.stops).count == route.stops.count,
                    !route.stops.contains(where: { isVisited[$0] })
                else { return false }
                left[route.type] -= 1
                for stop in route.stops { isVisited[stop] = true }
                return true
            })
    }

    private func solution(_ plan: RoutePlan, iterations: Int, seed: UInt64) throws -> RouteSolution {
        let answer = try timetable.answer(plan)
        let verdict = checker.check(answer)
        guard verdict.isLegal else { throw RouteSearchFault(faults: verdict.faults) }
        return RouteSolution(plan: answer.plan, answer: answer, iterations: iterations, seed: seed)
    }
}
