// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import BackOffice
import Foundation
import Store

struct Export: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Write the whole journal for hledger, ledger or beancount.")

    @OptionGroup var place: Place
    @Argument(help: "hledger, ledger or beancount.") var format: PlainTextLedger
    @Option(help: "The file to write.") var output: String

    func run() async throws {
        try await Complaint.explained {
            let office = try place.openToRead()
            guard FileManager.default.createFile(atPath: output, contents: nil),
                let file = FileHandle(forWritingAtPath: output)
            else { throw Complaint("Cannot write \(output).") }
            let line = ProgressLine("reading the journal")
            defer { line.end() }
            try await office.store.read { [format] snapshot in
                // A read that lost its server is tried again, from the beginning.
                try file.truncate(atOffset: 0)
                var written = 0
                try format.export(snapshot) { text in
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
