// SPDX-License-Identifier: Apache-2.0

package import Kernel
package import Store

/// How a step of the night ended.
package enum StepState: String, Sendable, CaseIterable, ColumnValue {
    case running, ranAlone, needsYou, failed
}

/// A step of a night as it is kept.
package struct StepRecord: Sendable, Equatable {
    package let name: String
    /// For people; its name where no system declares the step any more.
    package fileprivate(set) var title: String
    package let state: StepState
    package let startedAt: Instant
    package let finishedAt: Instant?
    /// One line: what came of it.
    package let result: String
}

package struct NightRecord: Sendable, Equatable {
    package let day: Day
    package let startedAt: Instant
    package let finishedAt: Instant?
    package fileprivate(set) var steps: [StepRecord]

    /// Steps that ended without needing anybody.
    package var alone: Int { steps.count { $0.state == .ranAlone } }

    package var hasFailed: Bool { steps.contains { $0.state == .failed } }
}

/// A proof of the books as a night left it.
package struct ProofRecord: Sendable, Equatable {
    /// Whose books it is of; nil where it is of all.
    package let company: ID<Company>?
    package let name: String
    /// The figure proved, written out.
    package let figure: String
    package let holds: Bool
    /// The first row that differs; empty when it holds.
    package let difference: String

    package init(
        of company: ID<Company>?, name: String, figure: String, holds: Bool, difference: String = ""
    ) {
        self.company = company
        self.name = name
        self.figure = figure
        self.holds = holds
        self.difference = difference
    }
}

/// The record of the nights.
package enum NightStore {
    package static func begin(_ day: Day, _ tx: Transaction) throws {
        try tx.run(
            """
            insert into automation_night (day, started_at) values (\(day), \(tx.now))
                on conflict (day) do nothing
            """)
    }

    package static func finish(_ day: Day, _ tx: Transaction) throws {
        try tx.run("update automation_night set finished_at = \(tx.now) where day = \(day) and finished_at is null")
    }

    /// Begins a step, or begins it again: a step is known by its name, whatever stands before it by now.
    package static func begin(step name: String, of day: Day, _ tx: Transaction) throws {
        let begun: Int? = try tx.value("select position from automation_step where day = \(day) and name = \(name)")
        let position =
            try begun ?? Int(tx.number("select max(position) + 1 from automation_step where day = \(day)"))
        try tx.run(
            """
            insert into automation_step (day, position, name, state, started_at, attempts, result)
            values (\(day), \(position), \(name), \(StepState.running.rawValue), \(tx.now), 1, '')
                on conflict (day, position) do update
                set state = excluded.state, started_at = excluded.started_at, finished_at = null,
                    attempts = automation_step.attempts + 1
            """)
    }

    package static func finish(
        step name: String, of day: Day, _ outcome: NightStep.Outcome, _ tx: Transaction
    ) throws {
        let (state, result) = kept(outcome)
        try tx.run(
            """
            update automation_step
               set state = \(state.rawValue), finished_at = \(tx.now), result = \(result)
             where day = \(day) and name = \(name)
            """)
    }

    private static func kept(_ outcome: NightStep.Outcome) -> (StepState, String) {
        switch outcome {
        case .alone(let result): (.ranAlone, result)
        case .needsYou(let result): (.needsYou, result)
        case .failed(let result): (.failed, result)
        }
    }

    package static func keep(_ proofs: [ProofRecord], of day: Day, _ tx: Transaction) throws {
        try tx.run("delete from automation_proof where day = \(day)")
        try tx.run("delete from automation_proof_company where day = \(day)")
        for (position, proof) in proofs.enumerated() {
            try tx.run(
                """
                insert into automation_proof (day, position, name, figure, holds, difference)
                values (\(day), \(position), \(proof.name), \(proof.figure), \(proof.holds), \(proof.difference))
                """)
            guard let company = proof.company else { continue }
            try tx.run(
                """
                insert into automation_proof_company (day, position, company_id)
                values (\(day), \(position), \(company))
                """)
        }
    }
}

/// What other systems, the reports and the pages may ask of Automation.
package enum AutomationReading {
    package static func night(of day: Day, _ snapshot: Snapshot) throws -> NightRecord? {
        guard var night = try snapshot.row(NightRecord.columns, "from automation_night where day = \(day)") else {
            return nil
        }
        night.steps = try snapshot.rows(
            StepRecord.columns, "from automation_step where day = \(day) order by position"
        ).map { $0.titled(by: snapshot.declarations) }
        return night
    }

    /// The newest night, running or finished.
    package static func lastNight(_ snapshot: Snapshot) throws -> NightRecord? {
        let day: Day? = try snapshot.value("select max(day) from automation_night")
        return try day.flatMap { try night(of: $0, snapshot) }
    }

    package static func proofs(of day: Day, _ snapshot: Snapshot) throws -> [ProofRecord] {
        try snapshot.rows(
            ProofRecord.columns,
            """
              from automation_proof p
              left join automation_proof_company c on c.day = p.day and c.position = p.position
             where p.day = \(day)
             order by p.position
            """)
    }

    /// The body of the import profile of a name; nil when there is none.
    ///
    /// - Throws: `AutomationRefusal.badProfileName` when none could have the name.
    package static func importProfile(_ name: String, _ snapshot: Snapshot) throws -> String? {
        try KeepImportProfile.check(name: name)
        return try snapshot.value("select body from automation_import_profile where name = \(name)")
    }

    package static func importProfileNames(_ snapshot: Snapshot) throws -> [String] {
        try snapshot.values("select name from automation_import_profile order by name")
    }

    /// Finished steps of all nights: how many, and how many ran alone.
    package static func share(_ snapshot: Snapshot) throws -> Share {
        try snapshot.row(Share.columns, "from automation_step where finished_at is not null")
            ?? Share(alone: 0, all: 0)
    }

    package struct Share: Sendable {
        package let alone: Int64
        package let all: Int64

        fileprivate static let columns = Columns<Share>(
            Column("coalesce(sum(case state when 'ranAlone' then 1 else 0 end), 0)", \.alone),
            Column("count(*)", \.all), make: Share.init)
    }
}

extension StepRecord {
    /// Without what its system calls it today.
    fileprivate static let columns = Columns<StepRecord>(
        Column("name", \.name), Column("state", \.state), Column("started_at", \.startedAt),
        Column("finished_at", \.finishedAt), Column("result", \.result)
    ) { name, state, startedAt, finishedAt, result in
        StepRecord(
            name: name, title: name, state: state, startedAt: startedAt, finishedAt: finishedAt, result: result)
    }

    fileprivate func titled(by declarations: Declarations) -> StepRecord {
        var step = self
        step.title = declarations.nightStep(named: name)?.title ?? name
        return step
    }
}

extension NightRecord {
    /// Without its steps.
    fileprivate static let columns = Columns<NightRecord>(
        Column("day", \.day), Column("started_at", \.startedAt), Column("finished_at", \.finishedAt)
    ) { NightRecord(day: $0, startedAt: $1, finishedAt: $2, steps: []) }
}

extension ProofRecord {
    fileprivate static let columns = Columns<ProofRecord>(
        Column("c.company_id", \.company), Column("p.name", \.name), Column("p.figure", \.figure),
        Column("p.holds", \.holds), Column("p.difference", \.difference)
    ) { ProofRecord(of: $0, name: $1, figure: $2, holds: $3, difference: $4) }
}
