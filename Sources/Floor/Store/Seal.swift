// SPDX-License-Identifier: Apache-2.0

import Crypto
import Kernel

/// Seals the fact log into a hash chain: each fact's seal covers the fact and the seal before it.
///
/// Whoever keeps a printed head can prove later that nothing before it was changed: a changed fact, or a removed one,
/// breaks its own seal and every seal after it.
public enum SealFollower {
    public static let follower = Follower("seal", tables: ["fact_seal"]) { facts, tx in
        var chain = SealChain(after: try Seal.head(tx).seal)
        for fact in facts {
            let seal = chain.next(fact)
            try tx.run("insert into fact_seal (sequence, seal) values (\(fact.sequence), \(seal))")
        }
    }
}

/// The chain as it grows.
///
/// A seal is SHA-256 over the seal before and every column of the fact, integers as eight bytes, little end first,
/// texts and blobs after their length, the cause after a one when there is one and a zero when there is none. The digest
/// of the request comes last, where there is one.
private struct SealChain {
    private(set) var last: [UInt8]
    private var message: [UInt8] = []

    init(after seal: [UInt8]) { last = seal }

    mutating func next(_ fact: LoggedFact) -> [UInt8] {
        message.removeAll(keepingCapacity: true)
        message += last
        append(fact.sequence)
        append(fact.name.utf8)
        append(Int64(fact.version))
        append(fact.body)
        append(fact.actor.rawValue)
        append(fact.cause == nil ? 0 : 1)
        append(fact.cause ?? 0)
        append(fact.recordedAt.microseconds)
        if let digest = fact.requestDigest { append(digest) }
        last = Array(SHA256.hash(data: message))
        return last
    }

    private mutating func append(_ integer: Int64) {
        withUnsafeBytes(of: integer.littleEndian) { message += $0 }
    }

    private mutating func append(_ bytes: some Collection<UInt8>) {
        append(Int64(bytes.count))
        message += bytes
    }
}

public enum Seal {
    private static let none = [UInt8](repeating: 0, count: 32)
    /// The last seal and the fact it stands at; zeros before the first.
    public static func head(_ snapshot: Snapshot) throws -> (sequence: Int64, seal: [UInt8]) {
        try snapshot.row(head, "from fact_seal order by sequence desc limit 1") ?? (0, none)
    }

    private static let head = Columns<Int64>.one("sequence").beside(Columns<[UInt8]>.one("seal"))

    /// Recomputes the chain from the first fact, a part of it at a time.
    ///
    /// A log that lost its last facts, their seals and the follower's cursor together looks like a younger log: only
    /// a head that was kept elsewhere, such as the printed one, shows the loss.
    ///
    /// - Parameter part: how many facts to check at a time.
    public static func verify(_ snapshot: Snapshot, part: Int64 = 20_000) throws -> SealVerdict {
        let extent = try Self.extent(snapshot)
        for first in stride(from: 0, to: extent.seals, by: Int(part)) {
            let broken = try firstBroken(after: first, through: min(first + part, extent.seals), snapshot)
            if let broken { return try verdict(extent, broken, snapshot) }
        }
        return try verdict(extent, nil, snapshot)
    }

    /// The same, several parts at a time.
    ///
    /// A part begins with the seal that stands before it, which the part before proves; facts are never changed, so
    /// parts may be read from different snapshots.
    ///
    /// - Parameter progress: called with the facts done and all there are.
    public static func verify(
        _ store: Store, part: Int64 = 20_000, progress: (_ done: Int64, _ all: Int64) -> Void = { _, _ in }
    ) async throws -> SealVerdict {
        let extent = try await store.read { try Self.extent($0) }
        let broken = try await withThrowingTaskGroup(of: (count: Int64, broken: Int64?).self) { group in
            var (next, done): (Int64, Int64) = (0, 0)
            var broken: Int64?
            func start() {
                guard next < extent.seals else { return }
                let (first, last) = (next, min(next + part, extent.seals))
                next = last
                group.addTask {
                    (last - first, try await store.read { try firstBroken(after: first, through: last, $0) })
                }
            }
            for _ in 0..<4 { start() }
            while let finished = try await group.next() {
                broken = [broken, finished.broken].compactMap(\.self).min()
                done += finished.count
                progress(done, extent.seals)
                start()
            }
            return broken
        }
        return try await store.read { try verdict(extent, broken, $0) }
    }

    /// How far the log is sealed, and what cannot belong to it.
    private struct Extent: Sendable {
        /// Seals there are: the last one's sequence, or one of them is missing.
        let seals: Int64
        let unsealed: Int64
        let firstOutside: Int64?
    }

    private static func extent(_ snapshot: Snapshot) throws -> Extent {
        let last = try head(snapshot).sequence
        let followed = try snapshot.number(
            "select sequence from fact_cursor where follower = \(SealFollower.follower.name)")
        // The log begins at one: whatever lies before was put there by another hand.
        let before: Int64? = try snapshot.value(
            """
            select sequence from fact_log where sequence < 1
             union
            select sequence from fact_seal where sequence < 1
             order by sequence
             limit 1
            """)
        return Extent(
            seals: try snapshot.number("select count(*) from fact_seal where sequence > 0"),
            unsealed: try snapshot.number("select count(*) from fact_log where sequence > \(last)"),
            firstOutside: before ?? (followed > last ? last + 1 : nil))
    }

    /// The first fact of a part that is not what was sealed; nil when all are.
    private static func firstBroken(after first: Int64, through last: Int64, _ snapshot: Snapshot) throws -> Int64? {
        var chain = SealChain(after: try seal(at: first, snapshot))
        var expected = first + 1
        var isWhole = true
        try snapshot.each(
            sealed,
            """
              from fact_seal
              join fact_log using (sequence)
             where sequence > \(first) and sequence <= \(last)
             order by sequence
            """
        ) { fact, seal in
            isWhole = isWhole && fact.sequence == expected && chain.next(fact) == seal
            if isWhole { expected += 1 }
        }
        return expected > last ? nil : expected
    }

    private static let sealed = LoggedFact.columns.beside(Columns<[UInt8]>.one("seal"))

    private static func seal(at sequence: Int64, _ snapshot: Snapshot) throws -> [UInt8] {
        try snapshot.value("select seal from fact_seal where sequence = \(sequence)") ?? none
    }

    private static func verdict(_ extent: Extent, _ broken: Int64?, _ snapshot: Snapshot) throws -> SealVerdict {
        let first = [broken, extent.firstOutside].compactMap(\.self).min()
        let sealed = first.map { $0 < 1 ? 0 : min($0 - 1, extent.seals) } ?? extent.seals
        return SealVerdict(
            sealed: sealed, unsealed: extent.unsealed, head: try seal(at: sealed, snapshot), firstBroken: first)
    }
}

/// What the chain says of the log.
public struct SealVerdict: Sendable, Equatable {
    /// Facts whose seal was recomputed and holds, up to the first that does not.
    public let sealed: Int64
    /// Facts written since the last sealing.
    public let unsealed: Int64
    /// The seal of the last of them.
    public let head: [UInt8]
    /// The first fact that was changed, removed or added out of order.
    public let firstBroken: Int64?
}
