// SPDX-License-Identifier: Apache-2.0

import Access
import BackOffice
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
        for answer in await answers(to: writes, from: store) { try answer.get() }
    }

    /// Writes all in their order, and returns what came of each once the last is done.
    ///
    /// - Parameter inOneGroup: whether all are committed together, whatever the machine is doing besides; then there are
    ///   at most a thousand.
    static func answers(
        to writes: [SampleWrite], from store: Store, inOneGroup: Bool = false
    ) async -> [Result<Void, any Error>] {
        guard !writes.isEmpty else { return [] }
        precondition(!inOneGroup || writes.count <= 1_000, "a group has at most a thousand writes")
        return await withCheckedContinuation { continuation in
            let tally = Tally(writes.count) { continuation.resume(returning: $0) }
            Thread.detachNewThread {
                let gate = inOneGroup ? Gate(of: store) : nil
                for (index, write) in writes.enumerated() {
                    store.submit(as: FirstActors.nightshift, at: write.at, write.perform) { tally.note($0, at: index) }
                }
                gate?.open()
            }
        }
    }
}

/// Keeps the one thread that writes waiting, so that what is queued meanwhile is committed together.
private struct Gate {
    private let isOpen = DispatchSemaphore(value: 0)

    /// Returns once the writer waits, or cannot be made to.
    init(of store: Store) {
        let isShut = DispatchSemaphore(value: 0)
        store.submit(as: FirstActors.nightshift) { [isOpen] _ in
            isShut.signal()
            isOpen.wait()
        } completion: { _ in
            isShut.signal()
        }
        isShut.wait()
    }

    func open() { isOpen.signal() }
}

/// Counts writes down to none and keeps what came of each.
private final class Tally: Sendable {
    private let state: Mutex<(left: Int, answers: [Result<Void, any Error>])>
    private let whenDone: @Sendable ([Result<Void, any Error>]) -> Void

    init(_ count: Int, whenDone: @escaping @Sendable ([Result<Void, any Error>]) -> Void) {
        state = Mutex((count, Array(repeating: .success(()), count: count)))
        self.whenDone = whenDone
    }

    func note(_ result: Result<Void, any Error>, at index: Int) {
        let (left, answers) = state.withLock { state in
            state.left -= 1
            state.answers[index] = result
            return (state.left, state.left == 0 ? state.answers : [])
        }
        if left == 0 { whenDone(answers) }
    }
}
