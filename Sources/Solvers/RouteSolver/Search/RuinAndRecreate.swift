// SPDX-License-Identifier: Apache-2.0

/// Simulated annealing whose step takes stops out of neighbouring routes and puts them back greedily: it needs nothing
/// of a model but a way to judge an insertion, so it serves every feature there is.
///
/// Costs stay legal at every step. Stops that must be served and find no place stay absent, and count the more the
/// longer they did, which drives the search to make room for the difficult ones; the same serves to drive with fewer
/// vehicles.
///
/// - Source: Christiaens and Vanden Berghe, "Slack Induction by String Removals", Transportation Science 54 (2020).
struct RuinAndRecreate {
    private(set) var plan: WorkingPlan
    private(set) var best: BestPlan
    private let ground: Ground
    private var journal: Journal
    private var chance: Chance
    private var blinks: Blinks
    private let ruin = Ruin()
    private let tried: UnsafeMutableBufferPointer<Int32>
    private let keys: UnsafeMutableBufferPointer<Int64>
    /// By stop: how often it was absent at the end of an iteration.
    private let absences: UnsafeMutableBufferPointer<Int64>
    /// In cost units.
    var temperature = 0.0

    init(_ ground: Ground, _ chance: Chance, in arena: Arena) {
        self.ground = ground
        self.chance = chance
        plan = WorkingPlan(ground, in: arena)
        best = BestPlan(ground, in: arena)
        journal = Journal(ground, in: arena)
        blinks = Blinks(oneIn: 100)
        tried = arena.make(Int32.self, count: ground.stopCount + 1)
        keys = arena.make(Int64.self, count: ground.stopCount + 1)
        absences = arena.make(Int64.self, count: ground.locationCount)
        absences.initialize(repeating: 1)
    }

    /// Goes on from a plan whose routes keep every rule; what it leaves out is put in where that is possible.
    mutating func begin(_ start: RoutePlan) {
        plan.clear()
        plan.load(start)
        recreateAll()
        best.keep(plan)
    }

    private mutating func recreateAll() {
        var absent: [Int] = plan.absent[..<plan.totals.absentCount].map(Int.init)
        absent.sort { ground.distance(0, $0) > ground.distance(0, $1) }
        for stop in absent { putIn(stop) }
    }

    /// The cost of a way between two places of the plan, on average.
    var meanLeg: Double {
        let legs = ground.stopCount - plan.totals.absentCount + plan.totals.routesInUse
        var vehicles: Int64 = 0
        for type in 0..<ground.typeCount { vehicles += Int64(plan.used[type]) * ground.types[type].routeCost }
        return max(1, Double(plan.totals.routeCost - vehicles) / Double(max(1, legs)))
    }

    /// One iteration.
    ///
    /// - Returns: whether the best plan is better now.
    mutating func step() -> Bool {
        guard ground.stopCount > 0 else { return false }
        journal.begin(plan)
        let before = plan.totals
        let burden = before.mustsLeftOut > 0 ? burdenOfAbsent() : 0
        var count = ruin.run(around: seed(), &plan, &journal, tried: tried, &chance)
        if ground.typeCount > 1 { chooseTypes() }
        count = addAbsentMusts(count)
        sort(count)
        for index in 0..<count { putIn(Int(tried[index])) }
        if plan.totals.mustsLeftOut > 0 { countAbsences() }
        guard isAccepted(before, burden) else {
            journal.undo(&plan, tried: tried, count: count)
            return false
        }
        guard plan.score < best.score else { return false }
        best.keep(plan)
        return true
    }

    /// After a ruin, a smaller vehicle may do for what is left; where depots differ, a drive tells, so only now and then.
    private mutating func chooseTypes() {
        guard ground.typesAreAlike || ground.stopCount < 30 || chance.below(8) == 0 else { return }
        for number in journal.routes where plan.size[number] > 0 && chance.next() & 7 != 0 { plan.chooseType(number) }
    }

    private mutating func seed() -> Int {
        if plan.totals.mustsLeftOut > 0, chance.next() & 1 == 0 {
            return Int(plan.absent[chance.below(plan.totals.absentCount)])
        }
        return ground.depotCount &+ chance.below(ground.stopCount)
    }

    /// Absent stops that must be served are tried in every iteration, some of them if they are many.
    private mutating func addAbsentMusts(_ count: Int) -> Int {
        guard plan.totals.mustsLeftOut > 0 else { return count }
        var count = count
        let total = plan.totals.absentCount
        let from = chance.below(total)
        var added = 0
        for step in 0..<total where added < 12 {
            let stop = plan.absent[(from + step) % total]
            if ground.isMust[Int(stop)], !tried[..<count].contains(stop) {
                tried[count] = stop
                count += 1
                added += 1
            }
        }
        return count
    }

