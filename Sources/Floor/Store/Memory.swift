// SPDX-License-Identifier: Apache-2.0

/// Settings that earlier writes have read, so that the next receipt need not ask for them again.
///
/// Used by the writer's thread alone.
final class Memory {
    private var shelves: [UInt: AnyObject] = [:]
    private var version: Int64?

    /// What was remembered under one name.
    final class Shelf<Key: Hashable, Value> {
        var values: [Key: Value] = [:] {
            didSet { if values.count > Memory.largestShelf { values.removeAll() } }
        }
    }

    /// More keys than any setting has that a receipt asks for; beyond it a shelf starts again.
    fileprivate static var largestShelf: Int { 100_000 }

    /// The shelf of a name, which stands for one type of key and one of value.
    func shelf<Key: Hashable, Value>(_ name: StaticString, _: Key.Type, _: Value.Type) -> Shelf<Key, Value> {
        let address = UInt(bitPattern: name.utf8Start)
        if let known = shelves[address] {
            guard let shelf = known as? Shelf<Key, Value> else {
                preconditionFailure("\(name) is remembered with one type of key and value")
            }
            return shelf
        }
        let shelf = Shelf<Key, Value>()
        shelves[address] = shelf
        return shelf
    }

    func forget() { shelves.removeAll(keepingCapacity: true) }

    /// Forgets everything when another connection has written since the last call.
    ///
    /// - Parameter version: a number that changes when someone else commits; nil when the engine cannot tell.
    func keep(asOf version: Int64?) {
        if version == nil || version != self.version { forget() }
        self.version = version
    }
}
