// SPDX-License-Identifier: Apache-2.0

public import Kernel

/// A value as an engine stores it.
public enum SQLValue: Sendable, Equatable {
    case null
    case integer(Int64)
    case flag(Bool)
    case text(String)
    case blob([UInt8])
}

/// What may be interpolated into SQL: always bound, never spliced.
public protocol SQLBindable {
    var sqlValue: SQLValue { get }
}

/// SQL as it is written, with its values beside it.
///
/// ```swift
/// let sql: SQL = "select name from catalogue_product where product_id = \(product)"
/// ```
/// An interpolation is always a bound value; rendered `?` for SQLite and `$1` for PostgreSQL. The literal parts are
/// static strings, so an engine finds its prepared statement by their addresses, without comparing text.
public struct SQL: Sendable, ExpressibleByStringInterpolation {
    /// Text at a fixed address, or the place of a value, which has none.
    struct Piece: Sendable, Equatable {
        let address: UInt
        let count: Int

        static let value = Piece(address: 0, count: 0)
    }

    /// Text that was assembled at run time and lives, at one address, as long as someone may ask for its statement.
    final class KeptText: Sendable {
        let piece: Piece

        init(_ text: String) {
            let bytes = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: text.utf8.count)
            _ = bytes.initialize(from: text.utf8)
            piece = Piece(address: UInt(bitPattern: bytes.baseAddress), count: bytes.count)
        }

        deinit { UnsafeMutablePointer<UInt8>(bitPattern: piece.address)?.deallocate() }
    }

    private(set) var pieces: [Piece]
    public private(set) var values: [SQLValue]
    /// Keeps alive what `pieces` point to, beside literals.
    private var texts: [KeptText] = []
    private var hash: UInt
    private var isAssembled = false

    public init(stringLiteral: StaticString) { self.init(stringInterpolation: StringInterpolation(stringLiteral)) }

    public init(stringInterpolation: StringInterpolation) { self = stringInterpolation.sql }

    /// SQL assembled at run time from names that the schema itself made; never from input.
    public init(assembled text: String, values: [SQLValue] = []) {
        self.init(kept: [KeptText(text)], values: values)
        isAssembled = true
    }

    /// The same, with the place of a value between any two texts.
    init(assembled texts: [String], values: [SQLValue]) {
        self.init(kept: texts.map(KeptText.init), values: values)
        isAssembled = true
    }

    /// Kept texts with the place of a value between any two of them.
    init(kept texts: [KeptText], values: [SQLValue]) {
        self.init(capacity: 2 * texts.count)
        for (place, text) in texts.enumerated() {
            if place > 0 { append(.value) }
            append(text.piece)
        }
        self.texts = texts
        self.values = values
    }

    private init(capacity: Int) {
        pieces = []
        pieces.reserveCapacity(capacity)
        values = []
        hash = 14_695_981_039_346_656_037
    }

    private mutating func append(_ piece: Piece) {
        pieces.append(piece)
        hash = (hash ^ piece.address) &* 1_099_511_628_211
        hash = (hash ^ UInt(piece.count)) &* 1_099_511_628_211
    }

    /// Adds more at the end.
    mutating func append(_ sql: SQL) {
        pieces.reserveCapacity(pieces.count + sql.pieces.count)
        for piece in sql.pieces { append(piece) }
        // Mostly one side has none.
        values = values.isEmpty ? sql.values : values + sql.values
        texts = texts.isEmpty ? sql.texts : texts + sql.texts
        isAssembled = isAssembled || sql.isAssembled
    }

    /// This SQL followed by more.
    public static func + (left: SQL, right: SQL) -> SQL {
        var both = left
        both.append(right)
        return both
    }

    /// This SQL with other values in their places.
    public func with(_ values: [SQLValue]) -> SQL {
        var sql = self
        sql.values = values
        return sql
    }

    /// The text for an engine, whose placeholder for the n-th value (from 1) is given.
    public func text(placeholder: (Int) -> String) -> String {
        var text = ""
        var count = 0
        for piece in pieces {
            if piece == .value {
                count += 1
                text += placeholder(count)
            } else {
                text += String(
                    decoding: UnsafeBufferPointer(start: UnsafePointer(bitPattern: piece.address), count: piece.count),
                    as: UTF8.self)
            }
        }
        return text
    }

    /// A number that two SQLs share when they have the same literal parts in the same order; nil when a part was
    /// assembled at run time.
    public var identity: UInt? { isAssembled ? nil : hash }

    /// Whether another SQL has the same literal parts at the same addresses, in the same order: certainty where
    /// `identity` alone is only a hash.
    public func hasSameParts(as other: SQL) -> Bool {
        !isAssembled && !other.isAssembled && pieces == other.pieces
    }

    public struct StringInterpolation: StringInterpolationProtocol {
        fileprivate var sql: SQL

        public init(literalCapacity: Int, interpolationCount: Int) {
            sql = SQL(capacity: 2 * interpolationCount + 1)
            sql.values.reserveCapacity(interpolationCount)
        }

        fileprivate init(_ literal: StaticString) {
            sql = SQL(capacity: 1)
            appendLiteral(literal)
        }

        public mutating func appendLiteral(_ literal: StaticString) {
            precondition(literal.hasPointerRepresentation, "a literal of text has an address")
            guard literal.utf8CodeUnitCount > 0 else { return }
            sql.append(Piece(address: UInt(bitPattern: literal.utf8Start), count: literal.utf8CodeUnitCount))
        }

        /// Binds a value at this place.
        private mutating func append(_ value: SQLValue) {
            sql.append(.value)
            sql.values.append(value)
        }

        /// Most values are these; they need no witness.
        public mutating func appendInterpolation(_ value: Int64) { append(.integer(value)) }

        public mutating func appendInterpolation<Entity>(_ value: ID<Entity>) { append(.integer(value.rawValue)) }

        public mutating func appendInterpolation(_ value: some SQLBindable) { append(value.sqlValue) }

        public mutating func appendInterpolation(_ value: (some SQLBindable)?) { append(value?.sqlValue ?? .null) }

        /// A piece of SQL inside another.
        public mutating func appendInterpolation(sql: SQL) { self.sql.append(sql) }
    }
}

