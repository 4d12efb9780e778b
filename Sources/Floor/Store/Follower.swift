// SPDX-License-Identifier: Apache-2.0

import Foundation
import Kernel
import Synchronization

/// A system that reads the fact log behind the writes, at its own pace.
///
/// Its cursor moves in the transaction that holds its effects, so each fact takes effect exactly once; and because
/// the log is complete, it can be rebuilt from zero.
public struct Follower: Sendable {
    public let name: String
    /// The tables it alone writes, emptied when it is rebuilt.
    public let tables: [String]
    /// Answers a run of facts, in the order of the log.
    let follow: @Sendable ([LoggedFact], Transaction) throws -> Void

    public init(
        _ name: String, tables: [String], follow: @escaping @Sendable ([LoggedFact], Transaction) throws -> Void
    ) {
        self.name = name
        self.tables = tables
        self.follow = follow
    }
}

/// Moves the followers along the log.
final class FollowerRunner: Sendable {
    private let followers: [Follower]
    private let signal = Mutex(Signal())

    private struct Signal {
        var isRaised = false
        var waiting: CheckedContinuation<Void, Never>?
    }

    /// Facts of one write: enough to pay for its sync, few enough not to keep receipts waiting.
    private static let run = 1_000

    init(_ followers: [Follower]) { self.followers = followers }

    /// Says that something was committed.
    func wake() {
        signal.withLock { signal in
            signal.isRaised = true
            signal.waiting?.resume()
            signal.waiting = nil
        }
    }

    /// Follows until the task is cancelled. A failure is told to `failed` and tried again, after a second at first,
    /// then after twice as long each time, up to a minute.
    func run(
        _ store: Store, failed: @Sendable (any Error) -> Void, sleep: @Sendable (Duration) async throws -> Void
    ) async throws {
        var patience = Self.firstWait
        while !Task.isCancelled {
            do {
                try await catchUp(store)
                patience = Self.firstWait
                await sleepUntilWoken()
            } catch is CancellationError {
                return
            } catch {
                failed(error)
                do { try await sleep(patience) } catch is CancellationError { return }
                patience = min(patience * 2, Self.longestWait)
            }
        }
    }

    private static let firstWait = Duration.seconds(1)
    private static let longestWait = Duration.seconds(60)

    @discardableResult
    func catchUp(_ store: Store) async throws -> Int {
        var total = 0
        var failure: (any Error)?
        for follower in followers {
            do {
                while case let count = try await advance(follower, store), count > 0 { total += count }
            } catch {
                // The others do not wait for the one that fails.
                failure = failure ?? error
            }
        }
        if let failure { throw failure }
        return total
    }

    func rebuild(_ name: String, _ store: Store) async throws {
        guard let follower = followers.first(where: { $0.name == name }) else {
            preconditionFailure("there is no follower \(name)")
        }
        try await store.write(as: ID(0)) { tx in
            for table in follower.tables { try tx.run(SQL(assembled: "delete from \(table)")) }
            try tx.run("delete from fact_cursor where follower = \(follower.name)")
        }
        while try await advance(follower, store) > 0 {}
    }

    /// Follows one run of facts; returns how many there were.
    private func advance(_ follower: Follower, _ store: Store) async throws -> Int {
        let waiting = try await store.read { snapshot in
            try snapshot.exists(
                """
                select 1
                  from fact_log
                 where sequence > coalesce((select sequence from fact_cursor where follower = \(follower.name)), 0)
                 limit 1
                """)
        }
        guard waiting else { return 0 }
        return try await store.write(as: ID(0)) { tx in
            let cursor = try tx.number("select sequence from fact_cursor where follower = \(follower.name)")
            let facts = try tx.rows(
                LoggedFact.columns,
                "from fact_log where sequence > \(cursor) order by sequence limit \(Self.run)")
            guard let last = facts.last else { return 0 }
            try follower.follow(facts, tx)
            try tx.run(
                """
                insert into fact_cursor (follower, sequence, moved_at)
                values (\(follower.name), \(last.sequence), \(tx.now))
                    on conflict (follower) do update set sequence = excluded.sequence, moved_at = excluded.moved_at
                """)
            return facts.count
        }
    }

    private func sleepUntilWoken() async {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                signal.withLock { signal in
                    if signal.isRaised {
                        signal.isRaised = false
                        continuation.resume()
                    } else {
                        precondition(signal.waiting == nil, "one task at a time follows the log")
                        signal.waiting = continuation
                    }
                }
            }
        } onCancel: {
            wake()
        }
    }
}
