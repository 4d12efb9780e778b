// SPDX-License-Identifier: Apache-2.0

/// How long a search goes on: a closure that says which part of it is used.
///
/// The library has no clock: whoever has one says so here, and whoever wants to stop a search answers 1.
///
/// ```swift
/// let solution = try search.run(within: .init(used: { _ in cancelled ? 1 : clock.seconds / 30 }))
/// ```
public struct RouteBudget: Sendable {
    let used: @Sendable (_ iterations: Int) -> Double

    /// Exactly as many iterations, after which the same seed has given the same answer on every machine.
    public static func iterations(_ count: Int) -> RouteBudget {
        RouteBudget { count > 0 ? Double($0) / Double(count) : 1 }
    }

    /// - Parameter used: gets the iterations made so far and gives the part of the budget used, from 0 to 1, where 1
    ///   ends the search. It is asked every few dozen microseconds, from each of the search's threads.
    public init(used: @escaping @Sendable (_ iterations: Int) -> Double) { self.used = used }
}

/// Where a search stands when it has found a better plan.
public struct RouteProgress: Sendable, Equatable {
    public var score: RouteScore
    public var routes: Int
    public var iterations: Int
    /// Whether every stop without a price is served.
    public var isFeasible: Bool

    public init(score: RouteScore, routes: Int, iterations: Int, isFeasible: Bool) {
        self.score = score
        self.routes = routes
        self.iterations = iterations
        self.isFeasible = isFeasible
    }
}

/// What a search has found, after the checker agreed.
public struct RouteSolution: Sendable, Equatable {
    public var plan: RoutePlan
    public var answer: RouteAnswer
    public var iterations: Int
    public var seed: UInt64

    public init(plan: RoutePlan, answer: RouteAnswer, iterations: Int, seed: UInt64) {
        self.plan = plan
        self.answer = answer
        self.iterations = iterations
        self.seed = seed
    }
}

/// What a checker found in a plan that a search wanted to answer with: a fault of this library, never of the model.
public struct RouteSearchFault: Error, Sendable, Equatable, CustomStringConvertible {
    public let faults: [RouteFault]

    public var description: String {
        "the search and its checker disagree: " + faults.map(\.description).joined(separator: "; ")
    }
}
