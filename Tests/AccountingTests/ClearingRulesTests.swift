// SPDX-License-Identifier: Apache-2.0

import Accounting
import Kernel
import Testing

@Suite struct `What is too old in a clearing account` {
    static let days = (0..<4).map { Day(number: 20_000 + $0) }

    /// Every way in which four days may move an account by up to two units in either direction.
    static let histories: [[Int64]] = (0..<4).reduce([[]]) { histories, _ in
        histories.flatMap { history in (-2...2).map { history + [$0] } }
    }

    @Test func `is every unit from before the limit that is left when the oldest are taken out one by one`() {
        #expect(Self.histories.count == 625)
        for history in Self.histories {
            let balance = history.reduce(0, +)
            // A day for each unit that came in, without those that went out again.
            var units: [Day] = []
            for (day, amount) in zip(Self.days, history) where amount * balance > 0 {
                units += Array(repeating: day, count: Int(amount.magnitude))
            }
            for amount in history where amount * balance < 0 { units.removeFirst(Int(amount.magnitude)) }
            for offset in -1...5 {
                let limit = Self.days[0].advanced(by: offset)
                let old = units.filter { $0 < limit }
                let found = ClearingRules.uncleared(
                    zip(Self.days, history).map { DayMovement($0, $1) }, before: limit)
                #expect(found?.amount ?? 0 == Int64(old.count) * balance.signum(), "\(history) \(limit)")
                #expect(found?.since == old.first, "\(history) \(limit)")
            }
        }
    }

    @Test func `does not stop at figures that nobody can have posted`() {
        let movements = Self.days.map { DayMovement($0, .max) } + [DayMovement(Day(number: 20_009), .min)]
        _ = ClearingRules.uncleared(movements, before: Day(number: 20_005))
    }
}
