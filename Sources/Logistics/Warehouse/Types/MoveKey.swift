// SPDX-License-Identifier: Apache-2.0

import Kernel
import LogisticsFacts

/// The key of a move: the document that moved the goods, and what of it the move is.
struct MoveKey: Hashable {
    let document: ID<StockDocument>
    let line: MoveLine

    init(document: ID<StockDocument>, line: MoveLine) {
        self.document = document
        self.line = line
    }

    /// The move that a line of a document says.
    init(document: ID<StockDocument>, line: Int64) { self.init(document: document, line: MoveLine(line)) }

    static let none = MoveKey(document: ID(0), line: 0)
}

/// What of a document a move is: a line of it, what followed from that line, or a correction of what other documents
/// had posted.
///
/// It is stored as one number, which only this type takes apart; a move is written for every line of every receipt.
package struct MoveLine: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// What goods the move is about.
    package enum Part: Int64, CaseIterable {
        /// Those that the line names.
        case line = 0
        /// Those that a later count had seen already, taken back.
        case seenByCount = 3
        /// Those that arrived beyond what was shipped.
        case surplus = 6
        /// Those that arrived beyond what was shipped, and that a later count had seen already.
        case surplusSeenByCount = 9
        /// Those of other documents, whose value changes.
        case correction = 12
    }

    /// What the move does to their value.
    package enum Effect: Int64, CaseIterable {
        case moved, settled, rounded
    }

    /// As stored: the line, and a million for each step of its part and effect.
    package let number: Int64

    /// A line as its document counts it.
    package init(_ line: Int64) { self.init(line, .line) }

    package init(_ line: Int64, _ part: Part, _ effect: Effect = .moved) {
        number = line + (part.rawValue + effect.rawValue) * Self.step
    }

    package init(number: Int64) { self.number = number }

    private static let step: Int64 = 1_000_000

    /// The lines that a document can have and its moves tell apart: beyond them two moves take one key, and the store
    /// says no.
    static let lines = 1..<step

    /// The document's line; of a correction its place among those of the document.
    package var line: Int64 { part == .correction ? number - Part.correction.rawValue * Self.step : number % Self.step }

    package var part: Part {
        let steps = number / Self.step
        return Part.allCases.last { $0.rawValue <= steps } ?? .line
    }

    package var effect: Effect {
        part == .correction ? .moved : Effect(rawValue: number / Self.step - part.rawValue) ?? .moved
    }

    /// What the same goods' move does beside moving them.
    func with(_ effect: Effect) -> MoveLine { MoveLine(line, part, effect) }

    /// The same goods, which a later count had seen already.
    var seenByCount: MoveLine {
        switch part {
        case .line, .seenByCount, .correction: MoveLine(line, .seenByCount)
        case .surplus, .surplusSeenByCount: MoveLine(line, .surplusSeenByCount)
        }
    }

    /// What arrived beyond what the line shipped.
    var surplus: MoveLine { MoveLine(line, .surplus) }

    package var description: String { "\(number)" }

    package static func < (left: MoveLine, right: MoveLine) -> Bool { left.number < right.number }
}
