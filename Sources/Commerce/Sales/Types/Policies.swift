// SPDX-License-Identifier: Apache-2.0

import Kernel
package import Store

/// What a company may decide about its tills.
extension Policy {
    package static let tillDifference = Policy(
        "till-difference", standard: 500, allowed: 0...Money.largestMinor,
        meaning: "a drawer may differ by this many minor units before a person is asked")

    package static let taxDifference = Policy(
        "tax-difference", standard: 1, allowed: 0...Money.largestMinor,
        meaning: "a till's tax may differ from ours by this many minor units before a person is asked")

    /// The smallest coin.
    package static let cashRoundingStep = Policy(
        "cash-rounding-step", standard: 1, allowed: 1...Money.largestMinor,
        meaning: "cash totals are rounded to this many minor units; 1 means not at all")
}
