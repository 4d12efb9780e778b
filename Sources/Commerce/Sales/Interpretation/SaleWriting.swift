// SPDX-License-Identifier: Apache-2.0

import CommerceFacts
import FinanceFacts
import Kernel
import ManagementFacts
import Organisation
import Store
import Taxes

/// Writes an interpreted receipt and tells the house about it.
extension SaleDesk {
    static func write(
        _ draft: SaleDraft, _ sale: CompleteSale, _ till: TillRecord, _ place: SalePlace, fingerprint: Int64,
        _ tx: Transaction
    ) throws -> ID<Receipt> {
        let receipt: ID<Receipt> = tx.key()
        let fact = SaleCompleted(
            receipt: receipt, company: place.site.company, site: place.site.id, channel: sale.channel ?? .store,
            day: draft.day, occurredAt: sale.occurredAt, currency: place.site.currency, voids: nil,
            lines: draft.lines.map(\.fact),
            taxes: draft.taxes.map { .init(jurisdiction: $0.jurisdiction, kind: $0.kind, amount: $0.amount) },
            tenders: draft.tenders.map { .init(kind: $0.kind, amount: $0.amount.count) }, rounding: draft.rounding,
            suspense: draft.suspense)
        try write(fact, number: sale.number, till, fingerprint: fingerprint, tx)
        try write(draft.lines, fact, tx)
        if draft.lines.contains(where: { !$0.taxes.isEmpty }) {
            try write(Dictionary(uniqueKeysWithValues: draft.lines.map { ($0.fact.number, $0.taxes) }), fact, tx)
        }
        try write(draft.taxes, fact, tx)
        for (index, tender) in draft.tenders.enumerated() { try write(tender, index, fact, tx) }
        try count(fact, till, place, tx)
        try tx.publish(fact)
        try voice(draft.doubts, fact, sale, tx)
        return receipt
    }

    /// Which jurisdiction taxed which line, when several taxed the receipt: what comes back is given back to those.
    static func write(_ taxes: [Int64: [LineTax]], _ fact: SaleCompleted, _ tx: Transaction) throws {
        guard Set(taxes.values.joined().map(\.jurisdiction)).count > 1 else { return }
        for line in fact.lines {
            for tax in taxes[line.number] ?? [] {
                try tx.run(
                    """
                    insert into sales_line_tax (receipt_id, line, jurisdiction_id, base, amount, given)
                    values (\(fact.receipt), \(line.number), \(tax.jurisdiction), \(tax.base), \(tax.amount), \(0))
                    """)
            }
        }
    }

    /// The receipt's own row.
    static func write(
        _ fact: SaleCompleted, number: Int64, _ till: TillRecord, fingerprint: Int64, _ tx: Transaction
    ) throws {
        let list = fact.lines.reduce(0) { $0 + $1.list }
        let discount = fact.lines.reduce(0) { $0 + $1.discount }
        let tax = fact.lines.reduce(0) { $0 + $1.tax }
        try tx.run(
            """
            insert into sales_receipt
                   (receipt_id, site_id, till_id, number, voids, channel, day, occurred_at, currency, list, discount,
                    tax, rounding, suspense, fingerprint)
            values (\(fact.receipt), \(fact.site), \(till.id), \(number), \(fact.voids), \(fact.channel.rawValue),
                    \(fact.day), \(fact.occurredAt), \(fact.currency), \(list), \(discount), \(tax), \(fact.rounding),
                    \(fact.suspense), \(fingerprint))
            """)
        tx.note(
            ReceiptStore.Found(id: fact.receipt, till: till.id, fingerprint: fingerprint),
            for: ReceiptStore.TillNumber(till: till.id, number: number), in: ReceiptStore.receipts)
    }

    static func write(_ line: SaleCompleted.Line, reference: String?, _ fact: SaleCompleted, _ tx: Transaction) throws {
        let kind = line.kind == .goods ? nil : line.kind.rawValue
        try tx.run(
            """
            insert into sales_line
                   (receipt_id, line, product_id, department_id, quantity, list, discount, tax, returned_receipt_id,
                    returned_line, returned_before, disposition, kind, is_stocked, reference)
            values (\(fact.receipt), \(line.number), \(line.product), \(line.department), \(line.quantity),
                    \(line.list), \(line.discount), \(line.tax), \(line.returned?.receipt), \(line.returned?.line),
                    \(line.returned?.before ?? 0), \(line.returned?.disposition.rawValue), \(kind), \(line.isStocked), \(reference))
            """)
        switch line.kind {
        case .giftCard: try owe(line.net, on: .giftCard, reference, fact, tx)
        case .deposit: try owe(line.net, on: .deposit, reference, fact, tx)
        case .goods, .service, .fuel: break
        }
    }

    static func write(
        _ tax: (jurisdiction: ID<Jurisdiction>, base: Int64, amount: Int64), _ fact: SaleCompleted, _ tx: Transaction
    ) throws {
        try tx.run(
            """
            insert into sales_tax (receipt_id, jurisdiction_id, base, amount)
            values (\(fact.receipt), \(tax.jurisdiction), \(tax.base), \(tax.amount))
            """)
        tx.add(
            TotalAmounts(tax.base, tax.amount), to: SalesTables.taxes,
            at: TotalKey(
                tax.jurisdiction.rawValue, fact.site.rawValue, fact.day.number, fact.currency.number, 0, 0, 0, 0))
    }

