// SPDX-License-Identifier: Apache-2.0

package import BackOffice
package import Kernel
package import Simulator
import Store

/// A back office under trade with faults, and an auditor beside it who heard the same messages.
///
/// At the end of every day all figures of the two are compared. The same arguments give the same messages in the same
/// groups, and a process that dies within a few statements of the same one: how often keys are set aside is a matter of
/// real time.
package struct Simulation: Sendable {
    package let seed: UInt64
    package let days: Int
    package let faults: Set<SimulationFault>
    private let retailer: SampleRetailer
    private let options: TradeOptions
    let house: House
    let shares: [any SimulationShare]

    /// - Parameters:
    ///   - firstDay: chosen by the seed when nil, so that some runs cross a leap day, a turn of the year, or a night in
    ///     which clocks are changed.
    ///   - house: what the back office is made of.
    ///   - shares: what its systems bring besides the trade of the sample.
    package init(
        seed: UInt64, days: Int, faults: Set<SimulationFault>, firstDay: Day? = nil,
        size: SampleSize = .few, options: TradeOptions = TradeOptions(receiptsPerStoreDay: 30),
        house: House = .nightshift, shares: [any SimulationShare] = []
    ) {
        self.house = house
        self.shares = shares
        self.seed = seed
        self.days = days
        self.faults = faults
        self.options = options
        retailer = SampleRetailer(
            seed: seed, firstDay: firstDay ?? Self.firstDay(of: seed, days), days: days, size: size, options: options)
    }

    /// What a run came to when nothing differed.
    package struct Summary: Sendable, Equatable {
        package var days = 0
        package var receipts: Int64 = 0
        package var messages = 0
        package var crashes = 0
        /// How often two figures were compared.
        package var figures = 0
    }

    /// The first thing on which back office and auditor do not agree.
    package struct Disagreement: Error, Sendable, CustomStringConvertible {
        package let day: Day
        package let matter: String

        package var description: String { "\(day): \(matter)" }
    }

    /// - Parameter place: a folder or a database without data.
    /// - Throws: `Disagreement`; whatever keeps the store from working.
    package func run(
        at place: DataPlace, progress: @Sendable (Day, Summary) -> Void = { _, _ in }
    ) async throws -> Summary {
        var run = try await SimulationRun(self, retailer.chain, at: place)
        try await run.found()
        for day in retailer.chain.trade(options) {
            try await run.live(day)
            progress(day.day, run.summary)
        }
        return try await run.end()
    }

    /// A few days before something that happens to calendars.
    private static func firstDay(of seed: UInt64, _ days: Int) -> Day {
        let turns = [(2026, 3, 8), (2026, 11, 1), (2028, 2, 29), (2027, 1, 1), (2026, 7, 1)]
        let (year, month, day) = turns[Int(seed % UInt64(turns.count))]
        guard let turn = Day(year: year, month: month, day: day) else {
            preconditionFailure("the turns of the calendar are days")
        }
        return turn.advanced(by: -min(3, days / 2))
    }
}

extension SampleSize {
    /// Enough for every kind of trouble, small enough to be compared whole every day.
    package static let few = SampleSize(stores: 3, products: 150, isSpread: true)
}
