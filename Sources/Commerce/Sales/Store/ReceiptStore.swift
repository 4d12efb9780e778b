// SPDX-License-Identifier: Apache-2.0

import CommerceFacts
import Kernel
import Store

/// A till, and the session a moment belongs to.
struct TillRecord {
    let id: ID<Till>
    let number: Int64
}

struct SessionRecord {
    let id: ID<TillSession>
    let openedAt: Instant
    let isClosed: Bool
}

/// A line of an earlier receipt, as a return finds it.
struct SoldLine {
    let receipt: ID<Receipt>
    let site: ID<Site>
    let day: Day
    let line: Int64
    let product: ID<Product>?
    let department: ID<Department>
    let quantity: Int64
    let priced: PricedLine
    let returnedQuantity: Int64
    let given: PricedLine
}

enum ReceiptStore {
    /// The till of a site and number; a till we have not heard of is registered, because it exists.
    static func till(_ number: Int64, at site: ID<Site>, _ tx: Transaction) throws -> TillRecord {
        try tx.remembered("sales.till", TillPlace(site: site, number: number)) {
            if let id = try known(number, at: site, tx) { return TillRecord(id: id, number: number) }
            let id: ID<Till> = tx.key()
            try tx.run("insert into sales_till (till_id, site_id, number) values (\(id), \(site), \(number))")
            return TillRecord(id: id, number: number)
        }
    }

    private struct TillPlace: Hashable {
        let site: ID<Site>
        let number: Int64
    }

    static func known(_ number: Int64, at site: ID<Site>, _ snapshot: Snapshot) throws -> ID<Till>? {
        try snapshot.row("select till_id from sales_till where site_id = \(site) and number = \(number)") {
            $0.id(0)
        }
    }

    /// The session of a till that a moment falls in, open or closed; nil when there was none.
    static func session(of till: ID<Till>, at instant: Instant, _ snapshot: Snapshot) throws -> SessionRecord? {
        try snapshot.row(
            """
            select session_id, opened_at, closed_at
              from sales_session
             where till_id = \(till) and opened_at <= \(instant)
             order by opened_at desc
             limit 1
            """
        ) { row -> SessionRecord? in
            if !row.isNull(2), row.instant(2) < instant { return nil }
            return SessionRecord(id: row.id(0), openedAt: row.instant(1), isClosed: !row.isNull(2))
        } ?? nil
    }

    /// The receipt that a till gave a number to, with the fingerprint of its content.
    static func receipt(
        till: ID<Till>, number: Int64, _ snapshot: Snapshot
    ) throws -> (id: ID<Receipt>, fingerprint: Int64)? {
        try snapshot.row(
            """
            select receipt_id, fingerprint from sales_receipt
             where till_id = \(till) and number = \(number)
            """
        ) { ($0.id(0), $0.integer(1)) }
    }

    /// What a stored receipt comes to, with tax.
    static func due(_ receipt: ID<Receipt>, _ snapshot: Snapshot) throws -> Int64 {
        try snapshot.number("select list - discount + tax from sales_receipt where receipt_id = \(receipt)")
    }

    /// Whether anything of a receipt has come back and stayed back.
    static func hasReturns(_ receipt: ID<Receipt>, _ snapshot: Snapshot) throws -> Bool {
        try snapshot.exists("select 1 from sales_returned where receipt_id = \(receipt) and quantity <> 0")
    }

    static func soldLine(_ receipt: ID<Receipt>, _ line: Int64, _ snapshot: Snapshot) throws -> SoldLine? {
        try snapshot.row(
            """
            select l.receipt_id, l.line, l.product_id, l.department_id, l.quantity, l.list, l.discount, l.tax,
                   coalesce(r.quantity, 0), coalesce(r.list, 0), coalesce(r.discount, 0), coalesce(r.tax, 0),
                   s.site_id, s.day
              from sales_line l
              join sales_receipt s on s.receipt_id = l.receipt_id
              left join sales_returned r on r.receipt_id = l.receipt_id and r.line = l.line
             where l.receipt_id = \(receipt) and l.line = \(line)
            """
        ) { row in
            SoldLine(
                receipt: row.id(0), site: row.id(12), day: row.day(13), line: row.integer(1),
                product: row.optional(2, Row.integer).map(ID.init),
                department: row.id(3), quantity: row.integer(4),
                priced: PricedLine(list: row.integer(5), discount: row.integer(6), tax: row.integer(7)),
                returnedQuantity: row.integer(8),
                given: PricedLine(list: row.integer(9), discount: row.integer(10), tax: row.integer(11)))
        }
    }

    /// Keeps in mind what has come back of a line; quantities positive, amounts as given back.
    static func noteReturn(of sold: SoldLine, quantity: Int64, refund: PricedLine, _ tx: Transaction) throws {
        try tx.run(
            """
            insert into sales_returned (receipt_id, line, quantity, list, discount, tax)
            values (\(sold.receipt), \(sold.line), \(quantity), \(-refund.list), \(-refund.discount), \(-refund.tax))
                on conflict (receipt_id, line) do update
                set quantity = sales_returned.quantity + excluded.quantity, list = sales_returned.list + excluded.list,
                    discount = sales_returned.discount + excluded.discount, tax = sales_returned.tax + excluded.tax
            """)
    }

    /// Changes what we owe on a gift card, a store credit or a deposit.
    static func owe(
        _ amount: Int64, on kind: VoucherKind, _ reference: String, site: ID<Site>, _ currency: Currency,
        _ tx: Transaction
    ) throws {
        try tx.run(
            """
            insert into sales_voucher (kind, reference, site_id, currency, balance)
            values (\(kind.rawValue), \(reference), \(site), \(currency), \(amount))
                on conflict (kind, reference, site_id, currency) do update
                set balance = sales_voucher.balance + excluded.balance
            """)
    }

    /// What a card, credit or slip is worth over all sites.
    static func balance(of kind: VoucherKind, _ reference: String, _ snapshot: Snapshot) throws -> Int64 {
        try snapshot.number(
            """
            select sum(balance) from sales_voucher
             where kind = \(kind.rawValue) and reference = \(reference)
            """)
    }
}

/// What we owe to whoever brings its number.
enum VoucherKind: String, CaseIterable {
    case giftCard, storeCredit, deposit
}
