// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import BackOffice
import Foundation
import Kernel
import Store
import Trials

struct Bench: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Measure the back office; one JSON object on standard output.",
        discussion: "Benchmarks/run compares these figures with a bare C program's on the same machine.",
        subcommands: [BenchReceipts.self, BenchSettle.self, BenchSession.self, BenchYear.self])
}

struct BenchReceipts: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "receipts", abstract: "Durable receipts a second by concurrent writers, into an empty place.",
        discussion:
            "Several processes share the receipts of a place that `bench settle` made: --share 1/2, --share 2/2.")

    @OptionGroup var place: Place
    @Option(help: "How many receipts.") var receipts = 20_000
    @Option(help: "How many writers wait for their receipts at the same time.") var writers = 32

    @Option(help: "Which part of the receipts this process brings, such as 1/2.") var share = "1/1"

    private var part: Benchmarks.Share? {
        let numbers = share.split(separator: "/").map { Int($0) ?? 0 }
        guard numbers.count == 2, numbers[1] > 0, (1...numbers[1]).contains(numbers[0]) else { return nil }
        return Benchmarks.Share(number: numbers[0] - 1, count: numbers[1])
    }

    func validate() throws {
        guard receipts > 0, writers > 0 else { throw ValidationError("receipts and writers are at least 1") }
        guard part != nil else { throw ValidationError("a share is one of several, such as 1/2") }
    }

    func run() async throws {
        let part = part ?? .all
        try await measured(place, mustExist: part.count > 1) { office in
            try await Benchmarks.receipts(receipts, writers: writers, share: part, office)
        }
    }
}

struct BenchSettle: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "settle", abstract: "Register the shop that several processes bring receipts into.")

    @OptionGroup var place: Place

    func run() async throws { try await measured(place, mustExist: false) { try await Benchmarks.settle($0) } }
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
        try FileHandle.put("{" + figures.map { "\"\($0.name)\":\($0.value)" }.joined(separator: ",") + "}\n")
    }
}
