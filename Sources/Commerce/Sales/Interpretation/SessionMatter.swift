// SPDX-License-Identifier: Apache-2.0

import CommerceFacts
import Kernel
import ManagementFacts
import Organisation
import Store

/// What a person is asked about the count of a closed session, and asked no more once what comes late explains it.
struct SessionMatter {
    let drawer: Drawer
    let place: SalePlace
    /// The till's number.
    let till: Int64
    let closedAt: Instant
    let expected: Int64
    let counted: Int64

    private var difference: Int64 { counted - expected }
    private var isFloatKnown: Bool { drawer.session != ID(0) }
    private var day: Day { place.site.time.businessDay(at: closedAt) }
    /// A till may be counted more than once a day, so the time of the count is part of the name.
    private var subject: String {
        let wallTime = place.site.time.wallTime(at: closedAt)
        return "till \(place.code)/\(till) \(wallTime.description.replacing("T", with: " "))"
    }

    /// Asks when the count differs by more than is tolerated, or when the float is not known.
    func ask(_ tx: Transaction) throws {
        guard isFloatKnown else { return try askForFloat(suspense: -difference, tx) }
        if try abs(difference) > tolerance(tx) { try ask(tx, suspense: 0) }
    }

    /// Asks anew with what is left to explain, or takes the question back; `before` is what was expected until now.
    func ask(again before: Int64, _ tx: Transaction) throws {
        guard isFloatKnown else { return try askForFloat(suspense: expected - before, tx) }
        let tolerance = try tolerance(tx)
        if abs(difference) > tolerance { return try ask(tx, suspense: 0) }
        if abs(counted - before) > tolerance { try explain("What came after the count explains it", tx) }
    }

    /// Asks no more for the float, because it was told, but for what it does not explain.
    ///
    /// - Parameter waiting: what waits in suspense for it, credit positive.
    func ask(noMoreForFloat waiting: Int64, _ tx: Transaction) throws {
        try ask(tx, suspense: waiting)
        if try abs(difference) <= tolerance(tx) { try explain("The opening was told after the count", tx) }
    }

    private func tolerance(_ tx: Transaction) throws -> Int64 { try SaleDesk.policy(.tillDifference, place, tx) }

    private func ask(_ tx: Transaction, suspense: Int64) throws {
        let word = difference < 0 ? "short" : "over"
        try tx.publish(
            AttentionNeeded(
                company: drawer.company, site: drawer.site, subject: subject,
                reason: "Till \(till) at \(place.code) was \(money(abs(difference))) \(word) on \(day).",
                evidence: evidence, suspense: suspense))
    }

    private func askForFloat(suspense: Int64, _ tx: Transaction) throws {
        try tx.publish(
            AttentionNeeded(
                company: drawer.company, site: drawer.site, subject: subject,
                reason: "Till \(till) at \(place.code) was closed on \(day), and nobody said that it was opened: "
                    + "\(money(counted)) were counted, and without a float there would be \(money(expected)).",
                evidence: evidence, suspense: suspense,
                proposal: "open-session with the float and the time at which the till was opened"))
    }

    private func explain(_ words: String, _ tx: Transaction) throws {
        try tx.publish(
            AttentionExplained(
                company: drawer.company, subject: subject,
                explanation: "\(words): \(money(expected)) expected, \(money(counted)) counted."))
    }

    private var evidence: [String] { ["expected \(money(expected))", "counted \(money(counted))"] }

    private func money(_ minor: Int64) -> Money { Money(minor: minor, drawer.currency) }
}
