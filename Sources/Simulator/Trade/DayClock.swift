// SPDX-License-Identifier: Apache-2.0

import Kernel

/// One business day on the wall clock of the chain.
struct DayClock {
    let day: Day
    /// 0 for the sample's first day.
    let number: Int
    let midnight: Instant
    let nextMidnight: Instant
    private let seven: Instant

    init(_ day: Day, of chain: SampleChain) {
        guard let time = SiteTime(zone: chain.company.zone) else {
            preconditionFailure("the zone of the sample is one that every machine knows")
        }
        self.day = day
        number = chain.firstDay.distance(to: day)
        midnight = time.instant(at: WallTime(day))
        nextMidnight = time.instant(at: WallTime(day.advanced(by: 1)))
        seven = time.instant(at: WallTime(day, hour: 7))
    }

    /// The instant at which the wall clock shows `second` seconds after midnight, from four o'clock on, when the
    /// clocks have been changed if they are.
    func at(_ second: Int) -> Instant { seven.adding(seconds: Int64(second) - 25_200) }

    /// A stream of chance for one purpose at one place on this day.
    func chance(_ seed: Seed, _ purpose: String, at place: Int = 0) -> Seed {
        seed.stream(purpose, UInt64(place) << 32 | UInt64(number))
    }
}

/// Seconds after midnight.
func second(_ hour: Int, _ minute: Int = 0) -> Int { hour * 3_600 + minute * 60 }
