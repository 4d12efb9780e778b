// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import BackOffice
import Foundation
import Kernel
import Store

struct RunNight: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "night",
        abstract: "Run the night of a business day: each step once, going on where it was cut off.")

    @OptionGroup var place: Place
    @Option(help: "The business day to close; the last day with postings when left out.") var date: DayArgument?

    func run() async throws {
        try await Complaint.explained {
            let office = try place.open()
            try await office.settle()
            let last = try await office.lastTradingDay()
            guard let day = date?.day ?? last else {
                throw Complaint("Nothing was posted yet, so there is no day to close.")
            }
            try await runNight(of: day, in: office)
            try office.store.close()
        }
    }
}

func runNight(of day: Day, in office: BackOffice) async throws {
    let line = ProgressLine()
    let record = try await office.store.alone("night") {
        try await Night(of: day, in: office).run { position, name in
            line.show("step \(position + 1) of \(Night.stepCount): \(name)")
        }
    }
    line.end()
    guard record != nil else { throw Complaint("Another process is running the night. Look again when it is done.") }
    let report = try await office.store.read { try Reports.make(.night, ReportRequest(date: day), $0) }
    FileHandle.put(report.written(as: .table))
}
