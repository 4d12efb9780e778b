// SPDX-License-Identifier: Apache-2.0

import Access
import Accounting
import Automation
import BackOffice
import Foundation
import Imports
import Kernel
import Organisation
import Reports
import Simulator
import Store
import TestEngines
import Testing
import Trials

extension House {
    /// The next release: the little system's lines in the wiring, and its accounts.
    fileprivate static let withBottles = House.nightshift(
        with: [BottlesSystem.system], answering: BottlesSystem.reactions, posting: BottlesSystem.roles)
}

/// Holds what a new system may cost: everything that one brings, in one folder that nothing else names.
@Suite(.onBothEngines) struct `A little system` {
    private static let day = Day(year: 2026, month: 3, day: 4)!
    private static let noon = Instant("2026-03-04T18:00:00Z")!

    private func office() async throws -> (TemporaryPlace, BackOffice) {
        let place = try TemporaryPlace()
        let office = try BackOffice.open(
            DataPlace(place.data), clock: StoppedClock(at: Self.noon), house: .withBottles)
        try await office.settle()
        try await perform(RegisterCompany(code: "ACME", name: "Acme", currency: .usd), office)
        for (code, kind) in [("S1", SiteKind.store), ("HQ", .headOffice)] {
            try await perform(
                OpenSite(company: "ACME", code: Code(code), name: code, kind: kind, zone: "America/Chicago"), office)
        }
        return (place, office)
    }

    private func perform<C: Command>(_ command: C, _ office: BackOffice) async throws {
        _ = try await office.perform(command, as: FirstActors.owner, key: BackOffice.freshKey())
    }

    private func print(_ slip: Int64, _ amount: MinorUnits, machine: Int64 = 1, _ office: BackOffice) async throws {
        try await perform(
            PrintSlip(site: "S1", machine: machine, slip: slip, amount: amount, occurredAt: Self.noon), office)
    }

    private func refusal(_ action: () async throws -> Void) async -> String? {
        do {
            try await action()
            return nil
        } catch { return (error as? any Refusal)?.code }
    }

    @Test func `posts, proves, asks, reports and forgets`() async throws {
        let (place, office) = try await office()
        defer { withExtendedLifetime(place) { try? office.store.close() } }
        try await perform(PlaceMachine(site: "S1", number: 1), office)
        #expect(
            await refusal { try await perform(PlaceMachine(site: "S1", number: 1), office) }
                == "bottles.number-taken")
        try await print(1, 125, office)
        #expect(await refusal { try await print(1, 130, office) } == "bottles.told-before")
        try await print(7, 50, machine: 2, office)
        let matter = try #require(try await office.store.read { try AutomationReading.inbox($0) }.first)
        #expect(matter.kind == "bottle-machine-unknown")
        try await perform(
            SettleMatter(matter: matter.id, proposal: 1, decision: "ours"), office)
        #expect(
            try await office.store.read { try $0.number("select count(*) from bottles_machine") } == 2,
            "what the matter proposes was done")
        #expect(try await office.store.read { try AutomationReading.inbox($0) }.isEmpty)
        let report = try #require(office.house.reports.first { $0.name == "bottle-slips" })
        let rows = try await office.store.read { snapshot in
            try Reports.make(report, ReportRequest(date: Self.day), snapshot).rows
        }
        #expect(rows.map(\.last) == [.money(125, .usd), .money(50, .usd)])
        #expect(try await proof(in: office) == "1.75 true")
        try await perform(SetPolicy(company: "ACME", policy: "bottle-slip-days", value: 3), office)
        let steps = try await Night(of: Self.day, in: office).run().steps.map(\.name)
        #expect(steps.suffix(3) == ["expire-bottle-slips", "seal-the-log", "prove-the-books"], "what no order names")
        #expect(try await proof(in: office) == "1.75 true")
        #expect(try await Rehearsal.run(of: office) == nil)
    }

    private func proof(in office: BackOffice) async throws -> String? {
        let proofs = try await office.store.read { try Proofs.all($0) }
        for proof in proofs { #expect(proof.holds, "\(proof.name): \(proof.difference)") }
        return proofs.first { $0.name == "Bottle slips" }.map { "\($0.figure) \($0.holds)" }
    }

    @Test func `is switched off like any other`() async throws {
        let (place, office) = try await office()
        defer { withExtendedLifetime(place) { try? office.store.close() } }
        try await perform(SwitchSystem(company: "ACME", system: "Bottles", state: .off), office)
        #expect(await refusal { try await print(1, 125, office) } == "command.switched-off")
        #expect(try await proof(in: office) == nil)
        try await perform(SwitchSystem(company: "ACME", system: "Bottles", state: .on), office)
        try await print(1, 125, office)
        #expect(try await proof(in: office) == "1.25 true")
    }

    @Test func `takes a file of machines, twice without effect`() async throws {
        let (place, office) = try await office()
        defer { withExtendedLifetime(place) { try? office.store.close() } }
        let folder = FileManager.default.temporaryDirectory.appending(path: "machines-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appending(path: "machines.csv")
        try Data("site,code\nS1,1\nS1,two\nS1,3\n".utf8).write(to: file)
        let kind = try #require(office.house.imports.first { $0.name == "bottle-machines" })
        for news in [2, 0] {
            let work = try FileImport(kind, file, ImportProfile())
            let summary = try work.run(into: office, badRows: file.appendingPathExtension("bad-\(news)"))
            #expect(summary.taken == news && summary.badRows == 1)
        }
    }

    @Test func `agrees with its own second count under every fault`() async throws {
        let place = try TemporaryPlace()
        let summary = try await Simulation(
            seed: 11, days: 6, faults: Set(SimulationFault.allCases),
            size: SampleSize(stores: 2, products: 120, isSpread: true), options: TradeOptions(receiptsPerStoreDay: 8),
            house: .withBottles, shares: [BottlesShare()]
        ).run(at: DataPlace(place.data))
        #expect(summary.days == 6 && summary.messages > 200)
    }
}
