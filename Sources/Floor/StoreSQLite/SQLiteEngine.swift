// SPDX-License-Identifier: Apache-2.0

package import Foundation
import GRDB
import GRDBSQLite
package import Store
import Synchronization

/// The embedded default: one SQLite file in a folder, one writer, a pool of readers beside it.
///
/// Durable means durable: write-ahead log with `synchronous=FULL`, set and asserted after opening, because the
/// connection pool lowers it on its own.
package final class SQLiteEngine: Engine {
    package let dialect = Dialect.sqlite
    package let node: Int64
    private let pool: DatabasePool
    /// Held until the store is closed.
    private let slot: Mutex<ProcessSlot?>
    /// The connections of the pool with their prepared statements, by address; nil when the store is closed.
    private let connections = Mutex<[UInt: SQLiteConnection]?>([:])

    /// The file that holds everything, inside the folder.
    package static let fileName = "nightshift.sqlite"

    /// - Parameter folder: an existing folder; the file inside it is made when it is missing.
    package init(folder: URL) throws {
        let slot = try ProcessSlot(in: folder)
        node = slot.number
        self.slot = Mutex(slot)
        var configuration = Configuration()
        configuration.busyMode = .timeout(10)
        configuration.maximumReaderCount = 4
        configuration.prepareDatabase { database in
            try database.execute(sql: "pragma temp_store = memory")
            try database.execute(sql: "pragma cache_size = -65536")
        }
        do {
            pool = try DatabasePool(
                path: folder.appending(path: Self.fileName).path, configuration: configuration)
            try pool.writeWithoutTransaction { database in
                try database.execute(sql: "pragma synchronous = full")
                try database.execute(sql: "pragma wal_autocheckpoint = 20000")
                let synchronous = try Int.fetchOne(database, sql: "pragma synchronous")
                precondition(synchronous == 2, "SQLite must sync each commit")
            }
        } catch let error as DatabaseError {
            throw SQLiteEngine.fault(error)
        }
    }

    package func withWriter<Value>(_ body: (any Connection) throws -> Value) throws -> Value {
        try inHouseTerms { try pool.writeWithoutTransaction { database in try body(connection(of: database)) } }
    }

    package func withReader<Value>(_ body: (any Connection) throws -> Value) throws -> Value {
        try inHouseTerms { try pool.read { database in try body(connection(of: database)) } }
    }

    package func read<Value: Sendable>(
        _ body: @escaping @Sendable (any Connection) throws -> Value
    ) async throws -> Value {
        do {
            return try await pool.read { [self] database in try body(connection(of: database)) }
        } catch let error as DatabaseError {
            throw SQLiteEngine.fault(error)
        }
    }

    /// By SQLite's online backup, page by page under one snapshot, on a thread of its own.
    package func copy(
        to folder: URL, progress: @escaping @Sendable (_ done: Int64, _ all: Int64) -> Void
    ) async throws {
        let file = folder.appending(path: Self.fileName).path
        try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
            Thread.detachNewThread { [self] in
                continuation.resume(
                    with: Result {
                        try inHouseTerms {
                            let copy = try DatabaseQueue(path: file)
                            try pool.backup(to: copy, pagesPerStep: 4_096) { done in
                                progress(Int64(done.completedPageCount), Int64(done.totalPageCount))
                            }
                            try copy.close()
                        }
                    })
            }
        }
    }

    /// Takes away what only an open store needs, from a folder whose store nobody has open.
    package static func tidy(_ folder: URL) throws {
        for name in try FileManager.default.contentsOfDirectory(atPath: folder.path) where name.hasSuffix(".lock") {
            try FileManager.default.removeItem(at: folder.appending(path: name))
        }
        // The write-ahead log stays after closing; while anything is in it, it belongs to the data.
        let log = folder.appending(path: fileName + "-wal")
        guard let size = try? FileManager.default.attributesOfItem(atPath: log.path)[.size] as? Int, size == 0 else {
            return
        }
        for ending in ["-wal", "-shm"] {
            try? FileManager.default.removeItem(at: folder.appending(path: fileName + ending))
        }
    }

    /// Waits for the reads that run, then closes; later reads and writes are refused. Closing again does nothing.
    package func close() throws {
        guard slot.withLock({ $0 != nil }) else { return }
        try inHouseTerms {
            try pool.barrierWriteWithoutTransaction { database in
                // Another process may be reading; then it, or the next opening, moves the log into the file.
                _ = try? database.checkpoint(.truncate)
                connections.withLock { connections in
                    for connection in (connections ?? [:]).values { connection.finalize() }
                    connections = nil
                }
            }
            try pool.close()
        }
        slot.withLock { $0 = nil }
    }

    private func connection(of database: Database) throws -> SQLiteConnection {
        guard let pointer = database.sqliteConnection else { throw StoreFault.closed }
        return try connections.withLock { connections in
            guard connections != nil else { throw StoreFault.closed }
            let address = UInt(bitPattern: pointer)
            if let known = connections?[address] { return known }
            let connection = SQLiteConnection(pointer)
            connections?[address] = connection
            return connection
        }
    }

    private func inHouseTerms<Value>(_ body: () throws -> Value) throws -> Value {
        do {
            return try body()
        } catch let error as DatabaseError {
            throw SQLiteEngine.fault(error)
        }
    }

    private static func fault(_ error: DatabaseError) -> StoreFault {
        switch error.resultCode {
        case .SQLITE_MISUSE: .closed
        case .SQLITE_BUSY, .SQLITE_LOCKED: .busy(error.description)
        case .SQLITE_FULL: .diskFull(error.description)
        case .SQLITE_IOERR: .inputOutput(error.description)
        case .SQLITE_CANTOPEN, .SQLITE_READONLY, .SQLITE_PERM: .readOnly(error.description)
        case .SQLITE_CORRUPT, .SQLITE_NOTADB: .corrupt(error.description)
        default: .engine(code: Int(error.resultCode.rawValue), message: error.description)
        }
    }
}

/// A number that no other live process on the folder has, held by a lock on a small file.
///
/// The lock goes with the process, however it ends.
private final class ProcessSlot: Sendable {
    let number: Int64
    private let descriptor: Int32

    init(in folder: URL) throws {
        for number in 0..<64 {
            let path = folder.appending(path: "process-\(number).lock").path
            let descriptor = open(path, O_CREAT | O_RDWR | O_CLOEXEC, 0o644)
            guard descriptor >= 0 else {
                throw StoreFault.readOnly("cannot write to \(folder.path): \(String(cString: strerror(errno)))")
            }
            if flock(descriptor, LOCK_EX | LOCK_NB) == 0 {
                self.number = Int64(number)
                self.descriptor = descriptor
                return
            }
            _ = Foundation.close(descriptor)
        }
        throw StoreFault.busy("64 processes use this store already")
    }

    deinit {
        // Unlocking first: a process that is just being started may still hold a copy of the descriptor.
        flock(descriptor, LOCK_UN)
        _ = Foundation.close(descriptor)
    }
}
