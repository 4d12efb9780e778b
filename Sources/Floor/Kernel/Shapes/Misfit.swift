// SPDX-License-Identifier: Apache-2.0

/// A part of a place in a request: a member's name, or an element's number counted from zero.
public enum PlacePart: Hashable, Sendable {
    case member(String)
    case index(Int)
}

/// A place in a request, as a refusal names it: `lines[2].quantity`; empty for the whole of it.
public struct Place: Hashable, Sendable, CustomStringConvertible {
    public let parts: [PlacePart]

    public init(_ parts: [PlacePart] = []) { self.parts = parts }

    public func within(_ part: PlacePart) -> Place { Place([part] + parts) }

    public var description: String {
        parts.reduce(into: "") { text, part in
            switch part {
            case .member(let name): text += text.isEmpty ? name : ".\(name)"
            case .index(let number): text += "[\(number)]"
            }
        }
    }
}

/// A value that does not fit its field: which one, and what was expected there.
public struct Misfit: Error, Equatable {
    public enum Reason: Equatable, Sendable {
        /// - Parameter found: as it was written, cut where it is long.
        case badValue(expected: String, found: String)
        case missing
        case saidTwice
        /// - Parameter nearest: the known member whose name is most like it.
        case unknown(nearest: String?)
        case outOfRange(ClosedRange<Int64>, extent: Int64, WireKind.Counted)
    }

    public private(set) var place: Place
    public let reason: Reason

    public init(_ reason: Reason, at place: Place = Place()) {
        self.reason = reason
        self.place = place
    }

    /// Runs `body` for a part, so that a misfit in it says where it is.
    @inline(__always)
    public static func placed<Value>(in part: @autoclosure () -> PlacePart, _ body: () throws -> Value) throws -> Value
    {
        do { return try body() } catch var misfit as Misfit {
            misfit.place = misfit.place.within(part())
            throw misfit
        }
    }

}

extension Misfit: CustomStringConvertible {
    /// Part of a sentence: `lines[2].quantity must be a whole number of thousandths, not 1.5`.
    public var description: String {
        switch reason {
        case .badValue(let expected, let found):
            "\(place.parts.isEmpty ? "it" : "\(place)") must be \(expected), not \(found)"
        case .missing: "\(place) is missing"
        case .saidTwice: "\(place) is said twice"
        case .unknown(let nearest?): "it has no member \(place); the nearest one is \(nearest)"
        case .unknown(nil): "it has no member \(place)"
        case .outOfRange(let range, let extent, let counted): "\(place) \(counted.sentence(range, extent))"
        }
    }
}

extension WireKind {
    /// What the range of a field counts.
    public enum Counted: Equatable, Sendable {
        case number(NumberUnit)
        case characters
        case elements

        /// Part of a sentence: `must be from 1 through 99999, not 0`.
        func sentence(_ range: ClosedRange<Int64>, _ extent: Int64) -> String {
            func number(_ count: Int64) -> String {
                if case .number(let unit) = self { shortDecimal(count, decimals: unit.decimals) } else { "\(count)" }
            }
            let span =
                range.upperBound == .max
                ? "at least \(number(range.lowerBound))"
                : "from \(number(range.lowerBound)) through \(number(range.upperBound))"
            return switch self {
            case .number(.pieces): "must be \(span), not \(extent)"
            case .number(let unit): "must be \(span) \(unit.name), not \(number(extent))"
            case .characters: "must have \(span) characters, not \(extent)"
            case .elements: "must have \(span) elements, not \(extent)"
            }
        }
    }

    /// What a range of a field of this kind counts; nil where nothing is counted.
    var counted: Counted? {
        switch self {
        case .text, .printedNumber: .characters
        case .integer(let unit): .number(unit)
        case .list: .elements
        case .flag, .day, .instant, .currency, .key, .choice, .object: nil
        }
    }
}
