// SPDX-License-Identifier: Apache-2.0

import Foundation
import Store
import Synchronization

/// Runs statements whose answer nobody needs on a thread of its own, in the order they were sent, while the writer
/// works out the next ones.
///
/// The connection changes hands: whoever sends must `settle` before it touches the connection itself. The first fault
/// ends the line: what follows is dropped, and `settle` throws it until `clear`.
///
/// `@unchecked Sendable`: `unsent` belongs to the sender, everything else mutable is read and written under
/// `condition`.
final class StatementLine: @unchecked Sendable {
    private let execute: (SQL) throws -> Void
    private let condition = NSCondition()
    private var unsent: [SQL] = []
    private var waiting: [SQL] = []
    private var fault: (any Error)?
    private var isClosed = false
    /// Statements handed over and not yet run; read without the lock while waiting for a short time.
    private let open = Atomic<Int>(0)

    /// Statements that are handed over at a time: waking the other thread costs as much as running a few.
    private static let load = 12
    /// How often to look before going to sleep; some microseconds.
    private static let looks = 2_000

    /// - Parameter execute: runs a statement on the connection.
    init(_ execute: @escaping (SQL) throws -> Void) {
        self.execute = execute
        let thread = Thread { [self] in serve() }
        thread.name = "nightshift.sqlite"
        thread.start()
    }

    /// Puts a statement in line.
    func send(_ sql: SQL) {
        unsent.append(sql)
        if unsent.count >= Self.load { handOver() }
    }

    /// Returns when everything sent has run, and throws the first fault.
    func settle() throws {
        if !unsent.isEmpty { handOver() }
        waitUntilRun()
        if let fault = condition.withLock({ fault }) { throw fault }
    }

    /// Drops what was sent and has not run, and forgets the fault.
    func clear() {
        unsent.removeAll(keepingCapacity: true)
        waitUntilRun()
        condition.withLock { fault = nil }
    }

    /// Ends the thread; nothing may be sent after it.
    func close() {
        clear()
        condition.withLock {
            isClosed = true
            condition.broadcast()
        }
    }

    private func handOver() {
        condition.withLock {
            open.add(unsent.count, ordering: .relaxed)
            if waiting.isEmpty { swap(&waiting, &unsent) } else { waiting += unsent }
            condition.broadcast()
        }
        unsent.removeAll(keepingCapacity: true)
    }

    private func waitUntilRun() {
        for _ in 0..<Self.looks where open.load(ordering: .acquiring) == 0 { return }
        condition.withLock {
            while open.load(ordering: .acquiring) > 0 { condition.wait() }
        }
    }

    private func serve() {
        var load: [SQL] = []
        var isWhole = true
        while take(&load, &isWhole) {
            for sql in load where isWhole {
                do { try execute(sql) } catch {
                    isWhole = false
                    condition.withLock { fault = error }
                }
            }
            let count = load.count
            load.removeAll(keepingCapacity: true)
            if open.subtract(count, ordering: .acquiringAndReleasing).newValue == 0 {
                condition.withLock { condition.broadcast() }
            }
        }
    }

    /// Waits for the next statements; false when the line is closed.
    private func take(_ load: inout [SQL], _ isWhole: inout Bool) -> Bool {
        for _ in 0..<Self.looks where open.load(ordering: .acquiring) > 0 { break }
        return condition.withLock {
            while waiting.isEmpty, !isClosed { condition.wait() }
            guard !waiting.isEmpty else { return false }
            swap(&load, &waiting)
            isWhole = fault == nil
            return true
        }
    }
}
