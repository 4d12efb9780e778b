// SPDX-License-Identifier: Apache-2.0

/// A number of a matter, named, with its unit, so that it can be shown, sorted and added up.
public struct MatterNumber: Shaped, Equatable {
    public enum Unit: String, Choice {
        /// Of the company's currency.
        case minorUnits
        case thousandths, days, count
    }

    /// For people, in lower case: `expected`.
    public let name: String
    public let unit: Unit
    public let value: Int64

    public init(name: String, unit: Unit, value: Int64) {
        self.name = name
        self.unit = unit
        self.value = value
    }

    public static func money(_ name: String, _ minor: Int64) -> MatterNumber {
        MatterNumber(name: name, unit: .minorUnits, value: minor)
    }

    public static func days(_ name: String, _ days: Int64) -> MatterNumber {
        MatterNumber(name: name, unit: .days, value: days)
    }

    public static func count(_ name: String, _ count: Int) -> MatterNumber {
        MatterNumber(name: name, unit: .count, value: Int64(count))
    }

    public static let shape = Shape<MatterNumber>(
        Field("name", \.name, "What it is."), Field("unit", \.unit, "What it counts."),
        Field("value", \.value, "How much."), make: MatterNumber.init)

    /// As people read it: `expected 110.83`.
    ///
    /// - Parameter currency: the company's.
    public func text(in currency: Currency) -> String {
        switch unit {
        case .minorUnits: "\(name) \(Money(minor: value, currency))"
        case .thousandths: "\(name) \(formatDecimal(value, decimals: 3))"
        case .days: "\(name) \(value) \(value == 1 ? "day" : "days")"
        case .count: "\(name) \(value)"
        }
    }
}
