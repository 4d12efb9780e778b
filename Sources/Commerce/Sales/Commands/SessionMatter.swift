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
        return "\(place.code)/\(till)/\(wallTime)"
    }

    /// Asks when the count differs by more than is tolerated, or when the float is not known.
    func ask(_ tx: Transaction) throws {
        guard isFloatKnown else { return try askForFloat(suspense: -difference, tx) }
        if try abs(difference) > tolerance(tx) { try askForDifference(tx) }
    }

    /// Asks anew with what is left to explain, or takes the question back; `before` is what was expected until now.
    func ask(again before: Int64, _ tx: Transaction) throws {
        guard isFloatKnown else { return try askForFloat(suspense: expected - before, tx) }
        let tolerance = try tolerance(tx)
        if abs(difference) > tolerance { return try askForDifference(tx) }
        if abs(counted - before) > tolerance {
            try explain(.tillDifference, "What came after the count explains it", tx)
        }
    }

    /// Asks no more for the float, because it was told, but for what it does not explain.
    ///
    /// - Parameter waiting: what waits in suspense for it, credit positive.
    func ask(noMoreForFloat waiting: Int64, _ tx: Transaction) throws {
        try askForFloat(suspense: waiting, tx)
        try explain(.tillFloat, "The opening was told after the count", tx)
        if try abs(difference) > tolerance(tx) { try askForDifference(tx) }
    }

    private func tolerance(_ tx: Transaction) throws -> Int64 {
        try SaleSettings.policies(of: place.site.company, tx).tillDifference
    }

    private func askForDifference(_ tx: Transaction) throws {
        let word = difference < 0 ? "short" : "over"
        try raise(
            .tillDifference, "Till \(till) at \(place.code) was \(money(abs(difference))) \(word) on \(day).",
            suspense: 0, [.money(word, abs(difference))], proposals: difference < 0 ? [drop] : [], tx)
    }

    /// Cash that is short most often lies in the safe.
    private var drop: MatterProposal {
        MatterProposal(
            "Tell that what is short was taken to the safe before the count", MoveCash.self,
            knowing: [
                .member(\.site, place.code), .member(\.till, till), .member(\.purpose, .drop),
                .member(\.amount, MinorUnits(-difference)),
            ])
    }

    private func askForFloat(suspense: Int64, _ tx: Transaction) throws {
        try raise(
            .tillFloat,
            "Till \(till) at \(place.code) was closed on \(day), and nobody said that it was opened: "
                + "\(money(counted)) were counted, and without a float there would be \(money(expected)).",
            suspense: suspense, [],
            proposals: [
                MatterProposal(
                    "Tell when the till was opened, and its float", OpenSession.self,
                    knowing: [.member(\.site, place.code), .member(\.till, till)])
            ], tx)
    }

    private func raise(
        _ kind: MatterKind, _ reason: String, suspense: Int64, _ numbers: [MatterNumber],
        proposals: [MatterProposal], _ tx: Transaction
    ) throws {
        try tx.publish(
            MatterRaised(
                company: drawer.company, site: drawer.site, kind: kind, subject: subject, reason: reason,
                numbers: [.money("expected", expected), .money("counted", counted)] + numbers,
                suspense: MinorUnits(suspense), proposals: proposals))
    }

    private func explain(_ kind: MatterKind, _ words: String, _ tx: Transaction) throws {
        try tx.publish(
            MatterExplained(
                company: drawer.company, kind: kind, subject: subject,
                explanation: "\(words): \(money(expected)) expected, \(money(counted)) counted."))
    }

    private func money(_ minor: Int64) -> Money { Money(minor: minor, drawer.currency) }
}
