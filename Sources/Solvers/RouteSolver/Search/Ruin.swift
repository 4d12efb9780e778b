// SPDX-License-Identifier: Apache-2.0

/// Takes strings of stops out of routes that lie close to each other.
///
/// - Source: "adjacent string removal" of Christiaens and Vanden Berghe, "Slack Induction by String Removals for Vehicle
///   Routing Problems", Transportation Science 54 (2020), with its numbers: ten stops on average, strings of at most
///   ten, half of them with a gap, which is one stop long and seldom longer.
struct Ruin {
    var meanRemoved = 10.0
    var longestString = 10.0
    private static let gapLengthens = 0.01

    /// Takes stops out around a seed and writes them, and the absent stops met on the way, into `tried`.
    ///
    /// - Returns: how many there are.
    func run(
        around seed: Int, _ plan: inout WorkingPlan, _ journal: inout Journal,
        tried: UnsafeMutableBufferPointer<Int32>, _ chance: inout Chance
    ) -> Int {
        let ground = plan.ground
        guard plan.totals.routesInUse > 0 else { return nearby(seed, ground, tried) }
        let mean = Double(ground.stopCount - plan.totals.absentCount) / Double(plan.totals.routesInUse)
        let longest = max(1, min(longestString, mean))
        let strings = Int(chance.unit() * max(1, 4 * meanRemoved / (1 + longest) - 1) + 1)
        var (ruined, count) = (0, 0)
        let near = ground.near.baseAddress.unsafelyUnwrapped + (seed &- ground.depotCount) &* ground.nearCount
        for index in -1..<ground.nearCount {
            let stop = index < 0 ? seed : Int(near[index])
            let number = Int(plan.route[stop])
            if number < 0 {
                // Taken out by this ruin, or absent since before.
                if !contains(tried, count, stop), count < 40 {
                    tried[count] = Int32(truncatingIfNeeded: stop)
                    count += 1
                }
                continue
            }
            if journal.holds(number) { continue }
            journal.keep(number, of: plan)
            let size = Int(plan.size[number])
            let length = Int(chance.unit() * min(longest, Double(size)) + 1)
            count = removeString(length, size, with: stop, &plan, tried, count, &chance)
            plan.settle(number)
            if plan.size[number] > 0, !plan.isLegal(number) { count = removeAll(number, &plan, tried, count) }
            ruined += 1
            if ruined >= strings { break }
        }
        return count
    }

    /// Where there is no route, a stop and its neighbours are tried together: one alone may not be worth a vehicle.
    private func nearby(_ seed: Int, _ ground: Ground, _ tried: UnsafeMutableBufferPointer<Int32>) -> Int {
        tried[0] = Int32(truncatingIfNeeded: seed)
        let count = min(ground.nearCount, Int(longestString))
        for rank in 0..<count { tried[rank + 1] = ground.near[(seed - ground.depotCount) * ground.nearCount + rank] }
        return count + 1
    }

    private func contains(_ tried: UnsafeMutableBufferPointer<Int32>, _ count: Int, _ stop: Int) -> Bool {
        for index in 0..<count where tried[index] == Int32(truncatingIfNeeded: stop) { return true }
        return false
    }

    private func removeAll(
        _ number: Int, _ plan: inout WorkingPlan, _ tried: UnsafeMutableBufferPointer<Int32>, _ from: Int
    ) -> Int {
        var count = from
        while plan.size[number] > 0 {
            let stop = plan.next[plan.first(number)]
            tried[count] = stop
            count += 1
            plan.unlink(Int(stop))
        }
        plan.settle(number)
        return count
    }

    private func removeString(
        _ length: Int, _ size: Int, with stop: Int, _ plan: inout WorkingPlan,
        _ tried: UnsafeMutableBufferPointer<Int32>, _ from: Int, _ chance: inout Chance
    ) -> Int {
        var gap = 0
        if length > 1, length < size, chance.next() & 1 == 0 {
            gap = 1
            while length + gap < size, chance.unit() < Self.gapLengthens { gap += 1 }
        }
        let reach = length + gap
        var before = 0
        var node = stop
        while before < reach - 1, !plan.isEnd(Int(plan.previous[node])) {
            node = Int(plan.previous[node])
            before += 1
        }
        var after = 0
        var ahead = stop
        while after < reach - 1, !plan.isEnd(Int(plan.next[ahead])) {
            ahead = Int(plan.next[ahead])
            after += 1
        }
        // The string begins so many stops before the seed that it neither leaves the route nor misses the seed.
        let least = reach - 1 - after
        let back = least + chance.below(before - least + 1)
        for _ in 0..<(before - back) { node = Int(plan.next[node]) }
        let gapBegins = gap > 0 ? 1 + chance.below(length - 1) : length
        var count = from
        for place in 0..<reach {
            let follower = Int(plan.next[node])
            if place < gapBegins || place >= gapBegins + gap {
                tried[count] = Int32(truncatingIfNeeded: node)
                count += 1
                plan.unlink(node)
            }
            node = follower
        }
        return count
    }
}
