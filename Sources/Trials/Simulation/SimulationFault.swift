// SPDX-License-Identifier: Apache-2.0

/// A kind of trouble that a simulation makes on purpose, besides those that the sample retailer has anyway.
package enum SimulationFault: String, Sendable, CaseIterable {
    /// Receipts, openings of tills, deliveries, shipments, counts and adjustments reach the back office hours or days
    /// late; a void may come before its receipt.
    case late
    /// The clock of a till is minutes or hours off, over midnight and over the nights in which clocks are changed.
    case clocks
    /// The same message twice, at once or later, under its own key or a new one; tills opened and closed twice.
    case duplicates
    /// One receipt number with two contents, under two keys or under one.
    case contradictions
    /// Too much, too little, twice, the wrong product, for nothing; lorries with more or less than was loaded.
    case suppliers
    /// Counts that are wrong and counted again, and products found in two places.
    case miscounts
    /// Products, sites and tenders that nobody knows, or not yet; tenders that do not add up; tills that charge another
    /// tax.
    case strays
    /// Tills that can hardly mean what they say, and what few customers are: discounts that raise a price, goods and money
    /// that go the same way, gift cards that nobody sold, customers free of tax with and without a certificate, foreign
    /// cash, money back for goods that stay.
    case oddities
    /// Staff who correct themselves: costs, found and stolen goods, receipts voided or taken back a day later.
    case corrections
    /// The books are closed behind the trade, so that late messages post on the first open day.
    case locks
    /// The process dies between any two statements, before or after a commit, by day and in the night.
    case crash
}
