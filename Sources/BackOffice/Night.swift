// SPDX-License-Identifier: Apache-2.0

import Access
import Accounting
package import Automation
import Foundation
package import Kernel
import ManagementFacts
import Organisation
import Sales
import Store
import Warehouse

/// The night: what is done for a business day, in order, each step once.
///
/// A step that ran alone or needs a person is not run again; one that failed is. A night that was cut off at any point
/// goes on with the step it was in.
package struct Night: Sendable {
    package let day: Day
    private let office: BackOffice

    package init(of day: Day, in office: BackOffice) {
        self.day = day
        self.office = office
    }

    /// How a step ended, and one line about it.
    struct Outcome: Sendable {
        let state: StepState
        let result: String

        static func alone(_ result: String) -> Outcome { Outcome(state: .ranAlone, result: result) }
        static func needsYou(_ result: String) -> Outcome { Outcome(state: .needsYou, result: result) }
        static func failed(_ result: String) -> Outcome { Outcome(state: .failed, result: result) }
    }

    struct Step: Sendable {
        let name: String
        let run: @Sendable (Night) async throws -> Outcome
    }

    /// The steps of a night, read top to bottom.
    static let steps: [Step] = [
        Step(name: "Catch up with the day's facts") { try await $0.catchUp() },
        Step(name: "Find tills left open") { try await $0.findOpenTills() },
        Step(name: "Look for transfers that did not arrive") { try await $0.findLateTransfers() },
        Step(name: "Look at stock below zero") { try await $0.lookAtNegativeStock() },
        Step(name: "Look at what waits in suspense") { try await $0.lookAtSuspense() },
        Step(name: "Look at what waits in clearing accounts") { try await $0.lookAtClearing() },
        Step(name: "Seal the log") { try await $0.seal() },
        Step(name: "Prove the books") { try await $0.prove() },
    ]

    package static var stepCount: Int { steps.count }

    /// The day that a night may close.
    ///
    /// - Parameter asked: the day somebody names; when nil, the last that anything was posted on and that has begun at
    ///   some site by its own clock, whatever a till with a wrong clock has posted on later ones.
    /// - Throws: `NightRefusal` for a day that has begun at no site and has no postings: the home page shows the last
    ///   night, and would show that one until the day comes.
    package static func day(_ asked: Day?, in office: BackOffice) async throws -> Day {
        let now = office.store.clock.now
        let (posted, begun, standard) = try await office.store.read { snapshot in
            let posted = try AccountingReading.postedDays(snapshot)?.upperBound
            let begun = try OrganisationReading.sites(snapshot).map { $0.time.businessDay(at: now) }.max()
            let both = try begun.flatMap { try AccountingReading.postedDays(through: $0, snapshot)?.upperBound }
            return (posted, begun, both ?? (posted == nil ? nil : begun))
        }
        guard let day = asked ?? standard, let last = [posted, begun].compactMap({ $0 }).max() else {
            throw NightRefusal.nothingPosted
        }
        guard day <= last else { throw NightRefusal.notBegun(day, last: last) }
        return day
    }

    /// Runs what is left of the night.
    ///
    /// - Parameter progress: called before each step that runs, with its place and name.
    /// - Throws: `CancellationError` between two steps, or within one, which then runs again the next time.
    package func run(progress: @Sendable (_ position: Int, _ name: String) -> Void = { _, _ in }) async throws
        -> NightRecord
    {
        let day = day
        try await write { try NightStore.begin(day, $0) }
        let done =
            try await record()?.steps.filter { $0.finishedAt != nil && $0.state != .failed }.map(\.position) ?? []
        for (position, step) in Night.steps.enumerated() where !done.contains(position) {
            try Task.checkCancellation()
            progress(position, step.name)
            try await write { try NightStore.begin(step: step.name, at: position, of: day, $0) }
            let outcome: Outcome
            do {
                outcome = try await step.run(self)
            } catch is CancellationError {
                throw CancellationError()
            } catch let fault as StoreFault {
                // The step did not fail but the place it stands on: when that is mended, the night goes on with it.
                throw fault
            } catch {
                // Whatever a step that was cut off says of it, it did not fail.
                try Task.checkCancellation()
                outcome = .failed("\(error)")
            }
            try await write {
                try NightStore.finish(stepAt: position, of: day, as: outcome.state, result: outcome.result, $0)
            }
        }
        try await write { try NightStore.finish(day, $0) }
        guard let record = try await record() else { preconditionFailure("the night just run is on record") }
        return record
    }

    private func record() async throws -> NightRecord? {
        let day = day
        return try await office.store.read { try AutomationReading.night(of: day, $0) }
    }

    @discardableResult
    private func write<Value: Sendable>(
        _ body: @escaping @Sendable (Transaction) throws -> Value
    ) async throws -> Value {
        try await office.store.write(as: FirstActors.nightshift, body)
    }

    /// Asks a person, once for this day and matter.
    private func ask(_ needed: AttentionNeeded) async throws { try await write { try $0.publish(needed) } }

    // MARK: Steps

    private func catchUp() async throws -> Outcome {
        let count = try await office.store.catchUp()
        return .alone(count == 0 ? "nothing was left to follow" : "\(count) fact\(count == 1 ? "" : "s") followed")
    }

    private func findOpenTills() async throws -> Outcome {
        let day = day
        let open = try await office.store.read { snapshot in
            let sites = try OrganisationReading.sitesByKey(snapshot)
            let end = Instant(day.advanced(by: 2))
            return try SalesReading.openSessions(before: end, snapshot).compactMap { till in
                sites[till.site].flatMap { site in
                    site.time.businessDay(at: till.openedAt) <= day ? (site: site, till: till.till) : nil
                }
            }
        }
        guard !open.isEmpty else { return .alone("every till was closed") }
        for (site, till) in open {
            try await ask(
                AttentionNeeded(
                    company: site.company, site: site.id, subject: "till \(site.code)/\(till) open",
                    reason: "Till \(till) at \(site.code) was not closed on \(day): its cash is not counted.",
                    proposal: "close-session with the cash counted in the drawer", deadline: day.advanced(by: 1)))
        }
        return .needsYou(open.count == 1 ? "1 till was left open" : "\(open.count) tills were left open")
    }

    private func findLateTransfers() async throws -> Outcome {
        let day = day
        let late = try await office.store.read { snapshot in
            try WarehouseReading.transfersOnTheWay(since: day.advanced(by: -2), snapshot)
        }
        guard !late.isEmpty else { return .alone("nothing is late") }
        for transfer in late {
            try await ask(
                AttentionNeeded(
                    company: transfer.company, site: transfer.site, subject: "transfer \(transfer.document) late",
                    reason: "Transfer \(transfer.document) has been on the way for more than two days.",
                    proposal: "receive-transfer with what arrived"))
        }
        return .needsYou(late.count == 1 ? "1 transfer is late" : "\(late.count) transfers are late")
    }

    private func lookAtNegativeStock() async throws -> Outcome {
        let negative = try await office.store.read { try WarehouseReading.negative($0).count }
        return .alone(
            negative == 0
                ? "no stock is below zero"
                : "\(negative) product\(negative == 1 ? " was" : "s were") sold before delivery was entered; it will settle that"
        )
    }

    private func lookAtSuspense() async throws -> Outcome {
        let waiting = try await office.store.read { try AutomationReading.suspenseCount($0) }
        guard waiting > 0 else { return .alone("nothing waits in suspense") }
        return .needsYou("\(waiting) matter\(waiting == 1 ? " waits" : "s wait") in suspense for a decision")
    }

    private func lookAtClearing() async throws -> Outcome {
        let day = day
        let accounts = try await office.store.read { try ClearingAccount.all(on: day, $0) }
        for account in accounts {
            if let matter = account.matter {
                try await ask(matter)
                continue
            }
            try await write { tx in
                guard try AutomationReading.isOpen(account.subject, of: account.company.id, tx) else { return }
                try tx.publish(
                    AttentionExplained(
                        company: account.company.id, subject: account.subject,
                        explanation: "nothing in the account is too old any more"))
            }
        }
        let old = accounts.count { $0.uncleared != nil }
        guard old > 0 else { return .alone("nothing waits for too long") }
        return .needsYou(old == 1 ? "1 account holds what is too old" : "\(old) accounts hold what is too old")
    }

    private func seal() async throws -> Outcome {
        try await office.store.catchUp()
        let head = try await office.store.read { try Seal.head($0) }
        return .alone("\(head.sequence) facts sealed, head \(hexadecimal(head.seal))")
    }

    private func prove() async throws -> Outcome {
        let day = day
        let proofs = try await office.store.read { try Proofs.all($0) }
        try await write { try NightStore.keep(proofs, of: day, $0) }
        guard let broken = proofs.first(where: { !$0.holds }) else { return .alone("all \(proofs.count) proofs hold") }
        let companies = try await office.store.read { try OrganisationReading.companies($0).map(\.id) }
        for company in companies {
            // What belongs to no company is told to the first.
            let failing = proofs.filter { !$0.holds && ($0.company ?? companies.first) == company }
            guard let first = failing.first else { continue }
            try await ask(
                AttentionNeeded(
                    company: company, site: nil, subject: "proof \(first.name)",
                    reason: "The proof “\(first.name)” fails: \(first.difference).",
                    evidence: failing.map { "\($0.name): \($0.difference)" }))
        }
        return .failed("\(broken.name): \(broken.difference)")
    }
}

/// Bytes as hexadecimal digits.
package func hexadecimal(_ bytes: [UInt8]) -> String {
    let digits = Array("0123456789abcdef")
    return String(bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] })
}
