// SPDX-License-Identifier: Apache-2.0

public import Kernel

/// A step of the night, declared by the system whose work it is. The back office puts the steps of all in order.
public struct NightStep: Sendable {
    /// Stable: a night that was cut off knows by it what it has done. Such as `find-open-tills`.
    public let name: String
    /// For people.
    public let title: String
    /// Does the step's work for a day. It may be cut off anywhere and run again, and then comes to the same.
    public let run: @Sendable (NightWork) async throws -> Outcome

    public init(_ name: String, _ title: String, run: @escaping @Sendable (NightWork) async throws -> Outcome) {
        self.name = name
        self.title = title
        self.run = run
    }

    /// How a step ended, and one line about it.
    public enum Outcome: Sendable, Equatable {
        case alone(String)
        case needsYou(String)
        case failed(String)
    }
}

/// What a step of the night may use: its day, what the store holds, and writes as the back office itself.
public struct NightWork: Sendable {
    /// The business day that the night closes.
    public let day: Day
    private let store: Store
    private let actor: ID<Actor>
    /// Whose step it is; of a company that does without that system, it tells nothing.
    private var system: String?

    /// - Parameter actor: who writes.
    public init(of day: Day, in store: Store, as actor: ID<Actor>) {
        self.day = day
        self.store = store
        self.actor = actor
    }

    /// The same work, for a step of a system; of no one's when nil.
    public func within(_ system: String?) -> NightWork {
        var work = self
        work.system = system
        return work
    }

    /// Whether the step is to look at a company: its system works for it.
    public func concerns(_ company: ID<Company>, _ snapshot: Snapshot) throws -> Bool {
        try system.map { try snapshot.isOn($0, for: company) } ?? true
    }

    public func read<Value: Sendable>(_ body: @escaping @Sendable (Snapshot) throws -> Value) async throws -> Value {
        try await store.read(body)
    }

    @discardableResult
    public func write<Value: Sendable>(
        _ body: @escaping @Sendable (Transaction) throws -> Value
    ) async throws -> Value {
        try await store.write(as: actor) { [system] tx in
            tx.step = system
            return try body(tx)
        }
    }

    /// Tells one fact in a write of its own, such as a matter for a person.
    public func tell(_ fact: some Fact) async throws { try await write { try $0.publish(fact) } }

    /// Lets every follower catch up with the log.
    ///
    /// - Returns: how many facts were followed, all followers together.
    public func catchUp() async throws -> Int { try await store.catchUp() }
}
