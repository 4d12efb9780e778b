// SPDX-License-Identifier: Apache-2.0

public import Foundation
public import Kernel
import Synchronization

/// The retailer's memory: one engine, the schema of every system, the wiring, the one queue of writes.
public final class Store: Sendable {
    public let systems: [System]
    public let declarations: Declarations
    public let clock: any Clock
    let engine: any Engine
    let wiring: Wiring
    private let writer: Writer
    private let followers: FollowerRunner

    /// Opens a store and brings its schema up to date; where the engine only reads, its schema must be so already.
    ///
    /// - Parameters:
    ///   - engine: an open engine that no one else uses.
    ///   - systems: every system, with its tables, commands and followers.
    ///   - wiring: who answers which fact.
    ///   - clock: where the present comes from.
    ///   - capacity: writes that may wait before `write` answers `busy`.
    public init(
        _ engine: any Engine, systems: [System], wiring: Wiring, clock: any Clock, capacity: Int = 4_096
    ) throws {
        self.engine = engine
        self.systems = [.floor] + systems
        declarations = Declarations(of: self.systems)
        self.wiring = wiring
        self.clock = clock
        let migrator = Migrator(systems: self.systems, dialect: engine.dialect)
        let keys: KeyMaker
        if engine.onlyReads {
            try engine.withReader { try migrator.check($0) }
            keys = KeyMaker()
        } else {
            let reserved = try engine.withWriter { connection in
                try migrator.migrate(connection, at: clock.now.microseconds)
                return try Snapshot(connection).number("select reserved from store_key where node = \(engine.node)")
            }
            keys = KeyMaker(node: engine.node, after: reserved)
        }
        let followers = FollowerRunner([SealFollower.follower] + systems.flatMap(\.followers))
        self.followers = followers
        writer = Writer(engine, wiring: wiring, declarations: declarations, keys: keys, capacity: capacity) {
            followers.wake()
        }
    }

    // MARK: Writing

