// SPDX-License-Identifier: Apache-2.0

import CommerceFacts
import Kernel
import Store
import Taxes

/// Writes a receipt that was decided on, every row of it. Nothing else writes these rows.
enum ReceiptWriter {
    static func write(_ entry: ReceiptEntry, _ tx: Transaction) throws {
        let (draft, fact) = (entry.draft, entry.fact)
        try insertReceipt(entry, tx)
        let isShared = draft.isSharedByJurisdictions
        for line in draft.lines {
            try insertLine(line, isShared ? nil : line.taxes.first?.bracket, fact, tx)
            try insertDiscounts(line, fact, tx)
            try noteReturn(line, tx)
        }
        if isShared { try insertLineTaxes(draft.lines, fact, tx) }
        for tax in draft.taxes { try insertTax(tax, fact, tx) }
        for (index, tender) in draft.tenders.enumerated() { try insertTender(tender, index, fact, tx) }
        entry.drawer.add(draft.cash, receipts: 1, tx)
        if let cash = entry.lateCash { try TillStore.expect(cash.expected, in: cash.session, at: entry.till.id, tx) }
    }

    private static func insertReceipt(_ entry: ReceiptEntry, _ tx: Transaction) throws {
        let (fact, till) = (entry.fact, entry.till)
        let list = fact.lines.reduce(0) { $0 + $1.list }
        let discount = fact.lines.reduce(0) { $0 + $1.discount }
        let tax = fact.lines.reduce(0) { $0 + $1.tax }
        try tx.run(
            """
            insert into sales_receipt
                   (receipt_id, site_id, till_id, number, voids, channel, day, occurred_at, currency, list, discount,
                    tax, rounding, suspense, fingerprint, exemption, printed)
            values (\(fact.receipt), \(fact.site), \(till.id), \(entry.number), \(fact.voids),
                    \(fact.channel.rawValue), \(fact.day), \(fact.occurredAt), \(fact.currency), \(list), \(discount),
                    \(tax), \(fact.rounding), \(fact.suspense), \(entry.fingerprint), \(entry.draft.exemption), \(entry.text))
            """)
        tx.note(
            ReceiptStore.Found(id: fact.receipt, till: till.id, fingerprint: entry.fingerprint),
            for: ReceiptStore.TillNumber(till: till.id, number: entry.number), in: ReceiptStore.receipts)
    }

    /// - Parameter bracket: how the only jurisdiction that taxes the receipt taxes the line.
    private static func insertLine(
        _ drafted: SaleDraft.Line, _ bracket: TaxBracket?, _ fact: SaleCompleted, _ tx: Transaction
    ) throws {
        let line = drafted.fact
        let kind = line.kind == .goods ? nil : line.kind.rawValue
        try tx.run(
            """
            insert into sales_line
                   (receipt_id, line, product_id, department_id, quantity, list, discount, tax, returned_receipt_id,
                    returned_line, returned_before, disposition, kind, is_stocked, reference, tax_class, tax_rate)
            values (\(fact.receipt), \(line.number), \(line.product), \(line.department), \(line.quantity),
                    \(line.list), \(line.discount), \(line.tax), \(line.returned?.receipt), \(line.returned?.line),
                    \(line.returned?.before ?? 0), \(line.returned?.disposition.rawValue), \(kind), \(line.isStocked),
                    \(drafted.reference), \(bracket?.taxClass), \(bracket?.rate))
            """)
        if let kind = line.kind.voucher { try owe(line.net, on: kind, drafted.reference, fact, tx) }
    }

    /// One discount of each kind.
    private static func insertDiscounts(_ line: SaleDraft.Line, _ fact: SaleCompleted, _ tx: Transaction) throws {
        for discount in merged(line.discounts) {
            try tx.run(
                """
                insert into sales_discount (receipt_id, line, kind, amount)
                values (\(fact.receipt), \(line.fact.number), \(discount.kind.rawValue), \(discount.amount))
                """)
        }
    }

    private static func merged(_ discounts: [SaleDiscount]) -> [SaleDiscount] {
        guard discounts.count > 1 else { return discounts }
        return DiscountKind.allCases.compactMap { kind in
            let amount = discounts.reduce(MinorUnits(0)) { $0 + ($1.kind == kind ? $1.amount : 0) }
            return amount == 0 ? nil : SaleDiscount(kind: kind, amount: amount)
        }
    }

