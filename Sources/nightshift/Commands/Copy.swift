// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import BackOffice
import Foundation
import Kernel
import Store

struct Copy: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Move a retailer to another place: from a folder to a database, back, or to another of its kind.",
        discussion: """
            The source stays as it is, and nobody may write to it meanwhile. The target must be empty: a new folder, or \
            a database that was just created. Every row is compared after it has arrived, the seals are recomputed \
            and the proofs of both are held against each other. A copy that is cut off leaves the target empty.
            """)

    @OptionGroup var place: Place
    @Option(help: ArgumentHelp("Where the data is.", valueName: "place")) var from: String
    @Option(help: ArgumentHelp("Where it shall be.", valueName: "place")) var to: String

    func validate() throws {
        guard place.data == nil else {
            throw ValidationError("--data does not apply: a copy goes from --from to --to")
        }
    }

    func run() async throws {
        try await Complaint.explained {
            let (from, to) = (try DataPlace(from), try DataPlace(to))
            guard try from.holdsData() else { throw Complaint("There is no data at \(from).") }
            let source = try BackOffice.open(from)
            let target = try BackOffice.open(to)
            let line = ProgressLine("opening")
            defer { line.end() }
            let moved = try await Removal.run(from: source, to: target) { progress in
                line.show("\(progress.isComparing ? "comparing" : "copied") \(progress.rows) rows: \(progress.table)")
            }
            line.end()
            try FileHandle.put(
                """
                \(moved.rows) rows are at \(to) as they are at \(from).
                \(moved.sealed) facts are sealed, head \(hexadecimal(moved.head)). All \(moved.proofs) proofs hold.

                """)
            try target.store.close()
            try source.store.close()
        }
    }
}
