// SPDX-License-Identifier: Apache-2.0

/// Where an absent stop would stand: behind `node`, in a route driven by `type`, for `extra` cost units more.
struct Insertion {
    /// -1: in a route of its own; -2: nowhere.
    var node: Int
    var type: Int
    var extra: Int64

    static let nowhere = Insertion(node: -2, type: 0, extra: Int64.max)
    var isPossible: Bool { node != -2 }
    var isRouteOfItsOwn: Bool { node == -1 }
}

extension WorkingPlan {
    /// The cheapest place for an absent stop that breaks no rule: beside its neighbours, anywhere in any route if
    /// that finds none, or in a route of its own.
    func cheapest(_ stop: Int, _ blinks: inout Blinks, _ chance: inout Chance) -> Insertion {
        var best = Insertion.nowhere
        switch ground.insertionStyle {
        case .plain: besideNeighbours(stop, isTimed: false, isMixed: false, &best, &blinks, &chance)
        case .timed: besideNeighbours(stop, isTimed: true, isMixed: false, &best, &blinks, &chance)
        case .mixed: besideNeighbours(stop, isTimed: false, isMixed: true, &best, &blinks, &chance)
        case .rich: besideNeighbours(stop, &best, &blinks, &chance)
        }
        if !best.isPossible || (totals.routesInUse > 0 && ground.nearCount == 0) {
            for rank in 0..<totals.routesInUse {
                let number = Int(order[rank])
                guard let kind = admittingType(stop, number, &best) else { continue }
                var node = first(number)
                let end = last(number)
                while node != end {
                    consider(stop, after: node, number, kind, &best)
                    node = Int(next[node])
                }
            }
        }
        if !ground.vehiclesFirst || !best.isPossible { considerOwnRoute(stop, &best, &chance) }
        return best
    }

    /// How many neighbours to look at: mostly few, sometimes all.
    @inline(__always)
    private func reach(_ chance: inout Chance) -> Int {
        let draw = chance.below(16)
        return min(ground.nearCount, draw < 8 ? 25 : draw < 13 ? 50 : ground.nearCount)
    }

    /// Beside neighbours, whatever the model has.
    private func besideNeighbours(
        _ stop: Int, _ best: inout Insertion, _ blinks: inout Blinks, _ chance: inout Chance
    ) {
        let near = ground.near.baseAddress.unsafelyUnwrapped + (stop &- ground.depotCount) &* ground.nearCount
        for index in 0..<ground.nearCount {
            let node = Int(near[index])
            let number = Int(route[node])
            if number < 0 { continue }
            guard let kind = admittingType(stop, number, &best) else { continue }
            if !blinks.blinks(&chance) { consider(stop, after: node, number, kind, &best) }
            let before = Int(previous[node])
            if isEnd(before) || index < 12, !blinks.blinks(&chance) {
                consider(stop, after: before, number, kind, &best)
            }
        }
    }

