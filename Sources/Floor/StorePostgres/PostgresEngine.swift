// SPDX-License-Identifier: Apache-2.0

import Foundation
package import Store
import Synchronization

/// Many machines, one database: a PostgreSQL server that several processes share.
///
/// Each process writes over one connection, one process at a time; reads run beside, each on one consistent state, over
/// a few connections that are opened when they are needed. A process that writes also reads from the primary alone.
///
/// What is opened on a standby only reads, for as long as it is open, even when that standby is promoted.
package final class PostgresEngine: Engine {
    package let dialect = Dialect.postgres
    package let node: Int64
    package let onlyReads: Bool
    /// What this process is to the others that write; nil where nothing can be written.
    private let holder: ProcessLease.Holder?
    /// The connection that writes; nil when the engine is closed, or nothing can be written.
    private let writer: Mutex<PostgresConnection?>
    private let readers: ReaderPool
    /// Where reads wait that must not block their caller's thread.
    private let threads: OperationQueue
    private let keeper: LeaseKeeper

    /// - Parameters:
    ///   - address: a database that is there; the engine makes its own tables in it, unless the server is a standby.
    ///   - readerCount: how many reads may run at the same time.
    /// - Throws: `StoreFault` when the server does not answer, or 64 processes use the database already.
    package init(_ address: PostgresAddress, readerCount: Int = 8) throws {
        let connection = PostgresConnection(address)
        onlyReads = try connection.isOnStandby()
        holder = try onlyReads ? nil : Self.join(connection)
        node = holder?.node ?? 0
        writer = Mutex(onlyReads ? nil : connection)
        readers = ReaderPool(onlyReads ? address : address.ofPrimary, capacity: readerCount)
        threads = OperationQueue()
        threads.maxConcurrentOperationCount = readerCount
        threads.name = "nightshift.readers"
        keeper = LeaseKeeper()
        if !onlyReads { keeper.start { [weak self] in self?.renewLease() } }
    }

    /// Makes what is missing of the engine's own tables, and takes a place among the processes that write.
    private static func join(_ connection: PostgresConnection) throws -> ProcessLease.Holder {
        try connection.begin()
        try connection.runScript(ProcessLease.script)
        try connection.commit()
        let holder = try ProcessLease.take(connection)
        connection.stay(as: holder)
        return holder
    }

    /// Whether a retailer was put into a database before.
    package static func holdsData(_ address: PostgresAddress) throws -> Bool {
        try ask(address, "select case when to_regclass('store_migration') is null then 0 else 1 end") == 1
    }

    /// What a database takes on the server's disk, in bytes.
    package static func byteCount(_ address: PostgresAddress) throws -> Int64 {
        try ask(address, "select pg_database_size(current_database())")
    }

    /// Asks a database a number, outside any engine.
    package static func ask(_ address: PostgresAddress, _ question: SQL) throws -> Int64 {
        let connection = PostgresConnection(address)
        try connection.beginReading()
        return try Snapshot(connection).number(question)
    }

    /// Runs statements outside a transaction, such as those that make a database.
    package static func administer(_ address: PostgresAddress, _ script: String) throws {
        try PostgresSession(address).runScript(script)
    }

    package func withWriter<Value>(_ body: (any Connection) throws -> Value) throws -> Value {
        guard !onlyReads else { throw StoreFault.standby }
        return try writer.withLock { connection in
            guard let connection else { throw StoreFault.closed }
            return try body(connection)
        }
    }

    package func withReader<Value>(_ body: (any Connection) throws -> Value) throws -> Value {
        let connection = try readers.take()
        defer { readers.giveBack(connection) }
        try connection.beginReading()
        // What was read is whole, even if the server goes away now.
        defer { try? connection.rollback() }
        do { return try body(connection) } catch StoreFault.conflict(let reason) where onlyReads {
            throw StoreFault.busy(
                "the standby could not wait for the read to end (\(reason)); hot_standby_feedback = on prevents that")
        }
    }

    package func read<Value: Sendable>(
        _ body: @escaping @Sendable (any Connection) throws -> Value
    ) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            threads.addOperation { [self] in
                continuation.resume(
                    with: Result {
                        // Whoever reads needs not know that the server was restarted meanwhile.
                        do { return try withReader(body) } catch StoreFault.interrupted { return try withReader(body) }
                    })
            }
        }
    }

    /// Waits for the reads that run, then leaves; later reads and writes are refused. Closing again does nothing.
    package func close() throws {
        keeper.stop()
        readers.close()
        writer.withLock { connection in
            if let open = connection, let holder {
                // Without an answer, the others find out when the lease's time is over.
                do { try ProcessLease.giveBack(holder, open) } catch _ {}
                open.close()
            }
            connection = nil
        }
    }

    private func renewLease() {
        // While the server is away there is nothing to renew; the next time will.
        do {
            try writer.withLock { connection in
                guard let connection, let holder else { return }
                try connection.refresh()
                try ProcessLease.renew(holder, connection)
            }
        } catch _ {}
    }
}
