// SPDX-License-Identifier: Apache-2.0

public import LogisticsFacts
public import Store

extension ValuationMethod: ColumnValue {}
extension StockValued.Reason: ColumnValue {}

extension MoveLine: ColumnValue {
    package static func read(_ row: Row, at column: Int) throws -> MoveLine {
        MoveLine(number: try Int64.read(row, at: column))
    }

    package static var samples: (MoveLine, MoveLine) { (MoveLine(1), MoveLine(2)) }
}
