// SPDX-License-Identifier: Apache-2.0

/// Distances and times between locations, in the form their number allows.
package struct TravelTable: @unchecked Sendable {
    // Unchecked because of the pointers, which the tables own and nobody writes to any more.

    /// By location, `from * count + to`; nil above the full matrix's limit. The same buffer where times are distances.
    package let fullDistances: UnsafePointer<Int32>?
    package let fullTimes: UnsafePointer<Int32>?
    package let count: Int
    package let timeIsDistance: Bool
    package let isSymmetric: Bool

    private let origin: Origin

    /// What a matrix by location is made of, and what stands in for it.
    private enum Origin {
        case points(Flight)
        /// An imported matrix of `size` rows; `row` gives each location's.
        case rows(
            distances: UnsafePointer<Int32>, times: UnsafePointer<Int32>, size: Int, row: UnsafeBufferPointer<Int32>)
    }

    init(_ model: RouteModel, _ points: PlanePoints, fullMatrixUpTo: Int, in arena: Arena) {
        count = points.x.count
        switch model.travel {
        case .crow(let crow):
            origin = .points(Flight(crow, x: arena.keep(points.x), y: arena.keep(points.y)))
            timeIsDistance = crow.speedDistance == crow.speedTime
            isSymmetric = true
        case .matrix(let matrix):
            timeIsDistance = matrix.distances == matrix.times
            isSymmetric = Self.isSymmetric(matrix)
            // The full matrix by location takes the place of the imported one, which is then needed only here.
            let keeper = count <= fullMatrixUpTo ? Arena() : arena
            let distances = keeper.pointer(matrix.distances)
            let times = timeIsDistance ? distances : keeper.pointer(matrix.times)
            let rows = keeper.keep(model.rows.map(Int32.init))
            let imported = Origin.rows(distances: distances, times: times, size: matrix.size, row: rows)
            guard count <= fullMatrixUpTo else {
                (origin, fullDistances, fullTimes) = (imported, nil, nil)
                return
            }
            let full = arena.matrix(count) { Self.look(imported, $0, $1, times: false) }
            fullDistances = full
            let same = timeIsDistance
            fullTimes = same ? full : arena.matrix(count) { Self.look(imported, $0, $1, times: true) }
            let identity = arena.keep((0..<Int32(count)).map(\.self))
            origin = .rows(distances: full, times: fullTimes ?? full, size: count, row: identity)
            withExtendedLifetime(keeper) {}
            return
        }
        guard count <= fullMatrixUpTo else {
            (fullDistances, fullTimes) = (nil, nil)
            return
        }
        let made = origin
        let full = arena.matrix(count) { Self.look(made, $0, $1, times: false) }
        fullDistances = full
        fullTimes = timeIsDistance ? full : arena.matrix(count) { Self.look(made, $0, $1, times: true) }
    }

    @inline(__always)
    package func distance(_ from: Int, _ to: Int) -> Int32 {
        if let fullDistances { return fullDistances[from &* count &+ to] }
        return Self.look(origin, from, to, times: false)
    }

    @inline(__always)
    package func time(_ from: Int, _ to: Int) -> Int32 {
        if let fullTimes { return fullTimes[from &* count &+ to] }
        return Self.look(origin, from, to, times: true)
    }

    /// The ways between one location and others, where the way back is as far and as long.
    @inline(__always)
    package func ways(at location: Int) -> Ways {
        Ways(
            distances: fullDistances.map { $0 + location &* count }, times: fullTimes.map { $0 + location &* count },
            location: location, travel: self)
    }

    /// One row of the tables.
    package struct Ways {
        let distances: UnsafePointer<Int32>?
        let times: UnsafePointer<Int32>?
        let location: Int
        let travel: TravelTable

        @inline(__always)
        package func distance(_ other: Int) -> Int {
            if let distances { return Int(distances[other]) }
            return Int(travel.distance(location, other))
        }

        @inline(__always)
        package func time(_ other: Int) -> Int64 {
            if let times { return Int64(times[other]) }
            return Int64(travel.time(location, other))
        }
    }

    private static func look(_ origin: Origin, _ from: Int, _ to: Int, times: Bool) -> Int32 {
        switch origin {
        case .points(let flight): return times ? flight.time(from, to) : flight.distance(from, to)
        case .rows(let distances, let durations, let size, let row):
            let cell = Int(row[from]) &* size &+ Int(row[to])
            return times ? durations[cell] : distances[cell]
        }
    }

    private static func isSymmetric(_ matrix: RouteModel.TravelMatrix) -> Bool {
        let size = matrix.size
        return [matrix.distances, matrix.times].allSatisfy { numbers in
            (0..<size).allSatisfy { row in
                (0..<row).allSatisfy { numbers[row * size + $0] == numbers[$0 * size + row] }
            }
        }
    }
}

/// Straight lines between points, computed at each call.
private struct Flight {
    let x: UnsafeBufferPointer<Double>
    let y: UnsafeBufferPointer<Double>
    let scale: Double
    let lift: Double
    let detourPercent: Int64
    let speedDistance: Int64
    let speedTime: Int64

    init(_ crow: RouteModel.CrowFlight, x: UnsafeBufferPointer<Double>, y: UnsafeBufferPointer<Double>) {
        self.x = x
        self.y = y
        scale = Double(crow.rounding.scale)
        lift = crow.rounding.lift
        detourPercent = crow.detourPercent
        speedDistance = crow.speedDistance
        speedTime = crow.speedTime
    }

    @inline(__always)
    func distance(_ from: Int, _ to: Int) -> Int32 {
        let (dx, dy) = (x[from] - x[to], y[from] - y[to])
        let line = Int32((dx * dx + dy * dy).squareRoot() * scale + lift)
        return detourPercent == 100 ? line : Int32((Int64(line) * detourPercent + 50) / 100)
    }

    @inline(__always)
    func time(_ from: Int, _ to: Int) -> Int32 {
        let distance = distance(from, to)
        return speedDistance == speedTime
            ? distance : Int32((Int64(distance) * speedTime + speedDistance / 2) / speedDistance)
    }
}

extension Arena {
    fileprivate func pointer(_ numbers: [Int32]) -> UnsafePointer<Int32> {
        UnsafePointer(full(numbers.count) { _ = $0.initialize(from: numbers) })
    }

    fileprivate func matrix(_ count: Int, _ cell: (Int, Int) -> Int32) -> UnsafePointer<Int32> {
        UnsafePointer(
            full(count * count) { buffer in
                for from in 0..<count {
                    for to in 0..<count { buffer.initializeElement(at: from * count + to, to: cell(from, to)) }
                }
            })
    }

    private func full(
        _ count: Int, _ fill: (UnsafeMutableBufferPointer<Int32>) -> Void
    ) -> UnsafeMutablePointer<Int32> {
        let buffer = make(Int32.self, count: max(1, count))
        fill(buffer)
        guard let base = buffer.baseAddress else { preconditionFailure("there is room for one number at least") }
        return base
    }
}
