// SPDX-License-Identifier: Apache-2.0

/// What stands between the whole part of a number and its decimals; the other one then may group thousands.
package enum DecimalMark: String, Codable, Sendable, CaseIterable {
    case point, comma

    fileprivate var character: Character { self == .point ? "." : "," }
    fileprivate var other: Character { self == .point ? "," : "." }

    /// Nothing when it has neither point nor comma or is no number; `1,234` may be a thousand and more, or one and a bit.
    package static func evidence(of text: String) -> FormEvidence<DecimalMark> {
        guard let body = NumberBody(text)?.digits else { return .none }
        let points = body.count { $0 == "." }
        let commas = body.count { $0 == "," }
        switch (points, commas) {
        case (0, 0): return .none
        case (0, 1): return evidence(of: body, single: .comma)
        case (1, 0): return evidence(of: body, single: .point)
        case (0, _): return .form(.point)
        case (_, 0): return .form(.comma)
        default:
            let last = body.last { $0 == "." || $0 == "," }
            return .form(last == "." ? .point : .comma)
        }
    }

    /// Three digits after the only mark, and one to three before it that a group of thousands can begin with.
    private static func evidence(of body: Substring, single mark: DecimalMark) -> FormEvidence<DecimalMark> {
        let parts = body.split(separator: mark.character, omittingEmptySubsequences: false)
        let isGroup = parts[1].count == 3 && (1...3).contains(parts[0].count) && parts[0].first != "0"
        return isGroup ? .ambiguous : .form(mark)
    }

    /// A number as an exact decimal with a point: `-1234.50`; nil when it is none by this mark.
    ///
    /// A minus stands before or after, or the number in parentheses; one sign of a currency may stand beside it; spaces,
    /// apostrophes or the other mark group whole thousands.
    ///
    /// - Parameter mark: nil where the column has neither points nor commas.
    package static func decimal(_ text: String, _ mark: DecimalMark?) -> String? {
        guard let body = NumberBody(text) else { return nil }
        let parts: [Substring]
        if let mark {
            parts = body.digits.split(separator: mark.character, omittingEmptySubsequences: false)
        } else {
            parts = [body.digits]
        }
        guard parts.count <= 2, let whole = ungrouped(parts[0], by: mark?.other) else { return nil }
        let fraction = parts.count == 2 ? parts[1] : ""
        guard fraction.utf8.allSatisfy(isDigit), !(whole.isEmpty && fraction.isEmpty) else { return nil }
        return (body.isNegative ? "-" : "") + (whole.isEmpty ? "0" : whole) + (fraction.isEmpty ? "" : ".\(fraction)")
    }

    /// Digits without what groups them; nil when a group has not three digits or two signs group.
    private static func ungrouped(_ whole: Substring, by other: Character?) -> String? {
        if whole.utf8.allSatisfy(isDigit) { return String(whole) }
        guard let separator = whole.first(where: { !$0.isWholeNumber }) else { return nil }
        guard separator == other || spaces.contains(separator) else { return nil }
        let groups = whole.split(separator: separator, omittingEmptySubsequences: false)
        guard (1...3).contains(groups[0].count), groups.dropFirst().allSatisfy({ $0.count == 3 }),
            groups.allSatisfy({ $0.utf8.allSatisfy(isDigit) })
        else { return nil }
        return groups.joined()
    }

    /// Spaces of several widths and the apostrophes that Swiss amounts are grouped by.
    private static let spaces: Set<Character> = [" ", "\u{a0}", "\u{202f}", "\u{2009}", "'", "\u{2019}"]
}

private func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

/// A number without its sign and the sign of its currency.
private struct NumberBody {
    let isNegative: Bool
    let digits: Substring

    /// Nil when nothing that begins like a number is left.
    init?(_ text: String) {
        var body = Self.trimmed(text[...])
        var minuses = 0
        if body.first == "(", body.last == ")" {
            minuses += 1
            body = Self.trimmed(body.dropFirst().dropLast())
        }
        for _ in 0..<2 {
            if let first = body.first, Self.minus.contains(first) || first == "+" {
                minuses += first == "+" ? 0 : 1
                body = Self.trimmed(body.dropFirst())
            } else if let last = body.last, Self.minus.contains(last) {
                minuses += 1
                body = Self.trimmed(body.dropLast())
            }
            if let first = body.first, Self.currencies.contains(first) {
                body = Self.trimmed(body.dropFirst())
            } else if let last = body.last, Self.currencies.contains(last) {
                body = Self.trimmed(body.dropLast())
            }
        }
        guard minuses < 2, let first = body.first, first.isWholeNumber || first == "." || first == "," else {
            return nil
        }
        isNegative = minuses == 1
        digits = body
    }

    private static let minus: Set<Character> = ["-", "\u{2212}"]
    private static let currencies: Set<Character> = ["$", "\u{a3}", "\u{20ac}", "\u{a5}"]

    private static func trimmed(_ text: Substring) -> Substring {
        var text = text
        while let first = text.first, first.isWhitespace { text.removeFirst() }
        while let last = text.last, last.isWhitespace { text.removeLast() }
        return text
    }
}
