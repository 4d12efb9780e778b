// SPDX-License-Identifier: Apache-2.0

package import Kernel
package import Store

/// How a step of the night ended.
package enum StepState: String, Sendable, CaseIterable {
    case running, ranAlone, needsYou, failed
}

/// A step of a night as it is kept.
package struct StepRecord: Sendable, Equatable {
    package let name: String
    /// For people; its name where no system declares the step any more.
    package let title: String
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
    package let steps: [StepRecord]

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
        let begun = try tx.row("select position from automation_step where day = \(day) and name = \(name)") {
            $0.int(0)
        }
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
        let steps = try snapshot.rows(
            """
            select name, state, started_at, finished_at, result
              from automation_step
             where day = \(day)
             order by position
            """
        ) { row in
            let name = row.text(0)
            return StepRecord(
                name: name, title: snapshot.declarations.nightStep(named: name)?.title ?? name,
                state: try row.choice(1), startedAt: row.instant(2), finishedAt: row.optional(3, Row.instant),
                result: row.text(4))
        }
        return try snapshot.row("select started_at, finished_at from automation_night where day = \(day)") { row in
            NightRecord(
                day: day, startedAt: row.instant(0), finishedAt: row.optional(1, Row.instant), steps: steps)
        }
    }

    /// The newest night, running or finished.
    package static func lastNight(_ snapshot: Snapshot) throws -> NightRecord? {
        let day = try snapshot.row("select max(day) from automation_night") { $0.optional(0, Row.day) } ?? nil
        return try day.flatMap { try night(of: $0, snapshot) }
    }

    package static func proofs(of day: Day, _ snapshot: Snapshot) throws -> [ProofRecord] {
        try snapshot.rows(
            """
            select p.name, p.figure, p.holds, p.difference, c.company_id
              from automation_proof p
              left join automation_proof_company c on c.day = p.day and c.position = p.position
             where p.day = \(day)
             order by p.position
            """
        ) { row in
            ProofRecord(
                of: row.optional(4, Row.integer).map(ID.init), name: row.text(0), figure: row.text(1),
                holds: row.flag(2), difference: row.text(3))
        }
    }

    /// The body of the import profile of a name; nil when there is none.
    ///
    /// - Throws: `AutomationRefusal.badProfileName` when none could have the name.
    package static func importProfile(_ name: String, _ snapshot: Snapshot) throws -> String? {
        try KeepImportProfile.check(name: name)
        return try snapshot.row("select body from automation_import_profile where name = \(name)") { $0.text(0) }
    }

    package static func importProfileNames(_ snapshot: Snapshot) throws -> [String] {
        try snapshot.rows("select name from automation_import_profile order by name") { $0.text(0) }
    }

    /// Finished steps of all nights: how many, and how many ran alone.
    package static func share(_ snapshot: Snapshot) throws -> (alone: Int64, all: Int64) {
        try snapshot.row(
            """
            select sum(case state when 'ranAlone' then 1 else 0 end), count(*)
              from automation_step
             where finished_at is not null
            """
        ) { ($0.isNull(0) ? 0 : $0.integer(0), $0.integer(1)) } ?? (0, 0)
    }
}
