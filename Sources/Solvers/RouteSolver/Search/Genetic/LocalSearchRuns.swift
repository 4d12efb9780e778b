// SPDX-License-Identifier: Apache-2.0

// In which order a local search tries its moves, and what it need not try again.
extension LocalSearch {
    /// Improves until no move does.
    mutating func run(_ penalties: Penalties, _ chance: inout Chance) {
        settle(penalties)
        for stop in ground.depotCount..<locations { testedAt[stop] = -1 }
        for number in 0..<routeCount { pairedAt[number] = -1 }
        improve(&chance, round: 0)
    }

    /// Improves what has changed since `settle`, and whatever a move changes then: the rest is known to be as good as
    /// moves make it.
    mutating func runAroundChanges(_ chance: inout Chance) {
        moves = max(1, moves)
        for stop in ground.depotCount..<locations { testedAt[stop] = 0 }
        for number in 0..<routeCount { pairedAt[number] = 0 }
        improve(&chance, round: 1)
    }

    /// The same after what is paid for broken rules has changed: only routes that break one are looked at first.
    mutating func repair(_ penalties: Penalties, _ chance: inout Chance) {
        settle(penalties)
        for number in 0..<routeCount where overpaid[number] > 0 { touch(number) }
        runAroundChanges(&chance)
    }

    /// Works out everything about the routes as they are linked; none of them counts as changed then.
    mutating func settle(_ penalties: Penalties) {
        self.penalties = penalties
        moves = 0
        for number in 0..<routeCount { refresh(number) }
        for kind in 0..<ground.typeCount { findIdle(kind) }
    }

    /// Says that a route is not what it was when its stops were tried.
    func touch(_ number: Int) { changedAt[number] = max(1, changedAt[number]) }

    private mutating func improve(_ chance: inout Chance, round first: Int) {
        shuffle(&chance)
        round = first
        var isDone = false
        while !isDone {
            if round > 1 { isDone = true }
            for index in 0..<ground.stopCount where improve(Int(order[index])) { isDone = false }
            if !isTimed, swapPairs() { isDone = false }
            if ground.typeCount > 1, exchangeVehicles() { isDone = false }
            round += 1
        }
    }

    private func shuffle(_ chance: inout Chance) {
        for index in (1..<ground.stopCount).reversed() { order.swapAt(index, chance.below(index + 1)) }
        for index in (1..<routeCount).reversed() { routeOrder.swapAt(index, chance.below(index + 1)) }
        for stop in 0..<ground.stopCount where chance.below(nearCount) == 0 {
            for rank in (1..<nearCount).reversed() {
                near.swapAt(stop &* nearCount &+ rank, stop &* nearCount &+ chance.below(rank + 1))
            }
        }
        slotsAt.update(repeating: -1)
    }

    /// Puts a stop that stands in no route where that is cheapest, penalties included.
    ///
    /// - Parameter isPassedBy: asked of each place but the first that would be cheapest so far.
    mutating func putIn(_ stop: Int, isPassedBy: () -> Bool = { false }) {
        var best = (cost: Double.infinity, node: -1)
        for number in 0..<routeCount where size[number] > 0 || number == idle[type[number]] {
            let over = overload(load[number] &+ goods[stop], number) - overload(load[number], number)
            let opening = size[number] == 0 ? fixed[number] : 0
            var node = first(number)
            while node != last(number) {
                let follower = Int(next[node])
                let detour = way(node, stop) &+ way(stop, follower) &- way(node, follower)
                let cost = Double(detour) * perDistance[number] + over + opening
                if cost < best.cost, best.node < 0 || !isPassedBy() {
                    let late = isTimed ? warp(node, alone[stop], stop, stop, follower) &- warp[number] : 0
                    let all = cost + Double(late) * penalties.warp
                    if all < best.cost { best = (all, node) }
                }
                node = follower
            }
        }
        guard best.node >= 0 else { return }
        let number = Int(route[best.node])
        let follower = next[best.node]
        next[best.node] = Int32(stop)
        previous[stop] = Int32(best.node)
        next[stop] = follower
        previous[Int(follower)] = Int32(stop)
        moved(number, number)
    }

    /// Tries every move of a stop with its neighbours.
    private mutating func improve(_ stop: Int) -> Bool {
        let last = testedAt[stop]
        testedAt[stop] = moves
        var isBetter = false
        let from = (stop &- ground.depotCount) &* nearCount
        for rank in 0..<nearCount {
            let other = Int(near[from &+ rank])
            let (one, two) = (Int(route[stop]), Int(route[other]))
            if round != 0, max(changedAt[one], changedAt[two]) <= last { continue }
            if tryMoves(stop, other) {
                isBetter = true
                continue
            }
            let before = Int(previous[other])
            if isEnd(before), tryMovesAfterDepot(stop, before) { isBetter = true }
        }
        guard round > 0 else { return isBetter }
        for kind in 0..<ground.typeCount where idle[kind] >= 0 {
            if changedAt[Int(route[stop])] <= last, changedAt[idle[kind]] <= last { continue }
            if tryMovesAfterDepot(stop, first(idle[kind])) { isBetter = true }
        }
        return isBetter
    }
}
