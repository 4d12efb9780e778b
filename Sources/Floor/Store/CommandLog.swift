// SPDX-License-Identifier: Apache-2.0

public import Kernel

/// The audit: who asked for what, when, and what came of it.
public enum CommandLog {
    /// What was asked, as it is kept beside the row of the command itself, so that it can be erased when it names a person
    /// who wants that. Its digest stays, sealed with the first fact that came of it.
    static let requests = Table(
        "command_request", [.id("actor_id"), .text("idempotency_key"), .blob("body")],
        key: ["actor_id", "idempotency_key"])

    /// A command that was done.
    public struct Record: Sendable {
        public let actor: ID<Actor>
        public let key: String
        public let command: String
        public let doneAt: Instant
        /// The request's JSON; nil when it was erased, or never kept.
        public let request: [UInt8]?
        public let answer: [UInt8]
        /// The first fact that came of it, and its name; nil when nothing did.
        public let firstFact: (sequence: Int64, name: String)?

        fileprivate static let columns = Columns<Record>(
            Column("c.actor_id", \.actor), Column("c.idempotency_key", \.key), Column("c.name", \.command),
            Column("c.done_at", \.doneAt), Column("r.body", \.request), Column("c.answer", \.answer),
            Column("f.sequence", \.firstFact?.sequence), Column("f.name", \.firstFact?.name)
        ) { actor, key, command, doneAt, request, answer, sequence, name in
            Record(
                actor: actor, key: key, command: command, doneAt: doneAt, request: request, answer: answer,
                firstFact: sequence.flatMap { sequence in name.map { (sequence, $0) } })
        }
    }

    /// What was done, oldest first.
    ///
    /// - Parameters:
    ///   - from: what was done before is left out.
    ///   - actor: only what this one did.
    ///   - command: only the commands of this name.
    ///   - limit: how many at most.
    public static func records(
        from: Instant?, by actor: ID<Actor>?, named command: String?, limit: Int, _ snapshot: Snapshot
    ) throws -> [Record] {
        try snapshot.rows(
            Record.columns,
            """
              from command_log c
              left join command_request r on r.actor_id = c.actor_id and r.idempotency_key = c.idempotency_key
              left join fact_log f on f.sequence = c.first_fact
             where c.done_at >= \(from ?? Instant(microseconds: .min))
               and (\(actor == nil) or c.actor_id = \(actor ?? ID(0)))
               and (\(command == nil) or c.name = \(command ?? ""))
             order by c.done_at, f.sequence, c.actor_id, c.idempotency_key
             limit \(Int64(limit))
            """)
    }

    /// A request that is kept and is not what was sealed with the first fact that came of it.
    public struct Altered: Sendable, Equatable {
        public let actor: ID<Actor>
        public let key: String
        /// Nil when the log has no such command.
        public let command: String?
    }

    /// Of several altered requests the first by its actor and key, as they lie in their table, which is read no further;
    /// nil when all are as they were sealed.
    ///
    /// A request that is not there was erased, or taken away by another hand: an erasure is a fact, `RequestErased`.
    public static func firstAltered(_ snapshot: Snapshot) throws -> Altered? {
        var altered: Altered?
        try snapshot.connection.query(
            Kept.columns.selection + """
                  from command_request r
                  left join command_log c on c.actor_id = r.actor_id and c.idempotency_key = r.idempotency_key
                  left join fact_log f on f.sequence = c.first_fact
                 order by r.actor_id, r.idempotency_key
                """
        ) { row in
            let kept = try Kept.columns.read(row, 0)
            if let name = kept.command, kept.sealed == CommandRequest.digest(of: name, kept.body) { return true }
            altered = Altered(actor: kept.actor, key: kept.key, command: kept.command)
            return false
        }
        return altered
    }

    /// Erases what a request said.
    ///
    /// - Returns: whether it was kept until now.
    public static func erase(of actor: ID<Actor>, key: String, _ tx: Transaction) throws -> Bool {
        try tx.countChanged(
            by: "delete from command_request where actor_id = \(actor) and idempotency_key = \(key)") == 1
    }

    static func keep(_ request: CommandRequest, key: String, _ tx: Transaction) throws {
        try tx.run(
            """
            insert into command_request (actor_id, idempotency_key, body)
            values (\(tx.actor), \(key), \(request.body))
            """)
    }
}

/// A request that is kept, and what was sealed of it.
private struct Kept {
    let actor: ID<Actor>
    let key: String
    let body: [UInt8]
    let command: String?
    let sealed: [UInt8]?

    static let columns = Columns<Kept>(
        Column("r.actor_id", \.actor), Column("r.idempotency_key", \.key), Column("r.body", \.body),
        Column("c.name", \.command), Column("f.request_digest", \.sealed), make: Kept.init)
}
