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
        package let all: Int64
    }

    /// Copies one consistent state of the back office into a new or empty folder, opens the copy, and proves its seals
    /// and books. The manifest is written last: a folder without one is no backup.
    ///
    /// - Parameters:
    ///   - place: where the back office keeps its data.
    ///   - folder: new or empty; what was made there is taken away again when the backup fails.
    /// - Returns: the manifest; its `faults` name what does not hold in what was copied.
    package static func make(
        of office: BackOffice, at place: URL, to folder: URL,
        progress: @escaping @Sendable (Progress) -> Void = { _ in }
    ) async throws -> BackupManifest {
        try checkEmpty(folder)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        do {
            try await office.store.copy(to: folder) { progress(Progress(stage: "copying", done: $0, all: $1)) }
            let profiles = place.appending(path: ImportProfile.folder)
            if FileManager.default.fileExists(atPath: profiles.path) {
                try FileManager.default.copyItem(at: profiles, to: folder.appending(path: ImportProfile.folder))
            }
            var manifest = try await prove(folder, office.store.clock, progress)
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
    /// Everything is put and proved in a folder inside the place, and moved to where it belongs last of all, the data
    /// itself at the end: a restore that is cut off leaves nothing that looks like a back office, and is started again.
    ///
    /// - Parameter place: new or empty.
    /// - Throws: `BackupFault`; nothing is left at the place then.
    package static func restore(
        _ folder: URL, to place: URL, clock: any Clock = SystemClock(),
        progress: @escaping @Sendable (Progress) -> Void = { _ in }
    ) async throws -> BackupManifest {
        let manifest = try BackupManifest.read(in: folder)
        let work = place.appending(path: unfinished)
        try clear(place, of: manifest)
        do {
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
            try compare(try await prove(work, clock, progress), manifest)
            let names = try FileManager.default.contentsOfDirectory(atPath: work.path)
            for name in names.filter({ $0 != SQLiteEngine.fileName }) + [SQLiteEngine.fileName] {
                try FileManager.default.moveItem(at: work.appending(path: name), to: place.appending(path: name))
            }
            try FileManager.default.removeItem(at: work)
            return manifest
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
    private static func clear(_ place: URL, of manifest: BackupManifest) throws {
        let names = Set((try? FileManager.default.contentsOfDirectory(atPath: place.path)) ?? [])
        let ours = Set(manifest.files.map { String($0.name.prefix { $0 != "/" }) }).union([unfinished])
        if names.contains(unfinished), names.isSubset(of: ours), !names.contains(SQLiteEngine.fileName) {
            for name in names { try FileManager.default.removeItem(at: place.appending(path: name)) }
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
        _ folder: URL, _ clock: any Clock, _ progress: @Sendable (Progress) -> Void
    ) async throws -> BackupManifest {
        let copy = try BackOffice.open(folder, clock: clock)
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
        try SQLiteEngine.tidy(folder)
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
