// SPDX-License-Identifier: Apache-2.0

import Kernel
import Store

/// What lies in stock.
extension Measure {
    static let stockValue = Measure("stock-value", "Value of stock at the end of the day", in: .minorUnits) {
        books, day, snapshot in
        try WarehouseReading.stock(at: nil, on: day, snapshot).filter { books.sites.contains($0.site) }
            .reduce(0) { $0 + $1.value }
    }

    static let belowZero = Measure("stock-below-zero", "Products of which the books say less than nothing", in: .count)
    { books, day, snapshot in
        Int64(
            try WarehouseReading.stock(at: nil, on: day, snapshot).count {
                books.sites.contains($0.site) && $0.quantity < 0
            })
    }
}