    static func write(_ tender: SaleTender, _ index: Int, _ fact: SaleCompleted, _ tx: Transaction) throws {
        try tx.run(
            """
            insert into sales_tender (receipt_id, line, kind, amount, reference)
            values (\(fact.receipt), \(index + 1), \(tender.kind.rawValue), \(tender.amount), \(tender.reference))
            """)
        tx.add(
            TotalAmounts(tender.amount.count, 1), to: SalesTables.tenders,
            at: TotalKey(
                tender.kind.place, fact.site.rawValue, fact.day.number, fact.currency.number, 0, 0, 0, 0))
        switch tender.kind {
        case .giftCard: try owe(-tender.amount.count, on: .giftCard, tender.reference, fact, tx)
        case .storeCredit: try owe(-tender.amount.count, on: .storeCredit, tender.reference, fact, tx)
        case .deposit: try owe(-tender.amount.count, on: .deposit, tender.reference, fact, tx)
        case .cash, .card, .makerCoupon, .other: break
        }
    }

    /// Adds the receipt's cash to its drawer.
    static func count(_ fact: SaleCompleted, _ till: TillRecord, _ place: SalePlace, _ tx: Transaction) throws {
        let cash = fact.tenders.reduce(0) { $0 + ($1.kind == .cash ? $1.amount : 0) }
        let session = try ReceiptStore.session(of: till.id, at: fact.occurredAt, tx)
        let drawer = Drawer(
            company: fact.company, site: fact.site, till: till.id, session: session?.id ?? ID(0),
            currency: fact.currency)
        drawer.add(cash, receipts: 1, tx)
        guard let session else { return }
        try explain(
            session, by: cash, on: fact.day, "a receipt came after the session was counted", drawer, till.number,
            place, tx)
    }

    /// Cash that went into a drawer before its session was counted, and was told after, changes what should have been
    /// found, not what was: it was in the drawer already, and the difference then noted shrinks.
    static func explain(
        _ session: SessionRecord, by cash: Int64, on day: Day, _ reason: String, _ drawer: Drawer, _ till: Int64,
        _ place: SalePlace, _ tx: Transaction
    ) throws {
        guard let count = session.count, cash != 0 else { return }
        try drawer.move(session.difference, -cash, on: day, reason, tx)
        let expected = count.expected + cash
        try tx.run(
            """
            update sales_session set expected = \(expected)
             where till_id = \(drawer.till) and opened_at = \(session.openedAt)
            """)
        tx.forget(ReceiptStore.sessions)
        try SessionMatter(
            drawer: drawer, place: place, till: till, closedAt: count.closedAt, expected: expected,
            counted: count.counted
        ).ask(again: count.expected, tx)
    }

    private static func write(_ lines: [SaleDraft.Line], _ fact: SaleCompleted, _ tx: Transaction) throws {
        for line in lines {
            try write(line.fact, reference: line.reference, fact, tx)
            for discount in merged(line.discounts) {
                try tx.run(
                    """
                    insert into sales_discount (receipt_id, line, kind, amount)
                    values (\(fact.receipt), \(line.fact.number), \(discount.kind.rawValue), \(discount.amount))
                    """)
            }
            if let sold = line.sold {
                try ReceiptStore.noteReturn(
                    of: sold, quantity: -line.fact.quantity,
                    refund: PricedLine(list: line.fact.list, discount: line.fact.discount, tax: line.fact.tax),
                    taxes: line.taxes, tx)
            }
        }
    }

    /// One discount of each kind.
    private static func merged(_ discounts: [SaleDiscount]) -> [SaleDiscount] {
        guard discounts.count > 1 else { return discounts }
        return DiscountKind.allCases.compactMap { kind in
            let amount = discounts.reduce(MinorUnits(0)) { $0 + ($1.kind == kind ? $1.amount : 0) }
            return amount == 0 ? nil : SaleDiscount(kind: kind, amount: amount)
        }
    }

    private static func write(_ taxes: [TaxResult.JurisdictionTax], _ fact: SaleCompleted, _ tx: Transaction) throws {
        for tax in taxes { try write((tax.jurisdiction, tax.base, tax.amount), fact, tx) }
    }

    private static func owe(
        _ amount: Int64, on kind: VoucherKind, _ reference: String?, _ fact: SaleCompleted, _ tx: Transaction
    ) throws {
        try ReceiptStore.owe(amount, on: kind, reference ?? "", site: fact.site, fact.currency, tx)
    }

    /// Tells a person what could not be interpreted, with what waits in suspense for it.
    private static func voice(
        _ doubts: [String], _ fact: SaleCompleted, _ sale: CompleteSale, _ tx: Transaction
    ) throws {
        guard !doubts.isEmpty else { return }
        try tx.publish(
            MatterRaised(
                company: fact.company, site: fact.site, kind: .receiptDoubt,
                subject: "\(sale.site)/\(sale.till)/\(sale.number)",
                reason: doubts.joined(separator: " "),
                evidence: ["receipt \(sale.number) of till \(sale.till) at \(sale.site), \(fact.day)"],
                suspense: MinorUnits(fact.waiting), proposals: try remedies(of: fact, sale, tx)))
    }
}

extension SaleCompleted {
    /// What the books put in suspense for this receipt, debit positive: what it does not explain, tenders of an
    /// unknown kind, and what unknown products cost.
    var waiting: Int64 {
        let unknown = lines.reduce(0) { $0 + ($1.product == nil ? $1.net : 0) }
        let other = tenders.reduce(0) { $0 + ($1.kind == .other ? $1.amount : 0) }
        return suspense + other - unknown
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
        }
    }
}
