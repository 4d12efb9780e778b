// SPDX-License-Identifier: Apache-2.0

/// A table of sums that grows with every fact: up to eight key columns and two amounts.
package struct RunningTotal: Sendable, Hashable {
    package let table: String
    package let keys: [String]
    package let amounts: [String]
    /// The statement that adds to one row, with a place for each key and amount.
    private let pieces: [SQL.Piece]

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
        let places = [[SQL.Piece]](repeating: [.value], count: keys.count + amounts.count).joined(separator: [
            .literal(", ")
        ])
        pieces =
            [.kept(SQL.KeptText("insert into \(table) (\(columns)) values ("))] + Array(places)
            + [.kept(SQL.KeptText(") on conflict (\(keys.joined(separator: ", "))) do update set \(sums)"))]
    }

    func sql(_ change: TotalChange) -> SQL {
        var values: [SQLValue] = []
        values.reserveCapacity(keys.count + amounts.count)
        for column in keys.indices { values.append(.integer(change.key[column])) }
        for column in amounts.indices { values.append(.integer(change.amounts[column])) }
        return SQL(pieces: pieces, values: values)
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
