// SPDX-License-Identifier: Apache-2.0

import Kernel
import Store

/// How trade goes.
extension Measure {
    static let netSales = Measure("net-sales", "Sales, net of discounts and tax", in: .minorUnits) {
        books, day, snapshot in
        try trade(of: books, on: day, snapshot)?.net
    }

    static let receipts = Measure("receipts", "Receipts", in: .count) { books, day, snapshot in
        try trade(of: books, on: day, snapshot)?.receipts
    }

    private static func trade(
        of books: Books, on day: Day, _ snapshot: Snapshot
    ) throws -> (receipts: Int64, net: Int64)? {
        let sites = try SalesReading.daily(from: day, through: day, snapshot).filter { books.sites.contains($0.site) }
        guard !sites.isEmpty else { return nil }
        return sites.reduce((0, 0)) { ($0.0 + $1.receipts, $0.1 + $1.net) }
    }
}
