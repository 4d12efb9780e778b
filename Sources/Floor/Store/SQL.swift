// SPDX-License-Identifier: Apache-2.0

package import Kernel

/// A value as an engine stores it.
package enum SQLValue: Sendable, Equatable {
    case null
    case integer(Int64)
    case flag(Bool)
    case text(String)
    case blob([UInt8])
}

/// What may be interpolated into SQL: always bound, never spliced.
package protocol SQLBindable {
    var sqlValue: SQLValue { get }
}

/// SQL as it is written, with its values beside it.
///
/// ```swift
/// let sql: SQL = "select name from catalogue_product where product_id = \(product)"
/// ```
/// An interpolation is always a bound value; rendered `?` for SQLite and `$1` for PostgreSQL. The literal parts are
/// static strings, so an engine finds its prepared statement by their addresses, without comparing text.
package struct SQL: Sendable, ExpressibleByStringInterpolation {
    package enum Piece: Sendable {
        case literal(StaticString)
        case spliced(String)
        /// Assembled once and kept, so that it is known by its address as a literal is.
        case kept(KeptText)
        case value
    }

    /// Text that was assembled at run time and lives as long as someone may ask for its statement.
    package final class KeptText: Sendable {
        let text: String

        init(_ text: String) { self.text = text }
    }

    package private(set) var pieces: [Piece]
    package private(set) var values: [SQLValue]

    package init(stringLiteral: StaticString) {
        pieces = [.literal(stringLiteral)]
        values = []
    }

    package init(stringInterpolation: StringInterpolation) {
        pieces = stringInterpolation.pieces
        values = stringInterpolation.values
    }

    /// SQL assembled at run time from names that the schema itself made; never from input.
    package init(assembled text: String, values: [SQLValue] = []) {
        pieces = [.spliced(text)]
        self.values = values
    }

    /// The pieces of an SQL that was made before, with other values.
    init(pieces: [Piece], values: [SQLValue]) {
        self.pieces = pieces
        self.values = values
    }

    /// This SQL followed by more.
    package static func + (left: SQL, right: SQL) -> SQL {
        var both = left
        both.pieces += right.pieces
        both.values += right.values
        return both
    }

    /// The text for an engine, whose placeholder for the n-th value (from 1) is given.
    package func text(placeholder: (Int) -> String) -> String {
        var text = ""
        var count = 0
        for piece in pieces {
            switch piece {
            case .literal(let literal): text += literal.description
            case .spliced(let spliced): text += spliced
            case .kept(let kept): text += kept.text
            case .value:
                count += 1
                text += placeholder(count)
            }
        }
        return text
    }

    /// A number that two SQLs share when they have the same literal parts in the same order; nil when a part was
    /// assembled at run time.
    package var identity: UInt? {
        var hash: UInt = 14_695_981_039_346_656_037
        for piece in pieces {
            switch piece {
            case .literal(let literal):
                guard literal.hasPointerRepresentation else { return nil }
                hash = (hash ^ UInt(bitPattern: literal.utf8Start)) &* 1_099_511_628_211
                hash = (hash ^ UInt(literal.utf8CodeUnitCount)) &* 1_099_511_628_211
            case .value: hash = (hash ^ 1) &* 1_099_511_628_211
            case .kept(let kept):
                hash = (hash ^ UInt(bitPattern: ObjectIdentifier(kept))) &* 1_099_511_628_211
            case .spliced: return nil
            }
        }
        return hash
    }

    /// Whether another SQL has the same literal parts at the same addresses, in the same order: certainty where
    /// `identity` alone is only a hash.
    package func hasSameParts(as other: SQL) -> Bool {
        pieces.count == other.pieces.count
            && zip(pieces, other.pieces).allSatisfy { left, right in
                switch (left, right) {
                case (.literal(let left), .literal(let right)):
                    left.hasPointerRepresentation && right.hasPointerRepresentation
                        && left.utf8Start == right.utf8Start && left.utf8CodeUnitCount == right.utf8CodeUnitCount
                case (.value, .value): true
                case (.kept(let left), .kept(let right)): left === right
                default: false
                }
            }
    }

    package struct StringInterpolation: StringInterpolationProtocol {
        var pieces: [Piece] = []
        var values: [SQLValue] = []

        package init(literalCapacity: Int, interpolationCount: Int) {
            pieces.reserveCapacity(2 * interpolationCount + 1)
            values.reserveCapacity(interpolationCount)
        }

        package mutating func appendLiteral(_ literal: StaticString) {
            if literal.utf8CodeUnitCount > 0 { pieces.append(.literal(literal)) }
        }

        package mutating func appendInterpolation(_ value: some SQLBindable) {
            pieces.append(.value)
            values.append(value.sqlValue)
        }

        package mutating func appendInterpolation(_ value: (some SQLBindable)?) {
            pieces.append(.value)
            values.append(value?.sqlValue ?? .null)
        }

        /// A piece of SQL inside another.
        package mutating func appendInterpolation(sql: SQL) {
            pieces += sql.pieces
            values += sql.values
        }
    }
}

extension Int64: SQLBindable {
    package var sqlValue: SQLValue { .integer(self) }
}

extension Int: SQLBindable {
    package var sqlValue: SQLValue { .integer(Int64(self)) }
}

extension Bool: SQLBindable {
    package var sqlValue: SQLValue { .flag(self) }
}

extension String: SQLBindable {
    package var sqlValue: SQLValue { .text(self) }
}

extension Array: SQLBindable where Element == UInt8 {
    package var sqlValue: SQLValue { .blob(self) }
}

extension ID: SQLBindable {
    package var sqlValue: SQLValue { .integer(rawValue) }
}

extension Day: SQLBindable {
    package var sqlValue: SQLValue { .integer(number) }
}

extension Instant: SQLBindable {
    package var sqlValue: SQLValue { .integer(microseconds) }
}

extension Currency: SQLBindable {
    package var sqlValue: SQLValue { .integer(number) }
}

extension GTIN: SQLBindable {
    package var sqlValue: SQLValue { .integer(number) }
}

extension RawRepresentable where Self: SQLBindable, RawValue: SQLBindable {
    package var sqlValue: SQLValue { rawValue.sqlValue }
}
