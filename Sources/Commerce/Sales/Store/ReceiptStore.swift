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

        fileprivate static let columns = Columns<Found>(
            Column("receipt_id", \.id), Column("till_id", \.till), Column("fingerprint", \.fingerprint),
            make: Found.init)
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

        fileprivate static let columns = Columns<TillNumber>(
            Column("till_id", \.till), Column("number", \.number), make: TillNumber.init)
    }

    static let receipts = Lookup<TillNumber, Found>(
        "sales.receipt", for: .batch, by: TillNumber.columns, Found.columns
    ) { key in
        "from sales_receipt where till_id = \(key.till) and number = \(key.number)"
    }

    /// What a stored receipt comes to, with tax.
    static func due(_ receipt: ID<Receipt>, _ snapshot: Snapshot) throws -> Int64 {
        try snapshot.number("select list - discount + tax from sales_receipt where receipt_id = \(receipt)")
    }

    /// What a receipt sold, or one line of it, with what has come back since.
    static func soldLines(of receipt: ID<Receipt>, _ line: Int64?, _ snapshot: Snapshot) throws -> [SoldLine] {
        try snapshot.rows(
            SoldLine.columns,
            """
              from sales_line l
              join sales_receipt s on s.receipt_id = l.receipt_id
              left join sales_returned r on r.receipt_id = l.receipt_id and r.line = l.line
             where l.receipt_id = \(receipt) and l.line between \(line ?? 1) and \(line ?? .max) and l.quantity > 0
             order by l.line
            """)
    }

    /// A line of a receipt.
    struct LineName {
        let receipt: ID<Receipt>
        let line: Int64

        fileprivate static let columns = Columns<LineName>(
            Column("l.receipt_id", \.receipt), Column("l.line", \.line), make: LineName.init)
    }

    /// Lines of a till's receipts that sold a product and have at least an amount left to give back, two at most.
    ///
    /// - Parameter amount: with tax or without, whatever prices are there.
    static func lines(
        selling product: ID<Product>, for amount: Int64, among numbers: ClosedRange<Int64>, of till: ID<Till>,
        _ snapshot: Snapshot
    ) throws -> [LineName] {
        try snapshot.rows(
            LineName.columns,
            """
              from sales_receipt s
              join sales_line l on l.receipt_id = s.receipt_id
              left join sales_returned r on r.receipt_id = l.receipt_id and r.line = l.line
             where s.till_id = \(till) and s.number between \(numbers.lowerBound) and \(numbers.upperBound)
               and l.product_id = \(product) and l.quantity > 0
               and l.list - l.discount + l.tax - coalesce(r.list - r.discount + r.tax, 0) >= \(amount)
               and not exists (select 1 from sales_receipt v where v.till_id = s.till_id and v.number = -s.number)
             order by s.number desc, l.line
             limit 2
            """)
    }

    /// What each jurisdiction charged on a receipt.
    static func taxes(of receipt: ID<Receipt>, _ snapshot: Snapshot) throws -> ChargedTaxes {
        var byLine: [Int64: [LineTax]] = [:]
        let kept = try snapshot.rows(
            LineTax.byLine, "from sales_line_tax where receipt_id = \(receipt) order by line, jurisdiction_id")
        for (line, tax) in kept { byLine[line, default: []].append(tax) }
        guard byLine.isEmpty else { return ChargedTaxes(byLine: byLine, only: nil) }
        let only: ID<Jurisdiction>? = try snapshot.value(
            "select jurisdiction_id from sales_receipt_tax where receipt_id = \(receipt) order by jurisdiction_id")
        return ChargedTaxes(byLine: [:], only: only)
    }
}

extension SoldLine {
    fileprivate static let columns = Columns<SoldLine>(
        Column("l.receipt_id", \.receipt), Column("s.site_id", \.site), Column("s.day", \.day),
        Column("l.line", \.line),
        Column("l.product_id", \.product), Column("l.department_id", \.department), Column("l.quantity", \.quantity),
        Column("l.list", \.priced.list), Column("l.discount", \.priced.discount), Column("l.tax", \.priced.tax),
        Column("l.tax_class", \.bracket?.taxClass), Column("l.tax_rate", \.bracket?.rate),
        Column("coalesce(r.quantity, 0)", \.returnedQuantity), Column("coalesce(r.list, 0)", \.given.list),
        Column("coalesce(r.discount, 0)", \.given.discount), Column("coalesce(r.tax, 0)", \.given.tax)
    ) {
        receipt, site, day, line, product, department, quantity, list, discount, tax, taxClass, rate, returnedQuantity,
        givenList, givenDiscount, givenTax in
        SoldLine(
            receipt: receipt, site: site, day: day, line: line, product: product, department: department,
            quantity: quantity, priced: PricedLine(list: list, discount: discount, tax: tax),
            bracket: TaxBracket(taxClass, rate), returnedQuantity: returnedQuantity,
            given: PricedLine(list: givenList, discount: givenDiscount, tax: givenTax))
    }
}

extension LineTax {
    fileprivate static let byLine = Columns<Int64>.one("line").beside(
        Columns<LineTax>(
            Column("jurisdiction_id", \.jurisdiction), Column("coalesce(tax_class, 0)", \.bracket.taxClass),
            Column("coalesce(tax_rate, 0)", \.bracket.rate), Column("base", \.base), Column("amount", \.amount),
            Column("given", \.given)
        ) {
            LineTax(
                jurisdiction: $0, bracket: TaxBracket(taxClass: $1, rate: $2), base: $3, amount: $4, given: $5)
        })
}
