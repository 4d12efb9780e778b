// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import BackOffice
import Foundation
import Kernel
import Simulator
import Store
import Trials

struct Simulate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Load the sample retailer, or try the back office with faults and an auditor beside it.",
        discussion: """
            Without --faults: a dozen stores and their trade, made from one seed. Every event goes through the same \
            commands as real trade, and every business day is followed by its night. Running it again with the same \
            seed changes nothing; a run that was cut off goes on.

            With --faults: a small chain trades in a folder of its own, with trouble of the kinds named (all, or some \
            of \(SimulationFault.allCases.map(\.rawValue).joined(separator: ", "))). An auditor hears the same messages \
            and must agree at every day's end, to the cent and the unit. The first difference is told with the command \
            that shows it again. In a database (--data postgres://...), several seeds make databases of their own beside \
            it, and drop them.
            """)

    @OptionGroup var place: Place
    @Option(help: "The seed: the same seed gives the same trade on every machine.") var seed: UInt64 = 1
    @Option(help: "How many seeds, one after the other; with --faults.") var seeds = 1
    @Option(help: "Days of trade; a quarter when left out.") var days = 92
    @Option(help: "The first day.") var from: DayArgument?
    @Option(help: ArgumentHelp("Kinds of trouble between commas, or all, or none.", valueName: "list"))
    var faults: FaultList = .sample
    @Option(help: "Stores of the chain, one to twelve; with --faults.") var stores = 3
    @Option(help: "Products of the chain; with --faults.") var products = 150
    @Option(help: "Receipts of a store and day; with --faults.") var receipts = 30

    func validate() throws {
        guard (1...3_660).contains(days) else { throw ValidationError("--days is from 1 to 3660") }
        guard (1...12).contains(stores) else { throw ValidationError("--stores is from 1 to 12") }
        guard (100...3_000).contains(products) else { throw ValidationError("--products is from 100 to 3000") }
        guard (1...2_000).contains(receipts) else { throw ValidationError("--receipts is from 1 to 2000") }
        guard seeds > 0 else { throw ValidationError("--seeds is at least 1") }
    }

    func run() async throws {
        switch faults {
        case .sample: try await loadSample()
        case .chosen(let chosen):
            for number in seed..<(seed + UInt64(seeds)) { try await audit(number, chosen) }
        }
    }

    private func loadSample() async throws {
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
            try FileHandle.put(
                "\(summary.days) days of trade with \(summary.receipts) receipts, \(summary.nights) nights.\n")
            try office.store.close()
        }
    }

    private func audit(_ number: UInt64, _ chosen: Set<SimulationFault>) async throws {
        let simulation = Simulation(
            seed: number, days: days, faults: chosen, firstDay: from?.day,
            size: SampleSize(stores: stores, products: products, isSpread: true),
            options: TradeOptions(receiptsPerStoreDay: receipts))
        let places = try Complaint.explained { try SimulationPlaces(place.data) }
        let line = ProgressLine("simulating seed \(number)")
        do {
            let room = try places.make(for: number, of: seeds)
            guard try !room.holdsData() else {
                throw Complaint("There is data at \(room) already; a simulation begins with none.")
            }
            let summary = try await simulation.run(at: room) { day, summary in
                line.show("seed \(number), \(day): \(summary.receipts) receipts")
            }
            line.end()
            places.remove(number, of: seeds)
            try FileHandle.put(
                "seed \(number): \(summary.days) days, \(summary.receipts) receipts, \(summary.messages) messages, "
                    + "\(summary.crashes) crashes: \(summary.figures) figures agree.\n")
        } catch let difference as Simulation.Disagreement {
            line.end()
            places.remove(number, of: seeds)
            throw Complaint("\(difference)\nReplay: \(replay(number))")
        } catch {
            line.end()
            throw Complaint("\(Complaint(error).description)\nReplay: \(replay(number))")
        }
    }

    private func replay(_ number: UInt64) -> String {
        var words = ["nightshift simulate --seed \(number) --days \(days) --faults \(faults)"]
        if let from { words.append("--from \(from.day)") }
        if stores != 3 { words.append("--stores \(stores)") }
        if products != 150 { words.append("--products \(products)") }
        if receipts != 30 { words.append("--receipts \(receipts)") }
        guard let data = place.data, data.hasPrefix("postgres") else { return words.joined(separator: " ") }
        return "Tools/with-postgres \(words.joined(separator: " ")) --data {}"
    }
}

/// The sample as it is, or a simulation with some kinds of trouble.
enum FaultList: ExpressibleByArgument, CustomStringConvertible {
    case sample
    case chosen(Set<SimulationFault>)

    init?(argument: String) {
        switch argument {
        case "none": self = .chosen([])
        case "all": self = .chosen(Set(SimulationFault.allCases))
        default:
            let kinds = argument.split(separator: ",").map { SimulationFault(rawValue: String($0)) }
            guard !kinds.isEmpty, kinds.allSatisfy({ $0 != nil }) else { return nil }
            self = .chosen(Set(kinds.compactMap { $0 }))
        }
    }

    var description: String {
        switch self {
        case .sample: "the sample"
        case .chosen(let kinds) where kinds.isEmpty: "none"
        case .chosen(let kinds) where kinds.count == SimulationFault.allCases.count: "all"
        case .chosen(let kinds): kinds.map(\.rawValue).sorted().joined(separator: ",")
        }
    }
}
