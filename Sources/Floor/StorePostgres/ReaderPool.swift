// SPDX-License-Identifier: Apache-2.0

import Foundation
import Store

/// A few connections that read, opened when they are first needed.
///
/// `@unchecked Sendable`: everything mutable is read and written under `condition`.
final class ReaderPool: @unchecked Sendable {
    private let condition = NSCondition()
    private let address: PostgresAddress
    private var free: [PostgresConnection] = []
    /// Connections that may still be taken or opened.
    private var left: Int
    private let capacity: Int
    private var isClosed = false

    init(_ address: PostgresAddress, capacity: Int) {
        precondition(capacity > 0, "somebody must be able to read")
        self.address = address
        self.capacity = capacity
        left = capacity
    }

    /// A connection nobody else uses; blocks the thread until there is one.
    func take() throws -> PostgresConnection {
        try condition.withLock {
            while left == 0, !isClosed { condition.wait() }
            guard !isClosed else { throw StoreFault.closed }
            left -= 1
            return free.popLast() ?? patient()
        }
    }

    /// A connection to a server that was there when the pool was made.
    private func patient() -> PostgresConnection {
        let connection = PostgresConnection(address)
        connection.patience.grow()
        return connection
    }

    func giveBack(_ connection: PostgresConnection) {
        condition.withLock {
            free.append(connection)
            left += 1
            condition.broadcast()
        }
    }

    /// Lets nobody in any more, waits for those who read, and leaves.
    func close() {
        condition.withLock {
            isClosed = true
            condition.broadcast()
            while left < capacity { condition.wait() }
            for connection in free { connection.close() }
            free = []
        }
    }
}
