// SPDX-License-Identifier: Apache-2.0

import Dispatch

/// One thread's search.
///
/// Where the genetic search knows all that a model has, ruin and recreate makes its first parents and random plans join
/// them. Long routes with windows go through an iterated local search in between, and are bred only once that has found
/// nothing better for long. Elsewhere ruin and recreate is the search.
final class Island: @unchecked Sendable {
    // Unchecked because of its buffers: at any time one thread at most works on an island.

    private let arena = Arena()
    private let ground: Ground
    private var chance: Chance
    private var engine: RuinAndRecreate
    private var fleet: FleetReduction
    private(set) var genetic: GeneticSearch?
    private(set) var iterated: IteratedLocalSearch?
    private var breeds: Bool
    /// Plans met while the first parent was made: nearly as good, and different.
    private var kin: [[(type: Int, stops: [Int32])]] = []
    private(set) var best: BestPlan
    /// Of routes met while the first parents were made, until the genetic search takes it over.
    private var selection: RouteSelection?
    private let meanLeg: Double
    private(set) var iterations = 0
    private(set) var isRunning = true
    /// Iterations of ruin and recreate a stop that the whole budget would be good for; 0 until it is known.
    private var pace = 0.0
    /// The part of the budget that was used before the first iteration.
    private var usedBefore = 1.0
    /// The part of the budget after which no smaller fleet was looked for any more.
    private var fleetEnd = 0.0
    /// The part of the budget that was used when iterated local search took over.
    private var iterationBegin = 0.0
    /// The part of what remained then after which it last found a better plan.
    private var lastBetter = 0.0

    /// Cooling goes from the mean length of a way down by so many halvings; it begins some of them later where stops are
    /// so many that no budget would make good again what a hot start spoils of the first plan.
    private static let halvings = 7.0
    private let firstHalving: Double
    /// Iterations a stop that a cooling takes before another one is of more use, and before breeding is.
    private static let worthAnother = 2_500.0
    private let worthBreeding: Double
    /// Parents met in the second half of the cooling; random ones join them where there are windows or few stops.
    private static let kinParents = 12.0
    private static let parents = 24
    /// The part of its budget without a better plan after which iterated local search gives way to breeding: what is left
    /// to change may be larger than any of its steps, as where two clusters share their routes.
    private static let standstill = 0.15
    private let takesRandomParents: Bool

    init(_ ground: Ground, _ plan: RoutePlan, _ chance: Chance) {
        self.ground = ground
        self.chance = chance
        engine = RuinAndRecreate(ground, chance, in: arena)
        fleet = FleetReduction(ground)
        breeds = GeneticSearch.suits(ground)
        if breeds { selection = RouteSelection(ground, &self.chance) }
        worthBreeding = ground.typeCount > 1 ? 200 : ground.traits.hasTimes ? 900 : 1_200
        firstHalving = ground.travel.fullDistances == nil ? 3.3 : 0
        takesRandomParents = ground.traits.hasTimes || ground.stopCount <= 400
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
            measurePace(used)
            search(used)
            if engine.best.score < best.score {
                best.take(engine.best)
                if !isBetter { told = iterations }
                isBetter = true
            }
        }
    }

    private func measurePace(_ used: Double) {
        if iterations == 0 { usedBefore = used }
        guard pace == 0, used - usedBefore >= 0.002 else { return }
        pace = Double(iterations) / (used - usedBefore) / Double(ground.stopCount)
    }

    private func search(_ used: Double) {
        guard fleet.isOver, breeds else {
            fleet.guide(&engine, used: used)
            let round = used * coolings
            cool(round - round.rounded(.down))
            if fleet.isOver { fleetEnd = min(used, 0.99) }
            return
        }
        if iterated != nil { return iterate(used) }
        if genetic != nil { return breed() }
        let part = (used - fleetEnd) / (1 - fleetEnd) / partBeforeBreeding
        guard part < 1 else {
            iterations += 1
            return handOver(used)
        }
        cool(part)
        if part > 0.5 { selection?.remember(engine.plan, engine.touched) }
        let isDue = Int((2 * part - 1) * Self.kinParents) > kin.count
        if isDue, engine.plan.totals.absentCount == 0 { kin.append(engine.plan.routes()) }
    }

    /// How often it is heated: a budget that is long for so few stops is better spent on several coolings.
    private var coolings: Double { max(1, min(5, (pace / Self.worthAnother).rounded(.down))) }

    /// The part of the budget that makes the first parent: a good one is worth more than offspring of a bad one, and the
    /// more stops there are, the longer breeding takes.
    private var partBeforeBreeding: Double {
        let least = isForSteps ? 0.15 : min(0.3, max(0.05, Double(ground.stopCount - 200) / 1_000))
        return min(0.9, max(least, worthBreeding / max(1, pace)))
    }

    private func cool(_ used: Double) {
        engine.temperature = meanLeg * powerOfTwo(-firstHalving - (Self.halvings - firstHalving) * used)
        for _ in 0..<8 { _ = engine.step() }
        iterations += 8
    }

    /// Iterated local search goes before breeding. Only cooling tells how long routes are: a first plan may have
    /// three times too many.
    private var isForSteps: Bool { IteratedLocalSearch.suits(ground, routes: engine.plan.totals.routesInUse) }

    /// Hands the best plan and the routes met so far over to the search that follows; none does where stops are left out.
    private func handOver(_ used: Double) {
        breeds = engine.best.score.mustsLeftOut == 0
        guard breeds, let selection = selection.take() else { return }
        engine.returnToBest()
        guard isForSteps else { return beginBreeding(selection) }
        iterated = IteratedLocalSearch(ground, from: engine.plan.routes(), selection, chance, in: arena)
        iterationBegin = used
    }

    /// Breeds, first from the best plan, where ruin and recreate stands.
    private func beginBreeding(_ selection: RouteSelection) {
        let plan = engine.plan.routes()
        genetic = GeneticSearch(ground, routesInUse: plan.count, selection, chance, in: arena)
        kin.append(plan)
    }

    /// One step of the iterated local search.
    private func iterate(_ used: Double) {
        guard var search = iterated.take() else { return }
        iterations += 1
        let part = (used - iterationBegin) / (1 - iterationBegin)
        guard part - lastBetter < Self.standstill else {
            engine.returnToBest()
            return beginBreeding(search.selection)
        }
        if search.step(meanLeg * powerOfTwo(-5 - 3 * part)) {
            engine.take(search.best)
            lastBetter = part
        }
        iterated = search
    }

    /// One offspring, or one of the first parents.
    private func breed() {
        guard var search = genetic.take() else { return }
        iterations += 1
        var isBetter: Bool
        if let plan = kin.popLast() {
            isBetter = search.add(plan)
        } else if search.count == 0 || (takesRandomParents && search.count < Self.parents) {
            isBetter = search.addRandom()
        } else {
            isBetter = search.step()
        }
        if isBetter, let best = search.best { engine.take(best) }
        genetic = search
    }

    /// Goes on from another island's best plan if it is better.
    func adopt(_ other: BestPlan) {
        guard other.score < best.score else { return }
        engine.adopt(other)
        best.take(other)
        guard other.score.mustsLeftOut == 0 else { return }
        if genetic != nil { kin.append(engine.plan.routes()) }
        iterated?.goOn(from: engine.plan.routes())
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
