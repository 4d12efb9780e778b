// SPDX-License-Identifier: Apache-2.0

/// The key of one entity; a bin's key cannot be passed for a product's.
///
/// Keys are made by the application, grow with time, and travel in JSON as strings, because a browser's numbers
/// end at 53 bits.
public struct ID<Entity>: Hashable, Sendable, Comparable {
    public let rawValue: Int64

    @inlinable public init(_ rawValue: Int64) { self.rawValue = rawValue }

    public static func < (left: ID, right: ID) -> Bool { left.rawValue < right.rawValue }
}

extension ID: CustomStringConvertible {
    public var description: String { String(rawValue) }
}

extension ID: LosslessStringConvertible {
    /// Reads what `description` writes and nothing else, so that one key has one text.
    public init?(_ description: String) {
        guard let rawValue = Int64(description), String(rawValue) == description else { return nil }
        self.init(rawValue)
    }
}

extension ID: Codable {
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let key = ID(text) else {
            throw DecodingError.dataCorruptedError(
                in: container, debugDescription: "expected a key as a string of digits, found \(text)")
        }
        self = key
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}

/// Makes keys that grow with time: 42 bits of milliseconds since 2020, 6 bits of node, 15 bits of sequence.
///
/// When the clock stands still or steps back, or more than 32,768 keys are wanted in one millisecond, the maker runs
/// ahead of the clock instead of repeating itself.
public struct KeyMaker: Sendable {
    public let node: Int64
    /// The greatest key made, or known to exist.
    public private(set) var last: Int64

    /// - Parameters:
    ///   - node: which of up to 64 processes this is; two processes on one store must differ.
    ///   - last: the greatest key known to exist; the next one is greater.
    public init(node: Int64 = 0, after last: Int64 = 0) {
        precondition((0..<64).contains(node), "a store has at most 64 nodes")
        self.node = node
        self.last = last
    }

    public mutating func make<Entity>(at now: Instant, for _: Entity.Type = Entity.self) -> ID<Entity> {
        let milliseconds = max(0, (now.microseconds - Self.epoch.microseconds) / 1_000)
        let earliest = milliseconds << 21 | node << 15
        let following = last & 0x7fff == 0x7fff ? ((last >> 21) + 1) << 21 | node << 15 : last + 1
        let sameNode = last >> 15 & 63 == node
        last = max(earliest, sameNode ? following : ((last >> 21) + 1) << 21 | node << 15)
        return ID(last)
    }

    private static let epoch = Instant(microseconds: 1_577_836_800_000_000)
}
