// SPDX-License-Identifier: Apache-2.0

package import Kernel

/// Spoils good input the way the world does: numbers at their ends, pieces lost, doubled and swapped, bits flipped.
///
/// It knows nothing of what a reader does with its input; libFuzzer, which looks, does the long campaigns.
package struct Mutation {
    private let samples: [[UInt8]]
    private var chance: Seed

    package init(of samples: [String], _ seed: Seed) {
        self.samples = samples.map { Array($0.utf8) }
        chance = seed
    }

    private static let numbers = [
        "0", "-1", "1", "9223372036854775807", "-9223372036854775808", "9223372036854775808", "10000000000000",
        "10000000000001", "-10000000000000", "4294967296", "1e400", "0.1", "-0", "999999999999999999999999", "",
    ]
    private static let texts = [
        "", "\0", "é", "🙂", "\u{202e}", "'; drop table", "../../x", "9999-12-31", "0000-01-01", "0001-01-01T00:00:00Z",
        "9999-12-31T23:59:59Z", "2026-02-30", "\"", "\\u0000", "\\ud800", "-9999-01-01", "null", "[", "{}",
        String(repeating: "x", count: 5_000), String(repeating: "[", count: 5_000),
    ]

    package mutating func next() -> [UInt8] {
        var input = chance.choice(of: samples)
        for _ in 0..<chance.integer(in: 1...4) { input = spoilt(input) }
        return input
    }

    private mutating func spoilt(_ input: [UInt8]) -> [UInt8] {
        var input = input
        switch chance.integer(in: 0...9) {
        case 0, 1, 2:
            guard let run = run(in: input, of: { $0 == UInt8(ascii: "-") || (0x30...0x39).contains($0) }) else { break }
            input.replaceSubrange(run, with: Array(chance.choice(of: Self.numbers).utf8))
        case 3, 4:
            guard let run = run(in: input, of: { $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: ",") }) else { break }
            input.replaceSubrange(run, with: Array(chance.choice(of: Self.texts).utf8))
        case 5:
            guard !input.isEmpty else { break }
            input[place(in: input)] ^= 1 << UInt8(chance.integer(in: 0...7))
        case 6: input.removeSubrange(piece(of: input))
        case 7:
            let piece = input[piece(of: input)]
            input.insert(contentsOf: piece, at: input.isEmpty ? 0 : place(in: input))
        case 8:
            let other = chance.choice(of: samples)
            input.replaceSubrange(piece(of: input), with: other[piece(of: other)])
        default: input.insert(UInt8(chance.integer(in: 0...255)), at: input.isEmpty ? 0 : place(in: input))
        }
        return input.count > 60_000 ? Array(input.prefix(60_000)) : input
    }

    private mutating func place(in input: [UInt8]) -> Int { Int(chance.integer(in: 0...Int64(input.count - 1))) }

    private mutating func piece(of input: [UInt8]) -> Range<Int> {
        guard !input.isEmpty else { return 0..<0 }
        let start = place(in: input)
        return start..<min(input.count, start + Int(chance.integer(in: 0...40)))
    }

    /// A run of such bytes around or behind a place.
    private mutating func run(in input: [UInt8], of isPart: (UInt8) -> Bool) -> Range<Int>? {
        guard !input.isEmpty else { return nil }
        let from = place(in: input)
        guard var start = input[from...].firstIndex(where: isPart) else { return nil }
        while start > 0, isPart(input[start - 1]) { start -= 1 }
        let end = input[start...].firstIndex { !isPart($0) } ?? input.endIndex
        return start..<end
    }
}
