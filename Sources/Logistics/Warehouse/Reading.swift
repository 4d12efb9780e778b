// SPDX-License-Identifier: Apache-2.0

package import Kernel
package import Store

/// What other systems may ask of Warehouse.
package enum WarehouseReading {
    package struct SiteValue: Sendable, Equatable {
        package let site: ID<Site>
        package let value: Int64
    }

    /// The value of all stock at each site.
    package static func valueBySite(of company: Set<ID<Site>>, _ snapshot: Snapshot) throws -> [SiteValue] {
        try snapshot.rows(
            "select site_id, sum(value) from warehouse_stock group by site_id order by site_id"
        ) { SiteValue(site: $0.id(0), value: $0.integer(1)) }.filter { company.contains($0.site) }
    }

    /// Goods on the way, by the site that shipped them.
    package static func inTransit(_ snapshot: Snapshot) throws -> [SiteValue] {
        try snapshot.rows(
            """
            select t.site_id, sum(l.value - l.received_value - l.lost_value)
              from warehouse_transfer t
              join warehouse_transfer_line l on l.document_id = t.document_id
             where t.received_document_id is null
             group by t.site_id
             order by t.site_id
            """
        ) { SiteValue(site: $0.id(0), value: $0.integer(1)) }
    }

    /// Goods received from suppliers whose bill has not come, by site.
    package static func receivedNotInvoiced(_ snapshot: Snapshot) throws -> [SiteValue] {
        try snapshot.rows(
            """
            select site_id, sum(value) from warehouse_receipt
             where origin = 'supplier'
             group by site_id
             order by site_id
            """
        ) { SiteValue(site: $0.id(0), value: $0.integer(1)) }
    }

    /// What the goods a company received were found to cost beyond, or below, what was said at the door, by site.
    package static func costCorrections(of company: ID<Company>, _ snapshot: Snapshot) throws -> [SiteValue] {
        try snapshot.rows(
            """
            select r.site_id, sum(c.amount)
              from warehouse_cost_correction c
              join warehouse_receipt r on r.document_id = c.receipt_id
             where r.company_id = \(company)
             group by r.site_id
             order by r.site_id
            """
        ) { SiteValue(site: $0.id(0), value: $0.integer(1)) }
    }

    package struct StockLine: Sendable, Equatable {
        package let site: ID<Site>
        package let product: ID<Product>
        /// Thousandths.
        package let quantity: Int64
        package let value: Int64
    }

    /// Stock as it was at the end of a business day, by site and product, without what was empty and worth nothing.
    ///
    /// Takes from today's what has moved since, of which it reads no move that came before the first of those days.
    package static func stock(
        at site: ID<Site>?, on day: Day, _ snapshot: Snapshot
    ) throws -> [StockLine] {
        let first = try StockStore.firstDocument(after: day, snapshot) ?? ID(.max)
        return try snapshot.rows(
            """
            select s.site_id, s.product_id, s.quantity - coalesce(m.quantity, 0), s.value - coalesce(m.value, 0)
              from warehouse_stock s
              left join (select site_id, product_id, sum(quantity) as quantity, sum(value) as value
                           from warehouse_move
                          where document_id >= \(first) and day > \(day)
                          group by site_id, product_id) m
                on m.site_id = s.site_id and m.product_id = s.product_id
             where \(site == nil) or s.site_id = \(site ?? ID(0))
             order by s.site_id, s.product_id
            """
        ) { StockLine(site: $0.id(0), product: $0.id(1), quantity: $0.integer(2), value: $0.integer(3)) }
        .filter { $0.quantity != 0 || $0.value != 0 }
    }

    /// What each line of a document added to the value of stock, in minor units.
    package static func values(of document: ID<StockDocument>, _ snapshot: Snapshot) throws -> [Int64: Int64] {
        Dictionary(
            uniqueKeysWithValues: try snapshot.rows(
                "select line, value from warehouse_move where document_id = \(document) order by line"
            ) { ($0.integer(0), $0.integer(1)) })
    }

    /// Products whose books say less than nothing is there.
    package static func negative(_ snapshot: Snapshot) throws -> [StockLine] {
        try snapshot.rows(
            """
            select site_id, product_id, quantity, value from warehouse_stock
             where quantity < 0
             order by site_id, product_id
            """
        ) { StockLine(site: $0.id(0), product: $0.id(1), quantity: $0.integer(2), value: $0.integer(3)) }
    }

    /// A transfer that has not arrived, with the company and the site that shipped it.
    package struct TransferOnTheWay: Sendable, Equatable {
        package let document: ID<StockDocument>
        package let company: ID<Company>
        package let site: ID<Site>
        /// When it was shipped.
        package let day: Day
    }

    /// The transfers that have been on the way since before a day.
    package static func transfersOnTheWay(since day: Day, _ snapshot: Snapshot) throws -> [TransferOnTheWay] {
        try snapshot.rows(
            """
            select document_id, company_id, site_id, day from warehouse_transfer
             where received_document_id is null and day < \(day)
             order by document_id
            """
        ) { TransferOnTheWay(document: $0.id(0), company: $0.id(1), site: $0.id(2), day: $0.day(3)) }
    }
}
