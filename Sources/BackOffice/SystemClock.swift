// SPDX-License-Identifier: Apache-2.0

import Dispatch
import Foundation
package import Kernel

/// The machine's clock: the one place of the house that reads it.
package struct SystemClock: Clock {
    package init() {}

    package var now: Instant {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Instant(microseconds: Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1_000)
    }
}
