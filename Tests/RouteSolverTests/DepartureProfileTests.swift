// SPDX-License-Identifier: Apache-2.0

import Kernel
import RouteSolver
import Testing

@Suite struct `Departures of a route` {
    private struct Leg {
        let travel: Int64
        let windows: [RouteModel.TimeWindow]
        let service: Int64
    }

    private func legs(_ seed: inout Seed) -> [Leg] {
        (0..<seed.integer(in: 1...4)).map { _ in
            var windows: [RouteModel.TimeWindow] = []
            var closed = seed.integer(in: -1...20)
            for _ in 0..<seed.integer(in: 1...3) {
                let opens = closed + seed.integer(in: 1...9)
                windows.append(.init(opens, opens + seed.integer(in: 0...9)))
                closed = windows[windows.count - 1].closes
            }
            return Leg(travel: seed.integer(in: 0...6), windows: windows, service: seed.integer(in: 0...4))
        }
    }

    /// When it is ready after the last leg, minute by minute; nil if a window is missed.
    private func ready(_ departure: Int64, _ legs: [Leg]) -> Int64? {
        var clock = departure
        for leg in legs {
            clock += leg.travel
            while !leg.windows.contains(where: { $0.opens <= clock && clock <= $0.closes }) {
                clock += 1
                if clock > 100 { return nil }
            }
            clock += leg.service
        }
        return clock
    }

    @Test func `the best one is found among all, and each piece tells the truth`() {
        var seed = Seed(5)
        var found = 0
        for _ in 0..<3_000 {
            let first = seed.integer(in: 0...5)
            let window = RouteModel.TimeWindow(first, first + seed.integer(in: 0...30))
            let legs = legs(&seed)
            var profile = DepartureProfile(leaving: window)
            for leg in legs { profile.advance(travel: leg.travel, windows: leg.windows, service: leg.service) }
            let all = (window.opens...window.closes).compactMap { departure in
                ready(departure, legs).map { (departure: departure, duration: $0 - departure) }
            }
            let best = all.min { ($0.duration, $0.departure) < ($1.duration, $1.departure) }
            #expect(profile.best?.departure == best?.departure && profile.best?.duration == best?.duration, "\(legs)")
            for piece in profile.pieces {
                for departure in piece.first...piece.last {
                    #expect(ready(departure, legs) == departure + piece.delay, "\(legs)")
                }
            }
            #expect(profile.pieces.count <= 1 + legs.reduce(0) { $0 + $1.windows.count })
            found += best == nil ? 0 : 1
        }
        #expect(found > 1_000)
    }

    @Test func `what cannot be reached in time is missed by what the earliest departure misses it by`() {
        var profile = DepartureProfile(leaving: .init(3, 9))
        profile.advance(travel: 5, windows: [.init(0, 2), .init(4, 6)], service: 1)
        #expect(profile.pieces.isEmpty && profile.lateness == 2)
        profile.advance(travel: 1, windows: [.init(0, 100)], service: 1)
        #expect(profile.pieces.isEmpty && profile.lateness == 2 && profile.best == nil)
    }
}
