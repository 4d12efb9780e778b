// SPDX-License-Identifier: Apache-2.0

import Dispatch

/// One thread's search.
final class Island: @unchecked Sendable {
    // Unchecked because of its buffers: at any time one thread at most works on an island.

    private let arena = Arena()
    private var engine: RuinAndRecreate
    private var fleet: FleetReduction
    private var genetic: GeneticSearch?
    private let meanLeg: Double
    private(set) var iterations = 0
    private(set) var isRunning = true
    private let (t0, td) = (tune("T0", 1), tune("TD", 7))

    init(_ ground: Ground, _ start: RoutePlan, _ chance: Chance) {
        engine = RuinAndRecreate(ground, chance, in: arena)
        fleet = FleetReduction(ground)
        genetic = tune("HGS", 0) > 0 ? GeneticSearch(ground, chance, in: arena) : nil
        engine.begin(start)
        meanLeg = engine.meanLeg
        isRunning = ground.stopCount > 0
    }

    var best: BestPlan { engine.best }

    /// Searches until the budget is used, so many iterations were made, or something better was found.
    ///
    /// - Parameter islands: how many there are, each of which counts for all.
    func advance(_ budget: RouteBudget, iterations limit: Int, islands: Int, endsWhenBetter: Bool) {
        let end = iterations + limit
        var isBetter = false
        while iterations < end, !(isBetter && endsWhenBetter && (genetic != nil || iterations % 256 == 0)) {
            let used = budget.used(iterations * islands)
            if used >= 1 {
                isRunning = false
                return
            }
            let before = engine.best.score
            if genetic != nil {
                breed()
                iterations += 1
                if engine.best.score < before { isBetter = true }
                continue
            }
            fleet.guide(&engine, used: used)
            engine.temperature = meanLeg * t0 * powerOfTwo(-td * used)
            for _ in 0..<8 { _ = engine.step() }
            iterations += 8
            if engine.best.score < before { isBetter = true }
        }
    }

    /// One offspring.
    private func breed() {
        guard var search = genetic.take() else { return }
        let isBetter = search.count < Int(tune("POP", 100)) ? search.addRandom() : search.step()
        if isBetter, let best = search.best { engine.take(best) }
        genetic = search
    }

    func adopt(_ best: BestPlan) { engine.adopt(best) }
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
