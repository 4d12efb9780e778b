// SPDX-License-Identifier: Apache-2.0

import Kernel

/// What the Complete Journey data lacks, as named parameters with their defaults. Changing one changes the books.
package struct CompleteJourneyParameters: Sendable, Equatable {
    /// What goods cost, as a share of a product's average list price over the year, in millionths.
    package var costShare: Int64 = 700_000
    /// How often suppliers deliver to each store: what it sells until the next time. The first delivery is the opening
    /// stock.
    package var restockDays = 91
    /// Sales tax on what is not food, in millionths; added to the prices, which are taken to be without tax.
    package var generalTax: Int64 = 60_000
    /// Sales tax on food, in millionths.
    package var foodTax: Int64 = 0
    /// Receipts in a hundred that are paid in cash; the others by card. Which ones, their number decides.
    package var cashPercent: Int64 = 0
    /// The time zone of every store.
    package var zone = "America/New_York"

    package init() {}
}
