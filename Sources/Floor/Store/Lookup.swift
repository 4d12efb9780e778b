// SPDX-License-Identifier: Apache-2.0

import Kernel

/// A row that many writes ask for by key, and how the rows of many keys are asked for at once.
///
/// What is found, or found missing, is kept in memory, so that the writes of a batch can be foreseen together. Whoever
/// writes such a row notes it with `Transaction.note`, or forgets the lookup.
public struct Lookup<Key: Hashable & Sendable, Value: Sendable>: Sendable {
    /// How long a row is kept.
    public enum Span: Sendable {
        /// Until the batch has ended: for keys that come once.
        case batch
        /// Until another process writes: for rows that the next receipt may ask for again.
        case turn
        /// Until a write changes settings, here or in another process.
        case settings
    }

    let name: StaticString
    let span: Span
    let load: @Sendable ([Key], Snapshot) throws -> [Key: Value]

    /// - Parameters:
    ///   - name: of its own among all lookups and all that is remembered.
    ///   - load: the rows of some keys; those without a row are left out.
    public init(
        _ name: StaticString, for span: Span, load: @escaping @Sendable ([Key], Snapshot) throws -> [Key: Value]
    ) {
        self.name = name
        self.span = span
        self.load = load
    }

    /// The same, of rows that one question finds by the columns of a key.
    ///
    /// - Parameter rest: what follows the columns, as in `Snapshot.rows(forEach:_:_:)`.
    public init(
        _ name: StaticString, for span: Span, by key: Columns<Key>, _ columns: Columns<Value>,
        _ rest: @escaping @Sendable (Key) -> SQL
    ) {
        let keyed = key.beside(columns)
        self.init(name, for: span) { keys, snapshot in
            Dictionary(try snapshot.rows(forEach: keys, keyed, rest)) { $1 }
        }
    }
}

/// Rows to ask for before the writes of a batch run, gathered from all of them.
///
/// Whoever foresees calls `find` as the write itself will.
public final class Foresight {
    private let memory: Memory
    private let wiring: Wiring
    private var wanted: [UInt: any WantedRows] = [:]
    /// Whether someone asked for a row that may be known when what was wanted has been loaded, and could see further then.
    private(set) var isShortSighted = false
    private var count = 0
    /// Whether enough is wanted for one question: much more would keep the writes waiting that need little of it.
    var isFull: Bool { count >= 20_000 }

    init(_ memory: Memory, _ wiring: Wiring) {
        self.memory = memory
        self.wiring = wiring
    }

    /// Says what is about to happen, so that whoever answers it can look ahead too.
    public func tell(_ hint: some Sendable) { wiring.foresee(hint, self) }

    /// The row of a key, when it is known and there.
    public func known<Key, Value>(_ key: Key, in lookup: Lookup<Key, Value>) -> Value? {
        guard let row = memory.shelf(lookup).values[key] else {
            isShortSighted = true
            return nil
        }
        return row
    }

    /// Wants the row of a key, unless it is known.
    public func find<Key, Value>(_ key: Key, in lookup: Lookup<Key, Value>) {
        guard memory.shelf(lookup).values[key] == nil else { return }
        let address = UInt(bitPattern: lookup.name.utf8Start)
        if let rows = wanted[address] as? Wanted<Key, Value> {
            if rows.keys.insert(key).inserted { count += 1 }
        } else {
            count += 1
            wanted[address] = Wanted(lookup, key)
        }
    }

    /// What `Transaction.remembered` remembers under a name.
    public func remembered<Key: Hashable, Value>(_ name: StaticString, _ key: Key, as _: Value.Type) -> Value? {
        memory.shelf(name, Key.self, Value.self).values[key]
    }

    /// Loads what was wanted.
    func load(_ snapshot: Snapshot) throws {
        for rows in wanted.values { try rows.load(snapshot, memory) }
        wanted.removeAll()
        count = 0
        isShortSighted = false
    }

    private final class Wanted<Key: Hashable & Sendable, Value: Sendable>: WantedRows {
        let lookup: Lookup<Key, Value>
        var keys: Set<Key>

        init(_ lookup: Lookup<Key, Value>, _ key: Key) {
            self.lookup = lookup
            keys = [key]
        }

        func load(_ snapshot: Snapshot, _ memory: Memory) throws {
            try memory.load(Array(keys), in: lookup, snapshot)
        }
    }
}

private protocol WantedRows: AnyObject {
    func load(_ snapshot: Snapshot, _ memory: Memory) throws
}

extension Memory {
    func shelf<Key, Value>(_ lookup: Lookup<Key, Value>) -> Shelf<Key, Value?> {
        shelf(lookup.name, Key.self, Value?.self, for: lookup.span)
    }

    /// Asks for all keys at once; those without a row are kept as missing.
    func load<Key, Value>(_ keys: [Key], in lookup: Lookup<Key, Value>, _ snapshot: Snapshot) throws {
        let found = try lookup.load(keys, snapshot)
        let shelf = shelf(lookup)
        shelf.makeRoom(for: keys.count)
        for key in keys { shelf.values[key] = .some(found[key]) }
    }
}

extension Transaction {
    /// Asks for the rows of several keys at once, where they are not known yet and a question has far to go.
    public func expect<Key, Value>(_ keys: some Sequence<Key>, in lookup: Lookup<Key, Value>) throws {
        guard connection.isDistant else { return }
        let shelf = memory.shelf(lookup)
        let unknown = Set(keys.filter { shelf.values[$0] == nil })
        guard unknown.count > 1 else { return }
        try memory.load(Array(unknown), in: lookup, self)
    }

    /// Keeps in mind a row that this write has just stored, as it would be loaded.
    public func note<Key, Value>(_ value: Value, for key: Key, in lookup: Lookup<Key, Value>) {
        memory.shelf(lookup).values[key] = .some(value)
    }

    /// Forgets every row of a lookup, because this write changes some.
    public func forget<Key, Value>(_ lookup: Lookup<Key, Value>) { memory.shelf(lookup).values.removeAll() }
}

extension Snapshot {
    /// The row of a key, from memory when a write knows it; nil when there is none.
    ///
    /// No method that a subclass overrides: those are not specialised, and their generic types cost more than the row.
    public func find<Key, Value>(_ key: Key, in lookup: Lookup<Key, Value>) throws -> Value? {
        guard let shelf = kept?.shelf(lookup) else { return try lookup.load([key], self)[key] }
        if let known = shelf.values[key] { return known }
        let found = try lookup.load([key], self)[key]
        shelf.values[key] = .some(found)
        return found
    }
}
