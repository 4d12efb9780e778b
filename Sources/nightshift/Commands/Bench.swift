// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import BackOffice
import Foundation
import Kernel
import Store

struct Bench: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Measure the back office; one JSON object on standard output.",
        discussion: "Benchmarks/run compares these figures with a bare C program's on the same machine.",
        subcommands: [BenchReceipts.self, BenchSession.self, BenchYear.self])
}

struct BenchReceipts: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "receipts", abstract: "Durable receipts a second by concurrent writers, into an empty place.")

    @OptionGroup var place: Place
    @Option(help: "How many receipts.") var receipts = 20_000
    @Option(help: "How many writers wait for their receipts at the same time.") var writers = 32

    func validate() throws {
        guard receipts > 0, writers > 0 else { throw ValidationError("receipts and writers are at least 1") }
    }

    func run() async throws {
        try await measured(place, mustExist: false) { office in
            try await Benchmarks.receipts(receipts, writers: writers, office)
        }
    }
}

struct BenchSession: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "session", abstract: "Closing a till session with many receipts, into an empty place.")

    @OptionGroup var place: Place
    @Option(help: "How many receipts the session holds.") var receipts = 10_000

    func run() async throws {
        try await measured(place, mustExist: false) { try await Benchmarks.session(of: receipts, $0) }
    }
}

struct BenchYear: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "year", abstract: "Trial balance, profit and loss, verification of the data that is there.")

    @OptionGroup var place: Place
    @Option(help: "How often each question is asked; the median counts.") var repeats = 5

    func run() async throws {
        try await measured(place, mustExist: true) { try await Benchmarks.year(repeats: repeats, $0) }
    }
}

/// Opens the place, measures, closes it, and tells the figures with the size of its file.
private func measured(
    _ place: Place, mustExist: Bool, _ body: (BackOffice) async throws -> Benchmarks.Figures
) async throws {
    try await Complaint.explained {
        var figures = try await ProgressLine.during("measuring") { _ in
            let office = try place.open(mustExist: mustExist)
            let figures = try await body(office)
            try office.store.close()
            return figures
        }
        figures.append(("fileBytes", try place.place().byteCount()))
        FileHandle.put("{" + figures.map { "\"\($0.name)\":\($0.value)" }.joined(separator: ",") + "}\n")
    }
}
