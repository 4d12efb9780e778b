// SPDX-License-Identifier: Apache-2.0

import CommerceFacts
import Kernel
import Organisation
import Store

/// A till, and the session a moment belongs to.
struct TillRecord {
    let id: ID<Till>
    let number: Int64
    /// What it was known by while nobody had opened its site.
    var former: ID<Till>?
}

struct SessionRecord {
    /// Zero while nobody has told of its opening: it was closed, so it was opened, some time after the count before it.
    let id: ID<TillSession>
    let openedAt: Instant
    var count: Count?

    var isFloatKnown: Bool { id != ID(0) }

    /// What the difference between its count and its receipts is to the books.
    var difference: CashMoved.Kind { isFloatKnown ? .overShort : .unknownFloat }

    /// How the drawer was counted; nil while the session is open.
    struct Count {
        let closedAt: Instant
        let expected: Int64
        let counted: Int64
    }
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
    private(set) var returnedQuantity: Int64
    private(set) var given: PricedLine

    /// Counts a quantity as given back for `refund`, which is negative.
    mutating func giveBack(_ quantity: Int64, _ refund: PricedLine) {
        returnedQuantity += quantity
        given.list -= refund.list
        given.discount -= refund.discount
        given.tax -= refund.tax
    }
}

/// What one jurisdiction charged on a line, and how much of it was given back.
struct LineTax {
    let jurisdiction: ID<Jurisdiction>
    /// What was taxed, without the tax; nought where it did not tax the line.
    var base: Int64
    var amount: Int64
    var given: Int64 = 0
}

enum ReceiptStore {
    /// The till of a place and number; a till we have not heard of is registered, because it exists.
    static func till(_ number: Int64, at place: SalePlace, _ tx: Transaction) throws -> TillRecord {
        try tx.remembered(tillName, TillPlace(code: place.code, number: number)) {
            let stray = try strayTill(number, at: place.code, tx)
            guard place.isKnown else {
                if let stray { return TillRecord(id: stray, number: number) }
                let id: ID<Till> = tx.key()
                try tx.run(
                    "insert into sales_stray_till (site_code, number, till_id) values (\(place.code), \(number), \(id))"
                )
                return TillRecord(id: id, number: number)
            }
            if let id = try ownTill(number, at: place.site.id, tx) {
                return TillRecord(id: id, number: number, former: stray)
            }
            let id: ID<Till> = tx.key()
            try tx.run("insert into sales_till (till_id, site_id, number) values (\(id), \(place.site.id), \(number))")
            return TillRecord(id: id, number: number, former: stray)
        }
    }

    /// A till that was asked for before.
    static func remembered(_ number: Int64, at place: SalePlace, _ ahead: Foresight) -> TillRecord? {
        ahead.remembered(tillName, TillPlace(code: place.code, number: number), as: TillRecord.self)
    }

    private static let tillName: StaticString = "sales.till"

    private struct TillPlace: Hashable {
        let code: Code<Site>
        let number: Int64
    }

    /// A till of a place that we have heard of.
    static func known(_ number: Int64, at place: SalePlace, _ snapshot: Snapshot) throws -> TillRecord? {
        let own = place.isKnown ? try ownTill(number, at: place.site.id, snapshot) : nil
        let stray = try strayTill(number, at: place.code, snapshot)
        return (own ?? stray).map { TillRecord(id: $0, number: number, former: own == nil ? nil : stray) }
    }

    private static func ownTill(_ number: Int64, at site: ID<Site>, _ snapshot: Snapshot) throws -> ID<Till>? {
        try snapshot.row("select till_id from sales_till where site_id = \(site) and number = \(number)") {
            $0.id(0)
        }
    }

    private static func strayTill(_ number: Int64, at code: Code<Site>, _ snapshot: Snapshot) throws -> ID<Till>? {
        try snapshot.row("select till_id from sales_stray_till where site_code = \(code) and number = \(number)") {
            $0.id(0)
        }
    }

    /// The session of a till that a moment falls in, open or closed; nil when there was none.
    static func session(of till: ID<Till>, at instant: Instant, _ snapshot: Snapshot) throws -> SessionRecord? {
        let last = try snapshot.find(TillMoment(till: till, instant: instant), in: sessions)
        guard let last, instant <= last.count?.closedAt ?? instant else { return nil }
        return last
    }

