// SPDX-License-Identifier: Apache-2.0

import Foundation
import Kernel

/// Group commit: waiting writes run one after another inside one database transaction and are acknowledged together,
/// after one sync.
///
/// A group runs without savepoints first. When a write fails after it has changed something, the transaction is rolled
/// back and the group runs again with a savepoint around each write, so that a failing write costs its neighbours
/// nothing but time. The writer is a thread of its own; nothing here blocks the cooperative pool.
final class Writer: Sendable {
    /// A write that waits for its turn.
    struct Job: Sendable {
        /// Says which rows the write will ask for.
        let foresee: @Sendable (Foresight) throws -> Void
        /// Runs the write; returns what to call once it is durable.
        let perform: @Sendable (WriteBatch) throws -> @Sendable () -> Void
        let fail: @Sendable (any Error) -> Void
    }

    private let engine: any Engine
    private let wiring: Wiring
    private let declarations: Declarations
    private let queue: JobQueue
    private let afterCommit: @Sendable () -> Void

    init(
        _ engine: any Engine, wiring: Wiring, declarations: Declarations, keys: KeyMaker, capacity: Int,
        afterCommit: @escaping @Sendable () -> Void
    ) {
        self.engine = engine
        self.wiring = wiring
        self.declarations = declarations
        self.afterCommit = afterCommit
        queue = JobQueue(capacity: capacity)
        let thread = Thread { [self] in serve(keys) }
        thread.name = "nightshift.writer"
        thread.stackSize = 8 << 20
        thread.start()
    }

    /// Adds a write to the queue; a fault when the queue is full or closed.
    func offer(_ job: Job) -> StoreFault? { queue.offer(job) }

    /// Adds a write to the queue, blocking the calling thread while it is full; a fault when the queue is closed.
    func put(_ job: Job) -> StoreFault? { queue.put(job) }

    /// Finishes what waits, ends the thread, and returns when it has ended.
    func stop() { queue.close() }

    private func serve(_ keys: KeyMaker) {
        var keys = keys
        var reserved = keys.last
        var lastSize = 0
        let memory = Memory()
        var conflicts = Conflicts(node: engine.node)
        while let group = queue.take(expecting: lastSize) {
            lastSize = group.count
            let outcomes: [() -> Void]
            do {
                outcomes = try conflicts.retrying {
                    try engine.withWriter { connection in
                        let batch = WriteBatch(
                            connection, declarations, keys: keys, reserved: reserved, memory: memory)
                        defer { keys = batch.keysForNext }
                        let outcomes = try commit(group, batch)
                        reserved = batch.reserved
                        return outcomes
                    }
                }
            } catch {
                memory.forget()
                outcomes = group.map { job in { job.fail(error) } }
            }
            for outcome in outcomes { outcome() }
            afterCommit()
        }
        queue.end()
    }

    /// Commits the group and returns what tells each caller how it ended.
    private func commit(_ group: [Job], _ batch: WriteBatch) throws -> [() -> Void] {
        try commitBare(group, batch) ?? commitWithSavepoints(group, batch)
    }

    /// Runs the group without savepoints; nil when a write failed half way and everything was rolled back.
    private func commitBare(_ group: [Job], _ batch: WriteBatch) throws -> [() -> Void]? {
        let connection = batch.connection
        try connection.begin()
        batch.memory.keep(asOf: try connection.foreignVersion())
        do {
            var outcomes: [() -> Void] = []
            var foreseen = connection.isDistant ? 0 : group.count
            for (place, job) in group.enumerated() {
                if place == foreseen { foreseen += try foresee(group[place...], batch) }
                let mark = (connection.changeCount, batch.totals.additions)
                do {
                    outcomes.append(try job.perform(batch))
                } catch  where (connection.changeCount, batch.totals.additions) == mark && !(error is StoreFault) {
                    // A refusal before any change. After an engine's fault the transaction itself may be gone.
                    outcomes.append { job.fail(error) }
                }
            }
            try batch.applyTotals()
            try batch.reserveKeys()
            try connection.commit()
            return outcomes
        } catch {
            try? connection.rollback()
            batch.startOver()
            if Conflicts.concern(error) { throw error }
            guard group.count > 1 else { return [{ group[0].fail(error) }] }
            return nil
        }
    }

