// SPDX-License-Identifier: Apache-2.0

/// What a plan of a local search pays for breaking rules, in cost units: for one too much on board, and for one
/// time unit of warp.
struct Penalties {
    var load: Double
    var warp: Double

    static func * (penalties: Penalties, factor: Double) -> Penalties {
        Penalties(load: penalties.load * factor, warp: penalties.warp * factor)
    }

    /// To begin with.
    init(_ ground: Ground) {
        var (farthest, largest) = (1.0, 1.0)
        for stop in ground.depotCount..<ground.locationCount {
            farthest = max(farthest, Double(ground.distance(Int(ground.types[0].start), stop)))
            largest = max(largest, Double(ground.delivery[stop]))
        }
        let perDistance = (0..<ground.typeCount).map { Double(ground.types[$0].distanceCost) }.max() ?? 1
        // What a moment is worth: about what driving through it costs.
        let perTime = ground.travel.timeIsDistance ? perDistance : perDistance * Self.speed(ground)
        load = max(0.1, farthest * max(1, perDistance) / largest)
        warp = max(0.1, perTime)
    }

    init(load: Double, warp: Double) { (self.load, self.warp) = (load, warp) }

    /// Distance units in a time unit, between the first depot and the stops.
    private static func speed(_ ground: Ground) -> Double {
        var (distance, time) = (1, Int64(1))
        for stop in ground.depotCount..<ground.locationCount {
            distance += ground.distance(0, stop)
            time += ground.time(0, stop)
        }
        return Double(distance) / Double(time)
    }
}
