// SPDX-License-Identifier: Apache-2.0

package import BackOffice
package import Kernel
package import Simulator

/// A sample retailer that trades in a back office: every event goes through the command that a till, a door or a
/// clerk would use.
///
/// ```swift
/// let summary = try await SampleRetailer(firstDay: firstDay, days: 92).load(into: office)
/// ```
/// Each event has a key of its own. Loaded again, the same retailer changes nothing; a load that was cut off goes on
/// where it stopped.
package struct SampleRetailer: Sendable {
    package let chain: SampleChain
    private let options: TradeOptions

    package init(
        seed: UInt64 = 1, firstDay: Day, days: Int, size: SampleSize = .full, options: TradeOptions = TradeOptions()
    ) {
        chain = SampleChain(seed: seed, firstDay: firstDay, days: days, size: size)
        self.options = options
    }

    /// How far a load is.
    package struct Progress: Sendable, Equatable {
        /// The day just done.
        package let day: Day
        package let daysDone: Int
        /// Days of trade; one more may follow for receipts that were late.
        package let days: Int
        package let receipts: Int
    }

    /// What a load brought.
    package struct Summary: Sendable, Equatable {
        package let days: Int
        package let receipts: Int
        /// Commands given, those that found their work done already included.
        package let commands: Int
        package let nights: Int
    }

    /// Founds the company and lets it trade, day by day.
    ///
    /// - Parameters:
    ///   - nights: whether the night runs after each business day.
    ///   - progress: called after each day.
    /// - Throws: `CancellationError` between two days; whatever a command refuses.
    package func load(
        into office: BackOffice, nights: Bool = true, progress: @Sendable (Progress) -> Void = { _ in }
    ) async throws -> Summary {
        try await office.settle()
        let foundation = SampleFoundation(chain: chain).writes()
        try await SampleWrite.run(foundation, on: office.store)
        var desk = SampleDesk(chain)
        var commands = foundation.count
        var days = 0
        for day in chain.trade(options) {
            try Task.checkCancellation()
            let writes = desk.steps(of: day).map(\.write)
            try await SampleWrite.run(writes, on: office.store)
            if nights { _ = try await Night(of: day.day, in: office).run() }
            commands += writes.count
            days += 1
            progress(Progress(day: day.day, daysDone: days, days: chain.days, receipts: desk.receipts))
        }
        return Summary(days: days, receipts: desk.receipts, commands: commands, nights: nights ? days : 0)
    }
}
