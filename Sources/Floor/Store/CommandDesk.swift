// SPDX-License-Identifier: Apache-2.0

import Crypto
import Foundation
public import Kernel

/// The one desk every command goes over: replay, permission, run, audit, in the transaction of the command itself.
public struct CommandDesk: Sendable {
    private let allows: @Sendable (ID<Actor>, String, Code<Site>?, Snapshot) throws -> Bool
    private let tellOfStrays: @Sendable (Strays, Transaction) throws -> Void
    private let companyOf: @Sendable (Code<Company>?, Code<Site>?, Snapshot) throws -> ID<Company>?
    /// Whose rights count; those of the actor itself where nobody is said.
    private var asker: ID<Actor>?

    /// - Parameters:
    ///   - allows: whether an actor holds a permission at a site, or everywhere where no site is named.
    ///   - companyOf: whose a command is that names a company or a site, for companies that do without its system.
    ///   - tellOfStrays: hears of the members of an event that nobody knows.
    public init(
        allows: @escaping @Sendable (ID<Actor>, String, Code<Site>?, Snapshot) throws -> Bool,
        companyOf: @escaping @Sendable (Code<Company>?, Code<Site>?, Snapshot) throws -> ID<Company>? = { _, _, _ in
            nil
        },
        tellOfStrays: @escaping @Sendable (Strays, Transaction) throws -> Void = { _, _ in }
    ) {
        self.allows = allows
        self.companyOf = companyOf
        self.tellOfStrays = tellOfStrays
    }

    /// The same desk for someone whose requests are brought under another's name, as files are by the back office: what
    /// the asker may not do is refused.
    public func asked(by actor: ID<Actor>) -> CommandDesk {
        var desk = self
        desk.asker = actor
        return desk
    }

    /// Runs a command once for its actor and key.
    ///
    /// The same request again is answered as the first time, without effect. The row that makes it so is also the
    /// audit: who did what, when, and which facts came of it.
    ///
    /// - Parameter request: what `CommandRequest(of: command)` gives; made here when left out.
    /// - Throws: `CommandRefusal` when the key stands for another request or the actor lacks the permission; whatever
    ///   the command itself refuses.
    public func perform<C: Command>(
        _ command: C, _ request: CommandRequest? = nil, key: String, _ tx: Transaction
    ) throws -> C.Answer {
        switch try performed(command, request ?? CommandRequest(of: command), key: key, tx) {
        case .now(let answer, _): return answer
        case .before(let json):
            // An earlier release may have written it: fields that came later must be such as may be missing.
            var reader = JSONReader(json)
            return try C.Answer.read(&reader)
        }
    }

    /// An answer, and its JSON as it is kept.
    enum Performed<Answer> {
        case now(Answer, json: [UInt8])
        case before(json: [UInt8])

        var json: [UInt8] {
            switch self {
            case .now(_, let json), .before(let json): json
            }
        }
    }

    /// As `perform`, with the answer as it is kept: what was answered once is answered again to the byte, whichever
    /// release wrote it.
    func performed<C: Command>(
        _ command: C, _ request: CommandRequest, key: String, _ tx: Transaction
    ) throws -> Performed<C.Answer> {
        if let earlier = try earlierAnswer(to: key, request.hash, tx) { return .before(json: earlier) }
        tx.desk = self
        tx.begin(request)
        let answer = try run(command, request, tx)
        // What is kept is sealed with a fact.
        if request.isKept, tx.firstFact == nil { try tx.publish(RequestAnswered(command: C.name)) }
        var json = JSONWriter()
        answer.write(to: &json)
        try tx.run(
            """
            insert into command_log (actor_id, idempotency_key, name, request_hash, answer, first_fact, done_at)
            values (\(tx.actor), \(key), \(C.name), \(request.hash), \(json.bytes), \(tx.firstFact), \(tx.now))
            """)
        if request.isKept { try CommandLog.keep(request, key: key, tx) }
        tx.note(
            EarlierAnswer(hash: request.hash, answer: json.bytes), for: AnswerKey(actor: tx.actor, key: key),
            in: Self.answers)
        return .now(answer, json: json.bytes)
    }

    /// Runs a command if its actor may.
    func run<C: Command>(_ command: C, _ request: CommandRequest, _ tx: Transaction) throws -> C.Answer {
        let place = try command.place(tx)
        guard try holds(C.form.permission, at: place, tx) else {
            throw CommandRefusal.forbidden(command: C.name, permission: C.form.permission, place: place?.text)
        }
        try checkThatItIsOn(command, tx)
        tx.request = request
        let changedSettings = tx.changesSettings
        tx.changesSettings = changedSettings || C.form.changesSettings
        defer { tx.changesSettings = changedSettings }
        let answer = try command.run(tx)
        if let strays = request.strays { try tellOfStrays(strays, tx) }
        if C.form.changesSettings { tx.forgetRemembered() }
        return answer
    }

