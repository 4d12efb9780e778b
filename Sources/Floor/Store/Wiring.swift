// SPDX-License-Identifier: Apache-2.0

public import Kernel

/// Who answers which fact within the transaction that published it, in which order; and what is told besides.
public struct Wiring: Sendable {
    public let reactions: [Reaction]
    public private(set) var tellings: [Telling] = []
    private let byFact: [ObjectIdentifier: [Reaction]]
    private var byHint: [ObjectIdentifier: [Expectation]] = [:]
    private var besidesFact: [ObjectIdentifier: [Telling]] = [:]

    public init(_ reactions: [Reaction]) {
        self.reactions = reactions
        byFact = Dictionary(grouping: reactions) { $0.type }
    }

    /// The same, with what more systems answer, after all others.
    public func adding(_ reactions: [Reaction]) -> Wiring {
        var wiring = Wiring(self.reactions + reactions)
        (wiring.tellings, wiring.byHint, wiring.besidesFact) = (tellings, byHint, besidesFact)
        return wiring
    }

    /// The same, with those who look ahead when a command says what is about to happen.
    public func expecting(_ expectations: [Expectation]) -> Wiring {
        var wiring = self
        wiring.byHint = Dictionary(grouping: expectations) { $0.type }
        return wiring
    }

    /// The same, with what is told besides a fact that a command published.
    ///
    /// A telling that another one sets off is a wiring mistake: neither would know when to end.
    public func alsoTelling(_ tellings: [Telling]) -> Wiring {
        let told = Set(tellings.map(\.toldType))
        for telling in tellings where told.contains(telling.type) {
            preconditionFailure("\(telling.fact) is told besides another fact, and nothing is told besides it")
        }
        var wiring = self
        wiring.tellings = tellings
        wiring.besidesFact = Dictionary(grouping: tellings) { $0.type }
        return wiring
    }

    func react<F: Fact>(to fact: F, in tx: Transaction) throws {
        guard let reactions = byFact[ObjectIdentifier(F.self)] else { return }
        let idle = try tx.idleSystems(for: fact)
        for reaction in reactions where reaction.whileOff || !idle.contains(reaction.system) {
            try reaction.run(fact, tx)
        }
    }

    /// What one system answers, by the names of the facts.
    func reactions(of system: String) -> [String: [Reaction]] {
        Dictionary(grouping: reactions.filter { $0.system == system && !$0.whileOff }, by: \.fact)
    }

    func tell<F: Fact>(besides fact: F, in tx: Transaction) throws {
        guard let tellings = besidesFact[ObjectIdentifier(F.self)] else { return }
        for telling in tellings { try telling.run(fact, tx) }
    }

    func foresee<Hint>(_ hint: Hint, _ ahead: Foresight) {
        for expectation in byHint[ObjectIdentifier(Hint.self)] ?? [] { expectation.foresee(hint, ahead) }
    }

    /// How to read each fact that has a reaction, by its name in the log.
    var readers: [String: FactReader] {
        Dictionary(reactions.map { ($0.fact, $0.reader) }, uniquingKeysWith: { first, _ in first })
    }
}

/// One answer to one fact: a line of the wiring.
public struct Reaction: Sendable {
    public let fact: String
    /// Who answers; a company may do without it.
    public let system: String
    /// What it does, for people: `issues what was sold`.
    public let work: String
    /// Whether it answers for a company that does without its system, too.
    let whileOff: Bool
    let type: ObjectIdentifier
    let reader: FactReader
    let run: @Sendable (Any, Transaction) throws -> Void
    /// Answers a fact of the log if it is of a company.
    let takeUp: @Sendable (LoggedFact, ID<Company>, Transaction) throws -> Void

