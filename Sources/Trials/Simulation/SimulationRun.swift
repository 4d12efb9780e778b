// SPDX-License-Identifier: Apache-2.0

import Auditor
import Automation
import BackOffice
import Kernel
import Simulator
import Store

/// One run of a simulation: the office that is open now, the auditor, and what was done so far.
struct SimulationRun {
    private let place: DataPlace
    private let chain: SampleChain
    private let house: House
    private var shares: [any SimulationShare]
    /// What shares make their orders of.
    private let plenty: Seed
    private let repeats: Bool
    private let crashes: Bool
    private var office: BackOffice
    private var fuse: CrashFuse
    /// How many orders are committed together.
    private var chance: Seed
    /// When the process dies.
    private var fate: Seed
    private var desk: SampleDesk
    private var faults: FaultMaker
    private var auditor = Auditor()
    private(set) var summary = Simulation.Summary()
    /// Crashes that may still come on this day.
    private var crashesLeft = 0
    private var day: Day

    init(_ simulation: Simulation, _ chain: SampleChain, at place: DataPlace) async throws {
        self.place = place
        self.chain = chain
        (house, shares) = (simulation.house, simulation.shares)
        plenty = Seed(simulation.seed).stream("shares")
        repeats = simulation.faults.contains(.duplicates)
        crashes = simulation.faults.contains(.crash)
        chance = Seed(simulation.seed).stream("groups")
        fate = Seed(simulation.seed).stream("crashes")
        desk = SampleDesk(chain)
        faults = FaultMaker(simulation.faults, seed: simulation.seed, chain: chain)
        day = chain.firstDay
        (office, fuse) = try Self.open(place, house)
        try await office.settle()
    }

    private static func open(_ place: DataPlace, _ house: House) throws -> (BackOffice, CrashFuse) {
        let fuse = CrashFuse()
        let office = try BackOffice.open(place, clock: SystemClock(), house: house) { CrashingEngine($0, fuse) }
        return (office, fuse)
    }

    /// Company, sites, taxes, products.
    mutating func found() async throws {
        let foundation = SampleFoundation(chain: chain)
        try await SampleWrite.run(foundation.writes(), on: office.store)
        for (index, message) in foundation.messages.enumerated() {
            _ = auditor.hear(message, key: "foundation/\(index)")
        }
    }

    /// A day of trade, its night, and the comparison.
    mutating func live(_ trade: TradeDay) async throws {
        day = trade.day
        crashesLeft = crashes ? Int(fate.integer(in: 0...3)) : 0
        light()
        try await tell(faults.disturb(desk.steps(of: trade), on: day))
        try await tellShares()
        try await spendTheNight()
        auditor.hearNight(of: day)
        fuse.putOut()
        summary.days += 1
        try await compare()
    }

    /// What was held back until now is told, and everything compared once more; then the log is proved.
    mutating func end() async throws -> Simulation.Summary {
        let rest = faults.rest()
        if !rest.isEmpty {
            try await tell(rest)
            try await compare()
        }
        try await office.store.catchUp()
        let proofs = try await office.store.read { try Proofs.all($0) }
        if let broken = proofs.first(where: { !$0.holds }) {
            throw disagreement("the proof “\(broken.name)” fails: \(broken.difference)")
        }
        try office.store.close()
        return summary
    }

    /// What the shares bring to the day, some of it twice.
    private mutating func tellShares() async throws {
        for index in shares.indices {
            let seed = plenty.stream("share", UInt64(index)).stream("day", UInt64(day.number))
            var orders = shares[index].orders(on: day, in: chain, seed: seed)
            summary.messages += orders.count
            if repeats { orders += orders.enumerated().filter { $0.offset % 5 == 0 }.map(\.element) }
            for answer in try await answers(to: orders.map(\.write)) {
                if case .failure(let error) = answer { throw disagreement("an order was refused: \(error)") }
            }
        }
    }

    private func disagreement(_ matter: String) -> Simulation.Disagreement {
        Simulation.Disagreement(day: day, matter: matter)
    }

    // MARK: Messages

    /// The auditor hears every message once and says which must be refused; those go alone, so that nobody tells them
    /// again after more was done.
    private mutating func tell(_ steps: [SampleStep]) async throws {
        var together: [SampleStep] = []
        for step in steps {
            summary.messages += 1
            if auditor.hear(step.message, key: step.key) {
                together.append(step)
                continue
            }
            try await carryOut(together)
            together = []
            let answer = try await answers(to: [step.write])[0]
            guard case .failure(let error) = answer, error is any Refusal else {
                throw disagreement("\(step.key) must be refused, but was accepted: \(answer)")
            }
        }
        try await carryOut(together)
    }

    /// Orders that must be accepted, some of them committed together.
    private mutating func carryOut(_ steps: [SampleStep]) async throws {
        var rest = steps[...]
        while !rest.isEmpty {
            let group = Array(rest.prefix(Int(chance.integer(in: 1...120))))
            rest = rest.dropFirst(group.count)
            for (step, answer) in zip(group, try await answers(to: group.map(\.write))) {
                if case .failure(let error) = answer { throw disagreement("\(step.key) was refused: \(error)") }
            }
        }
    }

    /// Sends orders until each is answered. After a crash all are sent again under their keys.
    private mutating func answers(to writes: [SampleWrite]) async throws -> [Result<Void, any Error>] {
        while true {
            let answers = await SampleWrite.answers(to: writes, from: office.store, inOneGroup: true)
            guard fuse.isBurnt else { return answers }
            try reopen()
        }
    }

    // MARK: Crashes

    /// The next crash of the day comes soon or late: after one statement or after thousands.
    private mutating func light() {
        guard crashesLeft > 0 else { return }
        crashesLeft -= 1
        let length = 1 << Int(fate.integer(in: 0...14))
        fuse.light(Int(fate.integer(in: 0...Int64(length))), sparesCommit: fate.chance(1, in: 2))
    }

    private mutating func reopen() throws {
        summary.crashes += 1
        // The dead process says nothing; closing lets its files go.
        try? office.store.close()
        (office, fuse) = try Self.open(place, house)
        light()
    }

    private mutating func spendTheNight() async throws {
        while true {
            do {
                _ = try await Night(of: day, in: office).run()
                guard fuse.isBurnt else { return }
            } catch {
                guard fuse.isBurnt else { throw error }
            }
            try reopen()
        }
    }

    // MARK: Comparison

    private mutating func compare() async throws {
        let day = day
        let found = try await office.store.read { [shares] snapshot in
            try shares.reduce(into: OfficeFigures.read(through: day, snapshot)) { figures, share in
                figures.merge(try share.found(through: day, snapshot), uniquingKeysWith: &+)
            }
        }
        let expected = shares.reduce(into: auditor.figures(through: day)) { figures, share in
            figures.merge(share.expected(through: day), uniquingKeysWith: &+)
        }
        summary.figures += Set(expected.keys).union(found.keys).count
        summary.receipts = expected[AuditFigure(.receipts)] ?? 0
        let differences = AuditDifference.all(expected: expected, found: found)
        guard let first = differences.first else { return }
        let others = differences.dropFirst().prefix(9).map { "\n  \($0)" }.joined()
        throw disagreement("\(first) (\(differences.count) of \(expected.count) figures differ)\(others)")
    }
}
