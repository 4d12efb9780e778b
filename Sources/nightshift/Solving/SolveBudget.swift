// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// When a search ends.
enum SolveBudget: Sendable, Equatable {
    case seconds(Double)
    case cpuSeconds(Double)
    case iterations(Int)

    /// The part that is used, from 0 to 1.
    func used(iterations: Int, _ clock: SolveClock) -> Double {
        switch self {
        case .seconds(let seconds): clock.seconds / seconds
        case .cpuSeconds(let seconds): clock.cpuSeconds / seconds
        case .iterations(let count): count > 0 ? Double(iterations) / Double(count) : 1
        }
    }
}

/// A budget that is asked every few microseconds by any thread, and looks at the clock a thousand times a second: the
/// processor's clock costs a call of the system.
final class SolveMeter: Sendable {
    private let budget: SolveBudget
    private let clock: SolveClock
    private let nextLook = Atomic<UInt64>(0)
    private let part = Atomic<UInt64>(0)
    private let isInterrupted: @Sendable () -> Bool
    private let looked: @Sendable (_ iterations: Int) -> Void

    /// - Parameters:
    ///   - isInterrupted: ends the search before its budget is used.
    ///   - looked: is told where the search is, a thousand times a second.
    init(
        _ budget: SolveBudget, _ clock: SolveClock, isInterrupted: @escaping @Sendable () -> Bool,
        looked: @escaping @Sendable (_ iterations: Int) -> Void
    ) {
        self.budget = budget
        self.clock = clock
        self.isInterrupted = isInterrupted
        self.looked = looked
    }

    func used(_ iterations: Int) -> Double {
        let milliseconds = UInt64(clock.seconds * 1_000)
        let isDue = milliseconds >= nextLook.load(ordering: .relaxed)
        if isDue {
            nextLook.store(milliseconds + 1, ordering: .relaxed)
            looked(iterations)
        }
        if isInterrupted() { return 1 }
        if case .iterations = budget { return budget.used(iterations: iterations, clock) }
        if isDue { part.store(budget.used(iterations: iterations, clock).bitPattern, ordering: .relaxed) }
        return Double(bitPattern: part.load(ordering: .relaxed))
    }
}
