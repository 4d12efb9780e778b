// SPDX-License-Identifier: Apache-2.0

import Foundation

/// How long a search has gone on: on the wall since it began, and of the processor since the program began.
struct SolveClock: Sendable {
    private let begun = SolveClock.now(CLOCK_MONOTONIC)

    var seconds: Double { Self.now(CLOCK_MONOTONIC) - begun }
    /// Of all threads, reading included.
    var cpuSeconds: Double { Self.now(CLOCK_PROCESS_CPUTIME_ID) }

    private static func now(_ clock: clockid_t) -> Double {
        var time = timespec()
        clock_gettime(clock, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}
