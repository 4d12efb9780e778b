// SPDX-License-Identifier: Apache-2.0

/// A line of a text file that is not empty, in words.
struct TextRow {
    /// From one.
    let line: Int
    let text: Substring
    let words: [Substring]
}

/// The lines of a text, whatever ends them, without the empty ones. What is not UTF-8 is replaced.
func textRows(_ bytes: [UInt8]) -> [TextRow] {
    let text = String(decoding: bytes, as: UTF8.self)
    var rows: [TextRow] = []
    var line = 0
    for part in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
        line += 1
        let words = part.split(whereSeparator: \.isWhitespace).filter { $0 != "\u{feff}" }
        if let first = words.first, let last = words.last {
            rows.append(TextRow(line: line, text: part[first.startIndex..<last.endIndex], words: words))
        }
    }
    return rows
}

/// Reads one word of a file as a number, or says what was expected of it.
struct WordReader {
    let line: Int
    let field: String

    /// Any finite decimal within the coordinates' limits.
    func coordinate(_ word: Substring) throws(RouteFileFault) -> Double {
        try decimal(word, -1e9...1e9, "a number from -1000000000 to 1000000000")
    }

    /// A decimal that the rounding makes a whole number within `limits`.
    func scaled(
        _ word: Substring, _ rounding: RouteRounding, upTo limit: Int64 = RouteLimits.largest
    ) throws(RouteFileFault) -> Int64 {
        let most = limit / rounding.scale
        return Int64(rounding.scaled(try decimal(word, 0...Double(most), "a number from 0 to \(most)")))
    }

    /// A whole number, which may be written with zero decimals.
    func whole(_ word: Substring, _ range: ClosedRange<Int64>) throws(RouteFileFault) -> Int64 {
        let expected = "a whole number from \(range.lowerBound) to \(range.upperBound)"
        let value = try decimal(word, Double(range.lowerBound)...Double(range.upperBound), expected)
        guard value == value.rounded(), let whole = Int64(exactly: value), range.contains(whole) else {
            throw RouteFileFault(line, field, expected, found: word)
        }
        return whole
    }

    private func decimal(
        _ word: Substring, _ range: ClosedRange<Double>, _ expected: String
    ) throws(RouteFileFault) -> Double {
        let spelling = word.utf8.allSatisfy { "0123456789+-.eE".utf8.contains($0) }
        guard spelling, let value = Double(word), range.contains(value) else {
            throw RouteFileFault(line, field, expected, found: word)
        }
        return value
    }
}
