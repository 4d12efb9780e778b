// SPDX-License-Identifier: Apache-2.0

import Crypto
import Kernel

/// Seals the fact log into a hash chain: each fact's seal covers the fact and the seal before it.
///
/// Whoever keeps a printed head can prove later that nothing before it was changed: a changed fact, or a removed one,
/// breaks its own seal and every seal after it.
package enum SealFollower {
    package static let follower = Follower("seal", tables: ["fact_seal"]) { facts, tx in
        var head = try Seal.head(tx).seal
        for fact in facts {
            head = Seal.of(fact, after: head)
            try tx.run("insert into fact_seal (sequence, seal) values (\(fact.sequence), \(head))")
        }
    }
}

package enum Seal {
    /// SHA-256 over the seal before and every column of the fact, integers as eight bytes, little end first, texts
    /// and blobs after their length, the cause after a one when there is one and a zero when there is none.
    static func of(_ fact: LoggedFact, after previous: [UInt8]) -> [UInt8] {
        var hash = SHA256()
        hash.update(data: previous)
        func integer(_ value: Int64) { withUnsafeBytes(of: value.littleEndian) { hash.update(bufferPointer: $0) } }
        func bytes(_ value: [UInt8]) {
            integer(Int64(value.count))
            hash.update(data: value)
        }
        integer(fact.sequence)
        bytes(Array(fact.name.utf8))
        integer(Int64(fact.version))
        bytes(fact.body)
        integer(fact.actor.rawValue)
        integer(fact.cause == nil ? 0 : 1)
        integer(fact.cause ?? 0)
        integer(fact.recordedAt.microseconds)
        return Array(hash.finalize())
    }

    /// The last seal and the fact it stands at; zeros before the first.
    package static func head(_ snapshot: Snapshot) throws -> (sequence: Int64, seal: [UInt8]) {
        try snapshot.row("select sequence, seal from fact_seal order by sequence desc limit 1") {
            ($0.integer(0), $0.blob(1))
        } ?? (0, Array(repeating: 0, count: 32))
    }

    /// Recomputes the chain from the first fact.
    ///
    /// A log that lost its last facts, their seals and the follower's cursor together looks like a younger log: only
    /// a head that was kept elsewhere, such as the printed one, shows the loss.
    ///
    /// - Parameter progress: called with the sequences done and all there are.
    package static func verify(
        _ snapshot: Snapshot, progress: (_ done: Int64, _ all: Int64) -> Void = { _, _ in }
    ) throws -> SealVerdict {
        let all = try head(snapshot).sequence
        var previous = [UInt8](repeating: 0, count: 32)
        var expected: Int64 = 1
        // The log begins at one: whatever lies before was put there by another hand.
        var broken = try snapshot.row(
            """
            select sequence from fact_log where sequence < 1
             union
            select sequence from fact_seal where sequence < 1
             order by sequence
             limit 1
            """
        ) { $0.integer(0) }
        try snapshot.each(
            """
            select l.sequence, l.name, l.version, l.body, l.actor_id, l.cause, l.recorded_at, s.seal
              from fact_seal s
              left join fact_log l on l.sequence = s.sequence
             order by s.sequence
            """
        ) { row in
            guard broken == nil else { return }
            guard !row.isNull(0), row.integer(0) == expected else {
                broken = expected
                return
            }
            let seal = of(LoggedFact(row), after: previous)
            guard seal == row.blob(7) else {
                broken = expected
                return
            }
            previous = seal
            expected += 1
            if expected % 10_000 == 0 { progress(expected, all) }
        }
        let followed = try snapshot.number(
            "select sequence from fact_cursor where follower = \(SealFollower.follower.name)")
        if broken == nil, followed > all { broken = all + 1 }
        let unsealed = try snapshot.number("select count(*) from fact_log where sequence > \(all)")
        return SealVerdict(sealed: expected - 1, unsealed: unsealed, head: previous, firstBroken: broken)
    }
}

/// What the chain says of the log.
package struct SealVerdict: Sendable, Equatable {
    /// Facts whose seal was recomputed and holds, up to the first that does not.
    package let sealed: Int64
    /// Facts written since the last sealing.
    package let unsealed: Int64
    /// The seal of the last of them.
    package let head: [UInt8]
    /// The first fact that was changed, removed or added out of order.
    package let firstBroken: Int64?
}
