// SPDX-License-Identifier: Apache-2.0

import Dispatch
import Foundation
package import Kernel

/// The machine's clock: the one place of the house that reads it.
package struct SystemClock: Clock {
    package init() {}

    package var now: Instant {
        // A double holds the microseconds since 1970 exactly until the year 2255.
        Instant(microseconds: Int64((Date().timeIntervalSince1970 * 1_000_000).rounded(.down)))
    }
}
