// SPDX-License-Identifier: Apache-2.0

import Foundation

/// A file that an answer goes to. Whether it can be written is found out before the work, and the file is written after
/// it, as a whole.
struct OutputFile {
    let path: String
    private let isPlain: Bool

    init(_ path: String) throws {
        self.path = path
        var isFolder: ObjCBool = false
        let isThere = FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
        guard !isFolder.boolValue else { throw Complaint("Cannot write \(path): it is a folder.") }
        if isThere {
            guard FileManager.default.isWritableFile(atPath: path) else {
                throw Complaint("Cannot write \(path): it may not be changed.")
            }
            let target = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
            let kind = try? FileManager.default.attributesOfItem(atPath: target)[.type] as? FileAttributeType
            isPlain = kind == .typeRegular && target == URL(fileURLWithPath: path).standardizedFileURL.path
        } else {
            let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
            guard FileManager.default.fileExists(atPath: folder, isDirectory: &isFolder), isFolder.boolValue else {
                throw Complaint("Cannot write \(path): there is no folder \(folder).")
            }
            guard FileManager.default.isWritableFile(atPath: folder) else {
                throw Complaint("Cannot write \(path): nothing may be put into \(folder).")
            }
            isPlain = true
        }
    }

    /// Refuses files that would overwrite each other or the file that is read.
    static func check(_ paths: [String], apartFrom read: [String]) throws {
        var taken = Set(read.map(place))
        for path in paths where !taken.insert(place(path)).inserted {
            throw Complaint("Cannot write \(path): it is read or written already.")
        }
    }

    private static func place(_ path: String) -> String {
        URL(fileURLWithPath: path).resolvingSymlinksInPath().standardizedFileURL.path
    }

    func write(_ text: String) throws {
        let data = Data(text.utf8)
        do {
            if isPlain { return try data.write(to: URL(fileURLWithPath: path), options: .atomic) }
            // A device, a pipe, or what a link points to, stays what it is.
            guard let file = FileHandle(forWritingAtPath: path) else { throw Complaint("it cannot be opened") }
            try file.write(contentsOf: data)
            try file.close()
        } catch {
            throw Complaint("Cannot write \(path): \((error as? Complaint)?.description ?? error.localizedDescription)")
        }
    }
}
