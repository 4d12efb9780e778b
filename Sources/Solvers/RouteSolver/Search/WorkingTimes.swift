// SPDX-License-Identifier: Apache-2.0

// The part of a working plan that drives: what each node knows of the times and loads before and after it.
extension WorkingPlan {
    /// Works out the times of a node and of all after it from those of the node before.
    func drive(_ number: Int, from node: Int) {
        let kind = ground.types[Int(type[number])]
        let end = last(number)
        var here = Int(previous[node])
        if isEnd(here) {
            (early[here], ready[here]) = (kind.startEarliest, kind.startEarliest)
            if ground.needsDurations {
                head[here] = Span(duration: 0, earliest: kind.startEarliest, latest: kind.startLatest)
            }
        }
        var there = node
        while true {
            let travel = ground.time(Int(place[here]), Int(place[there]))
            if there == end {
                early[end] = max(ready[here] &+ travel, kind.endEarliest)
                if ground.needsDurations { head[end] = head[here].joined(over: travel, endSpan(kind)) }
                return
            }
            let begin = ground.begin(there, reachedAt: ready[here] &+ travel)
            early[there] = begin
            ready[there] = begin &+ Int64(ground.service[there])
            if ground.needsDurations { head[there] = head[here].joined(over: travel, span(there)) }
            here = there
            there = Int(next[there])
        }
    }

    /// Works out the times of a node and of all before it from those of the node after.
    func driveBack(_ number: Int, from node: Int) {
        let kind = ground.types[Int(type[number])]
        let start = first(number)
        var there = Int(next[node])
        if isEnd(there) {
            late[there] = kind.endLatest
            if ground.needsDurations { tail[there] = endSpan(kind) }
        }
        var here = node
        while true {
            let travel = ground.time(Int(place[here]), Int(place[there]))
            if here == start {
                late[start] = min(kind.startLatest, late[there] &- travel)
                if ground.needsDurations {
                    let span = Span(duration: 0, earliest: kind.startEarliest, latest: kind.startLatest)
                    tail[start] = span.joined(over: travel, tail[there])
                }
                return
            }
            late[here] = ground.lastBegin(here, by: late[there] &- travel &- Int64(ground.service[here]))
            if ground.needsDurations { tail[here] = span(here).joined(over: travel, tail[there]) }
            there = here
            here = Int(previous[here])
        }
    }

    @inline(__always)
    func span(_ location: Int) -> Span {
        Span(
            duration: Int64(ground.service[location]), earliest: ground.earliest[location],
            latest: ground.latest[location])
    }

    @inline(__always)
    func endSpan(_ kind: RouteTables.VehicleType) -> Span {
        Span(duration: 0, earliest: kind.endEarliest, latest: kind.endLatest)
    }

    /// Works out the greatest loads before and after each node of a route.
    func weigh(_ number: Int) {
        let (count, start, end) = (ground.dimensionCount, first(number), last(number))
        for d in 0..<count {
            var onBoard = load[number &* count &+ d]
            var heaviest = onBoard
            var node = start
            while node != end {
                if node != start { onBoard += ground.collection(node, d) &- ground.delivery(node, d) }
                heaviest = max(heaviest, onBoard)
                heaviestBefore[node &* count &+ d] = heaviest
                heaviestAfter[node &* count &+ d] = onBoard
                node = Int(next[node])
            }
            node = Int(previous[end])
            heaviest = heaviestAfter[node &* count &+ d]
            while true {
                heaviest = max(heaviest, heaviestAfter[node &* count &+ d])
                heaviestAfter[node &* count &+ d] = heaviest
                if node == start { break }
                node = Int(previous[node])
            }
        }
    }

    /// Whether a settled route keeps the rules that taking stops out can break, where a way over a third place is
    /// shorter than the direct one.
    func isLegal(_ number: Int) -> Bool {
        let kind = ground.types[Int(type[number])]
        if distance[number] > kind.longestDistance || duration[number] > kind.longestTime { return false }
        guard ground.traits.hasTimes else { return true }
        return late[first(number)] >= kind.startEarliest
    }

