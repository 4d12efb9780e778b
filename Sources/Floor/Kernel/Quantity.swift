// SPDX-License-Identifier: Apache-2.0

/// How a product is counted.
public enum Unit: String, Codable, Choice {
    case piece, kilogram, pound, litre, gallon, metre, squareMetre, hour

    /// The usual short sign: `kg`, `gal`; nothing for pieces.
    public var symbol: String {
        switch self {
        case .piece: ""
        case .kilogram: "kg"
        case .pound: "lb"
        case .litre: "l"
        case .gallon: "gal"
        case .metre: "m"
        case .squareMetre: "m2"
        case .hour: "h"
        }
    }
}

/// An amount of goods in whole thousandths of a unit: 1.250 kg is 1,250 thousandths of a kilogram.
public struct Quantity: Hashable, Sendable, Codable {
    public let thousandths: Int64
    public let unit: Unit

    public init(thousandths: Int64, _ unit: Unit) {
        self.thousandths = thousandths
        self.unit = unit
    }

    public init(_ whole: Int64, _ unit: Unit) { self.init(thousandths: whole * 1_000, unit) }

    /// The largest quantity accepted from outside, in thousandths.
    public static let largestThousandths: Int64 = 1_000_000_000_000

    /// Reads an exact decimal with up to three decimals, such as `1.250`.
    public init(parsing text: some StringProtocol, _ unit: Unit) throws(DecimalRefusal) {
        self.init(thousandths: try parseDecimal(text, decimals: 3, largest: Self.largestThousandths), unit)
    }

    public static func + (left: Quantity, right: Quantity) -> Quantity {
        precondition(left.unit == right.unit, "quantities of two units do not add")
        return Quantity(thousandths: left.thousandths + right.thousandths, left.unit)
    }

    public static prefix func - (quantity: Quantity) -> Quantity {
        Quantity(thousandths: -quantity.thousandths, quantity.unit)
    }

    public static func - (left: Quantity, right: Quantity) -> Quantity { left + -right }
}

extension Quantity: CustomStringConvertible {
    /// Whole pieces without decimals, everything else with three: `12`, `1.250 kg`.
    public var description: String {
        let number =
            unit == .piece && thousandths % 1_000 == 0
            ? String(thousandths / 1_000) : formatDecimal(thousandths, decimals: 3)
        return unit.symbol.isEmpty ? number : number + " " + unit.symbol
    }
}
