// SPDX-License-Identifier: Apache-2.0

package import Kernel
package import Store

/// What other systems may ask of Warehouse.
package enum WarehouseReading {
    package struct SiteValue: Sendable, Equatable {
        package let site: ID<Site>
        package let value: Int64

        fileprivate static let stock = columns("sum(value)")
        fileprivate static let inTransit = columns("sum(l.value - l.received_value - l.lost_value)")
        fileprivate static let corrections = columns("sum(c.amount)")

        private static func columns(_ value: StaticString) -> Columns<SiteValue> {
            Columns(Column("site_id", \.site), Column(value, \.value), make: SiteValue.init)
        }
    }

    /// The value of all stock at each site.
    package static func valueBySite(of company: Set<ID<Site>>, _ snapshot: Snapshot) throws -> [SiteValue] {
        try snapshot.rows(SiteValue.stock, "from warehouse_stock group by site_id order by site_id")
            .filter { company.contains($0.site) }
    }

    /// Goods on the way, by the site that shipped them.
    package static func inTransit(_ snapshot: Snapshot) throws -> [SiteValue] {
        try snapshot.rows(
            SiteValue.inTransit,
            """
              from warehouse_transfer t
              join warehouse_transfer_line l on l.document_id = t.document_id
             where t.received_document_id is null
             group by t.site_id
             order by t.site_id
            """)
    }

    /// Goods received from suppliers whose bill has not come, by site.
    package static func receivedNotInvoiced(_ snapshot: Snapshot) throws -> [SiteValue] {
        try snapshot.rows(
            SiteValue.stock,
            """
              from warehouse_receipt
             where origin = 'supplier'
             group by site_id
             order by site_id
            """)
    }

    /// What the goods a company received were found to cost beyond, or below, what was said at the door, by site.
    package static func costCorrections(of company: ID<Company>, _ snapshot: Snapshot) throws -> [SiteValue] {
        try snapshot.rows(
            SiteValue.corrections,
            """
              from warehouse_cost_correction c
              join warehouse_receipt r on r.document_id = c.receipt_id
             where r.company_id = \(company)
             group by r.site_id
             order by r.site_id
            """)
    }

    package struct StockLine: Sendable, Equatable {
        package let site: ID<Site>
        package let product: ID<Product>
        /// Thousandths.
        package let quantity: Int64
        package let value: Int64

        fileprivate static let now = Columns<StockLine>(
            Column("site_id", \.site), Column("product_id", \.product), Column("quantity", \.quantity),
            Column("value", \.value), make: StockLine.init)
        /// Less what has moved since.
        fileprivate static let then = Columns<StockLine>(
            Column("s.site_id", \.site), Column("s.product_id", \.product),
            Column("s.quantity - coalesce(m.quantity, 0)", \.quantity),
            Column("s.value - coalesce(m.value, 0)", \.value), make: StockLine.init)
    }

    /// Stock as it was at the end of a business day, by site and product, without what was empty and worth nothing.
    ///
    /// Takes from today's what has moved since, of which it reads no move that came before the first of those days.
    package static func stock(
        at site: ID<Site>?, on day: Day, _ snapshot: Snapshot
    ) throws -> [StockLine] {
        let first = try StockStore.firstDocument(after: day, snapshot) ?? ID(.max)
        return try snapshot.rows(
            StockLine.then,
            """
              from warehouse_stock s
              left join (select site_id, product_id, sum(quantity) as quantity, sum(value) as value
                           from warehouse_move
                          where document_id >= \(first) and day > \(day)
                          group by site_id, product_id) m
                on m.site_id = s.site_id and m.product_id = s.product_id
             where \(site == nil) or s.site_id = \(site ?? ID(0))
             order by s.site_id, s.product_id
            """
        ).filter { $0.quantity != 0 || $0.value != 0 }
    }

    /// What each line of a document added to the value of stock, in minor units.
    package static func values(of document: ID<StockDocument>, _ snapshot: Snapshot) throws -> [Int64: Int64] {
        try snapshot.values("value", by: "line", "from warehouse_move where document_id = \(document)")
    }

    /// Products whose books say less than nothing is there.
    package static func negative(_ snapshot: Snapshot) throws -> [StockLine] {
        try snapshot.rows(
            StockLine.now, "from warehouse_stock where quantity < 0 order by site_id, product_id")
    }

    /// A transfer that has not arrived, with the company and the site that shipped it.
    package struct TransferOnTheWay: Sendable, Equatable {
        package let document: ID<StockDocument>
        package let company: ID<Company>
        package let site: ID<Site>
        /// When it was shipped.
        package let day: Day

        fileprivate static let columns = Columns<TransferOnTheWay>(
            Column("document_id", \.document), Column("company_id", \.company), Column("site_id", \.site),
            Column("day", \.day), make: TransferOnTheWay.init)
    }

    /// The transfers that have been on the way since before a day.
    package static func transfersOnTheWay(since day: Day, _ snapshot: Snapshot) throws -> [TransferOnTheWay] {
        try snapshot.rows(
            TransferOnTheWay.columns,
            """
              from warehouse_transfer
             where received_document_id is null and day < \(day)
             order by document_id
            """)
    }
}
