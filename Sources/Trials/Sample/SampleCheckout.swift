// SPDX-License-Identifier: Apache-2.0

import CommerceFacts
import FinanceFacts
package import Kernel
package import Sales
package import Simulator
import Taxes

/// What the tills of the sample know and its plans leave open: taxes, refunds, the rest to pay, the cash in a drawer.
///
/// Fed with every event in the order in which it happened. It keeps its own memory of what was sold, as a till does,
/// so that its sums and the back office's come from two sides.
package struct SampleCheckout {
    private let chain: SampleChain
    /// Cash that should lie in each drawer; a till has one session at a time.
    private var drawers: [TillCode: Int64] = [:]
    private var receipts: [SampleReceiptKey: PrintedReceipt] = [:]
    private var terms: [JurisdictionCode: (day: Day, terms: [TaxTerms])] = [:]

    package init(_ chain: SampleChain) { self.chain = chain }

    // MARK: The drawer

    /// The drawer goes in with its float.
    package mutating func open(_ opening: TradeTillOpening) { drawers[opening.till] = opening.float }

    /// Cash leaves the drawer for the safe or a bill.
    package mutating func take(_ amount: Int64, outOf till: TillCode) { drawers[till, default: 0] -= amount }

    /// What the cashier counts in the drawer.
    package mutating func close(_ closing: TradeTillClosing) -> Int64 {
        (drawers.removeValue(forKey: closing.till) ?? 0) + closing.difference
    }

    /// A receipt is cancelled: its cash goes back where it came from.
    package mutating func void(_ void: TradeVoid) {
        guard let receipt = receipts.removeValue(forKey: SampleReceiptKey(till: void.till, number: void.number)) else {
            return
        }
        drawers[void.till, default: 0] -= receipt.cash
    }

    // MARK: Receipts

    /// The receipt as the till sends it.
    package mutating func print(
        _ receipt: TradeReceipt, at site: SampleSite, on day: Day, _ occurredAt: Instant
    ) -> CompleteSale {
        let key = SampleReceiptKey(till: receipt.till, number: receipt.number)
        let terms = terms(of: site.jurisdiction, on: day)
        let (priced, tenders) =
            switch receipt.content {
            case .sale(let sale): ring(sale, under: terms)
            case .return(let back): takeBack(back, at: site, under: terms)
            }
        let cash = tenders.reduce(0) { $0 + ($1.kind == .cash ? $1.amount.count : 0) }
        drawers[receipt.till, default: 0] += cash
        receipts[key] = PrintedReceipt(
            parts: priced.map(\.part), payment: tenders.count == 1 ? tenders[0].kind : nil, cash: cash)
        // Some tills leave the tax to the back office.
        let statesTax = receipt.number % 7 != 0
        var basketDiscount: Int64 = 0
        if case .sale(let sale) = receipt.content { basketDiscount = sale.basketDiscount }
        return CompleteSale(
            site: Code(site.code.text), till: receipt.till.number, number: ReceiptNumber(Int64(receipt.number)),
            occurredAt: occurredAt,
            lines: priced.map { $0.line(statesTax: statesTax) },
            basketDiscount: (basketDiscount == 0 ? nil : basketDiscount).map { MinorUnits($0) }, tenders: tenders)
    }

    /// A line with its amounts, before it is written as the back office wants it.
    private struct Rung {
        let product: String
        let quantity: Int64
        /// Nil where the receipt that sold it says.
        let list: Int64?
        let discounts: [SaleDiscount]
        let returned: ReturnedArticle?
        let reference: String?
        let priced: PricedLine

        var part: PrintedReceipt.Part { PrintedReceipt.Part(quantity: quantity, priced: priced) }

        func line(statesTax: Bool) -> SaleLine {
            SaleLine(
                product: Code(product), quantity: Thousandths(quantity), list: list.map { MinorUnits($0) },
                discounts: discounts.isEmpty ? nil : discounts,
                tax: (statesTax && list != nil ? priced.tax : nil).map { MinorUnits($0) }, returned: returned,
                reference: reference)
        }
    }

    private func ring(_ sale: TradeSale, under terms: [TaxTerms]) -> (lines: [Rung], tenders: [SaleTender]) {
        let products = sale.lines.map { chain.product($0.product) }
        let baskets = sale.basketDiscount.allocated(
            to: zip(sale.lines, products).map { $1.takesBasketDiscount ? max(0, $0.net) : 0 })
        let nets = zip(sale.lines, baskets).map { $0.net - $1 }
        let taxes = TaxRules.taxes(
            on: zip(products, nets).map { TaxableLine(taxClass: $0.taxClass.rawValue, amount: $1) }, under: terms
        ).byLine
        let lines = sale.lines.indices.map { index in
            let line = sale.lines[index]
            let discounts = [
                SaleDiscount(kind: .item, amount: MinorUnits(line.itemDiscount)),
                SaleDiscount(kind: .loyalty, amount: MinorUnits(line.loyaltyDiscount)),
            ].filter { $0.amount != 0 }
            return Rung(
                product: line.scanned?.description ?? line.product.text, quantity: line.thousandths, list: line.gross,
                discounts: discounts, returned: nil, reference: line.giftCard.map(String.init),
                priced: PricedLine(list: line.gross, discount: line.gross - nets[index], tax: taxes[index]))
        }
        return (lines, Self.tenders(sale.tenders, due: lines.reduce(0) { $0 + $1.priced.due }))
    }

    /// The tenders of a plan; the last takes what the others leave.
    static func tenders(_ plan: [TradeTender], due: Int64) -> [SaleTender] {
        var rest = due
        var tenders: [SaleTender] = []
        func add(_ kind: TenderKind, _ amount: Int64, _ reference: Int64? = nil) {
            tenders.append(SaleTender(kind: kind, amount: MinorUnits(amount), reference: reference.map(String.init)))
            rest -= amount
        }
        for tender in plan {
            switch tender {
            case .cash: add(.cash, rest)
            case .card(let cashBack):
                add(.card, rest + cashBack)
                add(.cash, -cashBack)
            case .partCash(let amount): add(.cash, amount)
            case .giftCard(let number, let amount): add(.giftCard, amount, number)
            case .storeCredit(let number, let amount): add(.storeCredit, amount, number)
            case .makersCoupon(_, let amount): add(.makerCoupon, amount)
            }
        }
        return tenders.filter { $0.amount != 0 }
    }

    private mutating func takeBack(
        _ back: TradeReturn, at site: SampleSite, under terms: [TaxTerms]
    ) -> (lines: [Rung], tenders: [SaleTender]) {
        var payment: TenderKind?
        let lines = back.lines.map { line in
            if let origin = line.origin {
                payment = receipts[SampleReceiptKey(till: origin.till, number: origin.number)]?.payment
            }
            return line.origin.map { refund(line, of: $0, at: site) } ?? refund(line, under: terms)
        }
        let due = lines.reduce(0) { $0 + $1.priced.due }
        let tender =
            switch back.refund {
            case .cash: SaleTender(kind: .cash, amount: MinorUnits(due))
            case .originalTender: SaleTender(kind: payment ?? .cash, amount: MinorUnits(due))
            case .storeCredit(let number):
                SaleTender(kind: .storeCredit, amount: MinorUnits(due), reference: String(number))
            }
        return (lines, due == 0 ? [] : [tender])
    }

    /// A line of a known receipt: its share of what was paid.
    private mutating func refund(
        _ line: TradeReturnLine, of origin: TradeReturnLine.Origin, at site: SampleSite
    ) -> Rung {
        let key = SampleReceiptKey(till: origin.till, number: origin.number)
        guard let priced = receipts[key]?.giveBack(line.thousandths, ofLine: origin.line) else {
            preconditionFailure("what comes back was sold before")
        }
        return Rung(
            product: line.product.text, quantity: -line.thousandths, list: nil, discounts: [],
            returned: ReturnedArticle(
                site: (origin.site == site.code ? nil : origin.site.text).map { Code($0) }, till: origin.till.number,
                number: ReceiptNumber(Int64(origin.number)), line: Int64(origin.line),
                disposition: line.condition.disposition),
            reference: nil, priced: priced)
    }

    /// A line without a receipt: today's lowest price and today's tax.
    private func refund(_ line: TradeReturnLine, under terms: [TaxTerms]) -> Rung {
        let list = -line.unitPrice.scaled(by: line.thousandths, over: 1_000)
        let taxClass = chain.product(line.product).taxClass.rawValue
        let tax = TaxRules.taxes(on: [TaxableLine(taxClass: taxClass, amount: list)], under: terms).byLine[0]
        return Rung(
            product: line.product.text, quantity: -line.thousandths, list: list, discounts: [],
            returned: ReturnedArticle(till: nil, number: nil, line: nil, disposition: line.condition.disposition),
            reference: nil, priced: PricedLine(list: list, discount: 0, tax: tax))
    }

    private mutating func terms(of jurisdiction: JurisdictionCode, on day: Day) -> [TaxTerms] {
        if let known = terms[jurisdiction], known.day == day { return known.terms }
        let found = SampleTaxes.terms(of: jurisdiction, on: day, in: chain)
        terms[jurisdiction] = (day, found)
        return found
    }
}

