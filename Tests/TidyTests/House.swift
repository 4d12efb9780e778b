// SPDX-License-Identifier: Apache-2.0

import Foundation

/// A file of the project, read as text.
struct SourceFile: Sendable, CustomStringConvertible {
    /// From the project's root: `Sources/Floor/Kernel/Money.swift`.
    let path: String
    let text: String

    init(path: String, text: String) {
        self.path = path
        self.text = text
    }

    var description: String { path }
    var lines: [Substring] { text.split(separator: "\n", omittingEmptySubsequences: false) }
    var folders: [String] { path.split(separator: "/").dropLast().map(String.init) }
    var isSwift: Bool { path.hasSuffix(".swift") }

    /// The text without comments that have a line of their own or follow code after two spaces or more.
    var code: String { text.replacing(/(^|\ {2,}|\n\ *)\/\/[^\n]*/, with: "\n") }

    /// The modules it imports.
    var imports: [String] {
        let pattern = /(?m)^(?:@testable )?(?:package |public |internal |private )?import (\w+)/
        return text.matches(of: pattern).map { String($0.1) }
    }

    /// The first line on which `pattern` stands, as `path:line`.
    func place(of pattern: some RegexComponent) -> String? {
        lines.firstIndex { $0.contains(pattern) }.map { "\(path):\($0 + 1)" }
    }
}

/// Everything that the project keeps, found from where this file lies.
enum House {
    static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    /// Every text file under these folders, and those that lie beside them.
    static let files: [SourceFile] = {
        let top = ["Package.swift", "Makefile", "README.md", "CONTRIBUTING.md", "CHANGELOG.md", ".ci/run"]
        let folders = ["Sources", "Tests", "Tools", "Benchmarks", "docs"]
        return (top + folders.flatMap(paths)).compactMap(read)
    }()

    static let sources = files.filter { $0.isSwift && $0.path.hasPrefix("Sources/") }
    static let systems = ["Management", "Finance", "Logistics", "Commerce"].flatMap { sector in
        entries(of: "Sources/\(sector)").map { "Sources/\(sector)/\($0)" }
    }

    private static func paths(under folder: String) -> [String] {
        let found = FileManager.default.enumerator(atPath: root.appending(path: folder).path)
        return (found?.compactMap { $0 as? String } ?? []).sorted().map { "\(folder)/\($0)" }
    }

    /// A file that is text; nil for folders and for what is not UTF-8.
    private static func read(_ path: String) -> SourceFile? {
        guard let data = FileManager.default.contents(atPath: root.appending(path: path).path),
            let text = String(bytes: data, encoding: .utf8), !text.contains("\0")
        else { return nil }
        return SourceFile(path: path, text: text)
    }

    private static func entries(of folder: String) -> [String] {
        let names = try? FileManager.default.contentsOfDirectory(atPath: root.appending(path: folder).path)
        return (names ?? []).filter { !$0.hasPrefix(".") }.sorted()
    }
}