    /// The session that a count at an instant is of: the last that was opened until then and that nobody counted. A
    /// till that is opened again within one tick of its clock is closed in the same tick, hence the second.
    static func session(countedAt instant: Instant, at till: ID<Till>, _ snapshot: Snapshot) throws -> SessionRecord? {
        try snapshot.row(
            """
            select session_id, opened_at
              from sales_session
             where till_id = \(till) and opened_at < \(instant.adding(seconds: 1)) and closed_at is null
             order by opened_at desc
             limit 1
            """
        ) { SessionRecord(id: $0.id(0), openedAt: $0.instant(1)) }
    }

    /// The session of which this count was told before.
    static func session(
        counted: Int64, at instant: Instant, of till: ID<Till>, _ snapshot: Snapshot
    ) throws -> (session: SessionRecord, expected: Int64)? {
        try snapshot.row(
            """
            select session_id, opened_at, expected
              from sales_session
             where till_id = \(till) and closed_at = \(instant) and counted = \(counted)
             order by opened_at
            """
        ) { (SessionRecord(id: $0.id(0), openedAt: $0.instant(1)), $0.integer(2)) }
    }

    /// Writes down a session that was closed and never opened: from the last count before it on.
    static func session(openedUnseenBefore instant: Instant, at till: ID<Till>, _ tx: Transaction) throws
        -> SessionRecord
    {
        let before = try tx.number(
            "select max(closed_at) from sales_session where till_id = \(till) and closed_at <= \(instant)")
        var openedAt = Instant(microseconds: before + 1)
        while try tx.exists("select 1 from sales_session where till_id = \(till) and opened_at = \(openedAt)") {
            openedAt = Instant(microseconds: openedAt.microseconds + 1)
        }
        let session = SessionRecord(id: ID(0), openedAt: openedAt)
        try tx.run(
            """
            insert into sales_session (till_id, opened_at, session_id, float)
            values (\(till), \(openedAt), \(session.id), \(0))
            """)
        return session
    }

    struct TillMoment: Hashable {
        let till: ID<Till>
        let instant: Instant
    }

    /// The last session that was opened up to a moment. Whoever writes a session forgets them.
    static let sessions = Lookup<TillMoment, SessionRecord>("sales.session", for: .batch) { keys, snapshot in
        let rows = try snapshot.rows(forEach: keys) { key in
            """
            select till_id, \(key.instant) + 0, session_id, opened_at, closed_at, expected, counted
              from sales_session
             where till_id = \(key.till)
               and opened_at = (select max(opened_at)
                                  from sales_session
                                 where till_id = \(key.till) and opened_at <= \(key.instant))
            """
        } _: { row in
            let count =
                row.isNull(4)
                ? nil
                : SessionRecord.Count(closedAt: row.instant(4), expected: row.integer(5), counted: row.integer(6))
            return (
                TillMoment(till: row.id(0), instant: row.instant(1)),
                SessionRecord(id: row.id(2), openedAt: row.instant(3), count: count)
            )
        }
        return Dictionary(rows) { $1 }
    }

    /// A receipt as a till's number finds it.
    struct Found {
        let id: ID<Receipt>
        let till: ID<Till>
        /// Of its content.
        let fingerprint: Int64
    }

    /// The receipt that a till gave a number to, perhaps before its site was known.
    static func receipt(_ number: Int64, of till: TillRecord, _ snapshot: Snapshot) throws -> Found? {
        if let found = try receipt(number, of: till.id, snapshot) { return found }
        return try till.former.flatMap { try receipt(number, of: $0, snapshot) }
    }

    static func receipt(_ number: Int64, of till: ID<Till>, _ snapshot: Snapshot) throws -> Found? {
        try snapshot.find(TillNumber(till: till, number: number), in: receipts)
    }

    /// What a till gave to one receipt only.
    struct TillNumber: Hashable {
        let till: ID<Till>
        let number: Int64
    }

