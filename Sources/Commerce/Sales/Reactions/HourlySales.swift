// SPDX-License-Identifier: Apache-2.0

import CommerceFacts
import Kernel
import Organisation
import Store

/// Sales by hour of the wall clock, for the day's curve: behind the writes, because no one waits for it.
enum HourlySales {
    static let follower = Follower("hourly-sales", tables: ["sales_hour"]) { facts, tx in
        for logged in facts where logged.name == SaleCompleted.name {
            let sale = try logged.read(SaleCompleted.self)
            let site = try tx.remembered("sales.site", sale.site) { try OrganisationReading.site(sale.site, tx) }
            guard let site else { throw StoreFault.corrupt("site \(sale.site) is missing") }
            let hour = site.time.wallTime(at: sale.occurredAt).hour
            let net = sale.lines.reduce(0) { $0 + $1.net }
            tx.add(
                Takings(amount: net, receipts: sale.voids == nil ? 1 : -1), to: SalesTables.hours,
                at: HourKey(site: sale.site, day: sale.day, hour: hour, currency: sale.currency))
        }
    }
}
