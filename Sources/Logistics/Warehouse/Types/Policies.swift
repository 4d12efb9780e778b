// SPDX-License-Identifier: Apache-2.0

import Kernel
package import Store

/// What a company may decide about its stock.
extension Policy {
    package static let countDifference = Policy(
        "count-difference", standard: 5_000, allowed: 0...Money.largestMinor,
        meaning: "a counted product may differ by this value in minor units before a person is asked")
}
