// SPDX-License-Identifier: Apache-2.0

/// What the back office may decide alone, and from where on a person is asked.
package enum Policy: String, Sendable, CaseIterable {
    /// Minor units by which a counted drawer may differ before a person is asked.
    case tillDifference = "till-difference"
    /// Minor units by which a till's tax may differ from ours before a person is asked.
    case taxDifference = "tax-difference"
    /// The smallest coin in minor units; cash totals are rounded to it. One means no rounding.
    case cashRoundingStep = "cash-rounding-step"
    /// Minor units of a count's difference, per product, before a person is asked.
    case countDifference = "count-difference"
    /// Days that money may stand in a clearing account before a person is asked.
    case clearingAge = "clearing-age-days"

    /// What holds until the company says otherwise.
    package var standard: Int64 {
        switch self {
        case .tillDifference: 500
        case .taxDifference: 1
        case .cashRoundingStep: 1
        case .countDifference: 5_000
        case .clearingAge: 5
        }
    }
}
