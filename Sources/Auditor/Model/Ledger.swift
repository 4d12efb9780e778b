// SPDX-License-Identifier: Apache-2.0

import Kernel

/// Sums of everything posted, debit positive, by site, account and day.
struct Ledger: Sendable {
    struct Place: Hashable {
        let site: String
        let account: AuditAccount
        let day: Day
    }

    private(set) var sums: [Place: Int64] = [:]
    var closedThrough: Day?

    /// Posts on the day, or on the first open one when the books are closed through it.
    mutating func post(_ amount: Int64, to account: AuditAccount, at site: String, on day: Day) {
        guard amount != 0 else { return }
        let open = closedThrough.map { max(day, $0.advanced(by: 1)) } ?? day
        sums[Place(site: site, account: account, day: open), default: 0] += amount
    }

    /// The same amount to one account and from another.
    mutating func post(
        _ amount: Int64, debit: AuditAccount, credit: AuditAccount, at site: String, creditAt other: String? = nil,
        on day: Day
    ) {
        post(amount, to: debit, at: site, on: day)
        post(-amount, to: credit, at: other ?? site, on: day)
    }
}