    /// Asks at once for what the next writes of a group say they will ask for one by one.
    ///
    /// - Returns: for how many of them: as many as make one good question.
    private func foresee(_ next: ArraySlice<Job>, _ batch: WriteBatch) throws -> Int {
        let foresight = Foresight(batch.memory, wiring)
        var count = 0
        for job in next where !foresight.isFull {
            try job.foresee(foresight)
            count += 1
        }
        let seesFurtherLater = foresight.isShortSighted
        try foresight.load(Snapshot(batch.connection, batch.declarations))
        guard seesFurtherLater else { return count }
        // What was sold is known now, and with it whose stock.
        for job in next.prefix(count) { try job.foresee(foresight) }
        try foresight.load(Snapshot(batch.connection, batch.declarations))
        return count
    }

    private func commitWithSavepoints(_ group: [Job], _ batch: WriteBatch) throws -> [() -> Void] {
        let connection = batch.connection
        try connection.begin()
        batch.memory.keep(asOf: try connection.foreignVersion())
        do {
            var outcomes: [() -> Void] = []
            for job in group {
                try connection.savepoint()
                do {
                    let acknowledge = try job.perform(batch)
                    try batch.applyTotals()
                    try connection.releaseSavepoint()
                    outcomes.append(acknowledge)
                } catch {
                    if Conflicts.concern(error) { throw error }
                    do { try connection.rollbackToSavepoint() } catch let failure {
                        // A full disk, for one, rolls the whole transaction back; the first error says why. But when
                        // the store went away, nothing is wrong with this write or any other.
                        throw Conflicts.concern(failure) ? failure : error
                    }
                    batch.startOver()
                    outcomes.append { job.fail(error) }
                }
            }
            try batch.reserveKeys()
            try connection.commit()
            return outcomes
        } catch {
            try? connection.rollback()
            batch.startOver()
            throw error
        }
    }
}

/// A bounded queue of writes, emptied a group at a time.
///
/// `@unchecked Sendable`: everything mutable is read and written under `condition`.
private final class JobQueue: @unchecked Sendable {
    private let condition = NSCondition()
    private let capacity: Int
    private var waiting: [Writer.Job] = []
    /// How many waiting writes are worth waking the writer for: waking it for each would cost a switch of threads each.
    private var wanted = 1
    private var isClosed = false
    private var isServed = false

    /// Writes of one group: more would make the first wait long for its answer.
    private static let largestGroup = 1_000
    /// How long a group waits for callers who were just answered to come back with their next write. Without it, they
    /// split into two half groups that alternate.
    private static let refillWait: TimeInterval = 0.000_5

    init(capacity: Int) { self.capacity = capacity }

    func offer(_ job: Writer.Job) -> StoreFault? {
        condition.withLock {
            guard !isClosed else { return .closed }
            guard waiting.count < capacity else {
                return .busy("too many writes are waiting; try again in a moment")
            }
            append(job)
            return nil
        }
    }

    func put(_ job: Writer.Job) -> StoreFault? {
        condition.withLock {
            while waiting.count >= capacity, !isClosed { condition.wait() }
            guard !isClosed else { return .closed }
            append(job)
            return nil
        }
    }

    /// Takes no more writes, and returns when those that wait have been answered.
    func close() {
        condition.withLock {
            isClosed = true
            condition.broadcast()
            while !isServed { condition.wait() }
        }
    }

    /// Says that the last group has been answered.
    func end() {
        condition.withLock {
            isServed = true
            condition.broadcast()
        }
    }

    /// The next group, in the order of arrival; nil when the queue is closed and empty.
    func take(expecting size: Int) -> [Writer.Job]? {
        condition.withLock {
            wanted = 1
            while waiting.isEmpty, !isClosed { condition.wait() }
            let enough = min(size, Self.largestGroup)
            wanted = enough
            let deadline = Date(timeIntervalSinceNow: Self.refillWait)
            while waiting.count < enough, !isClosed, condition.wait(until: deadline) {}
            guard !waiting.isEmpty else { return nil }
            let group = Array(waiting.prefix(Self.largestGroup))
            waiting.removeFirst(group.count)
            condition.broadcast()
            return group
        }
    }

    private func append(_ job: Writer.Job) {
        waiting.append(job)
        if waiting.count >= wanted { condition.broadcast() }
    }
}
