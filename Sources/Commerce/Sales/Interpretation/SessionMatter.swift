// SPDX-License-Identifier: Apache-2.0

import CommerceFacts
import Kernel
import ManagementFacts
import Organisation
import Store

/// What a person is asked about the count of a closed session, and asked no more once late receipts explain it.
struct SessionMatter {
    let company: ID<Company>
    let site: ID<Site>
    /// The site's code.
    let code: String
    /// The till's number.
    let till: Int64
    let closedAt: Instant
    let time: SiteTime
    let currency: Currency
    let expected: Int64
    let counted: Int64

    private var difference: Int64 { counted - expected }
    private var day: Day { time.businessDay(at: closedAt) }
    /// A till may be counted more than once a day, so the time of the count is part of the name.
    private var subject: String {
        "till \(code)/\(till) \(time.wallTime(at: closedAt).description.replacing("T", with: " "))"
    }

    /// Asks when the count differs by more than is tolerated.
    func ask(beyond tolerance: Int64, _ tx: Transaction) throws {
        guard abs(difference) > tolerance else { return }
        let (amount, word) = (Money(minor: abs(difference), currency), difference < 0 ? "short" : "over")
        try tx.publish(
            AttentionNeeded(
                company: company, site: site, subject: subject,
                reason: "Till \(till) at \(code) was \(amount) \(word) on \(day).",
                evidence: [
                    "expected \(Money(minor: expected, currency))", "counted \(Money(minor: counted, currency))",
                ]))
    }

    /// Asks anew with what is left to explain, or takes the question back; `before` is what was expected until now.
    func ask(again before: Int64, beyond tolerance: Int64, _ tx: Transaction) throws {
        if abs(difference) > tolerance { return try ask(beyond: tolerance, tx) }
        guard abs(counted - before) > tolerance else { return }
        try tx.publish(
            AttentionExplained(
                company: company, subject: subject,
                explanation: "Receipts that came after the count explain it: "
                    + "\(Money(minor: expected, currency)) expected, \(Money(minor: counted, currency)) counted."))
    }
}
