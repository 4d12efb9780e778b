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

    /// What a receipt may leave untaxed without the number of a certificate.
    package static let untaxedSale = Policy(
        "untaxed-sale", standard: 500, allowed: 0...Money.largestMinor,
        meaning:
            "a till may leave out this much tax, in minor units and without a certificate, before a person is asked")

    /// Which way cash is rounded: `CashRounding`.
    package static let cashRounding = Policy(
        "cash-rounding", standard: CashRounding.either.rawValue, allowed: 0...CashRounding.up.rawValue,
        meaning: "which way cash totals are rounded: 0 as the till does, 1 to the nearest step, 2 down, 3 up")

    /// The smallest coin.
    package static let cashRoundingStep = Policy(
        "cash-rounding-step", standard: 1, allowed: 1...Money.largestMinor,
        meaning: "cash totals are rounded to this many minor units; 1 means not at all")
}
