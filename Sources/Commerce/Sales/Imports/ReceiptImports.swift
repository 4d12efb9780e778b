// SPDX-License-Identifier: Apache-2.0

import Catalogue
import CommerceFacts
import Imports
import Kernel
package import Store

/// Rows that are lines of till receipts: of sales, or of what came back.
extension ImportKind {
    package static let receipts = ImportKind(
        ImportForm(
            "receipts",
            receipt("12", quantity: "3") + [
                .may(.price, "1.99"), .may(.amount, "5.97"), .may(.discount, "0.50"), .may(.tax, "0.91"),
                .may(.tender, "card"), .may(.paid, "5.47"), .may(.channel, "store"), .may(.exemption, "E-99-00123"),
            ], identity: [.site, .till, .number], hasManyRows: true, isWish: false, sharing: [.date, .time])
    ) { rows, reference in
        try ImportOrder.receipt(rows, isReturn: false, reference)
    }

    package static let returns = ImportKind(
        ImportForm(
            "returns",
            receipt("13", quantity: "1") + [
                .may(.originalNumber, "12"), .may(.originalLine, "1"), .may(.originalTill, "1"),
                .may(.originalSite, "MAIN"), .may(.price, "1.99"), .may(.amount, "1.99"), .may(.tax, "0.33"),
                .may(.tender, "card"), .may(.paid, "1.99"), .may(.disposition, "stock"), .may(.channel, "store"),
            ], identity: [.site, .till, .number], hasManyRows: true, isWish: false, sharing: [.date, .time])
    ) { rows, reference in
        try ImportOrder.receipt(rows, isReturn: true, reference)
    }

    private static func receipt(_ number: String, quantity: String) -> [ImportForm.Field] {
        [
            .must(.site, "MAIN"), .may(.till, "1"), .must(.number, number), .must(.date, "2026-03-02"),
            .may(.time, "14:05"), .must(.product, "RICE"), .must(.quantity, quantity),
        ]
    }
}

extension ImportColumn {
    static let till = ImportColumn("till")
    static let number = ImportColumn("number", otherTitles: ["receipt", "receiptnumber"])
    static let channel = ImportColumn("channel")
    static let amount = ImportColumn("amount", .number)
    static let discount = ImportColumn("discount", .number)
    static let tax = ImportColumn("tax", .number)
    static let tender = ImportColumn("tender")
    static let paid = ImportColumn("paid", .number)
    static let originalSite = ImportColumn("original_site")
    static let originalTill = ImportColumn("original_till")
    static let originalNumber = ImportColumn("original_number")
    static let originalLine = ImportColumn("original_line")
    static let disposition = ImportColumn("disposition")
    static let exemption = ImportColumn("exemption", otherTitles: ["certificate"])
}

extension ImportOrder {
    fileprivate static func receipt(
        _ rows: [ImportRow], isReturn: Bool, _ reference: ImportReference
    ) throws -> ImportOrder {
        let site = try reference.site(of: rows[0])
        let moments = try each(rows) { row throws(RowFault) in try row.instant(at: site.time, otherwise: noon) }
        try same(moments, "date: the rows of one receipt have different dates or times")
        let lines = try each(rows) { row throws(RowFault) in try line(row, site, isReturn: isReturn) }
        if !isReturn { try checkDiscounts(rows, lines, site) }
        let tenders = try tenders(rows, site, isReturn: isReturn)
        let till = try rows[0].count(.till) ?? 1
        let number = try number(rows[0], .number)
        guard let number else { throw RowFault("number: is empty; every row needs one", row: 0) }
        let channel: Channel = try rows[0].choice(.channel, .store)
        let exemption = try rows[0].text(.exemption)
        @Sendable func sale(_ tenders: [SaleTender]) -> CompleteSale {
            CompleteSale(
                site: Code(site.code), till: till, number: number, occurredAt: moments[0], channel: channel,
                exemption: exemption,
                lines: lines,
                tenders: tenders)
        }
        // What identifies the receipt is what the file says, not what we compute from it.
        let asFiled = sale(tenders.amounts ?? [SaleTender(kind: tenders.kind, amount: 0)])
        let request = try CommandRequest(of: asFiled)
        let key = "import/receipt/\(site.code)/\(till)/\(number)"
        return ImportOrder(identity: key) { tx, desk in
            try checkProducts(lines.map(\.product.text), tx)
            var complete = asFiled
            if tenders.amounts == nil {
                let due = try asFiled.due(tx)
                complete = sale(due == 0 ? [] : [SaleTender(kind: tenders.kind, amount: MinorUnits(due))])
            }
            let (answer, isNew) = try desk.submit(complete, request, key: key, tx)
            guard !isNew || !answer.wasKnown else { throw ImportRefusal.receiptTaken(till: till, number: "\(number)") }
            return isNew
        }
    }

    /// Midday, in seconds after the beginning of the business day: where a file has no time, any is as good.
    private static let noon: Int64 = 43_200

