// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Automation
import BackOffice
import Foundation
import Kernel
import Reports
import Store

struct RunNight: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "night",
        abstract: "Run the night of a business day: each step once, going on where it was cut off.",
        discussion: "Ends with 1 when a step failed. Steps that failed run again the next time; the others do not.")

    @OptionGroup var place: Place
    @Option(help: "The business day to close; the last day with postings, up to today, when left out.") var date:
        DayArgument?

    func run() async throws {
        let isWhole = try await Complaint.explained {
            let office = try place.open()
            try await office.settle()
            let day = try await Night.day(date?.day, in: office)
            let isWhole = try await runNight(of: day, in: office)
            try office.store.close()
            return isWhole
        }
        guard isWhole else { throw ExitCode(1) }
    }
}

/// Runs a night and shows its report.
///
/// - Returns: whether no step failed.
func runNight(of day: Day, in office: BackOffice) async throws -> Bool {
    let line = ProgressLine("beginning the night")
    defer { line.end() }
    let record = try await office.store.alone("night") {
        let night = Night(of: day, in: office)
        return try await night.run { position, title in
            line.begin("step \(position + 1) of \(night.stepCount): \(title)")
        }
    }
    line.end()
    guard let record else { throw Complaint("Another process is running the night. Look again when it is done.") }
    let report = try await office.store.read { try Reports.make(.night, ReportRequest(date: day), $0) }
    try FileHandle.put(report.written(as: .table))
    return !record.hasFailed
}
