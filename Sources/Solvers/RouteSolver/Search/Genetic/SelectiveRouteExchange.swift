// SPDX-License-Identifier: Apache-2.0

/// A child of two plans that keeps routes whole: neighbouring routes of one parent take the place of about as many of
/// the other, chosen so that they serve nearly the same stops.
///
/// - Source: Nagata, Bräysy and Dullaert, "A penalty-based edge assembly memetic algorithm for the vehicle routing
///   problem with time windows", Computers & OR 37 (2010), section 3; "selective route exchange" (SREX) as in Kool,
///   Juninck, Roos, Cornelissen, Agterberg, van Hoorn and Visser, "Hybrid Genetic Search for the VRPTW" (2022).
struct SelectiveRouteExchange {
    typealias Route = (type: Int, stops: [Int32])

    private let one: [Route]
    private let other: [Route]
    private let parent: Individual
    private let otherParent: Individual
    private var inOne: [Bool]
    private var inOther: [Bool]
    private var count: Int
    private var start: Int
    private var otherStart: Int

    /// A child: its routes, those that have come or lost a stop first, and the stops that none of them visits yet.
    struct Child {
        var routes: [Route]
        var changed: Int
        var unvisited: [Int32]
    }

    /// - Parameter most: routes that are exchanged at most.
    init(_ one: Individual, _ other: Individual, most: Int, locations: Int, _ chance: inout Chance) {
        self.one = one.routes.map { ($0.type, Array($0.stops)) }
        self.other = other.routes.map { ($0.type, Array($0.stops)) }
        (parent, otherParent) = (one, other)
        count = 1 + chance.below(min(self.one.count, self.other.count, most))
        start = chance.below(self.one.count)
        otherStart = start < self.other.count ? start : 0
        inOne = Array(repeating: false, count: locations)
        inOther = inOne
        for place in 0..<count {
            for stop in self.one[(start + place) % self.one.count].stops { inOne[Int(stop)] = true }
            for stop in self.other[(otherStart + place) % self.other.count].stops { inOther[Int(stop)] = true }
        }
        while improve() {}
    }

    /// Shifts one of the two choices by a route if fewer stops of the first are then missing in the second.
    private mutating func improve() -> Bool {
        let (width, otherWidth) = (one.count, other.count)
        var best = (change: 0, shift: 0, isOne: true)
        for shift in [-1, 1] {
            if count < width {
                let (gone, come) = ends(start, width, shift)
                var change = 0
                for stop in one[come].stops where !inOther[Int(stop)] { change += 1 }
                for stop in one[gone].stops where !inOther[Int(stop)] { change -= 1 }
                if change < best.change { best = (change, shift, true) }
            }
            if count < otherWidth {
                let (gone, come) = ends(otherStart, otherWidth, shift)
                var change = 0
                for stop in other[gone].stops where inOne[Int(stop)] { change += 1 }
                for stop in other[come].stops where inOne[Int(stop)] { change -= 1 }
                if change < best.change { best = (change, shift, false) }
            }
        }
        guard best.change < 0 else { return false }
        if best.isOne {
            let (gone, come) = ends(start, width, best.shift)
            for stop in one[gone].stops { inOne[Int(stop)] = false }
            for stop in one[come].stops { inOne[Int(stop)] = true }
            start = (start + best.shift + width) % width
        } else {
            let (gone, come) = ends(otherStart, otherWidth, best.shift)
            for stop in other[gone].stops { inOther[Int(stop)] = false }
            for stop in other[come].stops { inOther[Int(stop)] = true }
            otherStart = (otherStart + best.shift + otherWidth) % otherWidth
        }
        return true
    }

    /// Which route leaves and which comes in when a choice of `count` routes is shifted by one.
    private func ends(_ start: Int, _ width: Int, _ shift: Int) -> (gone: Int, come: Int) {
        let last = (start + count - 1) % width
        return shift < 0 ? (last, (start + width - 1) % width) : (start, (last + 1) % width)
    }

    /// - Parameter keepsChosen: stops that would be visited twice leave the routes that stay, not those that come in.
    func child(keepsChosen: Bool) -> Child {
        var changed: [Route] = []
        var kept: [Route] = []
        for place in 0..<count {
            let (type, route) = other[(otherStart + place) % other.count]
            let left = keepsChosen ? route : route.filter { inOne[Int($0)] }
            if left.count == route.count, parent.hasRoute(route, of: otherParent) {
                kept.append((type, left))
            } else {
                changed.append((type, left))
            }
        }
        for place in count..<max(count, one.count) {
            let (type, route) = one[(start + place) % one.count]
            let left = keepsChosen ? route.filter { !inOther[Int($0)] } : route
            if left.count == route.count { kept.append((type, route)) } else { changed.append((type, left)) }
        }
        changed.removeAll(where: \.stops.isEmpty)
        var unvisited: [Int32] = []
        for place in 0..<count {
            for stop in one[(start + place) % one.count].stops where !inOther[Int(stop)] { unvisited.append(stop) }
        }
        return Child(routes: changed + kept, changed: changed.count, unvisited: unvisited)
    }
}
