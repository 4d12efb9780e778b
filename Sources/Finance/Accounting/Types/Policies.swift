// SPDX-License-Identifier: Apache-2.0

package import Store

/// What a company may decide about its books.
extension Policy {
    package static let clearingAge = Policy(
        "clearing-age-days", standard: 5, allowed: 0...3_650,
        meaning: "money may stand in a clearing account for this many days before a person is asked")
}
