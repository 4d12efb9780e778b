// SPDX-License-Identifier: Apache-2.0

/// A model laid out for inner loops: whole numbers in flat buffers, checked once, never changed.
///
/// A location is a depot or a stop: depots are `0..<depotCount`, stops follow in the model's order. Every buffer of
/// locations holds both, with zeros where a depot has nothing, so that no loop subtracts an offset. Buffers check their
/// bounds in debug builds only.
///
/// Distances and times stand in a full matrix by location up to a number of locations; above it, they come from the
/// imported matrix by row, or are computed from the points at each call, which costs a square root.
///
/// What a segment of a route needs to be joined to another in constant time is here as plain numbers: travel, service,
/// the outermost window (`earliest`, `latest`), amounts. A stop with several windows has a window in between that such
/// a segment cannot see: its outermost window is a relaxation, and `DepartureProfile` gives the exact times by a
/// simulation forward. Where `traits.hasSeveralWindows` is false, segments are exact.
package final class RouteTables: @unchecked Sendable {
    // Unchecked because of the pointers: all of them are written before `init` returns and freed in `deinit`.

    package let objective: RouteModel.Objective
    package let traits: Traits
    package let depotCount: Int
    package let stopCount: Int
    package let locationCount: Int
    package let dimensionCount: Int
    package let typeCount: Int

    package let travel: TravelTable

    /// By location: on a plane, for angles and maps; zeros when `traits.hasPoints` is false.
    package let x: UnsafeBufferPointer<Double>
    package let y: UnsafeBufferPointer<Double>

    /// By location.
    package let service: UnsafeBufferPointer<Int32>
    /// By location: the first opening and the last closing of its windows.
    package let earliest: UnsafeBufferPointer<Int64>
    package let latest: UnsafeBufferPointer<Int64>
    /// The windows of `location` stand at `firstWindow[location]..<firstWindow[location + 1]`; at least one each.
    package let firstWindow: UnsafeBufferPointer<Int32>
    package let opens: UnsafeBufferPointer<Int64>
    package let closes: UnsafeBufferPointer<Int64>

    /// By location and dimension: `location * dimensionCount + dimension`.
    package let delivery: UnsafeBufferPointer<Int32>
    package let collection: UnsafeBufferPointer<Int32>

    /// By location: true for stops without a price.
    package let isMust: UnsafeBufferPointer<Bool>
    /// By location, in cost units: the price of a stop that may be left out.
    package let leftOutCost: UnsafeBufferPointer<Int64>
    /// By location: what leaving it out adds to `mustsLeftOut` or to `priorityLeftOut` of the score.
    package let leftOutWeight: UnsafeBufferPointer<Int64>

    /// By type.
    package let types: UnsafeBufferPointer<VehicleType>
    /// By type and dimension: `type * dimensionCount + dimension`.
    package let capacity: UnsafeBufferPointer<Int32>
    /// By type and location, `type * locationCount + location`: whether skills, temperature and capacity allow the stop
    /// in an otherwise empty vehicle. True for depots.
    package let serves: UnsafeBufferPointer<Bool>

    private let arena: Arena

    /// What a vehicle type allows and costs. Limits that are none are `RouteLimits.never`.
    package struct VehicleType: Sendable, Equatable, BitwiseCopyable {
        /// Vehicles that could be of use: never more than there are stops, none if its shift leaves no time.
        package var available: Int32
        /// Locations.
        package var start: Int32
        package var end: Int32
        /// Cost units: for a route, for a distance unit, for a time unit.
        package var routeCost: Int64
        package var distanceCost: Int64
        package var timeCost: Int64
        /// Its shift within the windows of its depots. Who is back before `endEarliest` waits.
        package var startEarliest: Int64
        package var startLatest: Int64
        package var endEarliest: Int64
        package var endLatest: Int64
        package var longestDistance: Int64
        package var longestTime: Int64
    }

    /// What a model has, so that an evaluation can leave out what it has not.
    package struct Traits: Sendable, Equatable {
        /// Windows, shifts, longest times or a price of time: anything for which times matter.
        package var hasTimes = false
        package var hasSeveralWindows = false
        package var hasCollections = false
        package var hasOptionalStops = false
        package var hasLongestDistance = false
        package var hasTimeCost = false
        /// Some type may not serve some stop.
        package var hasRestrictions = false
        /// Times equal distances.
        package var timeIsDistance = false
        /// The way back is as far and as long.
        package var isSymmetric = false
        package var hasPoints = false
    }

    /// Lays out a model after checking it.
    ///
    /// - Parameter fullMatrixUpTo: locations; 4,000 of them take 64 MB, twice that where times differ from distances.
    package init(_ model: RouteModel, fullMatrixUpTo: Int = 4_000) throws(RouteModelFault) {
        try model.check()
        let layout = TableLayout(model)
        let arena = Arena()
        objective = model.objective
        depotCount = model.depots.count
        stopCount = model.stops.count
        locationCount = model.depots.count + model.stops.count
        dimensionCount = model.dimensions.count
        typeCount = model.vehicles.count
        let points = PlanePoints(model)
        x = arena.keep(points.x)
        y = arena.keep(points.y)
        travel = TravelTable(model, points, fullMatrixUpTo: fullMatrixUpTo, in: arena)
        service = arena.keep(layout.service)
        earliest = arena.keep(layout.windows.map { $0.first?.opens ?? 0 })
        latest = arena.keep(layout.windows.map { $0.last?.closes ?? 0 })
        firstWindow = arena.keep(layout.firstWindow)
        opens = arena.keep(layout.windows.flatMap { $0.map(\.opens) })
        closes = arena.keep(layout.windows.flatMap { $0.map(\.closes) })
        delivery = arena.keep(layout.amounts(\.deliver))
        collection = arena.keep(layout.amounts(\.collect))
        isMust = arena.keep(layout.byLocation(false) { $0.price == nil })
        leftOutCost = arena.keep(layout.byLocation(0) { ($0.price ?? 0) * model.costUnitsPerPrice })
        leftOutWeight = arena.keep(layout.byLocation(0) { $0.price == nil ? 1 + $0.priority : $0.priority })
        types = arena.keep(layout.types)
        capacity = arena.keep(model.vehicles.flatMap { $0.capacity.map(Int32.init) })
        let serves = layout.serves
        self.serves = arena.keep(serves)
        traits = layout.traits(travel, serves)
        self.arena = arena
    }

    @inline(__always)
    package func distance(_ from: Int, _ to: Int) -> Int32 { travel.distance(from, to) }

    @inline(__always)
    package func time(_ from: Int, _ to: Int) -> Int32 { travel.time(from, to) }

    @inline(__always)
    package func serves(_ type: Int, _ location: Int) -> Bool { serves[type &* locationCount &+ location] }

    package func location(ofStop stop: Int) -> Int { depotCount + stop }
    package func stop(at location: Int) -> Int { location - depotCount }
}

/// Owns the memory behind the buffers.
final class Arena {
    private var blocks: [UnsafeMutableRawPointer] = []

    deinit { for block in blocks { block.deallocate() } }

    func keep<Element: BitwiseCopyable>(_ elements: [Element]) -> UnsafeBufferPointer<Element> {
        let buffer = make(Element.self, count: elements.count)
        _ = buffer.initialize(from: elements)
        return UnsafeBufferPointer(buffer)
    }

    /// Room that the caller fills before anyone reads it.
    func make<Element: BitwiseCopyable>(_: Element.Type, count: Int) -> UnsafeMutableBufferPointer<Element> {
        let buffer = UnsafeMutableBufferPointer<Element>.allocate(capacity: max(1, count))
        if let base = buffer.baseAddress { blocks.append(UnsafeMutableRawPointer(base)) }
        return UnsafeMutableBufferPointer(rebasing: buffer[..<count])
    }
}
