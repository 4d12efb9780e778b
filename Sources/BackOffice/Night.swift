// SPDX-License-Identifier: Apache-2.0

import Access
import Accounting
package import Automation
package import Kernel
import Organisation
package import Store

/// The night: what is done for a business day, in order, each step once.
///
/// A step that ran alone or needs a person is not run again; one that failed is. A night that was cut off at any point
/// goes on with the step it was in, by the names of its steps, so that a release between may have put others in.
package struct Night: Sendable {
    package let day: Day
    private let office: BackOffice
    private let steps: [NightStep]

    /// The night of every step that a system of the office declares.
    package init(of day: Day, in office: BackOffice) {
        let declared = Night.declared(in: office.store.declarations)
        self.init(of: day, in: office, steps: House.night.sorted(declared, by: \.name))
    }

    /// A night of these steps, in this order.
    package init(of day: Day, in office: BackOffice, steps: [NightStep]) {
        self.day = day
        self.office = office
        self.steps = steps
    }

    /// The steps of the systems, and the one that is of all of them.
    package static func declared(in declarations: Declarations) -> [NightStep] {
        declarations.night + [.proveTheBooks]
    }

    package var stepCount: Int { steps.count }

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
    /// - Parameter progress: called before each step that runs, with its place and title.
    /// - Throws: `CancellationError` between two steps, or within one, which then runs again the next time.
    package func run(progress: @Sendable (_ position: Int, _ title: String) -> Void = { _, _ in }) async throws
        -> NightRecord
    {
        let day = day
        let declarations = office.store.declarations
        let work = NightWork(of: day, in: office.store, as: FirstActors.nightshift)
        try await work.write { try NightStore.begin(day, $0) }
        let done = try await record()?.steps.filter { $0.finishedAt != nil && $0.state != .failed }.map(\.name) ?? []
        for (position, step) in steps.enumerated() where !done.contains(step.name) {
            try Task.checkCancellation()
            progress(position, step.title)
            try await work.write { try NightStore.begin(step: step.name, of: day, $0) }
            let outcome: NightStep.Outcome
            do {
                outcome = try await step.run(work.within(declarations.system(of: step)))
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
            try await work.write { try NightStore.finish(step: step.name, of: day, outcome, $0) }
        }
        try await work.write { try NightStore.finish(day, $0) }
        guard let record = try await record() else { preconditionFailure("the night just run is on record") }
        return record
    }

    private func record() async throws -> NightRecord? {
        let day = day
        return try await office.store.read { try AutomationReading.night(of: day, $0) }
    }
}
