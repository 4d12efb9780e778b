// SPDX-License-Identifier: Apache-2.0

public import Kernel

/// One consistent view of the store. Not `Sendable`: it cannot leave the closure that was handed it.
public class Snapshot {
    let connection: any Connection
    /// What the systems of this store declare.
    public let declarations: Declarations

    init(_ connection: any Connection, _ declarations: Declarations) {
        self.connection = connection
        self.declarations = declarations
    }

    /// A view of a connection that no store has opened, so that no system declares anything.
    public convenience init(_ connection: any Connection) { self.init(connection, .none) }

    func rows<Value>(_ sql: SQL, _ decode: (Row) throws -> Value) throws -> [Value] {
        var values: [Value] = []
        try connection.query(sql) { row in
            values.append(try decode(row))
            return true
        }
        return values
    }

    /// The first row, decoded, or nil when there is none.
    func row<Value>(_ sql: SQL, _ decode: (Row) throws -> Value) throws -> Value? {
        var value: Value?
        try connection.query(sql) { row in
            value = try decode(row)
            return false
        }
        return value
    }

    func each(_ sql: SQL, _ body: (Row) throws -> Void) throws {
        try connection.query(sql) { row in
            try body(row)
            return true
        }
    }

    /// The one number that a `count` or a `sum` gives; zero for no row and for null.
    public func number(_ sql: SQL) throws -> Int64 { try value(sql) ?? 0 }

    public func exists(_ sql: SQL) throws -> Bool { try row(sql) { _ in true } ?? false }

    func readSwitches() throws -> [SystemSwitch] { try SystemSwitch.all(self) }

    /// What a write keeps in mind; nothing for who only reads.
    var kept: Memory? { nil }
}

/// A view that may also change: every write of every system goes through one of these.
public final class Transaction: Snapshot {
    /// The instant of this write: one for everything it records.
    public let now: Instant
    public let actor: ID<Actor>
    private let batch: WriteBatch
    let wiring: Wiring
    private var causes: [Int64] = []
    private var failure: (any Error)?
    /// The first fact that the command that runs, or ran last, has published, for its audit; of the whole write where
    /// none ran.
    public private(set) var firstFact: Int64?
    /// The request of the command that runs, or ran last; nil in a write that is no command.
    public internal(set) var request: CommandRequest?

    /// The request that the facts come of: of the outer command, where one runs another.
    private var audited: CommandRequest?

    /// A write within this one: what it changed is there for those that follow, and is taken back when it throws.
    ///
    /// Within a command, what comes of it belongs to that command's audit.
    public func attempt<Value>(_ body: (Transaction) throws -> Value) throws -> Value {
        try batch.applyTotals()
        try connection.savepoint()
        do {
            let tx = Transaction(batch, wiring: wiring, actor: actor, now: now)
            (tx.desk, tx.request) = (desk, request)
            if firstFact == nil { tx.audited = audited }
            let value = try body(tx)
            try tx.checkThatNoFactFailed()
            try batch.applyTotals()
            try connection.releaseSavepoint()
            firstFact = firstFact ?? tx.firstFact
            return value
        } catch let error where !(error is StoreFault) {
            try connection.rollbackToSavepoint()
            batch.startOver()
            throw error
        }
    }

    /// A command begins; a write may hold several, one after another, each with facts of its own.
    func begin(_ request: CommandRequest) {
        audited = request
        firstFact = nil
    }

    /// The desk of the command that runs.
    var desk: CommandDesk?
    private let replay: Replay?

    init(_ batch: WriteBatch, wiring: Wiring, actor: ID<Actor>, now: Instant, replay: Replay? = nil) {
        self.batch = batch
        self.wiring = wiring
        self.actor = actor
        self.now = now
        self.replay = replay
        super.init(batch.connection, batch.declarations)
    }

    /// Runs a statement. Its fault may be thrown by a later question, and takes this write back in any case.
    public func run(_ sql: SQL) throws { try connection.send(sql) }

    /// Runs a statement and returns how many rows it changed: a question, which waits for its answer.
    public func countChanged(by sql: SQL) throws -> Int { try connection.run(sql) }

    /// A new key, greater than every key made before. For commands: a reaction derives its keys from its fact, so
    /// that a replay makes the same ones.
    public func key<Entity>(for _: Entity.Type = Entity.self) -> ID<Entity> {
        precondition(causes.isEmpty, "a reaction derives its keys from its fact")
        return batch.key(at: now)
    }

