// SPDX-License-Identifier: Apache-2.0

/// What a search stands on: the tables of a model as bare numbers and pointers, so that inner loops touch no object.
///
/// A node is what a route is linked of: a stop's location, or one of the two ends of a route, which come after all
/// locations: route `r` begins at `locationCount + 2r` and ends at `locationCount + 2r + 1`.
///
/// It does not own its memory: `RouteSearch` keeps the tables and the neighbour lists as long as anything runs.
struct Ground {
    let travel: TravelTable
    let traits: RouteTables.Traits
    let vehiclesFirst: Bool
    let depotCount: Int
    let stopCount: Int
    let locationCount: Int
    let dimensionCount: Int
    let typeCount: Int
    let x: UnsafeBufferPointer<Double>
    let y: UnsafeBufferPointer<Double>
    let service: UnsafeBufferPointer<Int32>
    let earliest: UnsafeBufferPointer<Int64>
    let latest: UnsafeBufferPointer<Int64>
    let firstWindow: UnsafeBufferPointer<Int32>
    let opens: UnsafeBufferPointer<Int64>
    let closes: UnsafeBufferPointer<Int64>
    let delivery: UnsafeBufferPointer<Int32>
    let collection: UnsafeBufferPointer<Int32>
    let isMust: UnsafeBufferPointer<Bool>
    let leftOutCost: UnsafeBufferPointer<Int64>
    let leftOutWeight: UnsafeBufferPointer<Int64>
    let types: UnsafeBufferPointer<RouteTables.VehicleType>
    let capacity: UnsafeBufferPointer<Int32>
    let serves: UnsafeBufferPointer<Bool>
    let near: UnsafeBufferPointer<Int32>
    let nearDistance: UnsafeBufferPointer<Int32>
    let nearCount: Int

    /// Routes at most: vehicles that could be of use, and no more than stops.
    let routeCount: Int
    /// The time a route takes has a price or a limit.
    let needsDurations: Bool
    /// A vehicle's type can be exchanged for another without a change of times or distances.
    let typesAreAlike: Bool
    let insertionStyle: InsertionStyle

    /// Which loop over the places beside a stop's neighbours does: the fast ones, or the one that knows everything.
    enum InsertionStyle { case plain, timed, mixed, rich }

    /// Later than any moment that may be computed; adding travel to it or taking it off changes nothing.
    static let never: Int64 = 1 << 60

    init(_ tables: RouteTables, _ neighbours: NeighbourLists) {
        travel = tables.travel
        traits = tables.traits
        vehiclesFirst = tables.objective == .vehiclesFirst
        depotCount = tables.depotCount
        stopCount = tables.stopCount
        locationCount = tables.locationCount
        dimensionCount = tables.dimensionCount
        typeCount = tables.typeCount
        x = tables.x
        y = tables.y
        service = tables.service
        earliest = tables.earliest
        latest = tables.latest
        firstWindow = tables.firstWindow
        opens = tables.opens
        closes = tables.closes
        delivery = tables.delivery
        collection = tables.collection
        isMust = tables.isMust
        leftOutCost = tables.leftOutCost
        leftOutWeight = tables.leftOutWeight
        types = tables.types
        capacity = tables.capacity
        serves = tables.serves
        near = neighbours.locations
        nearDistance = neighbours.distances
        nearCount = neighbours.each
        routeCount = min(tables.stopCount, tables.types.reduce(0) { $0 + Int($1.available) })
        needsDurations = tables.traits.hasTimeCost || tables.types.contains { $0.longestTime < RouteLimits.never }
        let first = tables.types[0]
        typesAreAlike = tables.types.allSatisfy {
            $0.start == first.start && $0.end == first.end && $0.startEarliest == first.startEarliest
                && $0.startLatest == first.startLatest && $0.endEarliest == first.endEarliest
                && $0.endLatest == first.endLatest
        }
        let traits = tables.traits
        let isRich =
            dimensionCount != 1 || traits.hasCollections || traits.hasSeveralWindows || traits.hasRestrictions
            || traits.hasLongestDistance || needsDurations || !traits.isSymmetric || (typeCount > 1 && traits.hasTimes)
        insertionStyle = isRich ? .rich : typeCount > 1 ? .mixed : traits.hasTimes ? .timed : .plain
    }

    @inline(__always)
    func distance(_ from: Int, _ to: Int) -> Int { Int(travel.distance(from, to)) }

    @inline(__always)
    func time(_ from: Int, _ to: Int) -> Int64 { Int64(travel.time(from, to)) }

    @inline(__always)
    func serves(_ type: Int, _ location: Int) -> Bool { serves[type &* locationCount &+ location] }

    @inline(__always)
    func delivery(_ location: Int, _ dimension: Int) -> Int64 {
        Int64(delivery[location &* dimensionCount &+ dimension])
    }

    @inline(__always)
    func collection(_ location: Int, _ dimension: Int) -> Int64 {
        Int64(collection[location &* dimensionCount &+ dimension])
    }

    @inline(__always)
    func capacity(_ type: Int, _ dimension: Int) -> Int64 { Int64(capacity[type &* dimensionCount &+ dimension]) }

    /// When service begins at a location reached at a moment, or `never` if it has closed for good.
    @inline(__always)
    func begin(_ location: Int, reachedAt arrival: Int64) -> Int64 {
        if !traits.hasSeveralWindows {
            return arrival <= latest[location] ? max(arrival, earliest[location]) : Self.never
        }
        for window in Int(firstWindow[location])..<Int(firstWindow[location &+ 1]) where arrival <= closes[window] {
            return max(arrival, opens[window])
        }
        return Self.never
    }

    /// The latest moment at which service may begin if it begins by `limit`, or `-never` if there is none.
    @inline(__always)
    func lastBegin(_ location: Int, by limit: Int64) -> Int64 {
        if !traits.hasSeveralWindows {
            return limit >= earliest[location] ? min(limit, latest[location]) : -Self.never
        }
        for window in (Int(firstWindow[location])..<Int(firstWindow[location &+ 1])).reversed()
        where limit >= opens[window] {
            return min(limit, closes[window])
        }
        return -Self.never
    }
}
