// SPDX-License-Identifier: Apache-2.0

/// For each stop, the stops worth standing next to it, nearest first: a search that tries only these is granular.
///
/// Nearness is the cost of driving from one to the other with the cheapest type, plus a part of the waiting and a full
/// part of the lateness that cannot be avoided in between, in the better of the two directions. Cost: all pairs up to
/// the full matrix's limit; above it, the nearest points in a grid are ranked.
///
/// - Source: Toth and Vigo, "The Granular Tabu Search", INFORMS J. Comput. 15 (2003); with windows as in Vidal,
///   Crainic, Gendreau and Prins, Computers & OR 40 (2013).
package struct NeighbourLists: @unchecked Sendable {
    // Unchecked because of the pointer, which the arena owns and nobody writes to any more.

    /// Neighbours of each stop: `wanted`, or all others where there are fewer.
    package let each: Int
    /// Locations: those of `location` stand at `(location - depotCount) * each..<(location - depotCount + 1) * each`.
    package let locations: UnsafeBufferPointer<Int32>
    /// The distance from the stop to each of them: read in a row, where a matrix would be read all over.
    package let distances: UnsafeBufferPointer<Int32>

    private let arena = Arena()

    package init(_ tables: RouteTables, each wanted: Int, waitPercent: Int64 = 20, latePercent: Int64 = 100) {
        precondition(wanted >= 0, "a list has a length")
        each = min(wanted, max(0, tables.stopCount - 1))
        let room = arena.make(Int32.self, count: each * tables.stopCount)
        let ways = arena.make(Int32.self, count: each * tables.stopCount)
        let nearness = Nearness(tables, waitPercent: waitPercent, latePercent: latePercent)
        let grid = tables.travel.fullDistances == nil && tables.traits.hasPoints ? PointGrid(tables) : nil
        var nearest = NearestFew(each)
        for stop in 0..<tables.stopCount {
            let here = tables.location(ofStop: stop)
            nearest.removeAll()
            if let grid {
                grid.forEach(near: here, atLeast: 3 * each + 20) { nearest.offer($0, nearness.between(here, $0)) }
            } else {
                for other in tables.depotCount..<tables.locationCount where other != here {
                    nearest.offer(other, nearness.between(here, other))
                }
            }
            for (place, location) in nearest.locations.enumerated() {
                room.initializeElement(at: stop * each + place, to: Int32(location))
                ways.initializeElement(at: stop * each + place, to: tables.travel.distance(here, location))
            }
        }
        locations = UnsafeBufferPointer(room)
        distances = UnsafeBufferPointer(ways)
    }

    /// The neighbours of a location that is a stop.
    package func neighbours(of location: Int, _ tables: RouteTables) -> UnsafeBufferPointer<Int32> {
        let stop = tables.stop(at: location)
        return UnsafeBufferPointer(rebasing: locations[(stop * each)..<((stop + 1) * each)])
    }
}

private struct Nearness {
    let tables: RouteTables
    let perDistance: Double
    let perTime: Double
    let perWait: Double
    let perLate: Double

    init(_ tables: RouteTables, waitPercent: Int64, latePercent: Int64) {
        self.tables = tables
        let cheapest = (tables.types.map(\.distanceCost).min() ?? 0, tables.types.map(\.timeCost).min() ?? 0)
        (perDistance, perTime) = cheapest == (0, 0) ? (1, 1) : (Double(cheapest.0), Double(cheapest.1))
        // A moment is worth what driving through it costs.
        let moment = perTime + perDistance * Nearness.speed(tables)
        perWait = moment * Double(waitPercent) / 100
        perLate = moment * Double(latePercent) / 100
    }

    /// Distance units in a time unit, between the depots and the stops.
    private static func speed(_ tables: RouteTables) -> Double {
        if tables.traits.timeIsDistance { return 1 }
        var (distance, time) = (1.0, 1.0)
        for stop in tables.depotCount..<tables.locationCount {
            distance += Double(tables.distance(0, stop))
            time += Double(tables.time(0, stop))
        }
        return distance / time
    }

    func between(_ left: Int, _ right: Int) -> Double { min(from(left, right), from(right, left)) }

    private func from(_ from: Int, _ to: Int) -> Double {
        let time = Int64(tables.time(from, to))
        let cost = Double(tables.distance(from, to)) * perDistance + Double(time) * perTime
        guard tables.traits.hasTimes else { return cost }
        let onward = Int64(tables.service[from]) + time
        let wait = max(0, tables.earliest[to] - tables.latest[from] - onward)
        let late = max(0, tables.earliest[from] + onward - tables.latest[to])
        return cost + Double(wait) * perWait + Double(late) * perLate
    }
}

/// The few nearest of what is offered; of equals, the lower location.
private struct NearestFew {
    private let room: Int
    private var entries: [(nearness: Double, location: Int)] = []

    init(_ room: Int) {
        self.room = room
        entries.reserveCapacity(room + 1)
    }

    var locations: [Int] { entries.map(\.location) }

    mutating func removeAll() { entries.removeAll(keepingCapacity: true) }

    mutating func offer(_ location: Int, _ nearness: Double) {
        guard room > 0 else { return }
        if entries.count == room, let last = entries.last, (last.nearness, last.location) < (nearness, location) {
            return
        }
        var place = entries.count
        while place > 0, (nearness, location) < entries[place - 1] { place -= 1 }
        entries.insert((nearness, location), at: place)
        if entries.count > room { entries.removeLast() }
    }
}
