// SPDX-License-Identifier: Apache-2.0

/// A price of one unit of a product, which may be finer than the smallest coin: 185.9 cents a litre. What is paid is rounded
/// once, for the whole of a line.
public struct UnitPrice: Hashable, Comparable, Sendable, ExpressibleByIntegerLiteral, CustomStringConvertible {
    /// Ten-thousandths of a minor unit.
    public let count: Int64

    public init(count: Int64) { self.count = count }
    public init(minor: Int64) { self.init(count: minor * Self.perMinor) }
    public init(integerLiteral minor: Int64) { self.init(minor: minor) }

    public static let perMinor: Int64 = 10_000
    /// What is accepted where less than nothing means nothing, in ten-thousandths of a minor unit.
    public static let notNegative = 0...Money.largestMinor * perMinor

    /// Nil where it is finer than the smallest coin.
    public var minor: Int64? { count.isMultiple(of: Self.perMinor) ? count / Self.perMinor : nil }
    /// Its count where it is finer than the smallest coin; nil where whole coins say it all.
    public var exact: Int64? { minor == nil ? count : nil }
    /// To the nearest coin, half of one away from zero.
    public var nearestMinor: Int64 { Int64(rounding: Int128(count), over: Self.perMinor) }

    /// What a quantity costs, in minor units rounded once; nil where no receipt can bear it.
    ///
    /// - Parameter thousandths: of the product's unit.
    public func times(_ thousandths: Int64) -> Int64? {
        let exact = Int128(count) * Int128(thousandths)
        guard exact.magnitude <= UInt128(Money.largestMinor) * 1_000 * UInt128(Self.perMinor) else { return nil }
        return Int64(rounding: exact, over: 1_000 * Self.perMinor)
    }

    /// In the currency, with more decimals than it has where they are needed: `1.859`.
    public func text(in currency: Currency) -> String {
        minor.map { "\(Money(minor: $0, currency))" } ?? shortDecimal(count, decimals: currency.decimals + 4)
    }

    public static func < (one: UnitPrice, other: UnitPrice) -> Bool { one.count < other.count }
    public var description: String { shortDecimal(count, decimals: 4) }
}

/// How many units of a product something stands for, up to thousandths: a case of 22.68 pounds.
public struct UnitCount: Hashable, Comparable, Sendable, ExpressibleByIntegerLiteral, CustomStringConvertible {
    public let thousandths: Int64

    public init(thousandths: Int64) { self.thousandths = thousandths }
    public init(_ whole: Int64) { self.init(thousandths: whole * 1_000) }
    public init(integerLiteral whole: Int64) { self.init(whole) }

    /// Nil where it is no whole number.
    public var whole: Int64? { thousandths.isMultiple(of: 1_000) ? thousandths / 1_000 : nil }

    /// Its thousandths where it is no whole number.
    public var exact: Int64? { whole == nil ? thousandths : nil }

    /// So many of them, in thousandths, rounded once.
    public func times(_ count: Int64) -> Int64 { Int64(rounding: Int128(thousandths) * Int128(count), over: 1_000) }

    public static func < (one: UnitCount, other: UnitCount) -> Bool { one.thousandths < other.thousandths }
    public var description: String { shortDecimal(thousandths, decimals: 3) }
}

extension UnitPrice: Wire {
    public static var kind: WireKind { .integer(.unitPrice) }
    public static func read(_ json: inout JSONReader) throws -> UnitPrice {
        try json.strictly("a number of minor units with at most four decimals, such as 185.9 for 1.859") {
            UnitPrice(count: try $0.exactDecimal(4))
        }
    }
    public func write(to json: inout JSONWriter) { json.number(description) }
    public var extent: Int64? { count }
}

extension UnitCount: Wire {
    public static var kind: WireKind { .integer(.units) }
    public static func read(_ json: inout JSONReader) throws -> UnitCount {
        try json.strictly("a number with at most three decimals, such as 12 or 22.68") {
            UnitCount(thousandths: try $0.exactDecimal(3))
        }
    }
    public func write(to json: inout JSONWriter) { json.number(description) }
    public var extent: Int64? { thousandths }
}
