// SPDX-License-Identifier: Apache-2.0

import Kernel
import Store

/// What Warehouse keeps beside its accounts.
extension Proof {
    static let stock = Proof("Stock equals its account", of: ["inventory"]) { books, snapshot in
        bySite(try WarehouseReading.valueBySite(of: books.sites, snapshot))
    }

    static let inTransit = Proof("Goods on the way", of: ["inventoryInTransit"]) { books, snapshot in
        bySite(try WarehouseReading.inTransit(snapshot).filter { books.sites.contains($0.site) })
    }

    static let receivedNotBilled = Proof(
        "Goods received, not billed", of: ["goodsReceivedNotInvoiced"]
    ) { books, snapshot in
        bySite(try WarehouseReading.receivedNotInvoiced(snapshot).filter { books.sites.contains($0.site) })
            .mapValues { -$0 }
    }

    /// What was added to the cost of goods, less what was booked against it by hand when the bill came.
    static let landedCost = Proof(
        "Costs of goods still to be billed", of: ["landedCostAccrual"], countsJournal: true
    ) { books, snapshot in
        bySite(try WarehouseReading.costCorrections(of: books.company, snapshot)).mapValues { 0 &- $0 }
    }

    private static func bySite(_ values: [WarehouseReading.SiteValue]) -> [ID<Site>: Int64] {
        Dictionary(uniqueKeysWithValues: values.map { ($0.site, $0.value) })
    }
}