    static let receipts = Lookup<TillNumber, Found>("sales.receipt", for: .batch) { keys, snapshot in
        let rows = try snapshot.rows(forEach: keys) { key in
            """
            select receipt_id, till_id, fingerprint, number
              from sales_receipt
             where till_id = \(key.till) and number = \(key.number)
            """
        } _: { row in
            (
                TillNumber(till: row.id(1), number: row.integer(3)),
                Found(id: row.id(0), till: row.id(1), fingerprint: row.integer(2))
            )
        }
        return Dictionary(rows) { $1 }
    }

    /// What a stored receipt comes to, with tax.
    static func due(_ receipt: ID<Receipt>, _ snapshot: Snapshot) throws -> Int64 {
        try snapshot.number("select list - discount + tax from sales_receipt where receipt_id = \(receipt)")
    }

    /// Whether anything of a receipt has come back and stayed back.
    static func hasReturns(_ receipt: ID<Receipt>, _ snapshot: Snapshot) throws -> Bool {
        try snapshot.exists("select 1 from sales_returned where receipt_id = \(receipt) and quantity <> 0")
    }

    static func soldLines(of receipt: ID<Receipt>, _ line: Int64?, _ snapshot: Snapshot) throws -> [SoldLine] {
        try snapshot.rows(
            """
            select l.receipt_id, l.line, l.product_id, l.department_id, l.quantity, l.list, l.discount, l.tax,
                   coalesce(r.quantity, 0), coalesce(r.list, 0), coalesce(r.discount, 0), coalesce(r.tax, 0),
                   s.site_id, s.day
              from sales_line l
              join sales_receipt s on s.receipt_id = l.receipt_id
              left join sales_returned r on r.receipt_id = l.receipt_id and r.line = l.line
             where l.receipt_id = \(receipt) and l.line between \(line ?? 1) and \(line ?? .max) and l.quantity > 0
             order by l.line
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

    /// What each jurisdiction charged on a line.
    ///
    /// - Parameters:
    ///   - priced: the line, with the tax of all jurisdictions together, and `given` what of that tax came back.
    ///   - isTaxed: whether the jurisdiction that alone taxed the receipt taxes such lines.
    static func taxes(
        on line: Int64, of receipt: ID<Receipt>, priced: PricedLine, given: Int64, _ snapshot: Snapshot,
        isTaxed: (ID<Jurisdiction>) throws -> Bool
    ) throws -> [LineTax] {
        let kept = try snapshot.rows(
            """
            select jurisdiction_id, base, amount, given, line from sales_line_tax
             where receipt_id = \(receipt)
             order by line, jurisdiction_id
            """
        ) {
            (
                line: $0.integer(4),
                tax: LineTax(jurisdiction: $0.id(0), base: $0.integer(1), amount: $0.integer(2), given: $0.integer(3))
            )
        }
        guard kept.isEmpty else { return kept.filter { $0.line == line }.map(\.tax) }
        let only = try snapshot.row(
            "select jurisdiction_id from sales_tax where receipt_id = \(receipt) order by jurisdiction_id"
        ) { $0.id(0, of: Jurisdiction.self) }
        guard let only else { return [] }
        let base = try isTaxed(only) ? priced.net : 0
        guard base != 0 || priced.tax != 0 else { return [] }
        return [LineTax(jurisdiction: only, base: base, amount: priced.tax, given: given)]
    }

    /// Keeps in mind what has come back of a line; quantities positive, amounts as given back.
    static func noteReturn(
        of sold: SoldLine, quantity: Int64, refund: PricedLine, taxes: [LineTax], _ tx: Transaction
    ) throws {
        try tx.run(
            """
            insert into sales_returned (receipt_id, line, quantity, list, discount, tax)
            values (\(sold.receipt), \(sold.line), \(quantity), \(-refund.list), \(-refund.discount), \(-refund.tax))
                on conflict (receipt_id, line) do update
                set quantity = sales_returned.quantity + excluded.quantity, list = sales_returned.list + excluded.list,
                    discount = sales_returned.discount + excluded.discount, tax = sales_returned.tax + excluded.tax
            """)
        for tax in taxes {
            try tx.run(
                """
                update sales_line_tax set given = given - \(tax.amount)
                 where receipt_id = \(sold.receipt) and line = \(sold.line) and jurisdiction_id = \(tax.jurisdiction)
                """)
        }
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
}

/// What we owe to whoever brings its number.
enum VoucherKind: String, CaseIterable {
    case giftCard, storeCredit, deposit
}