    private static func line(
        _ row: ImportRow, _ site: ImportReference.Site, isReturn: Bool
    ) throws(RowFault) -> SaleLine {
        let product = try row.required(.product)
        let written = try row.quantity(.quantity)
        guard !isReturn || written > 0 else {
            throw RowFault(
                .quantity, expected: "what came back, as a number above zero", found: "\(written) thousandths")
        }
        let quantity = isReturn ? -written : written
        let tax = try row.money(.tax, site.currency)
        let list = try list(row, quantity, site, isReturn: isReturn)
        if !isReturn { try checkSigns(row, quantity, list, tax) }
        var discounts: [SaleDiscount]?
        if let discount = try row.money(.discount, site.currency), discount != 0 {
            let isBack = (list ?? quantity) < 0
            discounts = [SaleDiscount(kind: .item, amount: MinorUnits(isBack ? -abs(discount) : abs(discount)))]
            guard list.map({ abs(discount) <= abs($0) }) ?? true else {
                throw RowFault(
                    .discount, expected: "no more than the amount before it", found: try row.required(.discount))
            }
        }
        return SaleLine(
            product: Code(product), quantity: Thousandths(quantity),
            list: list.map { MinorUnits($0) },
            discounts: discounts, tax: (isReturn ? tax.map { -$0 } : tax).map { MinorUnits($0) },
            returned: quantity < 0 ? try returned(row, isReturn: isReturn) : nil)
    }

    /// Goods and money of one row go opposite ways, or somebody mistook a column.
    private static func checkSigns(
        _ row: ImportRow, _ quantity: Int64, _ list: Int64?, _ tax: Int64?
    ) throws(RowFault) {
        if let list, list.signum() * quantity.signum() < 0 {
            throw RowFault(
                .amount, expected: quantity < 0 ? "zero or less for what came back" : "zero or more for what was sold",
                found: try row.required(.amount))
        }
        if let list, let tax, list.signum() * tax.signum() < 0 {
            throw RowFault(.tax, expected: "the sign of the amount", found: try row.required(.tax))
        }
    }

    /// A discount is taken off, whatever sign a program writes before it; but a file that writes both in one receipt means
    /// something by it that is not known here.
    private static func checkDiscounts(
        _ rows: [ImportRow], _ lines: [SaleLine], _ site: ImportReference.Site
    ) throws(RowFault) {
        var (written, relative): (Set<Int64>, Set<Int64>) = ([], [])
        for (index, row) in rows.enumerated() {
            guard let discount = try row.money(.discount, site.currency), discount != 0 else { continue }
            let way: Int64 = (lines[index].list?.count ?? lines[index].quantity.count) < 0 ? -1 : 1
            written.insert(discount.signum())
            relative.insert(discount.signum() * way)
            guard written.count > 1, relative.count > 1 else { continue }
            throw RowFault(
                "discount: expected the same sign in every row of a receipt, found \"\(try row.required(.discount))\"",
                row: index)
        }
    }

    /// What the line comes to before discounts, negative for what comes back; nil when the file does not say.
    private static func list(
        _ row: ImportRow, _ quantity: Int64, _ site: ImportReference.Site, isReturn: Bool
    ) throws(RowFault) -> Int64? {
        if let amount = try row.money(.amount, site.currency) {
            guard !isReturn || amount >= 0 else {
                throw RowFault(.amount, expected: "what is given back, zero or more", found: try row.required(.amount))
            }
            return isReturn ? -amount : amount
        }
        guard let price = try row.unitPrice(.price, site.currency) else { return nil }
        guard price >= 0, let list = price.times(quantity) else {
            throw RowFault(.price, expected: "a price that a receipt can bear", found: try row.required(.price))
        }
        return list
    }

    /// A receipt's number as it is printed.
    private static func number(_ row: ImportRow, _ column: ImportColumn) throws(RowFault) -> ReceiptNumber? {
        guard let text = try row.text(column) else { return nil }
        let number = ReceiptNumber(printed: text)
        guard (1...ReceiptNumber.longest).contains(number.extent ?? 0) else {
            throw RowFault(
                column, expected: "a receipt's number, of \(ReceiptNumber.longest) characters at most", found: text)
        }
        return number
    }

    private static func returned(_ row: ImportRow, isReturn: Bool) throws(RowFault) -> ReturnedArticle {
        guard isReturn else { return ReturnedArticle(till: nil, number: nil, line: nil, disposition: .stock) }
        let number = try number(row, .originalNumber)
        let line = try row.count(.originalLine)
        var till = try row.count(.originalTill)
        if till == nil { till = try row.count(.till) ?? 1 }
        return ReturnedArticle(
            site: try row.text(.originalSite).map { Code($0) }, till: number == nil ? nil : till, number: number,
            line: number == nil ? nil : line,
            disposition: try row.choice(.disposition, Disposition.stock))
    }

    /// How a receipt was paid: the amounts of its rows, or one kind for all that is due.
    private static func tenders(
        _ rows: [ImportRow], _ site: ImportReference.Site, isReturn: Bool
    ) throws(RowFault) -> (kind: TenderKind, amounts: [SaleTender]?) {
        let kinds: [TenderKind] = try each(rows) { row throws(RowFault) in try row.choice(.tender, .card) }
        let paid = try each(rows) { row throws(RowFault) in try row.money(.paid, site.currency) }
        guard paid.contains(where: { $0 != nil }) else {
            guard kinds.allSatisfy({ $0 == kinds[0] }) else {
                throw RowFault("tender: the rows of one receipt name several; say with paid how much each paid")
            }
            return (kinds[0], nil)
        }
        let amounts = zip(kinds, paid).compactMap { kind, paid in
            paid.map { SaleTender(kind: kind, amount: MinorUnits(isReturn ? -$0 : $0)) }
        }
        return (kinds[0], amounts)
    }
}
