// SPDX-License-Identifier: Apache-2.0

/// Iterated local search: a few stops near each other leave their routes and come back, not always where that is
/// cheapest; what this has changed is improved; the plan stays if it is better, or a little worse.
///
/// It serves long plans of long routes with windows: there offspring of two plans take so long to be improved that few
/// are made, while a step here takes as long as what it changes.
///
/// - Source: Lourenço, Martin and Stützle, "Iterated Local Search", Handbook of Metaheuristics (2003); penalties, moves and
///   neighbours as in the genetic search.
struct IteratedLocalSearch {
    private let ground: Ground
    private var search: LocalSearch
    private(set) var selection: RouteSelection
    private var chance: Chance
    private var list: WorkList
    /// The plan that the search goes on from: its links, and its cost with what it pays for broken rules.
    private let links: UnsafeMutableBufferPointer<Int32>
    private var cost: Double
    private(set) var best: Individual
    private var steps = 0
    /// Of the steps since the penalties were managed, those that left no broken rule where they changed something.
    private var legalSteps = 0
    private var stops: [Int] = []

    private static let mostStops = 25
    private static let stepsForPenalties = 200
    private static let wantedLegal = 0.55...0.65
    private static let stepsForSelection = 1_000

    /// Whether it serves a model better than the genetic search, which must suit.
    ///
    /// - Parameter routes: of a plan at hand.
    static func suits(_ ground: Ground, routes: Int) -> Bool {
        GeneticSearch.suits(ground) && ground.traits.hasTimes && ground.stopCount > 400
            && ground.stopCount >= 20 * routes
    }

    /// Nil where the genetic search does not suit.
    ///
    /// - Parameter plan: with all stops; it keeps all rules.
    init?(
        _ ground: Ground, from plan: [(type: Int, stops: [Int32])], _ selection: RouteSelection, _ chance: Chance,
        in arena: Arena
    ) {
        guard GeneticSearch.suits(ground), let ways = ground.travel.fullDistances else { return nil }
        self.ground = ground
        self.selection = selection
        self.chance = chance
        list = WorkList(locations: ground.locationCount)
        search = LocalSearch(ground, ways, routesInUse: plan.count, in: arena)
        links = arena.make(Int32.self, count: 2 * search.next.count)
        search.load(plan)
        search.settle(Penalties(ground) * 3)
        best = search.individual()
        cost = best.cost
        search.keep(links)
    }

    /// One step.
    ///
    /// - Parameter temperature: in cost units; how much worse than the plan before it a plan may be, on average.
    /// - Returns: whether the best plan is better now.
    mutating func step(_ temperature: Double) -> Bool {
        steps += 1
        if steps % Self.stepsForSelection == 0, select() { return true }
        if steps % Self.stepsForPenalties == 0 { managePenalties() }
        let then = search.moves
        chooseStops()
        for stop in stops { search.takeOut(stop, &list) }
        for stop in stops { search.putIn(stop, &list, &chance) }
        search.run(&list)
        rememberRoutes(since: then)
        let (cost, paid) = search.totals
        guard cost + paid < self.cost + temperature * chance.exponential() else {
            search.restore(links, since: then)
            return false
        }
        self.cost = cost + paid
        search.keep(links)
        guard paid == 0, cost < best.cost - 0.5 else { return false }
        best = search.individual()
        return true
    }

    /// A stop, now and then of a route that breaks a rule, and some of its neighbours.
    private mutating func chooseStops() {
        var seed = ground.depotCount + chance.below(ground.stopCount)
        if chance.below(3) == 0 {
            let numbers = (0..<search.routeCount).filter { search.size[$0] > 0 && search.overpaid[$0] > 0 }
            if !numbers.isEmpty {
                let number = numbers[chance.below(numbers.count)]
                seed = Int(search.listed(number)[chance.below(search.size[number])])
            }
        }
        stops.removeAll(keepingCapacity: true)
        stops.append(seed)
        let count = 1 + chance.below(Self.mostStops)
        let from = (seed - ground.depotCount) * ground.nearCount
        for rank in 0..<ground.nearCount where stops.count < count && chance.next() & 1 == 0 {
            stops.append(Int(ground.near[from + rank]))
        }
        for place in stops.indices.reversed() { stops.swapAt(place, chance.below(place + 1)) }
    }

    private mutating func rememberRoutes(since then: Int) {
        var isLegal = true
        for number in 0..<search.routeCount where search.changedAt[number] > then && search.size[number] > 0 {
            if search.overpaid[number] == 0 { selection.remember(search, number) } else { isLegal = false }
        }
        if isLegal { legalSteps += 1 }
    }

    /// What a plan as long as these breaks somewhere says little: what counts is how many steps leave a broken rule.
    private mutating func managePenalties() {
        let part = Double(legalSteps) / Double(Self.stepsForPenalties)
        legalSteps = 0
        guard !Self.wantedLegal.contains(part) else { return }
        search.settle(search.penalties * (part < Self.wantedLegal.lowerBound ? 1.1 : 0.92))
        let (cost, paid) = search.totals
        self.cost = cost + paid
    }

    private mutating func select() -> Bool {
        let centre = ground.depotCount + chance.below(ground.stopCount)
        guard let plan = selection.plan(betterThan: best, near: centre, limits: search.limits) else { return false }
        goOn(from: plan)
        return true
    }

    /// Goes on from a plan that is better than the best one.
    mutating func goOn(from plan: [(type: Int, stops: [Int32])]) {
        search.load(plan)
        search.settle(search.penalties)
        best = search.individual()
        cost = best.cost
        search.keep(links)
    }
}
