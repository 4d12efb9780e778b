// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import BackOffice
import Foundation
import Store

struct MakeBackup: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup",
        abstract: "Copy everything into a new folder, while the back office works, and prove the copy.",
        discussion: "TO is new or empty. See docs/BACKUP.md.")

    @OptionGroup var place: Place
    @Argument(help: "The folder to make the copy in.") var to: String

    func run() async throws {
        try await Complaint.explained {
            let office = try place.openToRead()
            let line = ProgressLine("opening")
            defer { line.end() }
            let manifest = try await Backup.make(
                of: office, at: place.place(), to: URL(fileURLWithPath: to)
            ) { line.show(words(for: $0)) }
            line.end()
            try office.store.close()
            try FileHandle.put("Backed up to \(to).\n" + summary(of: manifest))
            guard manifest.faults.isEmpty else {
                throw Complaint("What was copied does not hold; see nightshift verify.")
            }
        }
    }
}

struct Restore: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Put a backup into a new place and prove that it is the one that was made.",
        discussion: "The place (--data) is new or empty; nothing is overwritten. See docs/BACKUP.md.")

    @OptionGroup var place: Place
    @Argument(help: "The folder that nightshift backup made.") var from: String

    func run() async throws {
        try await Complaint.explained {
            let line = ProgressLine("reading the backup")
            defer { line.end() }
            let manifest = try await Backup.restore(URL(fileURLWithPath: from), to: place.place()) {
                line.show(words(for: $0))
            }
            line.end()
            try FileHandle.put("Restored to \(try place.place()).\n" + summary(of: manifest))
        }
    }
}

private func words(for progress: Backup.Progress) -> String {
    "\(progress.stage): \(progress.done)" + (progress.all.map { " of \($0)" } ?? "")
}

private func summary(of manifest: BackupManifest) -> String {
    let bytes = manifest.files.reduce(0) { $0 + $1.bytes }
    let faults = manifest.faults.map { "It does not hold: \($0)\n" }.joined()
    return """
        \(manifest.facts) facts, \(manifest.sealed) of them sealed, head \(manifest.head); \
        \(manifest.receipts) receipts; \(bytes) bytes. \(faults.isEmpty ? "Seals and proofs hold." : "")
        \(faults)
        """
}
