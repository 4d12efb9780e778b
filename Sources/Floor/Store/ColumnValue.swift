// SPDX-License-Identifier: Apache-2.0

public import Foundation
public import Kernel

/// A value as a column of a result holds it.
public protocol ColumnValue: Equatable, Sendable {
    /// Reads a column, counted from zero.
    ///
    /// - Throws: `StoreFault.corrupt` when nothing is there, or what is there is none of these.
    static func read(_ row: Row, at column: Int) throws -> Self
    /// Two that differ, where there are two: `Columns` tries with them which column goes where.
    static var samples: (Self, Self) { get }
}

extension Int64: ColumnValue {
    public static func read(_ row: Row, at column: Int) throws -> Int64 {
        let number = row.integer(column)
        // Nothing is read as zero, so that what is not zero need not be asked whether it is there.
        if number == 0 { try row.expectValue(at: column) }
        return number
    }

    public static var samples: (Int64, Int64) { (1, 2) }
}

extension Int: ColumnValue {
    public static func read(_ row: Row, at column: Int) throws -> Int { Int(try Int64.read(row, at: column)) }
    public static var samples: (Int, Int) { (1, 2) }
}

extension Bool: ColumnValue {
    public static func read(_ row: Row, at column: Int) throws -> Bool {
        let flag = row.flag(column)
        if !flag { try row.expectValue(at: column) }
        return flag
    }

    public static var samples: (Bool, Bool) { (false, true) }
}

extension String: ColumnValue {
    public static func read(_ row: Row, at column: Int) throws -> String {
        let text = row.text(column)
        if text.isEmpty { try row.expectValue(at: column) }
        return text
    }

    public static var samples: (String, String) { ("a", "b") }
}

extension Array: ColumnValue where Element == UInt8 {
    public static func read(_ row: Row, at column: Int) throws -> [UInt8] {
        let bytes = row.blob(column)
        if bytes.isEmpty { try row.expectValue(at: column) }
        return bytes
    }

    public static var samples: ([UInt8], [UInt8]) { ([1], [2]) }
}

extension Optional: ColumnValue where Wrapped: ColumnValue {
    public static func read(_ row: Row, at column: Int) throws -> Wrapped? {
        row.isNull(column) ? nil : try Wrapped.read(row, at: column)
    }

    public static var samples: (Wrapped?, Wrapped?) { Wrapped.samples }
}

extension ID: ColumnValue {
    public static func read(_ row: Row, at column: Int) throws -> ID { ID(try Int64.read(row, at: column)) }
    public static var samples: (ID, ID) { (ID(1), ID(2)) }
}

extension Day: ColumnValue {
    public static func read(_ row: Row, at column: Int) throws -> Day { Day(number: try Int64.read(row, at: column)) }
    public static var samples: (Day, Day) { (Day(number: 1), Day(number: 2)) }
}

extension Instant: ColumnValue {
    public static func read(_ row: Row, at column: Int) throws -> Instant {
        Instant(microseconds: try Int64.read(row, at: column))
    }

    public static var samples: (Instant, Instant) { (Instant(microseconds: 1), Instant(microseconds: 2)) }
}

extension Currency: ColumnValue {
    public static func read(_ row: Row, at column: Int) throws -> Currency {
        let number = try Int64.read(row, at: column)
        guard let currency = Currency(number: number) else {
            throw StoreFault.corrupt("no currency has the number \(number)")
        }
        return currency
    }

    public static var samples: (Currency, Currency) { (.usd, .eur) }
}

/// By its IANA name, such as `America/New_York`.
extension TimeZone: ColumnValue {
    public static func read(_ row: Row, at column: Int) throws -> TimeZone {
        let name = try String.read(row, at: column)
        guard let zone = TimeZone(identifier: name) else {
            throw StoreFault.corrupt("the time zone \(name) is unknown")
        }
        return zone
    }

    public static var samples: (TimeZone, TimeZone) { (.gmt, TimeZone(secondsFromGMT: 3_600) ?? .gmt) }
}

extension Code: ColumnValue {
    public static func read(_ row: Row, at column: Int) throws -> Code { Code(try String.read(row, at: column)) }
    public static var samples: (Code, Code) { (Code("a"), Code("b")) }
}

extension ColumnValue where Self: WholeUnits {
    public static func read(_ row: Row, at column: Int) throws -> Self { Self(try Int64.read(row, at: column)) }
    public static var samples: (Self, Self) { (Self(1), Self(2)) }
}

/// In ten-thousandths of a minor unit.
extension UnitPrice: ColumnValue {
    public static func read(_ row: Row, at column: Int) throws -> UnitPrice {
        UnitPrice(count: try Int64.read(row, at: column))
    }
    public static var samples: (UnitPrice, UnitPrice) { (1, 2) }
}

/// In thousandths.
extension UnitCount: ColumnValue {
    public static func read(_ row: Row, at column: Int) throws -> UnitCount {
        UnitCount(thousandths: try Int64.read(row, at: column))
    }
    public static var samples: (UnitCount, UnitCount) { (1, 2) }
}

extension MinorUnits: ColumnValue {}
extension Thousandths: ColumnValue {}
extension Millionths: ColumnValue {}

/// A column written from an enumeration's raw text.
extension ColumnValue where Self: RawRepresentable<String> & CaseIterable {
    public static func read(_ row: Row, at column: Int) throws -> Self {
        let text = try String.read(row, at: column)
        guard let choice = Self(rawValue: text) else { throw StoreFault.corrupt("\(Self.self) has no case \(text)") }
        return choice
    }

    public static var samples: (Self, Self) {
        guard let first = allCases.first else { preconditionFailure("\(Self.self) has a case") }
        return (first, allCases.dropFirst().first ?? first)
    }
}

extension Kernel.Unit: ColumnValue {}
extension Role: ColumnValue {}
