// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import BackOffice
import Foundation
import Store

struct Export: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Write what other programs take over.",
        discussion: House.nightshift.exports.map { "\($0.name): \($0.summary)" }.joined(separator: "\n"))

    @OptionGroup var place: Place
    @Argument(help: ArgumentHelp("What to write.", valueName: "name")) var name: ExportName
    @Option(help: "The file to write.") var output: String

    func run() async throws {
        try await Complaint.explained {
            let office = try place.openToRead()
            guard FileManager.default.createFile(atPath: output, contents: nil),
                let file = FileHandle(forWritingAtPath: output)
            else { throw Complaint("Cannot write \(output).") }
            let line = ProgressLine("writing \(name.export.name)")
            defer { line.end() }
            try await office.store.read { [export = name.export] snapshot in
                // A read that lost its server is tried again, from the beginning.
                try file.truncate(atOffset: 0)
                var written = 0
                try export.write(snapshot) { text in
                    try file.write(contentsOf: Data(text.utf8))
                    written += text.utf8.count
                    line.show("\(written >> 20) MB written")
                }
            }
            line.end()
            try file.close()
            try office.store.close()
        }
    }
}

/// An export by its name, as it is typed and completed.
struct ExportName: ExpressibleByArgument {
    let export: ExportDeclaration

    init?(argument: String) {
        guard let export = House.nightshift.exports.first(where: { $0.name == argument }) else { return nil }
        self.export = export
    }

    static let allValueStrings = House.nightshift.exports.map(\.name)

    static let defaultCompletionKind = CompletionKind.list(allValueStrings)
}
