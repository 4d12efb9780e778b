// SPDX-License-Identifier: Apache-2.0

import Kernel

/// Work that one process at a time does, such as the night: whoever holds the row does it, and renews it while it
/// lives.
///
/// The machines' clocks must agree to within half a minute.
enum Lease {
    static let table = Table(
        "store_lease", [.text("name"), .id("holder"), .instant("until")], key: ["name"])

    /// How long a process may be silent before another takes its work over.
    static let seconds: Int64 = 120

    private struct Held {
        let holder: ID<Holder>
        let until: Instant

        static let columns = Columns<Held>(
            Column("holder", \.holder), Column("until", \.until), make: Held.init)
    }

    /// Takes or renews a lease.
    ///
    /// - Returns: whether `holder` has it now.
    static func take(_ name: String, _ holder: ID<Holder>, _ tx: Transaction) throws -> Bool {
        let other = try tx.row(Held.columns, "from store_lease where name = \(name)")
        if let other, other.holder != holder, tx.now < other.until { return false }
        try tx.run(
            """
            insert into store_lease (name, holder, until)
            values (\(name), \(holder), \(tx.now.adding(seconds: seconds)))
                on conflict (name) do update set holder = excluded.holder, until = excluded.until
            """)
        return true
    }

    static func giveBack(_ name: String, _ holder: ID<Holder>, _ tx: Transaction) throws {
        try tx.run("delete from store_lease where name = \(name) and holder = \(holder)")
    }

    /// A process that holds leases: its node, of which no other live process has the number.
    enum Holder {}
}

extension Store {
    /// Runs `body` while no other process on this store runs one of the same name.
    ///
    /// When this process could not renew the lease in time and another took it, `body` is cancelled.
    ///
    /// - Returns: what `body` returns; nil when another process is at it.
    public func alone<Value: Sendable>(
        _ name: String, _ body: @escaping @Sendable () async throws -> Value
    ) async throws -> Value? {
        let holder = ID<Lease.Holder>(engine.node)
        guard try await write(as: ID(0), { try Lease.take(name, holder, $0) }) else { return nil }
        let outcome: Result<Value, any Error>
        do {
            outcome = .success(
                try await withThrowingTaskGroup(of: Value?.self) { group in
                    group.addTask { try await body() }
                    group.addTask {
                        try await self.renew(name, holder)
                        return nil
                    }
                    defer { group.cancelAll() }
                    guard let value = try await group.next() ?? nil else {
                        throw StoreFault.busy("another process took over what this one was doing: \(name)")
                    }
                    return value
                })
        } catch {
            outcome = .failure(error)
        }
        try await write(as: ID(0)) { try Lease.giveBack(name, holder, $0) }
        return try outcome.get()
    }

    /// Renews a lease until it is lost or the task is cancelled.
    private func renew(_ name: String, _ holder: ID<Lease.Holder>) async throws {
        repeat {
            try await Task.sleep(for: .seconds(Lease.seconds / 4))
        } while try await write(as: ID(0), { try Lease.take(name, holder, $0) })
    }
}