    /// - Parameters:
    ///   - system: who answers, by the name of its table of contents.
    ///   - work: what it does, for people.
    ///   - whileOff: whether it answers for a company that does without its system, too.
    public static func on<F: Fact>(
        _: F.Type, _ system: String, _ work: String, whileOff: Bool = false,
        _ react: @escaping @Sendable (F, Transaction) throws -> Void
    ) -> Reaction {
        Reaction(
            fact: F.name, system: system, work: work, whileOff: whileOff, type: ObjectIdentifier(F.self),
            reader: FactReader(F.self),
            run: { fact, tx in
                guard let fact = fact as? F else { preconditionFailure("\(F.name) is answered by its own type") }
                try react(fact, tx)
            },
            takeUp: { logged, company, tx in
                let fact = try logged.read(F.self)
                if (fact as? any CompanyFact)?.company == company { try react(fact, tx) }
            })
    }

    /// For people: `Warehouse issues what was sold`.
    public var label: String { "\(system) \(work)" }
}

/// What is told besides one fact that a command published, once its reactions have run: a line of the wiring.
///
/// A reaction must come out the same whenever the log is replayed, with the program of that day. What depends on today's
/// program is told instead: as a fact that nothing caused, which a replay takes from the log as it takes the first. A
/// telling only reads, and has no effect but the fact.
public struct Telling: Sendable {
    public let fact: String
    /// What it does, for people: `Accounting adds the accounts that came later`.
    public let label: String
    /// The fact that is told.
    public let told: String
    let type: ObjectIdentifier
    let toldType: ObjectIdentifier
    let run: @Sendable (Any, Transaction) throws -> Void

    /// - Parameter tell: gives the fact that is told; nil when there is nothing to tell.
    public static func besides<F: Fact, Told: Fact>(
        _: F.Type, _ label: String, _ tell: @escaping @Sendable (F, Snapshot) throws -> Told?
    ) -> Telling {
        Telling(
            fact: F.name, label: label, told: Told.name, type: ObjectIdentifier(F.self),
            toldType: ObjectIdentifier(Told.self),
            run: { fact, tx in
                guard let fact = fact as? F else { preconditionFailure("\(F.name) is told beside its own type") }
                if let told = try tell(fact, tx) { try tx.publish(told) }
            })
    }
}

/// What a system will look up when a fact comes that a command expects to publish. It speeds up, and changes nothing.
public struct Expectation: Sendable {
    let type: ObjectIdentifier
    let foresee: @Sendable (Any, Foresight) -> Void

    public static func of<Hint>(
        _: Hint.Type, _ foresee: @escaping @Sendable (Hint, Foresight) -> Void
    ) -> Expectation {
        Expectation(type: ObjectIdentifier(Hint.self)) { hint, ahead in
            if let hint = hint as? Hint { foresee(hint, ahead) }
        }
    }
}

/// Reads one kind of fact from the log and hands it on.
public struct FactReader: Sendable {
    public let name: String
    let publish: @Sendable (LoggedFact, Transaction) throws -> Void
    public let check: @Sendable (LoggedFact) throws -> Void

    public init<F: Fact>(_: F.Type) {
        name = F.name
        publish = { logged, tx in try tx.publish(logged.read(F.self)) }
        check = { logged in _ = try logged.read(F.self) }
    }
}

/// A fact as the log holds it.
public struct LoggedFact: Sendable {
    public let sequence: Int64
    public let name: String
    public let version: Int
    public let body: [UInt8]
    public let actor: ID<Actor>
    /// The fact that this one answered; nil when a command published it.
    public let cause: Int64?
    public let recordedAt: Instant
    /// What tells the request of the command that published it; nil for a fact that answered it, or came before
    /// requests were sealed.
    public let requestDigest: [UInt8]?

    /// Decodes the fact, from this or an earlier version.
    public func read<F: Fact>(_: F.Type) throws -> F {
        precondition(name == F.name, "a logged fact is read by its own type")
        var json = JSONReader(body)
        do {
            let fact = try F.read(&json, version: version)
            try json.end()
            return fact
        } catch {
            throw StoreFault.corrupt("fact \(sequence), \(name): \(error)")
        }
    }

    static let columns = Columns<LoggedFact>(
        Column("sequence", \.sequence), Column("name", \.name), Column("version", \.version), Column("body", \.body),
        Column("actor_id", \.actor), Column("cause", \.cause), Column("recorded_at", \.recordedAt),
        Column("request_digest", \.requestDigest), make: LoggedFact.init)
}
