// SPDX-License-Identifier: Apache-2.0

/// Looks depth first for columns that cover every row once and whose surpluses together stay below what there is to spare.
///
/// It branches over the row with the fewest columns left. Before that, each open row takes from its columns what all of
/// them have left, which is spent whichever of them is chosen.
struct ExactCover {
    private let columns: RouteColumns
    private let limits: [Int]
    private let words: Int
    /// By column, `words` each: its rows as bits.
    private var masks: [UInt64]
    private var slack: Double
    private var workLeft: Int
    private var known = 0.0
    private let top: [Candidate]
    private var isCovered: [Bool]
    private var used: [Int]
    private var chosen: [Int] = []
    private var best: [Int]?

    private struct Candidate {
        var column: Int
        var surplus: Double
    }

    /// - Parameters:
    ///   - useful: columns that may be chosen, with their surplus.
    ///   - slack: what the surpluses have to stay below.
    ///   - work: about how many entries of columns are looked at.
    init(
        _ columns: RouteColumns, _ useful: [(column: Int, surplus: Double)], rowCount: Int, limits: [Int],
        slack: Double, work: Int
    ) {
        (self.columns, self.limits, self.slack, workLeft) = (columns, limits, slack, work)
        words = (rowCount + 63) / 64
        top = useful.map { Candidate(column: $0.column, surplus: $0.surplus) }
        masks = Array(repeating: 0, count: columns.count * words)
        isCovered = Array(repeating: false, count: rowCount)
        used = limits.map { _ in 0 }
        for candidate in top {
            for entry in columns[candidate.column] {
                let row = Int(columns.rows[entry])
                masks[candidate.column * words + row >> 6] |= 1 << UInt64(row & 63)
            }
        }
    }

    /// The cheapest columns found that cost less than `known`; nil if there are none, or the work was used before.
    mutating func search(below known: Double) -> [Int]? {
        self.known = known
        go(top, open: isCovered.count, spent: 0, cost: 0)
        return best
    }

    private mutating func go(_ candidates: [Candidate], open: Int, spent: Double, cost: Double) {
        guard open > 0 else {
            guard cost < known else { return }
            // What is better than this has so much less to spare.
            slack -= known - cost
            (known, best) = (cost, chosen)
            return
        }
        var (candidates, spent) = (candidates, spent)
        guard let ways = branch(&candidates, &spent) else { return }
        for way in ways {
            let spent = spent + way.surplus
            guard spent < slack, workLeft > 0 else { return }
            let type = Int(columns.types[way.column])
            guard used[type] < limits[type] else { continue }
            let left = candidates.filter { spent + $0.surplus < slack && !meet(way.column, $0.column) }
            workLeft -= candidates.count
            used[type] += 1
            chosen.append(way.column)
            cover(way.column, true)
            go(left, open: open - columns[way.column].count, spent: spent, cost: cost + columns.costs[way.column])
            cover(way.column, false)
            chosen.removeLast()
            used[type] -= 1
        }
    }

    /// What may cover the open row that has the fewest columns left, the cheapest first; nil where nothing can come of it.
    private mutating func branch(_ candidates: inout [Candidate], _ spent: inout Double) -> [Candidate]? {
        // The candidates that cover a row: `members[starts[row]..<starts[row + 1]]`.
        var starts = Array(repeating: 0, count: isCovered.count + 1)
        for candidate in candidates {
            for entry in columns[candidate.column] { starts[Int(columns.rows[entry]) + 1] += 1 }
        }
        for row in isCovered.indices { starts[row + 1] += starts[row] }
        var members = Array(repeating: 0, count: starts[isCovered.count])
        var ends = starts
        for (index, candidate) in candidates.enumerated() {
            for entry in columns[candidate.column] {
                let row = Int(columns.rows[entry])
                members[ends[row]] = index
                ends[row] += 1
            }
        }
        workLeft -= isCovered.count + 3 * members.count
        let open = isCovered.indices.filter { !isCovered[$0] }
            .sorted { (starts[$0 + 1] - starts[$0], $0) < (starts[$1 + 1] - starts[$1], $1) }
        for row in open {
            let ways = members[starts[row]..<starts[row + 1]]
            let least = ways.reduce(.infinity) { min($0, candidates[$1].surplus) }
            spent += least
            guard spent < slack else { return nil }
            guard least > 0 else { continue }
            for index in ways { candidates[index].surplus -= least }
        }
        var (fewest, ways) = (Int.max, [Int]())
        for row in open {
            let useful = members[starts[row]..<starts[row + 1]].filter { spent + candidates[$0].surplus < slack }
            if useful.count < fewest { (fewest, ways) = (useful.count, useful) }
        }
        return ways.map { candidates[$0] }.sorted { ($0.surplus, $0.column) < ($1.surplus, $1.column) }
    }

    private func meet(_ one: Int, _ other: Int) -> Bool {
        for word in 0..<words where masks[one &* words &+ word] & masks[other &* words &+ word] != 0 { return true }
        return false
    }

    private mutating func cover(_ column: Int, _ isCovered: Bool) {
        for entry in columns[column] { self.isCovered[Int(columns.rows[entry])] = isCovered }
    }
}
