// SPDX-License-Identifier: Apache-2.0

/// A GS1 article number, kept in its 14-digit form so that the same article is one key however it was written.
///
/// GTIN-8, -12, -13 and -14 differ only by leading zeros; the check digit is the same for all four.
/// Source: GS1 General Specifications, section 7.9 (check digit: weights 3 and 1 from the right, modulo 10).
public struct GTIN: Hashable, Sendable {
    /// The 14-digit number; leading zeros are not visible here.
    public let number: Int64

    /// Reads 8, 12, 13 or 14 digits, ending in a valid check digit.
    public init(_ text: some StringProtocol) throws(GTINRefusal) {
        let digits = Array(text.utf8)
        guard digits.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) else {
            throw .notDigits(String(text))
        }
        guard [8, 12, 13, 14].contains(digits.count) else { throw .wrongLength(digits.count) }
        let number = digits.reduce(Int64(0)) { $0 * 10 + Int64($1 - UInt8(ascii: "0")) }
        let expected = Self.checkDigit(of: number / 10)
        guard expected == number % 10 else { throw .wrongCheckDigit(found: number % 10, expected: expected) }
        self.number = number
    }

    /// The article number whose first 13 digits are `body`: the check digit is computed.
    public init(body: Int64) {
        precondition((0..<10_000_000_000_000).contains(body), "a GTIN has 13 digits before its check digit")
        number = body * 10 + Self.checkDigit(of: body)
    }

    /// The check digit of the digits before it.
    public static func checkDigit(of body: Int64) -> Int64 {
        var rest = body
        var sum: Int64 = 0
        var weight: Int64 = 3
        while rest > 0 {
            sum += rest % 10 * weight
            rest /= 10
            weight = 4 - weight
        }
        return (10 - sum % 10) % 10
    }
}

extension GTIN: CustomStringConvertible {
    /// All 14 digits.
    public var description: String {
        let digits = String(number)
        return String(repeating: "0", count: 14 - digits.count) + digits
    }
}

/// Why a text is no article number.
public enum GTINRefusal: Error, Equatable {
    case notDigits(String)
    case wrongLength(Int)
    case wrongCheckDigit(found: Int64, expected: Int64)
}
