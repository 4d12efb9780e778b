// SPDX-License-Identifier: Apache-2.0

import Access
import Foundation
import Kernel
import Store
import Synchronization

/// A command of the sample with its idempotency key and the instant at which the back office hears of it.
struct SampleWrite: Sendable {
    let at: Instant
    let perform: @Sendable (Transaction) throws -> Void

    init(at instant: Instant, _ perform: @escaping @Sendable (Transaction) throws -> Void) {
        at = instant
        self.perform = perform
    }

    init<C: Command>(_ command: C, key: String, at instant: Instant) {
        self.init(at: instant) { _ = try Systems.desk.perform(command, key: key, $0) }
    }

    /// Writes all in their order, and returns once the last is durable.
    ///
    /// They are queued from a thread of their own, because a full queue makes its caller wait.
    ///
    /// - Throws: what the first write that failed threw; those after it were tried all the same.
    static func run(_ writes: [SampleWrite], on store: Store) async throws {
        guard !writes.isEmpty else { return }
        try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
            let tally = Tally(writes.count) { continuation.resume(with: $0) }
            Thread.detachNewThread {
                for write in writes {
                    store.submit(as: FirstActors.nightshift, at: write.at, write.perform) { tally.note($0) }
                }
            }
        }
    }
}

/// Counts writes down to none and keeps the first failure.
private final class Tally: Sendable {
    private let state: Mutex<(left: Int, failure: (any Error)?)>
    private let whenDone: @Sendable (Result<Void, any Error>) -> Void

    init(_ count: Int, whenDone: @escaping @Sendable (Result<Void, any Error>) -> Void) {
        state = Mutex((count, nil))
        self.whenDone = whenDone
    }

    func note(_ result: Result<Void, any Error>) {
        let (left, failure) = state.withLock { state in
            state.left -= 1
            if case .failure(let error) = result, state.failure == nil { state.failure = error }
            return (state.left, state.failure)
        }
        guard left == 0 else { return }
        whenDone(failure.map { .failure($0) } ?? .success(()))
    }
}
