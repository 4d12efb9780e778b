// SPDX-License-Identifier: Apache-2.0

/// Hybrid genetic search: offspring of two plans, cut into routes, improved by local search, kept if good or different.
///
/// For models with one dimension and nothing but loads to keep; mixed fleets included.
///
/// - Source: Vidal, "Hybrid genetic search for the CVRP: Open-source implementation and SWAP* neighborhood", Computers &
///   OR 140 (2022); for mixed fleets Vidal, Crainic, Gendreau and Prins, EJOR 234 (2014).
struct GeneticSearch {
    private let ground: Ground
    private var population: Population
    private var search: LocalSearch
    private let split: Split
    private var chance: Chance
    private var sinceBetter = 0
    private var iterations = 0
    private static let restartAfter = 20_000

    /// Nil where the model has something that this search does not know.
    init?(_ ground: Ground, _ chance: Chance, in arena: Arena) {
        let isPlain = ground.insertionStyle == .plain || ground.insertionStyle == .mixed
        guard isPlain, ground.typesAreAlike, ground.types[0].start == ground.types[0].end, !ground.vehiclesFirst,
            !ground.traits.hasOptionalStops, ground.stopCount > 4, let ways = ground.travel.fullDistances,
            ground.typeCount <= 64
        else { return nil }
        self.ground = ground
        self.chance = chance
        var (farthest, largest) = (1.0, 1.0)
        for stop in ground.depotCount..<ground.locationCount {
            farthest = max(farthest, Double(ground.distance(Int(ground.types[0].start), stop)))
            largest = max(largest, Double(ground.delivery[stop]))
        }
        let perDistance = (0..<ground.typeCount).map { Double(ground.types[$0].distanceCost) }.max() ?? 1
        population = Population(penalty: max(0.1, farthest * max(1, perDistance) / largest))
        search = LocalSearch(ground, ways, in: arena)
        split = Split(ground, ways)
    }

    var best: Individual? { population.best }
    var count: Int { population.count }

    /// Adds a random plan, improved.
    mutating func addRandom() -> Bool {
        var tour = (ground.depotCount..<ground.locationCount).map(Int32.init)
        for place in tour.indices.reversed() { tour.swapAt(place, chance.below(place + 1)) }
        return educate(split.cut(tour, penalty: population.penalty))
    }

    /// Adds a plan made elsewhere, improved.
    mutating func add(_ plan: WorkingPlan) -> Bool {
        var routes: [(type: Int, stops: [Int32])] = []
        for rank in 0..<plan.totals.routesInUse {
            let number = Int(plan.order[rank])
            var stops: [Int32] = []
            var node = Int(plan.next[plan.first(number)])
            while !plan.isEnd(node) {
                stops.append(Int32(node))
                node = Int(plan.next[node])
            }
            routes.append((Int(plan.type[number]), stops))
        }
        guard plan.totals.absentCount == 0 else { return false }
        return educate(routes)
    }

    /// One offspring.
    ///
    /// - Returns: whether the best plan is better now.
    mutating func step() -> Bool {
        let (one, other) = (population.parent(&chance), population.parent(&chance))
        let isBetter = educate(split.cut(crossed(one.tour, other.tour), penalty: population.penalty))
        iterations += 1
        sinceBetter = isBetter ? 0 : sinceBetter + 1
        if iterations % 100 == 0 { population.managePenalty() }
        if sinceBetter >= Self.restartAfter {
            sinceBetter = 0
            population.removeAll()
            for _ in 0..<40 { _ = addRandom() }
        }
        return isBetter
    }

    private mutating func educate(_ routes: [(type: Int, stops: [Int32])]) -> Bool {
        search.load(routes)
        search.run(penalty: population.penalty, &chance)
        let individual = search.individual()
        var isBetter = population.add(individual, isNatural: true)
        if !individual.isFeasible, chance.next() & 1 == 0 {
            search.run(penalty: population.penalty * 10, &chance)
            let repaired = search.individual()
            if repaired.isFeasible { isBetter = population.add(repaired, isNatural: false) || isBetter }
        }
        return isBetter
    }

    /// Order crossover: a piece of one tour, then the rest in the other's order.
    private mutating func crossed(_ one: [Int32], _ other: [Int32]) -> [Int32] {
        let count = one.count
        let begin = chance.below(count)
        var end = chance.below(count)
        while end == begin { end = chance.below(count) }
        var isTaken = Array(repeating: false, count: ground.locationCount)
        var child = one
        var place = begin
        while true {
            isTaken[Int(one[place])] = true
            if place == end { break }
            place = place + 1 == count ? 0 : place + 1
        }
        var to = end + 1 == count ? 0 : end + 1
        var from = to
        for _ in 0..<count {
            let stop = other[from]
            from = from + 1 == count ? 0 : from + 1
            if isTaken[Int(stop)] { continue }
            child[to] = stop
            to = to + 1 == count ? 0 : to + 1
        }
        return child
    }
}