/// A receipt's name over the whole chain.
struct SampleReceiptKey: Hashable, Sendable {
    let till: TillCode
    let number: Int
}

/// What a till keeps of a receipt: enough to take goods back and to cancel it.
private struct PrintedReceipt {
    struct Part {
        let quantity: Int64
        let priced: PricedLine
        var returned: Int64 = 0
        var given = PricedLine(list: 0, discount: 0, tax: 0)

        init(quantity: Int64, priced: PricedLine) {
            self.quantity = quantity
            self.priced = priced
        }
    }

    var parts: [Part]
    /// How it was paid, when in one way only.
    let payment: TenderKind?
    let cash: Int64

    /// - Parameter line: counts from one.
    /// - Returns: what is given back, as negative amounts.
    mutating func giveBack(_ quantity: Int64, ofLine line: Int) -> PricedLine {
        let part = parts[line - 1]
        let refund = Pricing.refund(
            of: part.priced, quantity: part.quantity, returning: quantity, before: part.returned, given: part.given)
        parts[line - 1].returned += quantity
        parts[line - 1].given.list -= refund.list
        parts[line - 1].given.discount -= refund.discount
        parts[line - 1].given.tax -= refund.tax
        return refund
    }
}

extension SampleProduct {
    fileprivate var takesBasketDiscount: Bool {
        switch kind {
        case .goods, .service, .fuel: true
        case .giftCard, .deposit: false
        }
    }
}

extension TradeReturnLine.Condition {
    fileprivate var disposition: Disposition {
        switch self {
        case .resaleable: .stock
        case .damaged: .damaged
        case .notStocked: .none
        }
    }
}

extension TillCode {
    /// 3 for `S01-T3`.
    var number: Int64 {
        guard let mark = text.lastIndex(of: "T"), let number = Int64(text[text.index(after: mark)...]) else {
            preconditionFailure("a till of the sample is named like S01-T3, not \(text)")
        }
        return number
    }
}
