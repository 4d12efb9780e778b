// SPDX-License-Identifier: Apache-2.0

import Kernel

/// Runs the in-transaction reactions over a fact log into the empty tables of another store.
///
/// A fact that a command published is published again; the facts that answered it must come again, in the same order
/// and to the byte. What the reactions write must then equal what they wrote the first time.
public final class Replay {
    private let facts: [LoggedFact]
    private var position = 0
    /// The store whose log it is.
    let source: Snapshot

    private init(_ facts: [LoggedFact], of source: Snapshot) {
        self.facts = facts
        self.source = source
    }

    /// The logged sequence of a fact that is published again.
    ///
    /// - Throws: `StoreFault.corrupt` when the log holds something else at this place.
    func next<F: Fact>(_ fact: F, cause: Int64?) throws -> Int64 {
        guard position < facts.count else {
            throw StoreFault.corrupt("the replay publishes \(F.name) where the log ends")
        }
        let logged = facts[position]
        var json = JSONWriter()
        try fact.write(to: &json)
        guard logged.name == F.name, logged.cause == cause, logged.version != F.version || logged.body == json.bytes
        else {
            throw StoreFault.corrupt(
                "fact \(logged.sequence) is \(String(decoding: logged.body, as: UTF8.self)), the replay publishes "
                    + "\(F.name) \(String(decoding: json.bytes, as: UTF8.self))")
        }
        position += 1
        return logged.sequence
    }

    /// Replays `source` into `target`, whose tables are empty.
    ///
    /// - Parameter progress: called with facts done and all there are.
    public static func run(
        from source: Store, into target: Store, progress: @escaping (_ done: Int64, _ all: Int64) -> Void = { _, _ in }
    ) throws {
        let all = try source.readNow { try $0.number("select max(sequence) from fact_log") }
        var done: Int64 = 0
        while done < all {
            let last = try source.readNow { snapshot -> Int64? in
                let facts = try wholeFamilies(after: done, snapshot)
                try target.write { try Replay(facts, of: snapshot).publishRoots($0, target.wiring) }
                return facts.last?.sequence
            }
            guard let last else { return }
            done = last
            progress(done, all)
        }
    }

    /// About a thousand facts, ending where the next one is again published by a command.
    private static func wholeFamilies(after done: Int64, _ snapshot: Snapshot) throws -> [LoggedFact] {
        let end: Int64? = try snapshot.value(
            """
            select sequence
              from fact_log
             where sequence > \(done + 1_000) and cause is null
             order by sequence
             limit 1
            """)
        return try snapshot.rows(
            LoggedFact.columns,
            "from fact_log where sequence > \(done) and sequence < \(end ?? .max) order by sequence")
    }

    private func publishRoots(_ batch: WriteBatch, _ wiring: Wiring) throws {
        let readers = wiring.readers
        while position < facts.count {
            let root = facts[position]
            guard root.cause == nil else {
                throw StoreFault.corrupt("fact \(root.sequence), \(root.name), answers a fact that no longer causes it")
            }
            guard let reader = readers[root.name] else {
                position += 1
                continue
            }
            let tx = Transaction(batch, wiring: wiring, actor: root.actor, now: root.recordedAt, replay: self)
            try reader.publish(root, tx)
        }
    }
}

extension Store {
    /// Writes what a replay brings, in a transaction of its own.
    fileprivate func write(_ body: (WriteBatch) throws -> Void) throws {
        try engine.withWriter { connection in
            let batch = WriteBatch(connection, declarations, keys: KeyMaker(), reserved: 0)
            try connection.begin()
            do {
                try body(batch)
                try batch.applyTotals()
                try connection.commit()
            } catch {
                try? connection.rollback()
                throw error
            }
        }
    }
}
