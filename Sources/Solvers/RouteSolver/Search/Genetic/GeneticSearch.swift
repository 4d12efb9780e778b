// SPDX-License-Identifier: Apache-2.0

/// Hybrid genetic search: offspring of two plans, cut into routes, improved by local search, kept if good or different.
///
/// For models with one dimension, deliveries only, and at most one window a stop; mixed fleets without windows included.
///
/// - Source: Vidal, "Hybrid genetic search for the CVRP: Open-source implementation and SWAP* neighborhood", Computers &
///   OR 140 (2022); for mixed fleets Vidal, Crainic, Gendreau and Prins, EJOR 234 (2014).
struct GeneticSearch {
    private let ground: Ground
    private var population: Population
    private var search: LocalSearch
    private let split: Split
    private(set) var selection: RouteSelection
    private var chance: Chance
    private var sinceBetter = 0
    private var iterations = 0
    private let isTimed: Bool
    /// Offspring without a better plan after which it begins anew.
    private let restartAfter: Int
    /// Routes that are exchanged at most: without times, a few at once are improved faster and no worse.
    private let mostExchanged: Int

    /// Whether it knows all that a model has.
    static func suits(_ ground: Ground) -> Bool {
        ground.insertionStyle != .rich && ground.typesAreAlike && ground.types[0].start == ground.types[0].end
            && (!ground.vehiclesFirst || ground.typeCount == 1) && !ground.traits.hasOptionalStops
            && ground.stopCount > 4 && ground.travel.fullDistances != nil && ground.typeCount <= 64
    }

    /// Nil where it does not suit.
    ///
    /// - Parameter routesInUse: of a plan at hand. Where vehicles come first, there are no more than these.
    init?(_ ground: Ground, routesInUse: Int, _ selection: RouteSelection, _ chance: Chance, in arena: Arena) {
        guard Self.suits(ground), let ways = ground.travel.fullDistances else { return nil }
        self.ground = ground
        self.chance = chance
        isTimed = ground.traits.hasTimes
        restartAfter = isTimed ? max(2_500, ground.stopCount * 25 / 2) : 20_000
        mostExchanged = isTimed ? Int.max : 20
        population = Population(Penalties(ground), targetFeasible: isTimed ? 0.4 : 0.2)
        search = LocalSearch(ground, ways, routesInUse: routesInUse, in: arena)
        self.selection = selection
        split = Split(ground, ways)
    }

    var best: Individual? { population.best }
    var count: Int { population.count }

    /// Adds a random plan, improved.
    mutating func addRandom() -> Bool {
        var tour = (ground.depotCount..<ground.locationCount).map(Int32.init)
        for place in tour.indices.reversed() { tour.swapAt(place, chance.below(place + 1)) }
        return educate(split.cut(tour, penalty: population.penalties.load))
    }

    /// Adds a plan with all stops, made elsewhere, improved.
    mutating func add(_ plan: [(type: Int, stops: [Int32])]) -> Bool { educate(plan) }

    /// One offspring.
    ///
    /// - Returns: whether the best plan is better now.
    mutating func step() -> Bool {
        let (one, other) = (population.parent(&chance), population.parent(&chance))
        var isBetter =
            isTimed || chance.below(4) > 0
            ? exchange(one, other)
            : educate(split.cut(crossed(one.tour, other.tour), penalty: population.penalties.load))
        iterations += 1
        if iterations % selection.every == 0, select() { isBetter = true }
        sinceBetter = isBetter ? 0 : sinceBetter + 1
        if iterations % 100 == 0 { population.managePenalties() }
        if sinceBetter >= restartAfter {
            sinceBetter = 0
            population.removeAll()
            for _ in 0..<40 where addRandom() { isBetter = true }
        }
        return isBetter
    }

    /// A child that keeps routes whole, of which only what is new is improved.
    private mutating func exchange(_ one: Individual, _ other: Individual) -> Bool {
        let exchange = SelectiveRouteExchange(
            one, other, most: mostExchanged, locations: ground.locationCount, &chance)
        let child = exchange.child(keepsChosen: chance.next() & 1 == 0)
        let numbers = search.load(child.routes)
        search.settle(population.penalties)
        for number in numbers.prefix(child.changed) { search.touch(number) }
        for stop in child.unvisited { search.putIn(Int(stop)) }
        search.runAroundChanges(&chance)
        return take()
    }

    private mutating func educate(_ routes: [(type: Int, stops: [Int32])]) -> Bool {
        search.load(routes)
        search.run(population.penalties, &chance)
        return take()
    }

    /// Adds the plan that the local search stands at, and what it is when it keeps all rules.
    private mutating func take() -> Bool {
        let individual = search.individual()
        selection.remember(search)
        var isBetter = population.add(individual, isNatural: true)
        if !individual.isFeasible, chance.next() & 1 == 0 {
            search.repair(population.penalties * 10, &chance)
            let repaired = search.individual()
            selection.remember(search)
            if repaired.isFeasible { isBetter = population.add(repaired, isNatural: false) || isBetter }
        }
        return isBetter
    }

    /// Replaces routes of the best plan by others that were met before, if that is cheaper.
    private mutating func select() -> Bool {
        let centre = ground.depotCount + chance.below(ground.stopCount)
        guard let best, let plan = selection.plan(betterThan: best, near: centre, limits: search.limits) else {
            return false
        }
        search.load(plan)
        search.settle(population.penalties)
        let isBetter = population.add(search.individual(), isNatural: false)
        return educate(plan) || isBetter
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