    /// Runs a write and returns its answer once it is durable.
    ///
    /// The closure may run more than once; only its last run counts.
    ///
    /// - Parameter foresee: finds what `body` will look up, so that writes that wait together can ask together.
    /// - Throws: `StoreFault.busy` when too many writes wait already; whatever `body` throws.
    public func write<Value: Sendable>(
        as actor: ID<Actor>, at instant: Instant? = nil,
        foreseeing foresee: @escaping @Sendable (Foresight) throws -> Void = { _ in },
        _ body: @escaping @Sendable (Transaction) throws -> Value
    ) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            let job = job(actor, instant, foresee, body) { continuation.resume(with: $0) }
            if let fault = writer.offer(job) { continuation.resume(throwing: fault) }
        }
    }

    /// Queues a write from a thread that may block: waits while the queue is full, calls `completion` once durable.
    public func submit<Value: Sendable>(
        as actor: ID<Actor>, at instant: Instant? = nil,
        foreseeing foresee: @escaping @Sendable (Foresight) throws -> Void = { _ in },
        _ body: @escaping @Sendable (Transaction) throws -> Value,
        completion: @escaping @Sendable (Result<Value, any Error>) -> Void
    ) {
        if let fault = writer.put(job(actor, instant, foresee, body, completion)) { completion(.failure(fault)) }
    }

    /// As `write`, from a thread that may block.
    public func writeNow<Value: Sendable>(
        as actor: ID<Actor>, _ body: @escaping @Sendable (Transaction) throws -> Value
    ) throws -> Value {
        let answer = Answer<Value>()
        submit(as: actor, body) { answer.give($0) }
        return try answer.wait().get()
    }

    /// Waits, blocking the calling thread, until every write queued so far is durable.
    public func drain() {
        let answer = Answer<Void>()
        submit(as: ID(0)) { _ in
        } completion: {
            answer.give($0)
        }
        _ = answer.wait()
    }

    private func job<Value: Sendable>(
        _ actor: ID<Actor>, _ instant: Instant?, _ foresee: @escaping @Sendable (Foresight) throws -> Void,
        _ body: @escaping @Sendable (Transaction) throws -> Value,
        _ completion: @escaping @Sendable (Result<Value, any Error>) -> Void
    ) -> Writer.Job {
        Writer.Job(
            foresee: foresee,
            perform: { [wiring, clock] batch in
                let tx = Transaction(batch, wiring: wiring, actor: actor, now: instant ?? clock.now)
                let value = try body(tx)
                try tx.checkThatNoFactFailed()
                return { completion(.success(value)) }
            },
            fail: { completion(.failure($0)) })
    }

    // MARK: Reading

    /// Runs a query on one consistent snapshot, beside the writer.
    public func read<Value: Sendable>(_ body: @escaping @Sendable (Snapshot) throws -> Value) async throws -> Value {
        try await engine.read { [declarations] in try body(Snapshot($0, declarations)) }
    }

    /// The same from a thread that may block.
    public func readNow<Value>(_ body: (Snapshot) throws -> Value) throws -> Value {
        func answer() throws -> Value { try engine.withReader { try body(Snapshot($0, declarations)) } }
        // Whoever reads needs not know that the server was restarted meanwhile.
        do { return try answer() } catch StoreFault.interrupted { return try answer() }
    }

    // MARK: Followers

    /// Lets every follower catch up with the log, a thousand facts a write.
    ///
    /// - Returns: how many facts were followed, all followers together.
    @discardableResult
    public func catchUp() async throws -> Int { try await followers.catchUp(self) }

    /// Keeps the followers up with the log until the task is cancelled. One that fails is tried again, later and later.
    ///
    /// - Parameters:
    ///   - failed: hears every failure of a follower.
    ///   - sleep: waits before the next try; from a second to a minute.
    public func follow(
        failed: @Sendable (any Error) -> Void,
        sleep: @Sendable (Duration) async throws -> Void = { try await Task.sleep(for: $0) }
    ) async throws {
        try await followers.run(self, failed: failed, sleep: sleep)
    }

    /// Empties what a follower made and lets it start from the first fact.
    public func rebuild(_ name: String) async throws { try await followers.rebuild(name, self) }

    // MARK: Copying

    /// Writes one consistent state of the store, as it is now, into an existing empty folder, beside reads and writes.
    ///
    /// - Parameter progress: called with the parts done and all there are.
    public func copy(
        to folder: URL, progress: @escaping @Sendable (_ done: Int64, _ all: Int64) -> Void = { _, _ in }
    ) async throws {
        try await engine.copy(to: folder, progress: progress)
    }

    /// How many steps of each system's schema were applied.
    public func schemaVersions() throws -> [String: Int64] {
        try readNow { snapshot in
            try snapshot.values("max(number)", by: "system", "from store_migration group by system order by system")
        }
    }

    /// Finishes the waiting writes and closes the engine; blocks until both are done. Not for a write's own thread.
    public func close() throws {
        writer.stop()
        try engine.close()
    }
}

extension Store {
    /// The number of a table's rows, for tests and copies; the table's name comes from the schema.
    public func rowCount(of table: Table) throws -> Int64 {
        try readNow { try $0.number(SQL(assembled: "select count(*) from \(table.name)")) }
    }
}

/// What one thread waits for and another gives.
private final class Answer<Value: Sendable>: Sendable {
    private let isGiven = DispatchSemaphore(value: 0)
    private let result = Mutex<Result<Value, any Error>?>(nil)

    func give(_ answer: Result<Value, any Error>) {
        result.withLock { $0 = answer }
        isGiven.signal()
    }

    /// Blocks the calling thread.
    func wait() -> Result<Value, any Error> {
        isGiven.wait()
        guard let answer = result.withLock({ $0 }) else { preconditionFailure("an answer is kept before it is given") }
        return answer
    }
}