    /// Keeps in mind what has come back of the line that this one gives back; a void of it takes that out again.
    private static func noteReturn(_ line: SaleDraft.Line, _ tx: Transaction) throws {
        guard let sold = line.sold else { return }
        let fact = line.fact
        try tx.run(
            """
            insert into sales_returned (receipt_id, line, quantity, list, discount, tax)
            values (\(sold.receipt), \(sold.line), \(-fact.quantity), \(-fact.list), \(-fact.discount), \(-fact.tax))
                on conflict (receipt_id, line) do update
                set quantity = sales_returned.quantity + excluded.quantity, list = sales_returned.list + excluded.list,
                    discount = sales_returned.discount + excluded.discount, tax = sales_returned.tax + excluded.tax
            """)
        for tax in line.taxes {
            try tx.run(
                """
                update sales_line_tax set given = given - \(tax.amount)
                 where receipt_id = \(sold.receipt) and line = \(sold.line) and jurisdiction_id = \(tax.jurisdiction)
                """)
        }
    }

    /// Which jurisdiction taxed which line, when several taxed the receipt: what comes back is given back to those.
    private static func insertLineTaxes(
        _ lines: [SaleDraft.Line], _ fact: SaleCompleted, _ tx: Transaction
    ) throws {
        for line in lines {
            for tax in line.taxes {
                try tx.run(
                    """
                    insert into sales_line_tax
                           (receipt_id, line, jurisdiction_id, base, amount, given, tax_class, tax_rate)
                    values (\(fact.receipt), \(line.fact.number), \(tax.jurisdiction), \(tax.base), \(tax.amount),
                            \(0), \(tax.bracket.taxClass), \(tax.bracket.rate))
                    """)
            }
        }
    }

    private static func insertTax(
        _ tax: BracketTax, _ fact: SaleCompleted, _ tx: Transaction
    ) throws {
        try tx.run(
            """
            insert into sales_receipt_tax (receipt_id, jurisdiction_id, tax_class, tax_rate, base, amount)
            values (\(fact.receipt), \(tax.jurisdiction), \(tax.bracket.taxClass), \(tax.bracket.rate), \(tax.base),
                    \(tax.amount))
            """)
        tx.add(
            TaxSum(base: tax.base, amount: tax.amount), to: SalesTables.taxes,
            at: TaxDay(
                jurisdiction: tax.jurisdiction, bracket: tax.bracket, site: fact.site, day: fact.day,
                currency: fact.currency))
    }

    private static func insertTender(
        _ tender: SaleTender, _ index: Int, _ fact: SaleCompleted, _ tx: Transaction
    ) throws {
        try tx.run(
            """
            insert into sales_tender
                   (receipt_id, line, kind, amount, reference, foreign_currency, foreign_amount, foreign_rate)
            values (\(fact.receipt), \(index + 1), \(tender.kind.rawValue), \(tender.amount), \(tender.reference),
                    \(tender.foreign?.currency), \(tender.foreign?.amount), \(tender.foreign?.rate))
            """)
        tx.add(
            Takings(amount: tender.amount.count, receipts: 1), to: SalesTables.tenders,
            at: TenderDay(kind: tender.kind, site: fact.site, day: fact.day, currency: fact.currency))
        if let kind = tender.kind.voucher { try owe(-tender.amount.count, on: kind, tender.reference, fact, tx) }
        if tender.kind == .foreignCash, let foreign = tender.foreign {
            tx.add(
                ForeignSum(amount: foreign.amount.count, value: tender.amount.count), to: SalesTables.foreign,
                at: ForeignKey(site: fact.site, foreign: foreign.currency, currency: fact.currency))
        }
    }

    /// Changes what we owe on a gift card, a store credit or a deposit.
    private static func owe(
        _ amount: Int64, on kind: VoucherKind, _ reference: String?, _ fact: SaleCompleted, _ tx: Transaction
    ) throws {
        try tx.run(
            """
            insert into sales_voucher (kind, reference, site_id, currency, balance)
            values (\(kind.rawValue), \(reference ?? ""), \(fact.site), \(fact.currency), \(amount))
                on conflict (kind, reference, site_id, currency) do update
                set balance = sales_voucher.balance + excluded.balance
            """)
    }
}

extension TenderKind {
    /// Its place among all kinds, which the running totals are keyed by. New kinds are added at the end.
    package var place: Int64 {
        switch self {
        case .cash: 1
        case .card: 2
        case .giftCard: 3
        case .storeCredit: 4
        case .makerCoupon: 5
        case .deposit: 6
        case .other: 7
        case .foreignCash: 8
        }
    }
}