    /// Adds to a running total. Totals of one batch are summed in memory and applied once, in key order, before it
    /// commits, so that a hot row is written once a batch and two writers cannot deadlock over it.
    public func add<Key, Amounts>(_ amounts: Amounts, to total: RunningTotal<Key, Amounts>, at key: Key) {
        batch.totals.add(total.packed(amounts), to: total.table, at: total.packed(key))
    }

    /// What `load` gives, remembered until a write changes settings, here or in another process, or fails: for the
    /// settings that every receipt asks for. Rows that receipts change are for a `Lookup`.
    ///
    /// A command forgets it all when it ran, unless its form says that it changes no settings; while it runs, it is
    /// asked anew, and nothing is remembered.
    public func remembered<Key: Hashable, Value>(
        _ name: StaticString, _ key: Key, _ load: () throws -> Value
    ) rethrows -> Value {
        guard !changesSettings else { return try load() }
        let shelf = batch.memory.shelf(name, Key.self, Value.self)
        if let known = shelf.values[key] { return known }
        let value = try load()
        batch.memory.shelf(name, Key.self, Value.self).values[key] = value
        return value
    }

    /// Whether the command that runs may change settings.
    var changesSettings = false

    /// Forgets what was remembered, here and in every process, because this write changes settings and is no command,
    /// or one that seldom does.
    public func forgetRemembered() {
        batch.memory.forget()
        connection.changeSettings()
    }

    var memory: Memory { batch.memory }
    override var kept: Memory? { batch.memory }

    override func readSwitches() throws -> [SystemSwitch] {
        try remembered("store.switches", 0) { try SystemSwitch.all(self) }
    }

    /// Applies the totals that are still in memory; call it before reading a total in the transaction that adds to it.
    public func applyTotals() throws { try batch.applyTotals() }

    /// Records that something happened, and lets every system react within this transaction.
    ///
    /// Appends the fact to the log, then runs the reactions that the wiring lists for it, in order. A chain of facts
    /// is at most four deep: a longer one is a wiring mistake. After a fact that nothing caused, and after all that
    /// answers it, follows what the wiring tells besides.
    public func publish<F: Fact>(_ fact: F) throws {
        do {
            try publishAlone(fact)
            // A replay finds in the log what was told besides.
            if causes.isEmpty, replay == nil { try wiring.tell(besides: fact, in: self) }
        } catch {
            failure = failure ?? error
            throw error
        }
    }

    /// Appends a fact and lets every system react.
    private func publishAlone<F: Fact>(_ fact: F) throws {
        if causes.isEmpty, let system = actingSystem, try idleSystems(for: fact).contains(system) {
            throw CommandRefusal.switchedOff(system)
        }
        precondition(causes.count < 4, "a chain of facts is at most four deep: \(F.name) would be the fifth")
        let sequence: Int64
        if let replay {
            sequence = try replay.next(fact, cause: causes.last)
        } else {
            sequence = try batch.append(
                fact, actor: actor, cause: causes.last, at: now, digest: firstFact == nil ? audited?.digest : nil)
        }
        firstFact = firstFact ?? sequence
        causes.append(sequence)
        defer { causes.removeLast() }
        try wiring.react(to: fact, in: self)
    }

    /// Who publishes what no fact caused: the system of the command that runs, or of the step of the night.
    private var actingSystem: String? { step ?? request.flatMap { declarations.system(ofCommand: $0.command) } }

    /// The system whose step of the night writes.
    var step: String?

    /// Facts of the log, in their order: of the one that is replayed, if one is.
    func logged(after: Int64, through: Int64) throws -> [LoggedFact] {
        try (replay?.source ?? self).rows(
            LoggedFact.columns,
            "from fact_log where sequence > \(after) and sequence <= \(through) order by sequence")
    }

    /// Runs what answers a fact that was logged before.
    func answering(_ logged: LoggedFact, _ body: () throws -> Void) rethrows {
        causes.append(logged.sequence)
        defer { causes.removeLast() }
        try body()
    }

    /// A fact whose reactions failed must not be committed, even when the command went on without it.
    func checkThatNoFactFailed() throws {
        if let failure { throw failure }
    }

    /// The sequence of the fact being answered: reactions trace what they write to it, and derive keys from it.
    public var cause: Int64 {
        guard let sequence = causes.last else { preconditionFailure("only a reaction has a cause") }
        return sequence
    }
}
