// SPDX-License-Identifier: Apache-2.0

package import Kernel

/// Why Accounting said no.
package enum AccountingRefusal: Refusal, Equatable {
    case siteOfAnother(String)
    case noSuchAccount(String)
    case noSuchEntry(String)
    case controlAccount(String)
    case notBalanced(Money)
    case periodClosed(through: Day)
    case reversedAlready(String)
    case hardLockMovesForward(Day)
    case noSuchPeriod(String)
    case dayOrPeriod

    package var code: String {
        switch self {
        case .siteOfAnother: "accounting.site-of-another"
        case .noSuchAccount: "accounting.no-such-account"
        case .noSuchEntry: "accounting.no-such-entry"
        case .controlAccount: "accounting.control-account"
        case .notBalanced: "accounting.not-balanced"
        case .periodClosed: "accounting.period-closed"
        case .reversedAlready: "accounting.reversed-already"
        case .hardLockMovesForward: "accounting.hard-lock-moves-forward"
        case .noSuchPeriod: "accounting.no-such-period"
        case .dayOrPeriod: "accounting.day-or-period"
        }
    }

    package var sentence: String {
        switch self {
        case .siteOfAnother(let code): "The site \(code) belongs to another company."
        case .noSuchAccount(let number): "The chart has no account \(number)."
        case .noSuchEntry(let entry): "There is no entry \(entry)."
        case .controlAccount(let number):
            "Account \(number) is kept by a sub-ledger: change what stands there, and the account follows."
        case .notBalanced(let sum): "Debits and credits must be equal and not empty; they differ by \(sum)."
        case .periodClosed(let day): "The books are closed through \(day). Choose a later day."
        case .reversedAlready(let entry): "Entry \(entry) was reversed already, or is a reversal itself."
        case .hardLockMovesForward(let day): "The books are closed for good through \(day); that cannot be undone."
        case .noSuchPeriod(let name):
            "The company has no fiscal period \(name). Name it as profit-and-loss does, such as 2026-02, or 2026-P02 where it keeps weeks."
        case .dayOrPeriod: "Say through which day to close, or which period: one of the two."
        }
    }
}
