// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import BackOffice
import Foundation
import Kernel
import Reports
import Store

struct MakeReport: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report",
        abstract: "Show a report for a day or a range of days.",
        discussion: House.nightshift.reports.map { "\($0.name): \($0.summary)" }.joined(separator: "\n"))

    @OptionGroup var place: Place
    @Argument(help: ArgumentHelp("Which report.", valueName: "name")) var name: ReportName
    @Option(help: "The (last) day; the last day with postings when left out.") var date: DayArgument?
    @Option(help: "The first day (audit: in UTC); the trial balance then shows what was posted from it on.") var from:
        DayArgument?
    @Option(help: "Only this company's code.") var company: String?
    @Option(help: "Only this site's code.") var site: String?
    @Option(help: "Only this department's code, or none for what belongs to none.") var department: String?
    @Option(help: "Only this channel: store, web, phone or none.") var channel: String?
    @Option(help: "Only this project's number, or none.") var project: String?
    @Option(help: "Only this campaign's number, or none.") var campaign: String?
    @Option(help: "Only this account's number (journal).") var account: String?
    @Option(
        help: ArgumentHelp(
            "A receipt: SITE/TILL/NUMBER as printed on it, or its number as the journal shows it.",
            valueName: "receipt"))
    var document: String?
    @Option(help: "Only what this actor did (audit).") var actor: String?
    @Option(help: "Only the commands of this name (audit).") var command: String?
    @Option(help: "table, csv or json.") var format = ReportFormat.table

    func run() async throws {
        try await Complaint.explained {
            let declared = name.report
            if date != nil { try declared.check(.date) }
            let line = ProgressLine("making the report")
            defer { line.end() }
            let office = try place.openToRead()
            let day = date?.day
            let asked = ReportRequest(
                date: day ?? Day(number: 0), from: from?.day, company: company, site: site, department: department,
                channel: channel, project: project, campaign: campaign, account: account, document: document,
                actor: actor,
                command: command)
            let now = office.store.clock.now
            let report = try await office.store.read { snapshot in
                var request = asked
                if day == nil { request.date = try Reports.lastDay(for: declared, at: now, snapshot) }
                return try Reports.make(declared, request, snapshot)
            }
            line.end()
            try FileHandle.put(report.written(as: format))
            try office.store.close()
        }
    }
}

/// A report by its name, as it is typed and completed.
struct ReportName: ExpressibleByArgument {
    let report: ReportDeclaration

    init?(argument: String) {
        guard let report = House.nightshift.reports.first(where: { $0.name == argument }) else { return nil }
        self.report = report
    }

    static let allValueStrings = House.nightshift.reports.map(\.name)

    static let defaultCompletionKind = CompletionKind.list(allValueStrings)
}
