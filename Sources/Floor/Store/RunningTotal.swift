// SPDX-License-Identifier: Apache-2.0

/// A table of sums that grows with every fact: up to eight key columns and two amounts.
package struct RunningTotal: Sendable, Hashable {
    package let table: String
    package let keys: [String]
    package let amounts: [String]
    let upsert: String

    /// - Parameters:
    ///   - keys: the columns of the primary key, at most eight.
    ///   - amounts: the columns that are summed, at most two.
    package init(_ table: String, keys: [String], amounts: [String]) {
        precondition(keys.count <= TotalKey.scalarCount, "a running total has at most eight key columns")
        precondition(amounts.count <= TotalAmounts.scalarCount, "a running total sums at most two columns")
        self.table = table
        self.keys = keys
        self.amounts = amounts
        let columns = (keys + amounts).joined(separator: ", ")
        let sums = amounts.map { "\($0) = \(table).\($0) + excluded.\($0)" }.joined(separator: ", ")
        upsert = "insert into \(table) (\(columns)) values ("
        onConflict = ") on conflict (\(keys.joined(separator: ", "))) do update set \(sums)"
    }

    private let onConflict: String

    func sql(_ change: TotalChange) -> SQL {
        var sql = SQL(assembled: upsert)
        for column in keys.indices {
            if column > 0 { sql = sql + ", " }
            sql = sql + "\(change.key[column])"
        }
        for column in amounts.indices { sql = sql + ", \(change.amounts[column])" }
        return sql + SQL(assembled: onConflict)
    }

    package static func == (left: RunningTotal, right: RunningTotal) -> Bool { left.table == right.table }
    package func hash(into hasher: inout Hasher) { hasher.combine(table) }
}

/// The key columns of a running total, in their order; unused ones are zero.
package typealias TotalKey = SIMD8<Int64>
/// What is added to the amount columns, in their order.
package typealias TotalAmounts = SIMD2<Int64>

struct TotalChange {
    let total: RunningTotal
    let key: TotalKey
    var amounts: TotalAmounts

    /// Adds the amounts of another change of the same total.
    ///
    /// - Throws: `StoreFault.constraint` when a sum leaves 64 bits, as the engines do in a table.
    mutating func add(_ change: TotalChange) throws {
        for column in 0..<TotalAmounts.scalarCount {
            let (sum, overflow) = amounts[column].addingReportingOverflow(change.amounts[column])
            guard !overflow else { throw StoreFault.constraint("a total of \(total.table) leaves 64 bits") }
            amounts[column] = sum
        }
    }
}