    private mutating func sort(_ count: Int) {
        let order: InsertionOrder
        switch chance.below(ground.traits.hasTimes ? 17 : 11) {
        case 0..<4: order = .chance
        case 4..<8: order = .mostGoods
        case 8..<10: order = .farthest
        case 10: order = .nearest
        case 11..<13: order = .tightest
        case 13..<15: order = .earliest
        default: order = .latest
        }
        for index in 0..<count {
            let stop = tried[index]
            let key = order.key(Int(stop), ground, &chance)
            var place = index
            while place > 0, keys[place &- 1] > key {
                (keys[place], tried[place]) = (keys[place &- 1], tried[place &- 1])
                place &-= 1
            }
            (keys[place], tried[place]) = (key, stop)
        }
    }

    private mutating func putIn(_ stop: Int) {
        let insertion = plan.cheapest(stop, &blinks, &chance)
        guard insertion.isPossible, isWanted(stop, insertion.extra) else { return }
        if insertion.isRouteOfItsOwn, ground.vehiclesFirst, !ground.isMust[stop], ground.leftOutWeight[stop] == 0 {
            return
        }
        let number = insertion.isRouteOfItsOwn ? plan.unused ?? 0 : Int(plan.route[insertion.node])
        journal.keep(number, of: plan)
        _ = plan.insert(stop, insertion)
    }

    /// Whether to serve a stop that may be left out: if that costs less than its price, and now and then if it costs
    /// little more.
    private mutating func isWanted(_ stop: Int, _ extra: Int64) -> Bool {
        if plan.isWorth(stop, extra) { return true }
        let draw = chance.next() & 31
        // Another stop may be worth it only because this one is served.
        if draw == 0 { return true }
        return draw < 8 && Double(extra - ground.leftOutCost[stop]) < temperature * chance.exponential()
    }

    private func burdenOfAbsent() -> Int64 {
        var burden: Int64 = 0
        for rank in 0..<plan.totals.absentCount {
            let stop = Int(plan.absent[rank])
            if ground.isMust[stop] { burden += ground.leftOutWeight[stop] * absences[stop] }
        }
        return burden
    }

    /// The routes that the last iteration touched.
    var touched: some RandomAccessCollection<Int> { journal.routes }

    private func countAbsences() {
        for rank in 0..<plan.totals.absentCount {
            let stop = Int(plan.absent[rank])
            if ground.isMust[stop] { absences[stop] += 1 }
        }
    }

    private mutating func isAccepted(_ before: WorkingPlan.Totals, _ burden: Int64) -> Bool {
        let now = plan.totals
        if before.mustsLeftOut > 0 || now.mustsLeftOut > 0 {
            if now.mustsLeftOut == 0 { return true }
            if before.mustsLeftOut == 0 { return false }
            let newBurden = burdenOfAbsent()
            // The counters of what is absent now have just grown.
            if newBurden < burden { return true }
            if now.mustsLeftOut > before.mustsLeftOut { return false }
        }
        if now.priorityLeftOut != before.priorityLeftOut { return now.priorityLeftOut < before.priorityLeftOut }
        let rise = Double((now.routeCost + now.leftOutCost) - (before.routeCost + before.leftOutCost))
        if ground.vehiclesFirst, now.routesInUse != before.routesInUse { return now.routesInUse < before.routesInUse }
        return rise < temperature * chance.exponential()
    }

    /// Whether the plan is as good as a score.
    func stands(atLeastAs score: RouteScore) -> Bool { plan.score <= score }

    mutating func limitRoutes(to count: Int) {
        // What must be served comes before vehicles.
        plan.routeLimit = best.score.mustsLeftOut > 0 ? ground.routeCount : count
    }

    /// Takes the route apart whose stops were absent least often, and opens none in its place.
    mutating func giveUpRoute() {
        var (number, least) = (-1, Int64.max)
        for rank in 0..<plan.totals.routesInUse {
            let candidate = Int(plan.order[rank])
            let sum = plan.listed(candidate).reduce(Int64(0)) { $0 + absences[Int($1)] }
            if sum < least { (number, least) = (candidate, sum) }
        }
        guard number >= 0 else { return }
        while plan.size[number] > 0 { plan.unlink(Int(plan.next[plan.first(number)])) }
        plan.settle(number)
        plan.routeLimit = plan.totals.routesInUse
        if plan.score < best.score { best.keep(plan) }
    }

    /// Goes on from another search's best plan if that is better.
    mutating func adopt(_ other: BestPlan) {
        guard other.score < best.score else { return }
        best.take(other)
        returnToBest()
    }

    /// Goes on from a plan of the genetic search if it is better.
    mutating func take(_ individual: Individual) {
        plan.clear()
        for route in individual.routes { plan.add(route.stops, type: route.type) }
        if plan.score < best.score { best.keep(plan) }
    }

    /// Goes back to the best plan.
    mutating func returnToBest() {
        plan.clear()
        best.restore(&plan)
    }
}
