// SPDX-License-Identifier: Apache-2.0

package import Kernel

/// One number that two bookkeepers must agree on: what it is, where, and of which thing.
package struct AuditFigure: Hashable, Sendable, Comparable, CustomStringConvertible {
    package enum Kind: String, Sendable, CaseIterable {
        case stockUnits = "units of stock"
        case stockValue = "value of stock"
        case account = "account"
        case tax = "tax owed to"
        case voucher = "left on"
        case movement = "account through"
        case receipts = "receipts"
        case inbox = "matters in the inbox"
        /// Of one system, whose share of the simulation names it.
        case other = ""
    }

    package let kind: Kind
    /// A site's code; empty for the whole company.
    package let site: String
    package let thing: String

    package init(_ kind: Kind, site: String = "", _ thing: String = "") {
        self.kind = kind
        self.site = site
        self.thing = thing
    }

    package var description: String {
        [kind.rawValue, thing, site.isEmpty ? "" : "at \(site)"].filter { !$0.isEmpty }.joined(separator: " ")
    }

    package static func < (left: AuditFigure, right: AuditFigure) -> Bool {
        (left.rank, left.site, left.thing) < (right.rank, right.site, right.thing)
    }

    /// What an account came to from its beginning through a day.
    package static func movement(of account: String, through day: Day) -> AuditFigure {
        AuditFigure(.movement, "\(day): \(account)")
    }

    /// The days whose ends are compared at a day's end: books are closed two days behind the trade every other day, and
    /// only their last open and first closed days show where a late message was posted.
    package static func daysCompared(through day: Day) -> [Day] { (0...3).map { day.advanced(by: -$0) } }

    private var rank: Int { Kind.allCases.firstIndex(of: kind) ?? 0 }
}

/// A figure on which two bookkeepers do not agree.
package struct AuditDifference: Hashable, Sendable, CustomStringConvertible {
    package let figure: AuditFigure
    package let expected: Int64
    package let found: Int64

    package var description: String { "\(figure): expected \(expected), found \(found)" }

    /// Every figure that differs, in their order; what one side does not have is zero.
    package static func all(
        expected: [AuditFigure: Int64], found: [AuditFigure: Int64]
    ) -> [AuditDifference] {
        Set(expected.keys).union(found.keys).sorted().compactMap { figure in
            let (left, right) = (expected[figure] ?? 0, found[figure] ?? 0)
            return left == right ? nil : AuditDifference(figure: figure, expected: left, found: right)
        }
    }
}

extension Auditor {
    /// Everything that can be compared at the end of a day, without zeros.
    package func figures(through day: Day) -> [AuditFigure: Int64] {
        var figures: [AuditFigure: Int64] = [:]
        for (name, lot) in lots {
            figures[AuditFigure(.stockUnits, site: name.site, name.product)] = lot.holding.quantity
            figures[AuditFigure(.stockValue, site: name.site, name.product)] = lot.holding.value
        }
        for (place, amount) in ledger.sums {
            figures.post(place.account.rawValue, amount, at: place.site, on: place.day, through: day)
        }
        for (place, amount) in taxOwed { figures[AuditFigure(.tax, site: place.site, place.authority)] = amount }
        for (name, amount) in vouchers { figures[AuditFigure(.voucher, "\(name.kind) \(name.number)")] = amount }
        figures[AuditFigure(.receipts)] = receiptCount
        for matter in inbox { figures[AuditFigure(.inbox, matter.kind), default: 0] += 1 }
        return figures.filter { $0.value != 0 }
    }
}

extension [AuditFigure: Int64] {
    /// Adds what was posted on a day at a site, debit positive, to the figures of its account at the end of another day.
    package mutating func post(_ account: String, _ amount: Int64, at site: String, on day: Day, through end: Day) {
        self[AuditFigure(.account, site: site, account), default: 0] += amount
        for compared in AuditFigure.daysCompared(through: end) where day <= compared {
            self[.movement(of: account, through: compared), default: 0] += amount
        }
    }
}
