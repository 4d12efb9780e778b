// SPDX-License-Identifier: Apache-2.0

/// An amount in whole minor units of one currency: exact, never rounded in silence.
public struct Money: Hashable, Sendable, Codable {
    /// Minor units: 1083 is 10.83 dollars, 1083 yen, or 1.083 Bahraini dinars.
    public let minor: Int64
    public let currency: Currency

    public init(minor: Int64, _ currency: Currency) {
        self.minor = minor
        self.currency = currency
    }

    /// The largest amount accepted from outside, in minor units: sums of a hundred thousand of them still fit 64 bits.
    public static let largestMinor: Int64 = 10_000_000_000_000

    /// Reads an exact decimal such as `-1234.50`.
    ///
    /// - Throws: `DecimalRefusal` when the text is no decimal number, has more decimals than the currency, or exceeds
    ///   `largestMinor`.
    public init(parsing text: some StringProtocol, _ currency: Currency) throws(DecimalRefusal) {
        self.init(
            minor: try parseDecimal(text, decimals: currency.decimals, largest: Self.largestMinor), currency)
    }

    public static func zero(_ currency: Currency) -> Money { Money(minor: 0, currency) }

    public static func + (left: Money, right: Money) -> Money {
        precondition(left.currency == right.currency, "amounts of two currencies do not add")
        return Money(minor: left.minor + right.minor, left.currency)
    }

    public static func - (left: Money, right: Money) -> Money { left + -right }

    public static prefix func - (amount: Money) -> Money { Money(minor: -amount.minor, amount.currency) }

    /// Splits into `parts` shares that add up to exactly this amount; the first shares carry the odd cents.
    public func split(into parts: Int) -> [Money] {
        precondition(parts > 0, "an amount splits into at least one part")
        let (share, odd) = minor.quotientAndRemainder(dividingBy: Int64(parts))
        return (0..<parts).map { index in
            Money(minor: share + (Int64(index) < abs(odd) ? odd.signum() : 0), currency)
        }
    }
}

extension Money: CustomStringConvertible {
    /// The exact decimal without its currency: `-1234.50`.
    public var description: String { formatDecimal(minor, decimals: currency.decimals) }
}

/// Why a text is no exact decimal number of the wanted precision.
public enum DecimalRefusal: Error, Equatable {
    case notANumber(String)
    case tooManyDecimals(String, allowed: Int)
    case tooLarge(String)
}

/// Reads a decimal such as `-12.5` into units of ten to the minus `decimals`.
///
/// A sign, digits, one optional decimal point; surrounding spaces and tabs are ignored. Extra decimals are accepted only
/// when they are zero, so nothing is rounded in silence.
public func parseDecimal(
    _ text: some StringProtocol, decimals: Int, largest: Int64 = .max
) throws(DecimalRefusal) -> Int64 {
    var value: Int64 = 0
    var digits = 0
    var decimalsSeen: Int?
    var negative = false
    var signSeen = false
    var ended = false
    for byte in text.utf8 {
        switch byte {
        case UInt8(ascii: " "), UInt8(ascii: "\t"):
            ended = signSeen || digits > 0 || decimalsSeen != nil
        case UInt8(ascii: "-"), UInt8(ascii: "+"):
            guard !signSeen, digits == 0, decimalsSeen == nil else { throw .notANumber(String(text)) }
            signSeen = true
            negative = byte == UInt8(ascii: "-")
        case UInt8(ascii: "."):
            guard decimalsSeen == nil, !ended else { throw .notANumber(String(text)) }
            decimalsSeen = 0
        case UInt8(ascii: "0")...UInt8(ascii: "9"):
            guard !ended else { throw .notANumber(String(text)) }
            digits += 1
            if let seen = decimalsSeen {
                guard seen < decimals else {
                    if byte != UInt8(ascii: "0") { throw .tooManyDecimals(String(text), allowed: decimals) }
                    continue
                }
                decimalsSeen = seen + 1
            }
            let (tens, overflow) = value.multipliedReportingOverflow(by: 10)
            let (sum, overflowed) = tens.addingReportingOverflow(Int64(byte - UInt8(ascii: "0")))
            guard !overflow, !overflowed else { throw .tooLarge(String(text)) }
            value = sum
        default: throw .notANumber(String(text))
        }
    }
    guard digits > 0 else { throw .notANumber(String(text)) }
    let (scaled, overflow) = value.multipliedReportingOverflow(by: powerOfTen(decimals - (decimalsSeen ?? 0)))
    guard !overflow, scaled <= largest else { throw .tooLarge(String(text)) }
    return negative ? -scaled : scaled
}

/// As `formatDecimal`, without decimals that say nothing: `22.68`, `12`.
public func shortDecimal(_ value: Int64, decimals: Int) -> String {
    var (value, decimals) = (value, decimals)
    while decimals > 0, value.isMultiple(of: 10) { (value, decimals) = (value / 10, decimals - 1) }
    return formatDecimal(value, decimals: decimals)
}

/// Writes units of ten to the minus `decimals` as an exact decimal with all its decimals.
public func formatDecimal(_ value: Int64, decimals: Int) -> String {
    let sign = value < 0 ? "-" : ""
    guard decimals > 0 else { return sign + String(value.magnitude) }
    let (whole, fraction) = value.magnitude.quotientAndRemainder(dividingBy: powerOfTen(decimals).magnitude)
    let digits = String(fraction)
    return sign + String(whole) + "." + String(repeating: "0", count: decimals - digits.count) + digits
}
