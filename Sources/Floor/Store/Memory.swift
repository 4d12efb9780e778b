// SPDX-License-Identifier: Apache-2.0

/// What earlier writes have read, so that the next receipt need not ask for it again.
///
/// Used by the writer's thread alone.
final class Memory {
    /// By span, in the order of their length.
    private var shelves: [[UInt: AnyObject]] = [[:], [:], [:]]
    private var version: StoreVersion?

    /// What was remembered under one name.
    final class Shelf<Key: Hashable, Value> {
        var values: [Key: Value] = [:] {
            didSet { if values.count > Memory.largestShelf { values.removeAll() } }
        }

        /// Starts again when so many more would be too many, so that they stay together.
        func makeRoom(for count: Int) { if values.count + count > Memory.largestShelf { values.removeAll() } }
    }

    /// More keys than any setting has that a receipt asks for; beyond it a shelf starts again.
    fileprivate static var largestShelf: Int { 100_000 }

    /// The shelf of a name, which stands for one type of key and one of value.
    func shelf<Key: Hashable, Value>(_ name: StaticString, _: Key.Type, _: Value.Type) -> Shelf<Key, Value> {
        shelf(name, Key.self, Value.self, at: 2)
    }

    /// The shelf of a name whose content lasts for a span.
    func shelf<Key: Hashable & Sendable, Row: Sendable>(
        _ name: StaticString, _: Key.Type, _: Row?.Type, for span: Lookup<Key, Row>.Span
    ) -> Shelf<Key, Row?> {
        let place =
            switch span {
            case .batch: 0
            case .turn: 1
            case .settings: 2
            }
        return shelf(name, Key.self, Row?.self, at: place)
    }

    private func shelf<Key: Hashable, Value>(
        _ name: StaticString, _: Key.Type, _: Value.Type, at place: Int
    ) -> Shelf<Key, Value> {
        let address = UInt(bitPattern: name.utf8Start)
        if let known = shelves[place][address] {
            guard let shelf = known as? Shelf<Key, Value> else {
                preconditionFailure("\(name) is remembered with one type of key and value")
            }
            return shelf
        }
        let shelf = Shelf<Key, Value>()
        shelves[place][address] = shelf
        return shelf
    }

    func forget() { forget(upTo: 2) }

    /// Begins a batch: forgets what was for the last one, and what another connection may have changed since.
    func keep(asOf version: StoreVersion?) {
        defer { self.version = version }
        guard let version, let last = self.version, version.settings == last.settings else { return forget() }
        forget(upTo: version.turns == last.turns ? 0 : 1)
    }

    private func forget(upTo last: Int) {
        for place in 0...last { shelves[place].removeAll(keepingCapacity: true) }
    }
}
