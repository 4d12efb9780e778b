// SPDX-License-Identifier: Apache-2.0

package import CommerceFacts
package import Kernel
import Organisation
package import Store

/// What other systems may ask of Sales.
package enum SalesReading {
    /// An amount that a sub-ledger holds for a site.
    package struct SiteAmount: Sendable, Equatable {
        package let site: ID<Site>
        package let amount: Int64
    }

    /// Cash that should lie in the drawers of each site.
    package static func drawerCash(_ currency: Currency, _ snapshot: Snapshot) throws -> [SiteAmount] {
        try snapshot.rows(
            """
            select site_id, sum(cash) from sales_drawer
             where currency = \(currency)
             group by site_id
             order by site_id
            """
        ) { SiteAmount(site: $0.id(0), amount: $0.integer(1)) }
    }

    /// What was taken in a kind of tender, by site.
    package static func taken(
        in kind: TenderKind, _ currency: Currency, _ snapshot: Snapshot
    ) throws -> [SiteAmount] {
        try snapshot.rows(
            """
            select site_id, sum(amount) from sales_tender_total
             where kind = \(kind.place) and currency = \(currency)
             group by site_id
             order by site_id
            """
        ) { SiteAmount(site: $0.id(0), amount: $0.integer(1)) }
    }

    /// What we owe on gift cards (`giftCard`), store credit (`storeCredit`) or deposits (`deposit`), by site.
    package static func owed(on kind: String, _ currency: Currency, _ snapshot: Snapshot) throws -> [SiteAmount] {
        try snapshot.rows(
            """
            select site_id, sum(balance) from sales_voucher
             where kind = \(kind) and currency = \(currency)
             group by site_id
             order by site_id
            """
        ) { SiteAmount(site: $0.id(0), amount: $0.integer(1)) }
    }

    /// Tax charged and not given back, by site, all jurisdictions together.
    package static func taxCharged(_ currency: Currency, _ snapshot: Snapshot) throws -> [SiteAmount] {
        try snapshot.rows(
            """
            select site_id, sum(amount) from sales_tax_total
             where currency = \(currency)
             group by site_id
             order by site_id
            """
        ) { SiteAmount(site: $0.id(0), amount: $0.integer(1)) }
    }

    /// Tax that one authority is owed from one site.
    package struct AuthorityTax: Sendable, Equatable {
        package let site: ID<Site>
        package let jurisdiction: ID<Jurisdiction>
        package let amount: Int64
    }

    /// Tax charged and not given back, by site and jurisdiction.
    package static func taxByJurisdiction(_ currency: Currency, _ snapshot: Snapshot) throws -> [AuthorityTax] {
        try snapshot.rows(
            """
            select site_id, jurisdiction_id, sum(amount) from sales_tax_total
             where currency = \(currency)
             group by site_id, jurisdiction_id
             order by site_id, jurisdiction_id
            """
        ) { AuthorityTax(site: $0.id(0), jurisdiction: $0.id(1), amount: $0.integer(2)) }
    }

    /// One day's trade of one site.
    package struct DaySales: Sendable, Equatable {
        package let site: ID<Site>
        package let day: Day
        package let receipts: Int64
        /// Minor units, after discounts, without tax.
        package let net: Int64
    }

    /// Trade by site and day, from what the hourly follower has seen.
    package static func daily(from: Day, through: Day, _ snapshot: Snapshot) throws -> [DaySales] {
        try snapshot.rows(
            """
            select site_id, day, sum(receipts), sum(net)
              from sales_hour
             where day between \(from) and \(through)
             group by site_id, day
             order by day, site_id
            """
        ) { DaySales(site: $0.id(0), day: $0.day(1), receipts: $0.integer(2), net: $0.integer(3)) }
    }

    /// A receipt as it is printed: the code its site was named by, its till, and the till's number of it; below zero
    /// for a void.
    package struct ReceiptName: Sendable, Equatable {
        package let id: ID<Receipt>
        package let site: String
        package let till: Int64
        package let number: Int64
        package let day: Day

        package var name: String { "\(site)/\(till)/\(number)" }
    }

    package static func receipt(_ id: ID<Receipt>, _ snapshot: Snapshot) throws -> ReceiptName? {
        let found = try snapshot.row(
            """
            select r.site_id, coalesce(t.number, s.number), r.number, r.day, coalesce(s.site_code, '')
              from sales_receipt r
              left join sales_till t on t.till_id = r.till_id
              left join sales_stray_till s on s.till_id = r.till_id
             where r.receipt_id = \(id)
            """
        ) {
            (
                site: $0.id(0, of: Site.self), till: $0.integer(1), number: $0.integer(2), day: $0.day(3),
                code: $0.text(4)
            )
        }
        guard let found else { return nil }
        let code = try found.code.isEmpty ? OrganisationReading.site(found.site, snapshot)?.code : found.code
        return ReceiptName(id: id, site: code ?? "?", till: found.till, number: found.number, day: found.day)
    }

    package static func receipt(
        _ number: Int64, till: Int64, site: String, _ snapshot: Snapshot
    ) throws -> ReceiptName? {
        guard let place = try SaleSettings.place(named: Code(site), snapshot),
            let till = try TillStore.known(till, at: place, snapshot),
            let found = try ReceiptStore.receipt(number, of: till, snapshot)
        else { return nil }
        return try receipt(found.id, snapshot)
    }

    /// A line of a receipt, in minor units, without tax unless it says so.
    package struct ReceiptLine: Sendable, Equatable {
        package let line: Int64
        package let product: ID<Product>?
        package let quantity: Int64
        package let list: Int64
        package let discount: Int64
        package let tax: Int64
        package let currency: Currency
    }

    package static func lines(of receipt: ID<Receipt>, _ snapshot: Snapshot) throws -> [ReceiptLine] {
        try snapshot.rows(
            """
            select l.line, l.product_id, l.quantity, l.list, l.discount, l.tax, r.currency
              from sales_line l
              join sales_receipt r on r.receipt_id = l.receipt_id
             where l.receipt_id = \(receipt)
             order by l.line
            """
        ) { row in
            ReceiptLine(
                line: row.integer(0), product: row.optional(1, Row.integer).map(ID.init), quantity: row.integer(2),
                list: row.integer(3), discount: row.integer(4), tax: row.integer(5), currency: try row.currency(6))
        }
    }

    package static func receiptCount(_ snapshot: Snapshot) throws -> Int64 {
        try snapshot.number("select count(*) from sales_receipt")
    }

    package static func lastDay(_ snapshot: Snapshot) throws -> Day? {
        try snapshot.row("select max(day) from sales_hour") { $0.isNull(0) ? nil : $0.day(0) } ?? nil
    }
}
