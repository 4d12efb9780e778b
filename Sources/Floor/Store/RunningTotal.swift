// SPDX-License-Identifier: Apache-2.0

/// A table of sums that grows with every fact: up to eight key columns and two amounts.
public final class RunningTotal: Sendable {
    public let table: String
    public let keys: [String]
    public let amounts: [String]
    /// The statement that adds rows begins and ends so.
    public let insertion: String
    public let onConflict: String
    /// The statement that adds to one row, with a place for each key and amount.
    private let addition: SQL

    /// - Parameters:
    ///   - keys: the columns of the primary key, at most eight.
    ///   - amounts: the columns that are summed, at most two.
    public init(_ table: String, keys: [String], amounts: [String]) {
        precondition(keys.count <= TotalKey.scalarCount, "a running total has at most eight key columns")
        precondition(amounts.count <= TotalAmounts.scalarCount, "a running total sums at most two columns")
        self.table = table
        self.keys = keys
        self.amounts = amounts
        let columns = (keys + amounts).joined(separator: ", ")
        let sums = amounts.map { "\($0) = \(table).\($0) + excluded.\($0)" }.joined(separator: ", ")
        insertion = "insert into \(table) (\(columns))"
        onConflict = "on conflict (\(keys.joined(separator: ", "))) do update set \(sums)"
        let texts =
            ["\(insertion) values ("]
            + [String](repeating: ", ", count: keys.count + amounts.count - 1)
            + [") \(onConflict)"]
        addition = SQL(kept: texts.map(SQL.KeptText.init), values: [])
    }

    func sql(adding change: TotalAmounts, at key: TotalKey) -> SQL {
        var values: [SQLValue] = []
        values.reserveCapacity(keys.count + amounts.count)
        for column in keys.indices { values.append(.integer(key[column])) }
        for column in amounts.indices { values.append(.integer(change[column])) }
        return addition.with(values)
    }
}

/// The key columns of a running total, in their order; unused ones are zero.
public typealias TotalKey = SIMD8<Int64>
/// What is added to the amount columns, in their order.
public typealias TotalAmounts = SIMD2<Int64>

/// What one row of a total grows by.
public typealias TotalSum = (key: TotalKey, amounts: TotalAmounts)

/// The sums that wait to be applied, each once.
struct WaitingTotals {
    /// The waiting sums of one total.
    private final class Rows {
        let total: RunningTotal
        var sums: [TotalKey: TotalAmounts] = [:]

        init(_ total: RunningTotal) { self.total = total }
    }

    private var rows: [ObjectIdentifier: Rows] = [:]
    private var overflow: String?
    /// How many additions there were, ever.
    private(set) var additions = 0

    mutating func add(_ amounts: TotalAmounts, to total: RunningTotal, at key: TotalKey) {
        additions += 1
        if rows(of: total).sums[key, default: .zero].add(amounts) { overflow = total.table }
    }

    private mutating func rows(of total: RunningTotal) -> Rows {
        if let known = rows[ObjectIdentifier(total)] { return known }
        let new = Rows(total)
        rows[ObjectIdentifier(total)] = new
        return new
    }

    /// Calls `apply` for each total with its sums, in the order of table and key, and forgets them.
    ///
    /// - Throws: `StoreFault.constraint` when a sum leaves 64 bits, as the engines do in a table.
    mutating func empty(_ apply: (RunningTotal, [TotalSum]) throws -> Void) throws {
        if let overflow { throw StoreFault.constraint("a total of \(overflow) leaves 64 bits") }
        for rows in rows.values.sorted(by: { $0.total.table < $1.total.table }) where !rows.sums.isEmpty {
            let sums = rows.sums.map { (key: $0.key, amounts: $0.value) }
            try apply(rows.total, sums.sorted { WaitingTotals.isOrdered($0.key, $1.key) })
        }
        forget()
    }

    mutating func forget() {
        for rows in rows.values { rows.sums.removeAll(keepingCapacity: true) }
        overflow = nil
    }

    private static func isOrdered(_ left: TotalKey, _ right: TotalKey) -> Bool {
        for column in 0..<TotalKey.scalarCount where left[column] != right[column] {
            return left[column] < right[column]
        }
        return false
    }
}

extension TotalAmounts {
    /// Adds, and says whether a sum left 64 bits.
    fileprivate mutating func add(_ other: TotalAmounts) -> Bool {
        var isOver = false
        for column in 0..<Self.scalarCount {
            let (sum, overflow) = self[column].addingReportingOverflow(other[column])
            self[column] = sum
            isOver = isOver || overflow
        }
        return isOver
    }
}
