// SPDX-License-Identifier: Apache-2.0

/// The individuals of a genetic search: those that overload no vehicle and those that do, each half kept good and
/// different.
///
/// - Source: Vidal, "Hybrid genetic search for the CVRP", Computers & OR 140 (2022), with its numbers.
struct Population {
    private var feasible: [Individual] = []
    private var infeasible: [Individual] = []
    private var recent: [Bool]
    /// Cost units for one too much on board.
    private(set) var penalty: Double
    private let penaltyRange: ClosedRange<Double>
    private(set) var best: Individual?

    private static let kept = 25
    private static let offspring = 40
    private static let elite = 4
    private static let close = 5
    private static let targetFeasible = 0.2

    init(penalty: Double) {
        self.penalty = penalty
        penaltyRange = min(penalty * 1e-3, 0.1)...max(penalty * 1e4, 100_000)
        recent = Array(repeating: true, count: 100)
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
            recent.append(individual.isFeasible)
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
        let cost = individual.penalised(penalty)
        let place = group.firstIndex { $0.penalised(penalty) > cost } ?? group.count
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

    /// Makes too much on board dearer or cheaper, so that about a fifth of the individuals carry no more than they may.
    mutating func managePenalty() {
        let part = Double(recent.count { $0 }) / Double(recent.count)
        if part < Self.targetFeasible - 0.05 {
            penalty = min(penalty * 1.2, penaltyRange.upperBound)
        } else if part > Self.targetFeasible + 0.05 {
            penalty = max(penalty * 0.85, penaltyRange.lowerBound)
        }
        let penalty = penalty
        infeasible.sort { $0.penalised(penalty) < $1.penalised(penalty) }
    }
}
