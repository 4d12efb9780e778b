// SPDX-License-Identifier: Apache-2.0

package import CommerceFacts
package import Kernel
import Organisation
package import Store
package import Taxes

/// What other systems may ask of Sales.
package enum SalesReading {
    /// An amount that a sub-ledger holds for a site.
    package struct SiteAmount: Sendable, Equatable {
        package let site: ID<Site>
        package let amount: Int64

        fileprivate static let cash = columns("sum(cash)")
        fileprivate static let sum = columns("sum(amount)")
        fileprivate static let balance = columns("sum(balance)")

        private static func columns(_ amount: StaticString) -> Columns<SiteAmount> {
            Columns(Column("site_id", \.site), Column(amount, \.amount), make: SiteAmount.init)
        }
    }

    /// Cash that should lie in the drawers of each site.
    package static func drawerCash(_ currency: Currency, _ snapshot: Snapshot) throws -> [SiteAmount] {
        try snapshot.rows(
            SiteAmount.cash,
            """
              from sales_drawer
             where currency = \(currency)
             group by site_id
             order by site_id
            """)
    }

    /// What was taken in a kind of tender, by site.
    package static func taken(
        in kind: TenderKind, _ currency: Currency, _ snapshot: Snapshot
    ) throws -> [SiteAmount] {
        try snapshot.rows(
            SiteAmount.sum,
            """
              from sales_tender_total
             where kind = \(kind.place) and currency = \(currency)
             group by site_id
             order by site_id
            """)
    }

    /// Cash of other countries that lies at each site, in the site's currency.
    package static func foreignCash(_ currency: Currency, _ snapshot: Snapshot) throws -> [SiteAmount] {
        try snapshot.rows(
            SiteAmount.sum,
            """
              from sales_foreign_cash
             where currency = \(currency)
             group by site_id
             order by site_id
            """)
    }

    /// What we owe on gift cards (`giftCard`), store credit (`storeCredit`) or deposits (`deposit`), by site.
    package static func owed(on kind: String, _ currency: Currency, _ snapshot: Snapshot) throws -> [SiteAmount] {
        try snapshot.rows(
            SiteAmount.balance,
            """
              from sales_voucher
             where kind = \(kind) and currency = \(currency)
             group by site_id
             order by site_id
            """)
    }

    /// What is on one gift card (`giftCard`), store credit (`storeCredit`) or deposit (`deposit`), at all sites.
    package struct VoucherBalance: Sendable, Equatable {
        package let kind: String
        /// Empty for what was sold or spent without a number.
        package let number: String
        package let currency: Currency
        package let balance: Int64

        fileprivate static let columns = Columns<VoucherBalance>(
            Column("kind", \.kind), Column("reference", \.number), Column("currency", \.currency),
            Column("sum(balance)", \.balance), make: VoucherBalance.init)
    }

    /// Vouchers that hold anything, those below zero first.
    package static func vouchers(_ snapshot: Snapshot) throws -> [VoucherBalance] {
        try snapshot.rows(
            VoucherBalance.columns,
            """
              from sales_voucher
             group by kind, reference, currency
            having sum(balance) <> 0
             order by case when sum(balance) < 0 then 0 else 1 end, kind, reference, currency
            """)
    }

    /// Tax charged and not given back, by site, all jurisdictions together.
    package static func taxCharged(_ currency: Currency, _ snapshot: Snapshot) throws -> [SiteAmount] {
        try snapshot.rows(
            SiteAmount.sum,
            """
              from sales_tax_day
             where currency = \(currency)
             group by site_id
             order by site_id
            """)
    }

    /// Tax that one authority is owed from one site.
    package struct AuthorityTax: Sendable, Equatable {
        package let site: ID<Site>
        package let jurisdiction: ID<Jurisdiction>
        package let amount: Int64

        fileprivate static let columns = Columns<AuthorityTax>(
            Column("site_id", \.site), Column("jurisdiction_id", \.jurisdiction), Column("sum(amount)", \.amount),
            make: AuthorityTax.init)
    }

    /// Tax charged and not given back, by site and jurisdiction.
    package static func taxByJurisdiction(_ currency: Currency, _ snapshot: Snapshot) throws -> [AuthorityTax] {
        try snapshot.rows(
            AuthorityTax.columns,
            """
              from sales_tax_day
             where currency = \(currency)
             group by site_id, jurisdiction_id
             order by site_id, jurisdiction_id
            """)
    }

    /// What was taxed and charged under one class, at one rate.
    package struct TaxedSum: Sendable, Equatable {
        package let jurisdiction: ID<Jurisdiction>
        /// Zero where no class explains the tax.
        package let taxClass: ID<TaxClass>
        /// Millionths.
        package let rate: Int64
        package let currency: Currency
        package let base: Int64
        package let amount: Int64

        fileprivate static let columns = Columns<TaxedSum>(
            Column("jurisdiction_id", \.jurisdiction), Column("tax_class", \.taxClass), Column("tax_rate", \.rate),
            Column("currency", \.currency), Column("sum(base)", \.base), Column("sum(amount)", \.amount),
            make: TaxedSum.init)
    }

    /// What was taxed and charged from one day through another, less what came back, as stored with the receipts.
    ///
    /// - Parameter site: all sites when it is nil.
    package static func taxed(
        from: Day, through: Day, at site: ID<Site>?, _ snapshot: Snapshot
    ) throws -> [TaxedSum] {
        try snapshot.rows(
            TaxedSum.columns,
            """
              from sales_tax_day
             where day between \(from) and \(through) and site_id = coalesce(\(site), site_id)
             group by jurisdiction_id, tax_class, tax_rate, currency
            having sum(base) <> 0 or sum(amount) <> 0
             order by jurisdiction_id, currency, tax_rate desc, tax_class
            """)
    }

    /// How many of a product were sold, less what came back.
    package struct UnitsSold: Sendable, Equatable {
        package let product: ID<Product>
        package let currency: Currency
        /// Thousandths.
        package let quantity: Int64
        /// Minor units, after discounts, without tax.
        package let net: Int64

        fileprivate static let columns = Columns<UnitsSold>(
            Column("l.product_id", \.product), Column("r.currency", \.currency), Column("sum(l.quantity)", \.quantity),
            Column("sum(l.list - l.discount)", \.net), make: UnitsSold.init)
    }

    /// By product, those that brought most first.
    ///
    /// - Parameter site: all sites when it is nil.
    package static func unitsSold(
        from: Day, through: Day, at site: ID<Site>?, _ snapshot: Snapshot
    ) throws -> [UnitsSold] {
        try snapshot.rows(
            UnitsSold.columns,
            """
              from sales_receipt r
              join sales_line l on l.receipt_id = r.receipt_id
             where r.day between \(from) and \(through) and r.site_id = coalesce(\(site), r.site_id)
               and l.product_id is not null
             group by l.product_id, r.currency
            having sum(l.quantity) <> 0 or sum(l.list - l.discount) <> 0
             order by sum(l.list - l.discount) desc, l.product_id
            """)
    }

    /// What was paid at a site in one way.
    package struct TenderSum: Sendable, Equatable {
        package let site: ID<Site>
        private let place: Int64
        package let currency: Currency
        package let count: Int64
        package let amount: Int64

        package var kind: TenderKind? { TenderKind.allCases.first { $0.place == place } }

        fileprivate static let columns = Columns<TenderSum>(
            Column("site_id", \.site), Column("kind", \.place), Column("currency", \.currency),
            Column("sum(receipts)", \.count), Column("sum(amount)", \.amount)
        ) {
            TenderSum(site: $0, place: $1, currency: $2, count: $3, amount: $4)
        }
    }

    /// - Parameter site: all sites when it is nil.
    package static func tenders(
        from: Day, through: Day, at site: ID<Site>?, _ snapshot: Snapshot
    ) throws -> [TenderSum] {
        try snapshot.rows(
            TenderSum.columns,
            """
              from sales_tender_total
             where day between \(from) and \(through) and site_id = coalesce(\(site), site_id)
             group by site_id, kind, currency
             order by site_id, kind, currency
            """)
    }

    /// One day's trade of one site.
    package struct DaySales: Sendable, Equatable {
        package let site: ID<Site>
        package let day: Day
        package let receipts: Int64
        /// Minor units, after discounts, without tax.
        package let net: Int64

        fileprivate static let columns = Columns<DaySales>(
            Column("site_id", \.site), Column("day", \.day), Column("sum(receipts)", \.receipts),
            Column("sum(net)", \.net), make: DaySales.init)
    }

    /// Trade by site and day, from what the hourly follower has seen.
    package static func daily(from: Day, through: Day, _ snapshot: Snapshot) throws -> [DaySales] {
        try snapshot.rows(
            DaySales.columns,
            """
              from sales_hour
             where day between \(from) and \(through)
             group by site_id, day
             order by day, site_id
            """)
    }

    /// A receipt as it is printed: the code its site was named by, its till, and the till's number of it; below zero
    /// for a void.
    package struct ReceiptName: Sendable, Equatable {
        package let id: ID<Receipt>
        package let site: String
        package let till: Int64
        package let number: Int64
        /// The number where it is a text.
        package let text: String?
        package let day: Day

        package var name: String { "\(site)/\(till)/\(text.map { number < 0 ? "-\($0)" : $0 } ?? "\(number)")" }
    }

    package static func receipt(_ id: ID<Receipt>, _ snapshot: Snapshot) throws -> ReceiptName? {
        let found = try snapshot.row(
            Printed.columns,
            """
              from sales_receipt r
              left join sales_till t on t.till_id = r.till_id
              left join sales_stray_till s on s.till_id = r.till_id
             where r.receipt_id = \(id)
            """)
        guard let found else { return nil }
        let code = try found.strayCode ?? OrganisationReading.site(found.site, snapshot)?.code
        return ReceiptName(
            id: id, site: code ?? "?", till: found.till, number: found.number, text: found.text, day: found.day)
    }

    private struct Printed {
        let site: ID<Site>
        let till: Int64
        let number: Int64
        let text: String?
        let day: Day
        /// The code that the till names its site by, where that was not open.
        let strayCode: String?

        static let columns = Columns<Printed>(
            Column("r.site_id", \.site), Column("coalesce(t.number, s.number)", \.till), Column("r.number", \.number),
            Column("r.printed", \.text), Column("r.day", \.day), Column("s.site_code", \.strayCode), make: Printed.init)
    }

    /// - Parameter number: as it is printed, with a minus before it for its void.
    package static func receipt(
        _ number: String, till: Int64, site: String, _ snapshot: Snapshot
    ) throws -> ReceiptName? {
        guard let place = try SaleSettings.place(named: Code(site), snapshot),
            let till = try TillStore.known(till, at: place, snapshot),
            let found = try receipt(number, of: till, snapshot)
        else { return nil }
        return try receipt(found.id, snapshot)
    }

    private static func receipt(
        _ printed: String, of till: TillRecord, _ snapshot: Snapshot
    ) throws -> ReceiptStore.Found? {
        let receipt = try ReceiptStore.receipt(ReceiptNumber(printed: printed).count, of: till, snapshot)
        guard receipt == nil, printed.hasPrefix("-") else { return receipt }
        return try ReceiptStore.receipt(-ReceiptNumber(printed: String(printed.dropFirst())).count, of: till, snapshot)
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

        fileprivate static let columns = Columns<ReceiptLine>(
            Column("l.line", \.line), Column("l.product_id", \.product), Column("l.quantity", \.quantity),
            Column("l.list", \.list), Column("l.discount", \.discount), Column("l.tax", \.tax),
            Column("r.currency", \.currency), make: ReceiptLine.init)
    }

    package static func lines(of receipt: ID<Receipt>, _ snapshot: Snapshot) throws -> [ReceiptLine] {
        try snapshot.rows(
            ReceiptLine.columns,
            """
              from sales_line l
              join sales_receipt r on r.receipt_id = l.receipt_id
             where l.receipt_id = \(receipt)
             order by l.line
            """)
    }

    package static func receiptCount(_ snapshot: Snapshot) throws -> Int64 {
        try snapshot.number("select count(*) from sales_receipt")
    }

    /// The last day on which anything was sold; days that have not come yet count only where there are no others.
    package static func lastDay(at now: Instant, _ snapshot: Snapshot) throws -> Day? {
        let come: Day? = try snapshot.value("select max(day) from sales_hour where day <= \(now.tomorrow)")
        return try come ?? snapshot.value("select max(day) from sales_hour")
    }
}