    /// What a route would cost with another type of vehicle, or nil if that breaks a rule. Cost: one drive.
    func costIfDriven(_ number: Int, by kind: Int) -> Int64? {
        let type = ground.types[kind]
        let count = ground.dimensionCount
        for d in 0..<count {
            let heaviest =
                ground.traits.hasCollections
                ? heaviestAfter[first(number) &* count &+ d] : load[number &* count &+ d]
            if heaviest > ground.capacity(kind, d) { return nil }
        }
        var total: Int64 = 0
        var clock = type.startEarliest
        var here = Int(type.start)
        var span = Span(duration: 0, earliest: type.startEarliest, latest: type.startLatest)
        var node = Int(next[first(number)])
        while true {
            let there = isEnd(node) ? Int(type.end) : node
            let travel = ground.time(here, there)
            total += Int64(ground.distance(here, there))
            clock += travel
            if isEnd(node) {
                clock = max(clock, type.endEarliest)
                if clock > type.endLatest { return nil }
                span = span.joined(over: travel, endSpan(type))
                break
            }
            if !ground.serves(kind, node) { return nil }
            if ground.traits.hasTimes {
                clock = ground.begin(node, reachedAt: clock)
                if clock >= Ground.never { return nil }
                clock += Int64(ground.service[node])
                span = span.joined(over: travel, self.span(node))
            }
            here = there
            node = Int(next[node])
        }
        if total > type.longestDistance { return nil }
        var time: Int64 = 0
        if ground.needsDurations {
            guard let exact = ground.traits.hasSeveralWindows ? exactDuration(number, type: kind) : span.duration else {
                return nil
            }
            time = exact
            if time > type.longestTime { return nil }
        }
        return type.routeCost + total * type.distanceCost + time * type.timeCost
    }

    /// The least time a route takes if a type of vehicle drives it and `stop`, where there is one, stands behind
    /// `node`; nil if some window is missed. Exact for any number of windows, by a drive.
    func exactDuration(_ number: Int, type kind: Int, with stop: Int = -1, after node: Int = -1) -> Int64? {
        let type = ground.types[kind]
        var profile = DepartureProfile(leaving: .init(type.startEarliest, type.startLatest))
        var here = Int(type.start)
        var at = first(number)
        var isNext = false
        while true {
            if at == node, !isNext {
                isNext = true
                advance(&profile, from: here, to: stop)
                here = stop
            }
            at = Int(next[at])
            if isEnd(at) { break }
            advance(&profile, from: here, to: at)
            here = at
        }
        let end = RouteModel.TimeWindow(type.endEarliest, type.endLatest)
        profile.advance(
            travel: ground.time(here, Int(type.end)), windows: CollectionOfOne(end), service: 0)
        return profile.best?.duration
    }

    /// The least time a route with only one stop takes, or nil if it misses its windows.
    func exactDurationAlone(_ stop: Int, _ type: RouteTables.VehicleType) -> Int64? {
        var profile = DepartureProfile(leaving: .init(type.startEarliest, type.startLatest))
        advance(&profile, from: Int(type.start), to: stop)
        let end = RouteModel.TimeWindow(type.endEarliest, type.endLatest)
        profile.advance(travel: ground.time(stop, Int(type.end)), windows: CollectionOfOne(end), service: 0)
        return profile.best?.duration
    }

    private func advance(_ profile: inout DepartureProfile, from here: Int, to stop: Int) {
        let windows = (Int(ground.firstWindow[stop])..<Int(ground.firstWindow[stop + 1])).lazy.map {
            RouteModel.TimeWindow(ground.opens[$0], ground.closes[$0])
        }
        profile.advance(travel: ground.time(here, stop), windows: windows, service: Int64(ground.service[stop]))
    }
}
