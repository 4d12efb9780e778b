// SPDX-License-Identifier: Apache-2.0

import Kernel
import RouteSolver
import Testing

@Suite struct `Warp spans` {
    @Test(arguments: 0..<200 as Range<UInt64>)
    func `joined in any order, they tell the least warp and then the least time of a drive`(number: UInt64) {
        var seed = Seed(number).stream("warp")
        let places = (0..<seed.integer(in: 1...6)).map { _ in
            let opens = Int(seed.integer(in: 0...30))
            return (
                service: Int(seed.integer(in: 0...4)), opens: opens, closes: opens + Int(seed.integer(in: 0...12)),
                travel: Int(seed.integer(in: 0...9))
            )
        }
        let spans = places.map {
            WarpSpan(duration: $0.service, warp: 0, earliest: $0.opens, latest: $0.closes)
        }
        // From the left, and from a cut in the middle.
        let cut = Int(seed.integer(in: 0...Int64(places.count - 1)))
        func joined(_ range: Range<Int>) -> WarpSpan {
            range.dropFirst().reduce(spans[range.lowerBound]) { $0.joined(over: places[$1].travel, spans[$1]) }
        }
        let all = joined(0..<places.count)
        if cut > 0 {
            let two = joined(0..<cut).joined(over: places[cut].travel, joined(cut..<places.count))
            #expect((two.duration, two.warp) == (all.duration, all.warp))
            #expect((two.earliest, two.latest) == (all.earliest, all.latest))
        }
        // Every moment at which the first service could begin, driven as it says.
        var best = (warp: Int.max, time: Int.max)
        for begin in places[0].opens...places[0].closes {
            var (clock, warp, waited) = (begin, 0, 0)
            for (index, place) in places.enumerated() {
                if index > 0 { clock += place.travel }
                if clock < place.opens { (waited, clock) = (waited + place.opens - clock, place.opens) }
                if clock > place.closes { (warp, clock) = (warp + clock - place.closes, place.closes) }
                clock += place.service
            }
            let time = waited + places.map(\.service).reduce(0, +) + places.dropFirst().map(\.travel).reduce(0, +)
            if (warp, time) < best { best = (warp, time) }
        }
        #expect((all.warp, all.duration) == best)
    }
}
