// SPDX-License-Identifier: Apache-2.0

/// The individuals of a genetic search: those that keep all rules and those that are overloaded or late, each half kept
/// good and different.
///
/// - Source: Vidal, "Hybrid genetic search for the CVRP", Computers & OR 140 (2022), with its numbers.
struct Population {
    private var feasible: [Individual] = []
    private var infeasible: [Individual] = []
    /// Of the last natural individuals: whether none of their vehicles is overloaded, and none late.
    private var recent: [(carries: Bool, isInTime: Bool)]
    private(set) var penalties: Penalties
    private let start: Penalties
    private let targetFeasible: Double
    private(set) var best: Individual?

    private static let kept = 25
    private static let offspring = 40
    private static let elite = 4
    private static let close = 5

    /// - Parameter targetFeasible: the part of individuals that should keep each rule.
    init(_ penalties: Penalties, targetFeasible: Double) {
        (self.penalties, start) = (penalties, penalties)
        self.targetFeasible = targetFeasible
        recent = Array(repeating: (true, true), count: 100)
    }

    var count: Int { feasible.count + infeasible.count }

    mutating func removeAll() {
        for individual in feasible + infeasible { individual.others = [] }
        (feasible, infeasible) = ([], [])
    }

    /// - Parameter isNatural: it was not repaired, so it tells whether the penalty is right.
    /// - Returns: whether it is the best feasible one.
    mutating func add(_ individual: Individual, isNatural: Bool) -> Bool {
        if isNatural {
            recent.removeFirst()
            recent.append((individual.excess == 0, individual.warp == 0))
        }
        if individual.isFeasible { insert(individual, &feasible) } else { insert(individual, &infeasible) }
        guard individual.isFeasible, best.map({ individual.cost < $0.cost - 0.5 }) ?? true else { return false }
        best = individual
        return true
    }

    private func insert(_ individual: Individual, _ group: inout [Individual]) {
        for other in group {
            let distance = individual.distance(to: other)
            individual.meet(other, distance)
            other.meet(individual, distance)
        }
        let cost = individual.penalised(penalties)
        let place = group.firstIndex { $0.penalised(penalties) > cost } ?? group.count
        group.insert(individual, at: place)
        guard group.count > Self.kept + Self.offspring else { return }
        while group.count > Self.kept { removeWorst(&group) }
    }

    private func removeWorst(_ group: inout [Individual]) {
        rank(group)
        var worst = 1
        var isWorstClone = false
        var least = -1.0
        for place in 1..<group.count {
            let isClone = group[place].nearness(1) < 1e-9
            if (isClone && !isWorstClone) || (isClone == isWorstClone && group[place].fitness > least) {
                (worst, isWorstClone, least) = (place, isClone, group[place].fitness)
            }
        }
        let removed = group.remove(at: worst)
        removed.others = []
        for other in group { other.forget(removed) }
    }

    /// Gives each its biased fitness: its rank by cost, and by how different it is, which counts less for the elite.
    private func rank(_ group: [Individual]) {
        let size = Double(group.count)
        let byDifference = group.indices.map { (-group[$0].nearness(Self.close), $0) }.sorted { $0 < $1 }
        for (rank, (_, place)) in byDifference.enumerated() {
            guard group.count > 1 else {
                group[place].fitness = 0
                continue
            }
            let difference = Double(rank) / (size - 1)
            let cost = Double(place) / (size - 1)
            group[place].fitness =
                group.count <= Self.elite ? cost : cost + (1 - Double(Self.elite) / size) * difference
        }
    }

    /// The fitter of two drawn from all.
    mutating func parent(_ chance: inout Chance) -> Individual {
        rank(feasible)
        rank(infeasible)
        let (one, other) = (draw(&chance), draw(&chance))
        return one.fitness < other.fitness ? one : other
    }

    private func draw(_ chance: inout Chance) -> Individual {
        let place = chance.below(count)
        return place < feasible.count ? feasible[place] : infeasible[place - feasible.count]
    }

    /// Makes what breaks a rule dearer or cheaper, so that the wanted part of the individuals keeps it.
    mutating func managePenalties() {
        manage(&penalties.load, from: start.load, recent.count { $0.carries })
        manage(&penalties.warp, from: start.warp, recent.count { $0.isInTime })
        let penalties = penalties
        infeasible.sort { $0.penalised(penalties) < $1.penalised(penalties) }
    }

    private func manage(_ penalty: inout Double, from start: Double, _ count: Int) {
        let part = Double(count) / Double(recent.count)
        if part < targetFeasible - 0.05 {
            penalty = min(penalty * 1.2, max(start * 1e4, 100_000))
        } else if part > targetFeasible + 0.05 {
            penalty = max(penalty * 0.85, min(start * 1e-3, 0.1))
        }
    }
}