    /// The same for models with one dimension, nothing to collect, one window a stop, no restrictions, no price or
    /// limit of time or distance, and a way back that is as far as the way there: nearly all published ones.
    ///
    /// The flags are constants where it is called, so that each model pays for what it has.
    @inline(__always)
    private func besideNeighbours(
        _ stop: Int, isTimed: Bool, isMixed: Bool, _ best: inout Insertion, _ blinks: inout Blinks,
        _ chance: inout Chance
    ) {
        let near = ground.near.baseAddress.unsafelyUnwrapped + (stop &- ground.depotCount) &* ground.nearCount
        let nearDistance =
            ground.nearDistance.baseAddress.unsafelyUnwrapped + (stop &- ground.depotCount) &* ground.nearCount
        let ways = ground.travel.ways(at: stop)
        let goods = Int64(ground.delivery[stop])
        let capacity = Int64(ground.capacity[0])
        let price = ground.types[0].distanceCost
        let (opens, closes, service) = (ground.earliest[stop], ground.latest[stop], Int64(ground.service[stop]))
        var (bestNode, bestKind, least) = (best.node, best.type, best.extra)
        for index in 0..<reach(&chance) {
            let node = Int(near[index])
            let number = Int(route[node])
            if number < 0 { continue }
            var (kind, change, perDistance) = (0, Int64(0), price)
            if isMixed {
                kind = Int(type[number])
                if load[number] &+ goods > Int64(ground.capacity[kind]) {
                    guard ground.typesAreAlike, let other = upgrade(stop, number) else { continue }
                    let (old, new) = (ground.types[kind], ground.types[other])
                    change =
                        new.routeCost &- old.routeCost &+ (new.distanceCost &- old.distanceCost) &* distance[number]
                    kind = other
                }
                perDistance = ground.types[kind].distanceCost
            } else if load[number] &+ goods > capacity {
                continue
            }
            let here = Int(nearDistance[index])
            // Between two nodes, the near one of which is `here` away and the other stands at `far`.
            @inline(__always)
            func offer(after one: Int, before other: Int, far: Int) {
                // By the triangle inequality, what a detour costs at least: nearly all places far away end here.
                let leg = Int(leg[one])
                if Int64(2 &* (here &- leg)) &* perDistance &+ change >= least || blinks.blinks(&chance) { return }
                let extra = Int64(here &+ ways.distance(far) &- leg) &* perDistance &+ change
                if extra >= least { return }
                if isTimed {
                    let begin = max(ready[one] &+ ways.time(Int(place[one])), opens)
                    let end = begin &+ service
                    if begin > closes || end &+ ways.time(Int(place[other])) > late[other] { return }
                }
                (bestNode, bestKind, least) = (one, kind, extra)
            }
            let (before, follower) = (Int(previous[node]), Int(next[node]))
            offer(after: node, before: follower, far: Int(place[follower]))
            if isEnd(before) || index < 12 { offer(after: before, before: node, far: Int(place[before])) }
        }
        best = Insertion(node: bestNode, type: bestKind, extra: least)
    }

    /// The type with which a route could take the stop, loads considered: its own, or the cheapest other one that is
    /// free and holds everything.
    @inline(__always)
    private func admittingType(_ stop: Int, _ number: Int, _ best: inout Insertion) -> Int? {
        let kind = Int(type[number])
        let count = ground.dimensionCount
        var fits = true
        if ground.traits.hasCollections {
            // Loads depend on the place, and are looked at there.
        } else if count == 1 {
            fits = load[number] &+ Int64(ground.delivery[stop]) <= Int64(ground.capacity[kind])
        } else {
            for d in 0..<count where load[number &* count &+ d] &+ ground.delivery(stop, d) > ground.capacity(kind, d) {
                fits = false
            }
        }
        if ground.traits.hasRestrictions, !ground.serves(kind, stop) { fits = false }
        if fits { return kind }
        if ground.typeCount == 1 || !ground.typesAreAlike || ground.traits.hasCollections { return nil }
        return upgrade(stop, number)
    }

    /// The cheapest free type that holds a route and one stop more.
    private func upgrade(_ stop: Int, _ number: Int) -> Int? {
        let old = ground.types[Int(type[number])]
        var (best, least) = (-1, Int64.max)
        for kind in 0..<ground.typeCount where kind != Int(type[number]) && used[kind] < ground.types[kind].available {
            let new = ground.types[kind]
            let extra =
                (new.routeCost &- old.routeCost) &+ (new.distanceCost &- old.distanceCost) &* distance[number]
                &+ (new.timeCost &- old.timeCost) &* duration[number]
            if extra < least, holds(kind, number, stop) { (best, least) = (kind, extra) }
        }
        return best < 0 ? nil : best
    }

    private func holds(_ kind: Int, _ number: Int, _ stop: Int) -> Bool {
        let count = ground.dimensionCount
        for d in 0..<count where load[number &* count &+ d] &+ ground.delivery(stop, d) > ground.capacity(kind, d) {
            return false
        }
        guard ground.traits.hasRestrictions else { return true }
        if !ground.serves(kind, stop) { return false }
        var node = Int(next[first(number)])
        while !isEnd(node) {
            if !ground.serves(kind, node) { return false }
            node = Int(next[node])
        }
        return true
    }

