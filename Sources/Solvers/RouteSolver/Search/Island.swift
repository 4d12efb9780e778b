// SPDX-License-Identifier: Apache-2.0

import Dispatch

/// One thread's search.
///
/// Where the genetic search knows all that a model has, ruin and recreate makes its first parent and random plans join
/// it; elsewhere ruin and recreate is the search.
final class Island: @unchecked Sendable {
    // Unchecked because of its buffers: at any time one thread at most works on an island.

    private let arena = Arena()
    private var engine: RuinAndRecreate
    private var fleet: FleetReduction
    private var genetic: GeneticSearch?
    private(set) var best: BestPlan
    private let meanLeg: Double
    private(set) var iterations = 0
    private(set) var isRunning = true

    /// Cooling goes from the mean length of a way down by so many halvings.
    private static let halvings = 7.0
    /// What a cooling takes at least before another one is of use.
    private static let iterationsPerStop = 2_500.0
    private var decidedRounds = 0.0
    /// The part of the budget that makes the first parent: the more stops, the longer breeding takes to be worth it.
    private let partBeforeBreeding: Double
    /// How many random ones join it.
    private static let randomParents = 24

    init(_ ground: Ground, _ plan: RoutePlan, _ chance: Chance) {
        engine = RuinAndRecreate(ground, chance, in: arena)
        fleet = FleetReduction(ground)
        genetic = GeneticSearch(ground, chance, in: arena)
        partBeforeBreeding = min(0.8, max(0.05, Double(ground.stopCount - 200) / 1_000))
        engine.begin(plan)
        best = BestPlan(ground, in: arena)
        best.take(engine.best)
        meanLeg = engine.meanLeg
        isRunning = ground.stopCount > 0
    }

    /// Searches until the budget is used, so many iterations were made, or something better was found.
    ///
    /// - Parameter islands: how many there are, each of which counts for all.
    func advance(_ budget: RouteBudget, iterations limit: Int, islands: Int, endsWhenBetter: Bool) {
        let end = iterations + limit
        var told = iterations
        var isBetter = false
        while iterations < end {
            if isBetter, endsWhenBetter, iterations - told >= 256 || genetic != nil { return }
            let used = budget.used(iterations * islands)
            if used >= 1 {
                isRunning = false
                return
            }
            if genetic == nil {
                fleet.guide(&engine, used: used)
                let round = used * rounds(used)
                cool(round - round.rounded(.down))
            } else if used < partBeforeBreeding {
                cool(used / partBeforeBreeding)
            } else {
                breed()
            }
            if engine.best.score < best.score {
                best.take(engine.best)
                if !isBetter { told = iterations }
                isBetter = true
            }
        }
    }

    /// How often it is heated again: a budget that is long for so few stops is better spent on several coolings.
    private func rounds(_ used: Double) -> Double {
        if decidedRounds == 0, used >= 0.02 {
            let perStop = Double(iterations) / used / Double(engine.plan.ground.stopCount)
            decidedRounds = max(1, min(5, (perStop / Self.iterationsPerStop).rounded(.down)))
        }
        return max(1, decidedRounds)
    }

    private func cool(_ used: Double) {
        engine.temperature = meanLeg * powerOfTwo(-Self.halvings * used)
        for _ in 0..<8 { _ = engine.step() }
        iterations += 8
    }

    /// One offspring, or one of the first parents.
    private func breed() {
        guard var search = genetic.take() else { return }
        iterations += 1
        var isBetter: Bool
        if search.count == 0 {
            engine.returnToBest()
            isBetter = search.add(engine.plan)
        } else {
            isBetter = search.count <= Self.randomParents ? search.addRandom() : search.step()
        }
        if isBetter, let best = search.best { engine.take(best) }
        genetic = search
    }

    func adopt(_ other: BestPlan) {
        engine.adopt(other)
        if other.score < best.score { best.take(other) }
    }
}

/// The islands of a search, which work side by side and tell each other of their best plans after as many iterations
/// each, so that what they find does not depend on which one is faster.
struct Archipelago {
    private let islands: [Island]
    private var told = RouteScore(mustsLeftOut: Int64.max, priorityLeftOut: 0, vehicles: 0, cost: 0)

    init(_ islands: [Island]) { self.islands = islands }

    var isRunning: Bool { islands.allSatisfy(\.isRunning) }
    var iterations: Int { islands.reduce(0) { $0 + $1.iterations } }

    private var leader: Island {
        islands.dropFirst().reduce(islands[0]) { $1.best.score < $0.best.score ? $1 : $0 }
    }

    var best: (plan: RoutePlan, score: RouteScore) { (leader.best.routePlan(), leader.best.score) }

    mutating func advance(_ budget: RouteBudget) {
        guard islands.count > 1 else {
            return islands[0].advance(budget, iterations: 100_000, islands: 1, endsWhenBetter: true)
        }
        DispatchQueue.concurrentPerform(iterations: islands.count) { [islands] number in
            islands[number].advance(budget, iterations: 8_192, islands: islands.count, endsWhenBetter: false)
        }
        let best = leader.best
        for island in islands { island.adopt(best) }
    }

    /// The best plan, if it is better than the one told before.
    mutating func improvement() -> (plan: RoutePlan, score: RouteScore)? {
        guard leader.best.score < told else { return nil }
        told = leader.best.score
        return best
    }
}
