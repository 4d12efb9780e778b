// SPDX-License-Identifier: Apache-2.0

/// Chooses columns that cover every row once, for less than a known cost.
///
/// Each row gets a price, by deflected subgradient steps, so that what all rows fetch comes close from below to what
/// covering them costs. What a column costs above the prices of its rows is its surplus: only columns whose surpluses
/// together stay below what is left to the known cost can be part of anything better, and `ExactCover` tries those.
///
/// - Source: Held, Wolfe and Crowder, "Validation of subgradient optimization", Mathematical Programming 6 (1974);
///   Camerini, Fratta and Maffioli, "On improving relaxation methods by modified gradient techniques", Mathematical
///   Programming Study 3 (1975).
struct SetPartitioning {
    private let columns: RouteColumns
    /// By type: columns of it that may be chosen.
    private let limits: [Int]
    /// Infinite for a row without columns.
    private(set) var prices: RouteColumns.Prices
    private let firstStep: Double

    private static let mostSteps = 300
    /// The part of the last direction that each step keeps.
    private static let kept = 0.6

    /// - Parameter prices: of a choice much like this one, where there was one.
    init(_ columns: RouteColumns, limits: [Int], prices: RouteColumns.Prices) {
        (self.columns, self.limits, self.prices) = (columns, limits, prices)
        var cheapest = prices.rows.map { _ in Double.infinity }
        for column in 0..<columns.count {
            let part = columns.costs[column] / Double(columns[column].count)
            for entry in columns[column] {
                let row = Int(columns.rows[entry])
                cheapest[row] = min(cheapest[row], part)
            }
        }
        firstStep = prices.rows.contains(.infinity) ? 1 : 0.25
        self.prices.rows = zip(prices.rows, cheapest).map { $1 == .infinity ? $1 : $0 == .infinity ? $1 : $0 }
    }

    /// Columns that cost less than `known` together; nil if there are none, or none was found.
    ///
    /// - Parameter work: about how many entries of columns are looked at in the search for them.
    mutating func better(than known: Double, work: Int) -> [Int]? {
        guard !prices.rows.contains(.infinity) else { return nil }
        raisePrices(known)
        let surplus = undercutNone()
        let slack = known - bound
        guard slack > 0 else { return nil }
        let useful = (0..<columns.count).filter { surplus[$0] < slack }.map { ($0, surplus[$0]) }
        var cover = ExactCover(
            columns, useful, rowCount: prices.rows.count, limits: limits, slack: slack, work: work)
        return cover.search(below: known)
    }

    /// What covering all rows costs at least, if no column costs less than its rows fetch.
    private var bound: Double {
        zip(prices.types, limits).reduce(prices.rows.reduce(0, +)) { $0 + $1.0 * Double($1.1) }
    }

    /// Steps from the prices at hand towards those that bound the cost best; the best ones stay.
    private mutating func raisePrices(_ known: Double) {
        var best = (bound: -Double.infinity, prices: prices)
        var (step, sinceBetter) = (firstStep, 0)
        var direction = prices.rows.map { _ in 0.0 }
        var typeDirection = limits.map { _ in 0.0 }
        for _ in 0..<Self.mostSteps {
            // Rows that are covered too seldom become dearer, those covered too often cheaper.
            let (lower, missing, vehicles) = chosenByPrice()
            let isBetter = lower > best.bound + 1e-6 * known
            if lower > best.bound { best = (lower, prices) }
            sinceBetter = isBetter ? 0 : sinceBetter + 1
            if sinceBetter >= 10 { (step, sinceBetter) = (step / 2, 0) }
            if lower >= known || step < 0.002 { break }
            var (norm, off) = (0.0, 0.0)
            for row in prices.rows.indices {
                direction[row] = missing[row] + Self.kept * direction[row]
                norm += direction[row] * direction[row]
                off += missing[row] * missing[row]
            }
            for type in limits.indices {
                typeDirection[type] = vehicles[type] + Self.kept * typeDirection[type]
                if vehicles[type] >= 0, prices.types[type] == 0 { typeDirection[type] = 0 }
                norm += typeDirection[type] * typeDirection[type]
                if vehicles[type] < 0 || prices.types[type] < 0 { off += vehicles[type] * vehicles[type] }
            }
            // Where nothing is off, no prices are better. What is left of two directions that cancel each other must not
            // make a leap.
            guard off > 0 else { break }
            norm = max(norm, off)
            let length = step * (known - lower) / norm
            for row in prices.rows.indices { prices.rows[row] += length * direction[row] }
            for type in limits.indices {
                prices.types[type] = min(0, prices.types[type] + length * typeDirection[type])
            }
        }
        prices = best.prices
    }

    /// The bound if every column is chosen that costs less than its rows fetch; by row, one less the times it is covered
    /// then; by type, columns that are left.
    private func chosenByPrice() -> (bound: Double, missing: [Double], left: [Double]) {
        var lower = bound
        var missing = prices.rows.map { _ in 1.0 }
        var left = limits.map(Double.init)
        prices.rows.withUnsafeBufferPointer { fetched in
            columns.rows.withUnsafeBufferPointer { rows in
                for column in 0..<columns.count {
                    var rest = columns.costs[column] - prices.types[Int(columns.types[column])]
                    for entry in columns[column] { rest -= fetched[Int(rows[entry])] }
                    guard rest < 0 else { continue }
                    lower += rest
                    left[Int(columns.types[column])] -= 1
                    for entry in columns[column] { missing[Int(rows[entry])] -= 1 }
                }
            }
        }
        return (lower, missing, left)
    }

    /// Lowers prices until no column costs less than its rows fetch, then raises each as far as its columns allow.
    ///
    /// - Returns: by column, its surplus.
    private mutating func undercutNone() -> [Double] {
        for column in 0..<columns.count {
            let rest = columns.surplus(column, prices)
            guard rest < 0 else { continue }
            let part = rest / Double(columns[column].count)
            for entry in columns[column] { prices.rows[Int(columns.rows[entry])] += part }
        }
        var surplus = (0..<columns.count).map { max(0, columns.surplus($0, prices)) }
        var covering = prices.rows.map { _ in [Int]() }
        for column in 0..<columns.count {
            for entry in columns[column] { covering[Int(columns.rows[entry])].append(column) }
        }
        for row in prices.rows.indices {
            let least = covering[row].reduce(.infinity) { min($0, surplus[$1]) }
            guard least > 0 else { continue }
            prices.rows[row] += least
            for column in covering[row] { surplus[column] -= least }
        }
        return surplus
    }
}
