// SPDX-License-Identifier: Apache-2.0

import Automation
package import Foundation
package import Kernel
import Sales
import Store
import StoreSQLite

/// A copy of a whole back office in a folder of its own, made while it works, and proved by opening it.
package enum Backup {
    /// How far a backup or a restore is.
    package struct Progress: Sendable {
        package let stage: String
        package let done: Int64
        /// Nil where nobody counted them before.
        package let all: Int64?
    }

    /// Copies one consistent state of the back office into a new or empty folder, opens the copy, and proves its seals
    /// and books. The manifest is written last: a folder without one is no backup.
    ///
    /// - Parameters:
    ///   - place: where the back office keeps its data. What lies in a database is copied row by row, as it is at one
    ///     moment, into a file that any folder can hold.
    ///   - folder: new or empty; what was made there is taken away again when the backup fails.
    /// - Returns: the manifest; its `faults` name what does not hold in what was copied.
    package static func make(
        of office: BackOffice, at place: DataPlace, to folder: URL,
        progress: @escaping @Sendable (Progress) -> Void = { _ in }
    ) async throws -> BackupManifest {
        try checkEmpty(folder)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        do {
            switch place {
            case .folder:
                try await office.store.copy(to: folder) { progress(Progress(stage: "copying", done: $0, all: $1)) }
            case .database:
                try await copyRows(of: office, to: .folder(folder), progress)
            }
            var manifest = try await prove(.folder(folder), office.store.clock, progress)
            try SQLiteEngine.tidy(folder)
            manifest.files = try files(in: folder).map { try BackupManifest.File($0, in: folder) }
            try manifest.write(in: folder)
            return manifest
        } catch {
            for name in (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? [] {
                try? FileManager.default.removeItem(at: folder.appending(path: name))
            }
            throw error
        }
    }

    /// Puts a backup where a back office can work with it, and proves that it is the one that was made: every file by
    /// its hash, the log by its seals and their head, the books by their proofs.
    ///
    /// It is put and proved in a folder inside the place, and moved to where it belongs last of all: a restore that is
    /// cut off leaves nothing that looks like a back office, and is started again.
    ///
    /// Into a database, it is put and proved in a temporary folder, and its rows are copied in one transaction, each
    /// compared.
    ///
    /// - Parameter place: new or empty.
    /// - Throws: `BackupFault`; nothing is left at the place then. `StoreFault.readOnly` when a database holds rows.
    package static func restore(
        _ folder: URL, to place: DataPlace, clock: any Clock = SystemClock(),
        progress: @escaping @Sendable (Progress) -> Void = { _ in }
    ) async throws -> BackupManifest {
        let manifest = try BackupManifest.read(in: folder)
        switch place {
        case .folder(let place): try await restore(manifest, of: folder, to: place, clock, progress)
        case .database:
            let work = FileManager.default.temporaryDirectory.appending(path: "nightshift-restore-\(UUID().uuidString)")
            defer { try? FileManager.default.removeItem(at: work) }
            try await put(manifest, of: folder, in: work, clock, progress)
            let office = try BackOffice.openToRead(.folder(work), clock: clock)
            defer { try? office.store.close() }
            try await copyRows(of: office, to: place, progress)
            try compare(try await prove(place, clock, progress), manifest)
        }
        return manifest
    }

    /// Copies the files of a backup into a folder and proves them.
    private static func put(
        _ manifest: BackupManifest, of folder: URL, in work: URL, _ clock: any Clock,
        _ progress: @escaping @Sendable (Progress) -> Void
    ) async throws {
        for file in manifest.files {
            guard !file.name.hasPrefix("/"), !file.name.contains("..") else {
                throw BackupFault.unreadableManifest(folder.path)
            }
            let target = work.appending(path: file.name)
            try FileManager.default.createDirectory(
                at: target.deletingLastPathComponent(), withIntermediateDirectories: true)
            try file.copy(from: folder, to: target) {
                progress(Progress(stage: "restoring", done: $0, all: file.bytes))
            }
        }
        try compare(try await prove(.folder(work), clock, progress), manifest)
        try SQLiteEngine.tidy(work)
    }

    /// Copies every row of a back office, as it is at one moment, into an empty place.
    private static func copyRows(
        of office: BackOffice, to place: DataPlace, _ progress: @escaping @Sendable (Progress) -> Void
    ) async throws {
        let target = try BackOffice.open(place, clock: office.store.clock)
        defer { try? target.store.close() }
        try await onBlockingThread {
            _ = try StoreCopy.run(from: office.store, into: target.store, besideWriters: true) {
                progress(Progress(stage: $0.isComparing ? "comparing" : "copying", done: $0.rows, all: nil))
            }
        }
    }

    private static func restore(
        _ manifest: BackupManifest, of folder: URL, to place: URL, _ clock: any Clock,
        _ progress: @escaping @Sendable (Progress) -> Void
    ) async throws {
        let work = place.appending(path: unfinished)
        try clear(place)
        do {
            try await put(manifest, of: folder, in: work, clock, progress)
            let name = SQLiteEngine.fileName
            try FileManager.default.moveItem(at: work.appending(path: name), to: place.appending(path: name))
            try FileManager.default.removeItem(at: work)
        } catch {
            for name in (try? FileManager.default.contentsOfDirectory(atPath: place.path)) ?? [] {
                try? FileManager.default.removeItem(at: place.appending(path: name))
            }
            throw error
        }
    }

    /// Where a restore works until it is proved.
    private static let unfinished = ".restoring"

    /// Takes away what an earlier restore left that was cut off, and nothing else.
    private static func clear(_ place: URL) throws {
        if (try? FileManager.default.contentsOfDirectory(atPath: place.path)) == [unfinished] {
            try FileManager.default.removeItem(at: place.appending(path: unfinished))
        }
        try checkEmpty(place)
    }

    private static func checkEmpty(_ folder: URL) throws {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        guard names.isEmpty else { throw BackupFault.notEmpty(folder.path) }
        guard !FileManager.default.fileExists(atPath: folder.path) || isFolder(folder) else {
            throw BackupFault.notEmpty(folder.path)
        }
    }

    private static func isFolder(_ url: URL) -> Bool {
        var isFolder: ObjCBool = false
        return FileManager.default.fileExists(atPath: url.path, isDirectory: &isFolder) && isFolder.boolValue
    }

    /// Opens a copy, proves it, and says what it holds; its files are still to be measured.
    private static func prove(
        _ place: DataPlace, _ clock: any Clock, _ progress: @Sendable (Progress) -> Void
    ) async throws -> BackupManifest {
        let copy = try BackOffice.openToRead(place, clock: clock)
        let verification: Verification
        let receipts: Int64
        let schema: [String: Int64]
        do {
            verification = try await Verification.run(copy.store) { done, all in
                progress(Progress(stage: "proving", done: done, all: all))
            }
            receipts = try await copy.store.read(SalesReading.receiptCount)
            schema = try copy.store.schemaVersions()
        } catch {
            try? copy.store.close()
            throw error
        }
        try copy.store.close()
        let seals = verification.seals
        let broken = seals.firstBroken.map { ["fact \($0) is not what was sealed"] } ?? []
        let failed = verification.proofs.filter { !$0.holds }.map { "\($0.name): \($0.difference)" }
        return BackupManifest(
            madeAt: clock.now, schema: schema, facts: seals.sealed + seals.unsealed, sealed: seals.sealed,
            head: hexadecimal(seals.head), receipts: receipts, faults: broken + failed, files: [])
    }

    private static func compare(_ found: BackupManifest, _ expected: BackupManifest) throws {
        let figures = [
            ("the head of the seals", found.head, expected.head),
            ("the number of facts", "\(found.facts)", "\(expected.facts)"),
            ("the number of receipts", "\(found.receipts)", "\(expected.receipts)"),
            ("what does not hold", found.faults.joined(separator: "; "), expected.faults.joined(separator: "; ")),
        ]
        for (what, one, other) in figures where one != other {
            throw BackupFault.differs(what: what, found: one, expected: other)
        }
    }

    private static func files(in folder: URL) throws -> [String] {
        let names = FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String } ?? []
        return names.filter { !isFolder(folder.appending(path: $0)) }.sorted()
    }
}