    /// Takes the place behind a node for the best one if it is cheaper and breaks no rule.
    @inline(__always)
    private func consider(_ stop: Int, after node: Int, _ number: Int, _ kind: Int, _ best: inout Insertion) {
        let follower = Int(next[node])
        let (here, on) = (Int(place[node]), Int(place[follower]))
        let detour = Int64(ground.distance(here, stop) &+ ground.distance(stop, on) &- Int(leg[node]))
        let type = ground.types[kind]
        var extra = detour &* type.distanceCost
        if kind != Int(self.type[number]) {
            let old = ground.types[Int(self.type[number])]
            extra =
                extra &+ (type.routeCost &- old.routeCost) &+ (type.distanceCost &- old.distanceCost)
                &* distance[number]
                &- old.timeCost &* duration[number] &+ (ground.needsDurations ? 0 : type.timeCost &* duration[number])
        } else {
            extra = extra &- type.timeCost &* duration[number]
        }
        if !ground.needsDurations, extra >= best.extra { return }
        if ground.traits.hasLongestDistance, distance[number] &+ detour > type.longestDistance { return }
        if ground.traits.hasCollections, !isCarried(stop, node, kind) { return }
        if ground.traits.hasTimes {
            let begin = ground.begin(stop, reachedAt: ready[node] &+ ground.time(here, stop))
            if begin >= Ground.never { return }
            if begin &+ Int64(ground.service[stop]) &+ ground.time(stop, on) > late[follower] { return }
        }
        if ground.needsDurations {
            let here = head[node].joined(over: ground.time(here, stop), span(stop))
            var time = here.joined(over: ground.time(stop, on), tail[follower]).duration
            if time > type.longestTime || extra &+ time &* type.timeCost >= best.extra { return }
            if ground.traits.hasSeveralWindows {
                guard let exact = exactDuration(number, type: kind, with: stop, after: node) else { return }
                time = exact
                if time > type.longestTime { return }
            }
            extra = extra &+ time &* type.timeCost
            if extra >= best.extra { return }
        }
        best = Insertion(node: node, type: kind, extra: extra)
    }

    private func isCarried(_ stop: Int, _ node: Int, _ kind: Int) -> Bool {
        let count = ground.dimensionCount
        for d in 0..<count {
            let most = ground.capacity(kind, d)
            if heaviestBefore[node &* count &+ d] &+ ground.delivery(stop, d) > most { return false }
            if heaviestAfter[node &* count &+ d] &+ ground.collection(stop, d) > most { return false }
        }
        return true
    }

    /// Takes a route of its own for the best place if a vehicle is free and it is cheaper. Now and then it looks over a
    /// type, as the cheapest one for the first stop need not be the best for those that follow.
    private func considerOwnRoute(_ stop: Int, _ best: inout Insertion, _ chance: inout Chance) {
        guard unused != nil else { return }
        for kind in 0..<ground.typeCount
        where used[kind] < ground.types[kind].available && ground.serves(kind, stop) {
            if ground.typeCount > 1, chance.next() & 7 == 0 { continue }
            guard let cost = costAlone(stop, kind), cost < best.extra else { continue }
            best = Insertion(node: -1, type: kind, extra: cost)
        }
    }

    private func costAlone(_ stop: Int, _ kind: Int) -> Int64? {
        let type = ground.types[kind]
        let (start, end) = (Int(type.start), Int(type.end))
        let way = Int64(ground.distance(start, stop) &+ ground.distance(stop, end))
        if way > type.longestDistance { return nil }
        var time: Int64 = 0
        if ground.traits.hasTimes {
            let begin = ground.begin(stop, reachedAt: type.startEarliest &+ ground.time(start, stop))
            if begin >= Ground.never { return nil }
            if begin &+ Int64(ground.service[stop]) &+ ground.time(stop, end) > type.endLatest { return nil }
        }
        if ground.needsDurations {
            let leave = Span(duration: 0, earliest: type.startEarliest, latest: type.startLatest)
            time =
                leave.joined(over: ground.time(start, stop), span(stop))
                .joined(over: ground.time(stop, end), endSpan(type)).duration
            if ground.traits.hasSeveralWindows {
                guard let exact = exactDurationAlone(stop, type) else { return nil }
                time = exact
            }
            if time > type.longestTime { return nil }
        }
        return type.routeCost &+ way &* type.distanceCost &+ time &* type.timeCost
    }
}
