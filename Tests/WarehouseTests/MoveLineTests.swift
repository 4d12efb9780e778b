// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Warehouse

@Suite struct `What of a document a move is` {
    /// Every part and effect of the first, the second and the last line that a document can have.
    @Test func `is told apart by its number`() {
        var seen: [Int64: String] = [:]
        for part in MoveLine.Part.allCases {
            for effect in part == .correction ? [.moved] : MoveLine.Effect.allCases {
                for line: Int64 in [0, 1, 999_999] {
                    let move = MoveLine(line, part, effect)
                    #expect((move.line, move.part, move.effect) == (line, part, effect))
                    #expect(MoveLine(number: move.number) == move)
                    #expect(seen.updateValue("\(part) \(effect) \(line)", forKey: move.number) == nil)
                }
            }
        }
        #expect(seen.count == 3 * (4 * 3 + 1))
    }

    /// The numbers that every store holds since the first release.
    @Test func `has the number it always had`() {
        let line = MoveLine(7)
        #expect(line.number == 7)
        #expect(line.with(.settled).number == 1_000_007)
        #expect(line.with(.rounded).number == 2_000_007)
        #expect(line.seenByCount.number == 3_000_007)
        #expect(line.seenByCount.with(.settled).number == 4_000_007)
        #expect(line.surplus.number == 6_000_007)
        #expect(line.surplus.with(.rounded).number == 8_000_007)
        #expect(line.surplus.seenByCount.with(.rounded).number == 11_000_007)
        #expect(MoveLine(0, .correction).number == 12_000_000)
        #expect(MoveLine(number: 13_000_001).part == .correction)
    }
}
