// SPDX-License-Identifier: Apache-2.0

/// A whole number of one unit. The unit is the type's name, so minor units never add to thousandths.
public protocol WholeUnits: Hashable, Comparable, Sendable, AdditiveArithmetic, ExpressibleByIntegerLiteral,
    CustomStringConvertible
{
    var count: Int64 { get }
    init(_ count: Int64)
}

extension WholeUnits {
    public init(integerLiteral count: Int64) { self.init(count) }
    public static var zero: Self { Self(0) }
    public static func + (left: Self, right: Self) -> Self { Self(left.count + right.count) }
    public static func - (left: Self, right: Self) -> Self { Self(left.count - right.count) }
    public static prefix func - (units: Self) -> Self { Self(-units.count) }
    public static func * (left: Self, times: Int64) -> Self { Self(left.count * times) }
    public static func / (left: Self, parts: Int64) -> Self { Self(left.count / parts) }
    public static func < (left: Self, right: Self) -> Bool { left.count < right.count }
    public var magnitude: UInt64 { count.magnitude }
    public var description: String { String(count) }
}

/// An amount in minor units of a currency that is known from elsewhere: 1,250 is 12.50 dollars.
public struct MinorUnits: WholeUnits {
    public let count: Int64
    public init(_ count: Int64) { self.count = count }

    /// What is accepted from outside, of either sign.
    public static let accepted = -Money.largestMinor...Money.largestMinor
    /// What is accepted where less than nothing means nothing.
    public static let notNegative = 0...Money.largestMinor
    /// What is accepted where nothing means nothing either.
    public static let positive = 1...Money.largestMinor
}

/// A quantity in thousandths of a product's unit: 1,250 is 1.250 kg.
public struct Thousandths: WholeUnits {
    public let count: Int64
    public init(_ count: Int64) { self.count = count }

    /// What is accepted from outside, of either sign.
    public static let accepted = -Quantity.largestThousandths...Quantity.largestThousandths
    /// What is accepted where less than nothing means nothing.
    public static let notNegative = 0...Quantity.largestThousandths
    /// What is accepted where nothing means nothing either.
    public static let positive = 1...Quantity.largestThousandths
}

/// A share in millionths: 82,500 is 8.25%.
public struct Millionths: WholeUnits {
    public let count: Int64
    public init(_ count: Int64) { self.count = count }
}

/// What people call one entity: a site's code cannot be passed for a product's.
public struct Code<Entity>: Hashable, Comparable, Sendable, ExpressibleByStringInterpolation, CustomStringConvertible {
    public let text: String

    public init(_ text: String) { self.text = text }
    public init(stringLiteral text: String) { self.init(text) }

    public static func < (left: Code, right: Code) -> Bool { left.text < right.text }
    public var description: String { text }
}
