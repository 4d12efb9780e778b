// SPDX-License-Identifier: Apache-2.0

package import Kernel

/// What an account held moved by on one day, debit positive.
package struct DayMovement: Sendable, Equatable {
    package let day: Day
    package let amount: Int64

    package init(_ day: Day, _ amount: Int64) {
        self.day = day
        self.amount = amount
    }
}

/// What has stood in a clearing account for too long.
package struct Uncleared: Sendable, Equatable {
    /// Minor units, debit positive.
    package let amount: Int64
    /// The day of the oldest of it.
    package let since: Day
}

/// How long money stands in an account that should come to zero again.
package enum ClearingRules {
    /// What came in before `limit` and was not taken out by now, where the oldest is taken out first.
    ///
    /// What came in has the sign of the balance: debits of card money, credits of a cost that is still to be billed.
    ///
    /// - Parameter movements: at most one for each day, in their order. Sums wrap instead of trapping.
    /// - Returns: nil when nothing has stood there since before `limit`.
    package static func uncleared(_ movements: [DayMovement], before limit: Day) -> Uncleared? {
        let balance = movements.reduce(0) { $0 &+ $1.amount }
        let sign = balance.signum()
        var taken = movements.reduce(0) { $0 &+ max(0, 0 &- sign &* $1.amount) }
        var amount: Int64 = 0
        var since: Day?
        for movement in movements.prefix(while: { $0.day < limit }) {
            let came = max(0, sign &* movement.amount)
            let cleared = min(came, taken)
            taken &-= cleared
            guard cleared < came else { continue }
            amount &+= came &- cleared
            since = since ?? movement.day
        }
        return since.map { Uncleared(amount: sign &* amount, since: $0) }
    }
}
