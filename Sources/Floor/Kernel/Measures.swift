// SPDX-License-Identifier: Apache-2.0

/// A whole number of one physical unit. The unit is the type's name, so grams never add to millimetres.
public protocol Measure: Hashable, Comparable, Sendable, Codable, AdditiveArithmetic, ExpressibleByIntegerLiteral {
    var count: Int64 { get }
    init(_ count: Int64)
}

extension Measure {
    public init(integerLiteral count: Int64) { self.init(count) }
    public static var zero: Self { Self(0) }
    public static func + (left: Self, right: Self) -> Self { Self(left.count + right.count) }
    public static func - (left: Self, right: Self) -> Self { Self(left.count - right.count) }
    public static func < (left: Self, right: Self) -> Bool { left.count < right.count }
    public static func * (left: Self, times: Int64) -> Self { Self(left.count * times) }

    public init(from decoder: any Decoder) throws {
        self.init(try decoder.singleValueContainer().decode(Int64.self))
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(count)
    }
}

public struct Grams: Measure {
    public let count: Int64
    public init(_ count: Int64) { self.count = count }
}

public struct Millimetres: Measure {
    public let count: Int64
    public init(_ count: Int64) { self.count = count }
}

public struct Millilitres: Measure {
    public let count: Int64
    public init(_ count: Int64) { self.count = count }
}

public struct Seconds: Measure {
    public let count: Int64
    public init(_ count: Int64) { self.count = count }
}