extension Int64: SQLBindable {
    public var sqlValue: SQLValue { .integer(self) }
}

extension Int: SQLBindable {
    public var sqlValue: SQLValue { .integer(Int64(self)) }
}

extension Bool: SQLBindable {
    public var sqlValue: SQLValue { .flag(self) }
}

extension String: SQLBindable {
    public var sqlValue: SQLValue { .text(self) }
}

extension Array: SQLBindable where Element == UInt8 {
    public var sqlValue: SQLValue { .blob(self) }
}

extension ID: SQLBindable {
    public var sqlValue: SQLValue { .integer(rawValue) }
}

extension Day: SQLBindable {
    public var sqlValue: SQLValue { .integer(number) }
}

extension Instant: SQLBindable {
    public var sqlValue: SQLValue { .integer(microseconds) }
}

extension Currency: SQLBindable {
    public var sqlValue: SQLValue { .integer(number) }
}

extension GTIN: SQLBindable {
    public var sqlValue: SQLValue { .integer(number) }
}

extension RawRepresentable where Self: SQLBindable, RawValue: SQLBindable {
    public var sqlValue: SQLValue { rawValue.sqlValue }
}

extension Code: SQLBindable {
    public var sqlValue: SQLValue { .text(text) }
}

extension MinorUnits: SQLBindable {
    public var sqlValue: SQLValue { .integer(count) }
}

extension Thousandths: SQLBindable {
    public var sqlValue: SQLValue { .integer(count) }
}

extension UnitPrice: SQLBindable {
    public var sqlValue: SQLValue { .integer(count) }
}

extension UnitCount: SQLBindable {
    public var sqlValue: SQLValue { .integer(thousandths) }
}

extension Millionths: SQLBindable {
    public var sqlValue: SQLValue { .integer(count) }
}
