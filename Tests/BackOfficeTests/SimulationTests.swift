// SPDX-License-Identifier: Apache-2.0

import BackOffice
import Foundation
import Kernel
import Simulator
import Store
import TestEngines
import Testing

@testable import Trials

@Suite(.serialized) struct `A simulation` {
    private static let size = SampleSize(stores: 2, products: 120, isSpread: true)

    private func run(
        _ faults: Set<SimulationFault>, seed: UInt64, days: Int, on engine: TestEngine = .sqlite
    ) async throws -> Simulation.Summary {
        let place = try TemporaryPlace(engine)
        return try await Simulation(
            seed: seed, days: days, faults: faults, size: Self.size,
            options: TradeOptions(receiptsPerStoreDay: 20)
        ).run(at: DataPlace(place.data))
    }

    @Test func `agrees with its auditor without faults`() async throws {
        let summary = try await run([], seed: 4, days: 3)
        #expect(summary.receipts > 80)
        #expect(summary.crashes == 0)
    }

    @Test func `agrees with its auditor with all faults at once`() async throws {
        let summary = try await run(Set(SimulationFault.allCases), seed: 4, days: 4)
        #expect(summary.receipts > 80)
        #expect(summary.crashes > 0)
        #expect(summary.figures > 500)
    }

    @Test(.enabled(if: TestEngine.postgres.isThere))
    func `comes to the same on both engines`() async throws {
        let all = Set(SimulationFault.allCases)
        var summaries = [
            try await run(all, seed: 5, days: 4), try await run(all, seed: 5, days: 4, on: .postgres),
        ]
        #expect(summaries.allSatisfy { $0.crashes > 0 })
        // When keys are set aside depends on the time that passes, and so does how much of a day a fuse outlasts.
        for index in summaries.indices { summaries[index].crashes = 0 }
        #expect(summaries[0] == summaries[1])
    }

    @Test(arguments: SimulationFault.allCases.filter { $0 != .crash })
    func `has something else to tell for every kind of fault`(fault: SimulationFault) throws {
        let first = try #require(Day(year: 2026, month: 3, day: 2))
        let chain = SampleChain(seed: 5, firstDay: first, days: 6, size: Self.size)
        var desk = SampleDesk(chain)
        var (calm, troubled) = (FaultMaker([], seed: 5, chain: chain), FaultMaker([fault], seed: 5, chain: chain))
        var isOther = false
        for day in chain.trade(TradeOptions(receiptsPerStoreDay: 20)) {
            let steps = desk.steps(of: day)
            #expect(calm.disturb(steps, on: day.day).map(\.key) == steps.map(\.key))
            let told = troubled.disturb(steps, on: day.day)
            if told.map(\.message) != steps.map(\.message) { isOther = true }
        }
        #expect(isOther)
    }
}

@Suite struct `A process that dies` {
    private func office(_ folder: URL, _ fuse: CrashFuse) throws -> BackOffice {
        try BackOffice.open(.folder(folder), clock: SystemClock()) { CrashingEngine($0, fuse) }
    }

    private func begin() async throws -> (folder: URL, office: BackOffice, fuse: CrashFuse) {
        let folder = FileManager.default.temporaryDirectory.appending(path: "nightshift-\(UUID().uuidString)")
        let fuse = CrashFuse()
        let office = try office(folder, fuse)
        try await office.settle()
        return (folder, office, fuse)
    }

    private func note(_ number: Int64, in office: BackOffice) async throws {
        try await office.store.write(as: ID(1)) { tx in
            try tx.run("insert into automation_night (day, started_at) values (\(number), 0)")
        }
    }

    private func noted(in office: BackOffice) throws -> Int64 {
        try office.store.readNow { try $0.number("select count(*) from automation_night") }
    }

    @Test(arguments: [true, false]) func `keeps what was committed and loses what was not`(commits: Bool) async throws {
        let (folder, office, fuse) = try await begin()
        defer { try? FileManager.default.removeItem(at: folder) }
        try await note(1, in: office)
        fuse.light(1, sparesCommit: commits)
        await #expect(throws: StoreFault.self) { try await note(2, in: office) }
        await #expect(throws: StoreFault.self) { try await note(3, in: office) }
        #expect(fuse.isBurnt)
        try? office.store.close()
        let again = try self.office(folder, CrashFuse())
        #expect(try noted(in: again) == (commits ? 2 : 1))
        try again.store.close()
    }
}
