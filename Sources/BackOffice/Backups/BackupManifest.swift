// SPDX-License-Identifier: Apache-2.0

import Crypto
package import Foundation
package import Kernel
import Store

/// What a backup says of itself, in `manifest.json`: by it a restored copy is known to be the one that was made.
package struct BackupManifest: Codable, Sendable, Equatable {
    /// Of the manifest itself.
    package var format = 1
    package var madeAt: Instant
    /// How many steps of each system's schema the copy has.
    package var schema: [String: Int64]
    /// Facts in the log, and how many of them are sealed.
    package var facts: Int64
    package var sealed: Int64
    /// The last seal, as the night's report prints it.
    package var head: String
    package var receipts: Int64
    /// Seals and proofs that did not hold when the copy was made; what was copied did not hold either.
    package var faults: [String]
    package var files: [File]

    package struct File: Codable, Sendable, Equatable {
        /// From the backup's folder.
        package var name: String
        package var bytes: Int64
        package var sha256: String
    }

    package static let fileName = "manifest.json"

    /// - Throws: `BackupFault` when the folder has none that can be read.
    package static func read(in folder: URL) throws -> BackupManifest {
        guard let data = FileManager.default.contents(atPath: folder.appending(path: fileName).path) else {
            throw BackupFault.noManifest(folder.path)
        }
        guard let manifest = try? JSONDecoder().decode(BackupManifest.self, from: data), manifest.format == 1 else {
            throw BackupFault.unreadableManifest(folder.path)
        }
        return manifest
    }

    func write(in folder: URL) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        try (encoder.encode(self) + Data("\n".utf8)).write(to: folder.appending(path: Self.fileName), options: .atomic)
    }
}

extension BackupManifest.File {
    /// A file of a folder, measured.
    init(_ name: String, in folder: URL) throws {
        var hash = SHA256()
        var bytes: Int64 = 0
        try Self.each(folder.appending(path: name)) { piece in
            hash.update(data: piece)
            bytes += Int64(piece.count)
        }
        self.init(name: name, bytes: bytes, sha256: Self.text(hash))
    }

    /// Copies the file into another folder, durably, and proves what was copied.
    ///
    /// - Throws: `BackupFault.damaged` when it is not what the manifest says.
    func copy(from folder: URL, to target: URL, progress: (_ bytes: Int64) -> Void) throws {
        guard FileManager.default.createFile(atPath: target.path, contents: nil) else {
            throw StoreFault.readOnly("cannot write \(target.path)")
        }
        let file = try FileHandle(forWritingTo: target)
        var hash = SHA256()
        var written: Int64 = 0
        try Self.each(folder.appending(path: name)) { piece in
            hash.update(data: piece)
            try file.write(contentsOf: piece)
            written += Int64(piece.count)
            progress(written)
        }
        try file.synchronize()
        try file.close()
        guard written == bytes, Self.text(hash) == sha256 else { throw BackupFault.damaged(name) }
    }

    private static func each(_ file: URL, _ body: (Data) throws -> Void) throws {
        guard let handle = try? FileHandle(forReadingFrom: file) else {
            throw BackupFault.damaged(file.lastPathComponent)
        }
        while let piece = try handle.read(upToCount: 1 << 22), !piece.isEmpty { try body(piece) }
        try handle.close()
    }

    private static func text(_ hash: SHA256) -> String { hexadecimal(Array(hash.finalize())) }
}

/// Why a backup was not made or not restored.
package enum BackupFault: Error, Equatable, CustomStringConvertible {
    case notEmpty(String)
    case noManifest(String)
    case unreadableManifest(String)
    case damaged(String)
    case differs(what: String, found: String, expected: String)

    package var description: String {
        switch self {
        case .notEmpty(let place):
            "\(place) is not empty, and nothing there is overwritten. Name an empty or new folder."
        case .noManifest(let place):
            "\(place) has no \(BackupManifest.fileName): it is no backup, or one that was cut off."
        case .unreadableManifest(let place):
            "The \(BackupManifest.fileName) of \(place) cannot be read; a newer release may have made it."
        case .damaged(let name): "The backup is damaged: \(name) is not what its manifest says. Use another one."
        case .differs(let what, let found, let expected):
            "The restored data is not what was backed up: \(what) is \(found), the manifest says \(expected)."
        }
    }
}