    func holds(_ permission: String, at place: Code<Site>?, _ tx: Transaction) throws -> Bool {
        let who = asker ?? tx.actor
        return try tx.remembered("store.allows", Right(actor: who, permission: permission, place: place)) {
            try allows(who, permission, place, tx)
        }
    }

    /// Refuses a command of a system that its company does without. One that names neither company nor site is refused
    /// where it tells a fact of the company.
    private func checkThatItIsOn<C: Command>(_ command: C, _ tx: Transaction) throws {
        let switches = try tx.switches
        guard !switches.isEmpty, let system = tx.declarations.system(ofCommand: C.name) else { return }
        let shape = C.form.shape
        let company = try companyOf(
            shape.first(Code<Company>.self, in: command), shape.first(Code<Site>.self, in: command), tx)
        if switches.contains(where: { $0.system == system && $0.company == company }) {
            throw CommandRefusal.switchedOff(system)
        }
    }

    private struct Right: Hashable {
        let actor: ID<Actor>
        let permission: String
        let place: Code<Site>?
    }

    /// Finds what `perform` will look up for a command of this actor and key.
    public func foresee<C: Command>(_ command: C, as actor: ID<Actor>, key: String, _ ahead: Foresight) throws {
        ahead.find(AnswerKey(actor: actor, key: key), in: Self.answers)
        try command.foresee(ahead)
    }

    private struct AnswerKey: Hashable {
        let actor: ID<Actor>
        let key: String
    }

    private struct EarlierAnswer {
        let hash: [UInt8]
        let answer: [UInt8]
    }

    private static let answers = Lookup<AnswerKey, EarlierAnswer>(
        "store.answers", for: .batch,
        by: Columns(Column("actor_id", \.actor), Column("idempotency_key", \.key), make: AnswerKey.init),
        Columns(Column("request_hash", \.hash), Column("answer", \.answer), make: EarlierAnswer.init)
    ) { key in
        "from command_log where actor_id = \(key.actor) and idempotency_key = \(key.key)"
    }

    private func earlierAnswer(to key: String, _ hash: [UInt8], _ tx: Transaction) throws -> [UInt8]? {
        guard let earlier = try tx.find(AnswerKey(actor: tx.actor, key: key), in: Self.answers) else { return nil }
        guard earlier.hash == hash else { throw CommandRefusal.keyReused(key: key) }
        return earlier.answer
    }
}

extension CommandDesk {
    /// Runs a command of any kind, given as JSON; as `perform(_:key:_:)`.
    public func perform(_ command: AnyCommand, _ json: [UInt8], key: String, _ tx: Transaction) throws -> [UInt8] {
        try perform(command.read(json), key: key, tx)
    }

    /// Runs a command that was read before; as `perform(_:key:_:)`.
    public func perform(_ command: ReadCommand, key: String, _ tx: Transaction) throws -> [UInt8] {
        try command.perform(self, key, tx)
    }

    /// Finds what `perform` will look up.
    public func foresee(_ command: ReadCommand, as actor: ID<Actor>, key: String, _ ahead: Foresight) throws {
        try command.foresee(self, actor, key, ahead)
    }
}

extension Transaction {
    /// Runs another command within the one that runs, with its permission, its ranges and its refusals, in the same
    /// transaction. It has no key of its own: the key of the one that runs decides whether both are done again.
    ///
    /// - Returns: its answer, as JSON.
    public func perform(within command: ReadCommand) throws -> [UInt8] {
        guard let desk else { preconditionFailure("only a command runs another") }
        let asked = request
        defer { request = asked }
        return try command.performWithin(desk, self)
    }

    /// The same for a command that is made here.
    public func perform<C: Command>(within command: C) throws -> C.Answer {
        guard let desk else { preconditionFailure("only a command runs another") }
        let asked = request
        defer { request = asked }
        return try desk.run(command, CommandRequest(of: command), self)
    }

    /// Whether the actor of the command that runs holds a permission at a site, or everywhere where none is named: for what
    /// hangs on what is asked.
    public func holds(_ permission: String, at place: Code<Site>?) throws -> Bool {
        guard let desk else { preconditionFailure("only a command has rights") }
        return try desk.holds(permission, at: place, self)
    }

    /// - Throws: `CommandRefusal.forbidden` when the actor of the command that runs lacks a permission.
    public func require(_ permission: String, at place: Code<Site>?, to command: String) throws {
        guard try holds(permission, at: place) else {
            throw CommandRefusal.forbidden(command: command, permission: permission, place: place?.text)
        }
    }
}

/// SHA-256 over some pieces, one after another.
func sha256(_ pieces: [UInt8]...) -> [UInt8] {
    var hash = SHA256()
    for piece in pieces { hash.update(data: piece) }
    return Array(hash.finalize())
}

/// A number made of a text, the same for ever and everywhere: the beginning of its SHA-256. Nobody finds two texts with one.
public func stableHash(of text: String) -> Int64 {
    sha256(Array(text.utf8)).prefix(8).reduce(0) { $0 << 8 | Int64($1) }
}
