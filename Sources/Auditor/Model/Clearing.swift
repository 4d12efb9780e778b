// SPDX-License-Identifier: Apache-2.0

package import Kernel

extension Auditor {
    /// The night of a day is over: costs that have stood unbilled for more than five days are a matter, and none are
    /// none.
    package mutating func hearNight(of day: Day) {
        let account = AuditAccount.landedCostAccrual
        let matter = Matter(kind: "clearing-old", subject: account.rawValue)
        if hasOldMoney(account, before: day.advanced(by: -5)) {
            inbox.insert(matter)
        } else {
            inbox.remove(matter)
        }
    }

    /// Whether more came in before the day than ever went out.
    private func hasOldMoney(_ account: AuditAccount, before limit: Day) -> Bool {
        var days: [Day: Int64] = [:]
        for (place, amount) in ledger.sums where place.account == account { days[place.day, default: 0] += amount }
        let isDebit = days.values.reduce(0, +) > 0
        let came = days.filter { ($0.value > 0) == isDebit && $0.value != 0 }
        let went = days.filter { ($0.value > 0) != isDebit && $0.value != 0 }
        let old = came.filter { $0.key < limit }.values.reduce(0, +)
        return days.values.reduce(0, +) != 0 && old.magnitude > went.values.reduce(0, +).magnitude
    }
}
