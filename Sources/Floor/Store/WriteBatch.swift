// SPDX-License-Identifier: Apache-2.0

import Kernel

/// What the writes of one database transaction share: the connection, the next sequence, the sums to apply.
final class WriteBatch {
    let connection: any Connection
    let declarations: Declarations
    var totals = WaitingTotals()
    /// Settings read by earlier writes.
    let memory: Memory
    private var keys: KeyMaker
    /// No key of this node that a commit may hold is greater.
    private(set) var reserved: Int64
    private let reservedBefore: Int64
    private var lastSequence: Int64?
    private var json = JSONWriter()

    /// About a second of keys.
    private static let reservation: Int64 = 1_000 << 21

    init(
        _ connection: any Connection, _ declarations: Declarations, keys: KeyMaker, reserved: Int64,
        memory: Memory = Memory()
    ) {
        self.connection = connection
        self.declarations = declarations
        self.memory = memory
        self.keys = keys
        self.reserved = reserved
        reservedBefore = reserved
    }

    func key<Entity>(at now: Instant) -> ID<Entity> { keys.make(at: now) }

    /// The maker to go on with after this batch.
    var keysForNext: KeyMaker { keys }

    /// Notes, about once a second, a key ahead of all that were made: the next opening goes on after it, even when the
    /// clock was set back between.
    func reserveKeys() throws {
        guard keys.last > reserved else { return }
        let ahead = keys.last + Self.reservation
        try connection.send(
            """
            insert into store_key (node, reserved)
            values (\(keys.node), \(ahead))
                on conflict (node) do update set reserved = excluded.reserved
            """)
        reserved = ahead
    }

    /// Forgets what a rolled-back transaction left in memory. Keys are not reused.
    func startOver() {
        totals.forget()
        memory.forget()
        lastSequence = nil
        reserved = reservedBefore
    }

    /// Appends a fact and returns its sequence: one more than the last of the log.
    ///
    /// - Parameter digest: of the request that is the first to publish something by it.
    func append<F: Fact>(
        _ fact: F, actor: ID<Actor>, cause: Int64?, at now: Instant, digest: [UInt8]?
    ) throws -> Int64 {
        json.removeAll()
        try fact.write(to: &json)
        let sequence = try (lastSequence ?? Snapshot(connection).number("select max(sequence) from fact_log")) + 1
        try connection.send(
            """
            insert into fact_log (sequence, name, version, body, actor_id, cause, recorded_at, request_digest)
            values (\(sequence), \(F.name), \(F.version), \(json.bytes), \(actor), \(cause), \(now), \(digest))
            """)
        lastSequence = sequence
        return sequence
    }

    /// Applies each waiting sum once, in the order of table and key.
    func applyTotals() throws { try totals.empty { try connection.add($1, to: $0) } }
}
