// SPDX-License-Identifier: Apache-2.0

public import Kernel

/// A system that a company does without: it answers no fact of the company, runs no command of it, and is no part of its
/// night, its proofs and its measures. All other systems go on.
///
/// A company that wants it back takes up what came meanwhile first, in the order of the log, so that its books come out
/// as if it had never been off.
public struct SystemSwitch: Sendable, Hashable {
    public let company: ID<Company>
    public let system: String
    /// The last fact that it answered, or need not.
    public let after: Int64
    /// Whether it is about to come back, and takes up what it missed.
    public let isReturning: Bool

    /// A row stands for a system that is off, or returning.
    static let table = Table(
        "system_switch",
        [.id("company_id"), .text("system"), .integer("answered_through"), .flag("is_returning")],
        key: ["company_id", "system"])

    private static let columns = Columns<SystemSwitch>(
        Column("company_id", \.company), Column("system", \.system), Column("answered_through", \.after),
        Column("is_returning", \.isReturning), make: SystemSwitch.init)

    static func all(_ snapshot: Snapshot) throws -> [SystemSwitch] {
        try snapshot.rows(columns, "from system_switch order by company_id, system")
    }
}

extension Snapshot {
    /// Which systems companies do without.
    public var switches: [SystemSwitch] {
        get throws { try readSwitches() }
    }

    /// Whether a system works for a company.
    public func isOn(_ system: String, for company: ID<Company>) throws -> Bool {
        try !switches.contains { $0.system == system && $0.company == company }
    }
}

extension Transaction {
    /// Who answers no fact of this one's company.
    func idleSystems(for fact: some Fact) throws -> Set<String> {
        let switches = try switches
        guard !switches.isEmpty, let company = (fact as? any CompanyFact)?.company else { return [] }
        return Set(switches.lazy.filter { $0.company == company }.map(\.system))
    }

    /// Notes that a system is off for a company from here on, or returns. For the reaction to the fact that says so.
    public func switchOff(_ system: String, for company: ID<Company>, isReturning: Bool) throws {
        try run(
            """
            insert into system_switch (company_id, system, answered_through, is_returning)
            values (\(company), \(system), \(cause), \(isReturning))
                on conflict (company_id, system) do update set is_returning = excluded.is_returning
            """)
        forgetRemembered()
    }

    /// Notes that a system works for a company from here on. For the reaction to the fact that says so.
    public func switchOn(_ system: String, for company: ID<Company>) throws {
        try run("delete from system_switch where company_id = \(company) and system = \(system)")
        forgetRemembered()
    }

    /// Lets a system answer the facts of a company that came while it was off, in the order of the log. For the reaction
    /// to the fact that says so, which a replay finds in the log.
    ///
    /// - Parameter through: the sequence of the last fact to look at.
    public func takeUp(_ system: String, for company: ID<Company>, through: Int64) throws {
        guard let off = try switches.first(where: { $0.system == system && $0.company == company }) else { return }
        let answered = wiring.reactions(of: system)
        for logged in try logged(after: off.after, through: through) {
            try answering(logged) {
                for reaction in answered[logged.name] ?? [] { try reaction.takeUp(logged, company, self) }
            }
        }
        try run(
            """
            update system_switch
               set answered_through = \(through)
             where company_id = \(company) and system = \(system)
            """)
        forgetRemembered()
    }

    /// How far a system that returns can take up what it missed at once.
    ///
    /// - Parameter count: of facts to look at, whoever they are for.
    /// - Returns: the sequence of the last fact to look at; nil when it missed nothing more.
    public func missed(by off: SystemSwitch, atMost count: Int) throws -> Int64? {
        let answered = wiring.reactions(of: off.system)
        let ahead = try rows(
            LoggedName.columns,
            """
              from fact_log
             where sequence > \(off.after)
             order by sequence
             limit \(count)
            """)
        guard ahead.count == count || ahead.contains(where: { answered[$0.name] != nil }) else { return nil }
        return ahead.last?.sequence
    }
}

/// What a fact of the log is called.
private struct LoggedName {
    let sequence: Int64
    let name: String

    static let columns = Columns<LoggedName>(
        Column("sequence", \.sequence), Column("name", \.name), make: LoggedName.init)
}
