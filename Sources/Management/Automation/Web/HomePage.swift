// SPDX-License-Identifier: Apache-2.0

package import Kernel
import Web

/// The first page of the day: what the night did, what needs a person, whether the books prove themselves, and how
/// trade goes.
package struct HomePage: Page {
    /// The moment the page is made: ages and deadlines are told from here.
    package var now: Instant
    /// The last night; nil before the first.
    package var night: Night?
    /// What needs a person, most urgent first.
    package var matters: [OpenMatter]
    package var proofs: [Proof]
    /// How trade goes in each currency; empty before the first receipt.
    package var trade: [Trade]
    /// The head of the sealed log, in hexadecimal; nil before the first seal.
    package var sealHead: String?

    package init(
        now: Instant, night: Night? = nil, matters: [OpenMatter] = [], proofs: [Proof] = [],
        trade: [Trade] = [], sealHead: String? = nil
    ) {
        self.now = now
        self.night = night
        self.matters = matters
        self.proofs = proofs
        self.trade = trade
        self.sealHead = sealHead
    }

    package struct Night: Equatable, Sendable {
        /// The business day that was closed.
        package var day: Day
        /// On the wall of the company's head office.
        package var began: WallTime
        /// Nil while it runs.
        package var ended: WallTime?
        package var steps: [Step]

        package init(day: Day, began: WallTime, ended: WallTime?, steps: [Step]) {
            self.day = day
            self.began = began
            self.ended = ended
            self.steps = steps
        }
    }

    package struct Step: Equatable, Sendable {
        package enum State: Equatable, Sendable, CaseIterable { case ranAlone, needsYou, failed, notRun }

        package var name: String
        package var state: State
        /// Nil when it has not run.
        package var tookMicroseconds: Int64?
        /// One line: what came of it, or why not.
        package var result: String

        package init(_ name: String, _ state: State, tookMicroseconds: Int64? = nil, result: String = "") {
            self.name = name
            self.state = state
            self.tookMicroseconds = tookMicroseconds
            self.result = result
        }
    }

    package struct OpenMatter: Equatable, Sendable {
        package var id: ID<Matter>
        /// What kind of matter it is, for people.
        package var title: String
        package var subject: String
        package var reason: String
        /// Each written out: `expected 110.83`.
        package var numbers: [String]
        package var evidence: [String]
        package var raisedAt: Instant
        package var deadline: Instant?
        /// The ways to settle it, the proposed one first.
        package var ways: [MatterRecord.Way]
        /// What happens if nobody answers.
        package var unanswered: String

        package init(
            id: ID<Matter>, title: String, subject: String, reason: String, numbers: [String] = [],
            evidence: [String] = [], raisedAt: Instant, deadline: Instant? = nil, ways: [MatterRecord.Way] = [],
            unanswered: String = ""
        ) {
            self.id = id
            self.title = title
            self.subject = subject
            self.reason = reason
            self.numbers = numbers
            self.evidence = evidence
            self.raisedAt = raisedAt
            self.deadline = deadline
            self.ways = ways
            self.unanswered = unanswered
        }
    }

    /// Something that must be so if the books are right.
    package struct Proof: Equatable, Sendable {
        package enum Outcome: Equatable, Sendable {
            case holds
            /// With the first row that differs, in words.
            case fails(firstDifference: String)
        }

        package var name: String
        /// The figure proved, written out: `4,182,903.17`.
        package var figure: String
        package var outcome: Outcome

        package init(_ name: String, figure: String, _ outcome: Outcome = .holds) {
            self.name = name
            self.figure = figure
            self.outcome = outcome
        }
    }

    /// Trade in one currency; amounts of two currencies are never added.
    package struct Trade: Equatable, Sendable {
        /// The last days of trade in order, usually 14; empty when nothing was sold.
        package var sales: [SalesDay]
        /// Nil before anything was posted.
        package var figures: Figures?

        package init(sales: [SalesDay] = [], figures: Figures? = nil) {
            self.sales = sales
            self.figures = figures
        }

        package var isEmpty: Bool { sales.isEmpty && figures == nil }
    }

    package struct SalesDay: Equatable, Sendable {
        package var day: Day
        package var sold: Money
        /// Of the same weekday a week earlier; nil when there was no trade yet.
        package var soldWeekEarlier: Money?

        package init(day: Day, sold: Money, soldWeekEarlier: Money?) {
            self.day = day
            self.sold = sold
            self.soldWeekEarlier = soldWeekEarlier
        }
    }

    /// Of one business day, all in one currency.
    package struct Figures: Equatable, Sendable {
        package var day: Day
        /// With taxes, as taken.
        package var sales: Money
        /// Without taxes.
        package var netSales: Money
        package var receipts: Int64
        /// Net sales less cost of goods; nil when costs are not known.
        package var grossMargin: Money?
        /// At cost, at the end of the day.
        package var stockValue: Money
        /// Steps of all nights that ran without a person and were not undone later.
        package var stepsAlone: Int64
        /// Steps of all nights that ran.
        package var stepsRun: Int64

        package init(
            day: Day, sales: Money, netSales: Money, receipts: Int64, grossMargin: Money?, stockValue: Money,
            stepsAlone: Int64, stepsRun: Int64
        ) {
            self.day = day
            self.sales = sales
            self.netSales = netSales
            self.receipts = receipts
            self.grossMargin = grossMargin
            self.stockValue = stockValue
            self.stepsAlone = stepsAlone
            self.stepsRun = stepsRun
        }
    }
}
