// SPDX-License-Identifier: Apache-2.0

/// First plans: every stop goes where it costs least, in a few orders, of which the best plan is kept.
struct Construction {
    private let arena = Arena()
    private var plan: WorkingPlan
    private var chance: Chance
    private var stops: [Int]

    init(_ ground: Ground, _ chance: Chance) {
        plan = WorkingPlan(ground, in: arena)
        self.chance = chance
        stops = Array(ground.depotCount..<ground.locationCount)
    }

    /// The best plan of all orders.
    mutating func best() -> RoutePlan {
        var best: (score: RouteScore, plan: RoutePlan)?
        let orders = plan.ground.traits.hasTimes ? InsertionOrder.allCases : InsertionOrder.withoutTimes
        for order in orders {
            build(order)
            if best.map({ plan.score < $0.score }) ?? true { best = (plan.score, plan.plan()) }
        }
        if buildBySavings(), best.map({ plan.score < $0.score }) ?? true { best = (plan.score, plan.plan()) }
        return best?.plan ?? RoutePlan()
    }

    /// What savings leave out, for want of vehicles, is put in where it costs least.
    private mutating func buildBySavings() -> Bool {
        guard var savings = Savings(plan.ground) else { return false }
        plan.clear()
        for route in savings.plan() { plan.add(route, type: 0) }
        var blinks = Blinks(oneIn: 0)
        for stop in plan.absent[..<plan.totals.absentCount].sorted() {
            let insertion = plan.cheapest(Int(stop), &blinks, &chance)
            if insertion.isPossible { _ = plan.insert(Int(stop), insertion) }
        }
        return true
    }

    private mutating func build(_ order: InsertionOrder) {
        plan.clear()
        var blinks = Blinks(oneIn: 0)
        let keyed = stops.map { (order.key($0, plan.ground, &chance), $0) }.sorted { $0 < $1 }
        for (_, stop) in keyed {
            let insertion = plan.cheapest(stop, &blinks, &chance)
            guard insertion.isPossible, plan.isWorth(stop, insertion.extra) else { continue }
            _ = plan.insert(stop, insertion)
        }
    }
}

/// In which order absent stops are put in: those that are harder to place come first.
///
/// - Source: Christiaens and Vanden Berghe, Transportation Science 54 (2020), section 5.3.
enum InsertionOrder: CaseIterable {
    case chance, mostGoods, farthest, nearest, tightest, earliest, latest

    static let withoutTimes: [InsertionOrder] = [.chance, .mostGoods, .farthest, .nearest]

    /// Lower comes first.
    @inline(__always)
    func key(_ stop: Int, _ ground: Ground, _ chance: inout Chance) -> Int64 {
        switch self {
        case .chance: Int64(truncatingIfNeeded: chance.next() >> 2)
        case .mostGoods: ground.dimensionCount == 0 ? 0 : -(ground.delivery(stop, 0) &+ ground.collection(stop, 0))
        case .farthest: -Int64(ground.distance(0, stop))
        case .nearest: Int64(ground.distance(0, stop))
        case .tightest: ground.latest[stop] &- ground.earliest[stop]
        case .earliest: ground.earliest[stop]
        case .latest: -ground.latest[stop]
        }
    }
}

extension WorkingPlan {
    /// Whether serving a stop is better than leaving it out.
    @inline(__always)
    func isWorth(_ stop: Int, _ extra: Int64) -> Bool {
        ground.isMust[stop] || ground.leftOutWeight[stop] > 0 || extra < ground.leftOutCost[stop]
    }

    /// Takes every stop out of every route.
    mutating func clear() {
        while totals.routesInUse > 0 {
            let number = Int(order[totals.routesInUse - 1])
            while size[number] > 0 { unlink(Int(next[first(number)])) }
            settle(number)
        }
    }
}
