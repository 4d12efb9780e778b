// SPDX-License-Identifier: Apache-2.0

import CommerceFacts
import Kernel
import Store

/// Receipts as they are found again.
enum ReceiptStore {
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

    /// What a receipt sold, or one line of it, with what has come back since.
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

    /// What each jurisdiction charged on a receipt.
    static func taxes(of receipt: ID<Receipt>, _ snapshot: Snapshot) throws -> ChargedTaxes {
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
        let byLine = Dictionary(grouping: kept, by: \.line).mapValues { $0.map(\.tax) }
        guard byLine.isEmpty else { return ChargedTaxes(byLine: byLine, only: nil) }
        let only = try snapshot.row(
            "select jurisdiction_id from sales_tax where receipt_id = \(receipt) order by jurisdiction_id"
        ) { $0.id(0, of: Jurisdiction.self) }
        return ChargedTaxes(byLine: [:], only: only)
    }
}
