// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import BackOffice
import Foundation
import Kernel
import Store

struct Simulate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Load the sample retailer: a dozen stores and their trade, made from one seed.",
        discussion: """
            Every event goes through the same commands as real trade, and every business day is followed by its night. \
            Running it again with the same seed changes nothing; a run that was cut off goes on.
            """)

    @OptionGroup var place: Place
    @Option(help: "The seed: the same seed gives the same trade on every machine.") var seed: UInt64 = 1
    @Option(help: "Days of trade; a quarter when left out.") var days = 92
    @Option(help: "The first day.") var from: DayArgument?

    func validate() throws {
        guard (1...3_660).contains(days) else { throw ValidationError("--days is from 1 to 3660") }
    }

    func run() async throws {
        guard let first = from?.day ?? Day(year: 2026, month: 7, day: 1) else { return }
        let retailer = SampleRetailer(seed: seed, firstDay: first, days: days)
        try await Complaint.explained {
            let office = try place.open(mustExist: false)
            try await office.settle()
            let line = ProgressLine("founding the company")
            defer { line.end() }
            let summary = try await retailer.load(into: office) { progress in
                line.show(
                    "\(progress.day): day \(progress.daysDone) of \(progress.days), \(progress.receipts) receipts")
            }
            line.begin("following and sealing the log")
            try await office.store.catchUp()
            line.end()
            FileHandle.put(
                "\(summary.days) days of trade with \(summary.receipts) receipts, \(summary.nights) nights.\n")
            try office.store.close()
        }
    }
}
