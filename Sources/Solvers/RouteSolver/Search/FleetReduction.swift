// SPDX-License-Identifier: Apache-2.0

/// Whether a search still tries to drive with fewer vehicles, and when it stops trying.
///
/// A route is given up, no other may be opened in its place, and its stops wait until the others have made room for
/// them; then the next one. It ends when no smaller fleet could carry the goods, or when half of the budget is used.
///
/// - Source: the fleet minimisation by absences of Christiaens and Vanden Berghe, Transportation Science 54 (2020).
struct FleetReduction {
    private(set) var isOver: Bool
    private let least: Int
    static let partOfBudget = 0.5

    init(_ ground: Ground) {
        isOver = !ground.vehiclesFirst
        least = Self.leastVehicles(ground)
    }

    /// Vehicles without which what must be served cannot be carried, even in the largest ones.
    private static func leastVehicles(_ ground: Ground) -> Int {
        var least = 0
        for d in 0..<ground.dimensionCount {
            let largest = (0..<ground.typeCount).map { ground.capacity($0, d) }.max() ?? 0
            for amounts in [ground.delivery, ground.collection] where largest > 0 {
                var sum: Int64 = 0
                for stop in ground.depotCount..<ground.locationCount where ground.isMust[stop] {
                    sum += Int64(amounts[stop * ground.dimensionCount + d])
                }
                least = max(least, Int((sum + largest - 1) / largest))
            }
        }
        return least
    }

    /// Looks at where the search stands, before a few iterations of it.
    mutating func guide(_ engine: inout RuinAndRecreate, used: Double) {
        guard !isOver else { return }
        let best = engine.best.score
        if engine.plan.routeLimit >= Int(best.vehicles) || engine.stands(atLeastAs: best) {
            guard best.mustsLeftOut == 0, Int(best.vehicles) > least, best.vehicles > 0, used < Self.partOfBudget else {
                return end(&engine)
            }
            engine.returnToBest()
            engine.giveUpRoute()
        } else if used >= Self.partOfBudget {
            end(&engine)
        }
    }

    private mutating func end(_ engine: inout RuinAndRecreate) {
        isOver = true
        engine.returnToBest()
        engine.limitRoutes(to: Int(engine.best.score.vehicles))
    }
}
