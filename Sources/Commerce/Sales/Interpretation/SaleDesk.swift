// SPDX-License-Identifier: Apache-2.0

import Catalogue
import CommerceFacts
import FinanceFacts
import Kernel
import Organisation
import Store
import Taxes

/// Interprets what a till says: where, what, how much, which tax; and what a person should look at.
enum SaleDesk {
    /// The site a till named; a site we do not know is stood for by the head office.
    static func place(_ code: Code<Site>, _ tx: Transaction) throws -> SalePlace {
        try tx.remembered(placeName, code) {
            guard let place = try place(named: code, tx) else { throw SalesRefusal.noCompany }
            return place
        }
    }

    /// Finds what a receipt's interpretation will look up.
    static func foresee(_ sale: CompleteSale, _ ahead: Foresight) {
        for line in sale.lines { ahead.find(line.product.text, in: CatalogueReading.products) }
        guard let place = ahead.remembered(placeName, sale.site, as: SalePlace.self),
            let till = ReceiptStore.remembered(sale.till, at: place, ahead)
        else { return }
        let goods = sale.lines.compactMap { line in
            ahead.known(line.product.text, in: CatalogueReading.products).flatMap { $0.isStocked ? $0.id : nil }
        }
        ahead.tell(SaleExpected(company: place.site.company, site: place.site.id, goods: goods))
        ahead.find(ReceiptStore.TillNumber(till: till.id, number: sale.number), in: ReceiptStore.receipts)
        ahead.find(ReceiptStore.TillMoment(till: till.id, instant: sale.occurredAt), in: ReceiptStore.sessions)
    }

    private static let placeName: StaticString = "sales.place"

    /// As `place(_:_:)`; nil before there is a company.
    static func place(named code: Code<Site>, _ snapshot: Snapshot) throws -> SalePlace? {
        try OrganisationReading.scene(code: code.text, snapshot).map {
            SalePlace(site: $0.site, isKnown: $0.isKnown, code: code)
        }
    }

    static func draft(_ sale: CompleteSale, _ place: SalePlace, _ tx: Transaction) throws -> SaleDraft {
        let day = place.site.time.businessDay(at: sale.occurredAt)
        let terms = try terms(at: place.site.id, on: day, tx)
        var doubts = place.isKnown ? [] : ["There is no site \(place.code); the receipt stands at \(place.site.code)."]
        var lines: [ReadLine] = []
        for line in sale.lines { lines.append(try read(line, after: lines, place, day, &doubts, tx)) }
        share(sale.basketDiscount?.count ?? 0, among: &lines)
        let taxes = try tax(&lines, terms, tx)
        try doubt(taxes.unexpected, place, &doubts, tx)
        return try settle(sale, lines, taxes.byJurisdiction, day, place, doubts, tx)
    }

    static func terms(at site: ID<Site>, on day: Day, _ tx: Transaction) throws -> [TaxTerms] {
        try tx.remembered("sales.taxes", site) { try TaxesReading.calendar(of: site, tx) }.terms(on: day)
    }

    /// A line between what the till said and what stands on the receipt.
    private struct ReadLine {
        let input: SaleLine
        let product: ProductRecord?
        let quantity: Int64
        var discounts: [SaleDiscount]
        let sold: SoldLine?
        /// With tax where prices include it, until taxed.
        var priced: PricedLine
        /// By jurisdiction; empty when the receipt has one jurisdiction, which then has all of it.
        var taxes: [LineTax] = []
    }

    /// Gives each sold line its share of the basket discount, in proportion to what it costs.
    ///
    /// Gift cards and deposits take none: a card is worth what was put on it, whatever else was in the basket.
    private static func share(_ discount: Int64, among lines: inout [ReadLine]) {
        guard discount != 0 else { return }
        let shares = discount.allocated(
            to: lines.map { line in
                guard line.quantity > 0, line.product?.kind != .giftCard, line.product?.kind != .deposit else {
                    return 0
                }
                return max(0, line.priced.net)
            })
        for (index, share) in shares.enumerated() where share != 0 && lines[index].sold == nil {
            lines[index].discounts.append(SaleDiscount(kind: .basket, amount: MinorUnits(share)))
            lines[index].priced.discount += share
        }
    }

    private static func read(
        _ line: SaleLine, after earlier: [ReadLine], _ place: SalePlace, _ day: Day, _ doubts: inout [String],
        _ tx: Transaction
    ) throws -> ReadLine {
        var product = try tx.find(line.product.text, in: CatalogueReading.products)
        if let known = product {
            if (line.quantity.count * known.units).magnitude > Quantity.largestThousandths {
                doubts.append("No shop holds so much of \(line.product); its amount waits in suspense.")
                product = nil
            }
        } else {
            doubts.append("There is no product \(line.product); its amount waits in suspense.")
        }
        let quantity = line.quantity.count * (product?.units ?? 1)
        let discounts = line.discounts ?? []
        if let original = try original(of: line, product?.id, -quantity, after: earlier, place, &doubts, tx) {
            let refund = Pricing.refund(
                of: original.priced, quantity: original.quantity, returning: -quantity,
                before: original.returnedQuantity, given: original.given)
            if original.returnedQuantity - quantity > original.quantity {
                doubts.append("More of \(line.product) came back than receipt \(line.returned?.number ?? 0) sold.")
            }
            return ReadLine(
                input: line, product: product, quantity: quantity, discounts: [], sold: original, priced: refund)
        }
        let list = try line.list?.count ?? listPrice(of: line, product, quantity, place, day, &doubts, tx)
        let discount = line.discountTotal
        return ReadLine(
            input: line, product: product, quantity: quantity, discounts: discounts, sold: nil,
            priced: PricedLine(list: list, discount: discount, tax: 0))
    }

    /// The line that a return gives back; nil for a sale, or when the customer has no receipt.
    private static func original(
        of line: SaleLine, _ product: ID<Product>?, _ quantity: Int64, after earlier: [ReadLine], _ place: SalePlace,
        _ doubts: inout [String], _ tx: Transaction
    ) throws -> SoldLine? {
        guard let returned = line.returned, let number = returned.number, line.quantity < 0 else { return nil }
        let origin = try returned.site.map { try SaleDesk.place($0, tx) } ?? place
        if let till = try ReceiptStore.known(returned.till ?? 0, at: origin, tx),
            let receipt = try ReceiptStore.receipt(number, of: till, tx),
            let sold = try sold(product, quantity, returned.line, on: receipt.id, after: earlier, tx)
        {
            if number > 0, try ReceiptStore.receipt(-number, of: receipt.till, tx) != nil {
                doubts.append("\(line.product) came back with receipt \(number), which was voided.")
            }
            return sold
        }
        doubts.append("\(line.product) came back with receipt \(number), which has no such sold line.")
        return nil
    }

    /// The line a return names if it sold this product; without a name, the first of the product of which so much is
    /// left. What earlier lines of the same return gave back counts already.
    private static func sold(
        _ product: ID<Product>?, _ quantity: Int64, _ line: Int64?, on receipt: ID<Receipt>,
        after earlier: [ReadLine], _ tx: Transaction
    ) throws -> SoldLine? {
        let lines = try ReceiptStore.soldLines(of: receipt, line, tx).filter { $0.product == product }.map { line in
            earlier.reduce(into: line) { line, other in
                if let sold = other.sold, (sold.receipt, sold.line) == (line.receipt, line.line) {
                    line.giveBack(-other.quantity, other.priced)
                }
            }
        }
        return lines.first { $0.quantity - $0.returnedQuantity >= quantity } ?? lines.first
    }

    private static func listPrice(
        of line: SaleLine, _ product: ProductRecord?, _ quantity: Int64, _ place: SalePlace, _ day: Day,
        _ doubts: inout [String], _ tx: Transaction
    ) throws -> Int64 {
        let price = try product.flatMap {
            try CatalogueReading.price(
                of: $0.id, site: place.site.code, zone: place.site.priceZone, on: day, tx)
        }
        guard let price else {
            doubts.append("\(line.product) was sold without a price, and none is set.")
            return 0
        }
        let exact = Int128(price) * Int128(quantity)
        guard exact.magnitude <= UInt128(Money.largestMinor) * 1_000 else {
            doubts.append("\(line.product) was sold at a price times quantity that no receipt can bear.")
            return 0
        }
        return Int64(rounding: exact, over: 1_000)
    }

    /// Puts the tax on each line: what the till charged, else ours; what came back gives back what was stored.
    private static func tax(
        _ lines: inout [ReadLine], _ terms: [TaxTerms], _ tx: Transaction
    ) throws -> (byJurisdiction: [TaxResult.JurisdictionTax], unexpected: Int64) {
        let taxable = lines.map { line in
            TaxableLine(
                taxClass: line.sold == nil ? line.product?.taxClass ?? "" : "",
                amount: line.priced.list - line.priced.discount)
        }
        let ours = TaxRules.taxes(on: taxable, under: terms)
        let includesTax = TaxesReading.includesTax(terms)
        var byJurisdiction = Dictionary(
            uniqueKeysWithValues: ours.byJurisdiction.map { ($0.jurisdiction, (base: $0.base, amount: $0.amount)) })
        let isShared = terms.count > 1 || lines.contains { $0.sold != nil }
        var unexpected: Int64 = 0
        for index in lines.indices {
            let line = lines[index]
            if let sold = line.sold {
                lines[index].taxes = try taken(back: line, of: sold, after: lines[..<index], tx)
                for tax in lines[index].taxes {
                    byJurisdiction[tax.jurisdiction, default: (0, 0)].base += tax.base
                    byJurisdiction[tax.jurisdiction, default: (0, 0)].amount += tax.amount
                }
                continue
            }
            let tax = line.input.tax?.count ?? ours.byLine[index]
            let difference = tax - ours.byLine[index]
            unexpected += abs(difference)
            if difference != 0 { byJurisdiction[home(of: terms), default: (0, 0)].amount += difference }
            let rate = terms.reduce(0) { $0 + ($1.rates[taxable[index].taxClass] ?? 0) }
            lines[index].priced =
                includesTax
                ? Pricing.withoutTax(gross: line.priced.list, discount: line.priced.discount, tax: tax, rate: rate)
                : PricedLine(list: line.priced.list, discount: line.priced.discount, tax: tax)
            if isShared {
                lines[index].taxes = charged(on: lines[index].priced, ours, at: index, difference, under: terms)
            }
        }
        let kinds = try taxKinds(tx)
        let taxes = byJurisdiction.filter { $0.value != (0, 0) }.sorted { $0.key < $1.key }.map { entry in
            TaxResult.JurisdictionTax(
                jurisdiction: entry.key, kind: kinds[entry.key] ?? .salesTax, base: entry.value.base,
                amount: entry.value.amount)
        }
        return (taxes, unexpected)
    }

    static func taxKinds(_ tx: Transaction) throws -> [ID<Jurisdiction>: TaxKind] {
        try tx.remembered("sales.tax-kinds", 0) { try TaxesReading.kinds(tx) }
    }

    /// What each jurisdiction charges on a sold line; what the till charged differently is its home's.
    private static func charged(
        on priced: PricedLine, _ ours: TaxResult, at index: Int, _ difference: Int64, under terms: [TaxTerms]
    ) -> [LineTax] {
        var taxes: [LineTax] = []
        for (term, shares) in zip(terms, ours.shares) where shares[index].isTaxed {
            taxes.append(LineTax(jurisdiction: term.jurisdiction, base: priced.net, amount: shares[index].tax))
        }
        guard difference != 0 else { return taxes }
        let home = home(of: terms)
        if let place = taxes.firstIndex(where: { $0.jurisdiction == home }) {
            taxes[place].amount += difference
        } else {
            taxes.append(LineTax(jurisdiction: home, base: 0, amount: difference))
        }
        return taxes
    }

    /// What a returned line gives back to each jurisdiction: of what it charged when the line was sold, the share of
    /// all that came back so far, less what was given back before. Returned piece by piece or at once, each
    /// jurisdiction gets exactly what it charged.
    private static func taken(
        back line: ReadLine, of sold: SoldLine, after earlier: ArraySlice<ReadLine>, _ tx: Transaction
    ) throws -> [LineTax] {
        let then = try terms(at: sold.site, on: sold.day, tx)
        let taxClass = line.product?.taxClass ?? ""
        let charged = try ReceiptStore.taxes(
            on: sold.line, of: sold.receipt, priced: sold.priced, given: sold.given.tax, tx
        ) { jurisdiction in
            then.contains { $0.jurisdiction == jurisdiction && ($0.rates[taxClass] ?? 0) > 0 }
        }
        let returned = sold.returnedQuantity - line.quantity
        let sameLine = earlier.filter { $0.sold.map { ($0.receipt, $0.line) == (sold.receipt, sold.line) } ?? false }
        func share(_ amount: Int64) -> Int64 {
            amount.scaled(by: returned, over: sold.quantity, upTo: Money.largestMinor)
        }
        var (all, given) = (Int64(0), Int64(0))
        var taxes = charged.map { tax in
            let before = share(all)
            all += tax.amount
            let back = sameLine.flatMap(\.taxes).filter { $0.jurisdiction == tax.jurisdiction }
            let amount = tax.given - back.reduce(0) { $0 + $1.amount } - (share(all) - before)
            given += amount
            return LineTax(
                jurisdiction: tax.jurisdiction, base: tax.base == 0 ? 0 : line.priced.net, amount: amount)
        }
        if given != line.priced.tax {
            taxes.append(LineTax(jurisdiction: home(of: then), base: 0, amount: line.priced.tax - given))
        }
        return taxes
    }

    /// The jurisdiction that answers for tax nobody else explains.
    private static func home(of terms: [TaxTerms]) -> ID<Jurisdiction> { terms.first?.jurisdiction ?? ID(0) }

    private static func doubt(
        _ unexpected: Int64, _ place: SalePlace, _ doubts: inout [String], _ tx: Transaction
    ) throws {
        guard unexpected != 0 else { return }
        let tolerance = try policy(.taxDifference, place, tx)
        guard unexpected > tolerance else { return }
        let amount = Money(minor: unexpected, place.site.currency)
        doubts.append("The till's tax differs from ours by \(amount).")
    }

    private static func settle(
        _ sale: CompleteSale, _ lines: [ReadLine], _ taxes: [TaxResult.JurisdictionTax], _ day: Day,
        _ place: SalePlace, _ doubts: [String], _ tx: Transaction
    ) throws -> SaleDraft {
        var doubts = doubts
        let due = lines.reduce(0) { $0 + $1.priced.due }
        let paid = sale.tenders.reduce(0) { $0 + $1.amount.count }
        let hasCash = sale.tenders.contains { $0.kind == .cash }
        let step = due == paid ? 1 : try policy(.cashRoundingStep, place, tx)
        let rounding = Pricing.rounding(due: due, paid: paid, hasCash: hasCash, step: step)
        let suspense = due - paid - rounding
        if suspense != 0 {
            let (dueText, paidText) = (Money(minor: due, place.site.currency), Money(minor: paid, place.site.currency))
            doubts.append("The lines come to \(dueText), the tenders to \(paidText).")
        }
        if sale.tenders.contains(where: { $0.kind == .other }) { doubts.append("A tender is of an unknown kind.") }
        return SaleDraft(
            day: day,
            lines: lines.enumerated().map { index, line in draft(line, number: Int64(index + 1)) },
            taxes: taxes, tenders: sale.tenders, rounding: rounding, suspense: suspense, doubts: doubts)
    }

    private static func draft(_ line: ReadLine, number: Int64) -> SaleDraft.Line {
        let returned = line.input.returned.map {
            SaleCompleted.Returned(
                receipt: line.sold?.receipt, line: line.sold?.line ?? 0, disposition: $0.disposition,
                before: line.sold?.returnedQuantity ?? 0)
        }
        let isReturn = line.quantity < 0
        return SaleDraft.Line(
            fact: SaleCompleted.Line(
                number: number, product: line.product?.id,
                department: line.sold?.department ?? line.product?.department ?? ID(0),
                kind: line.product?.kind ?? .goods, isStocked: line.product?.isStocked ?? false,
                quantity: line.quantity, list: line.priced.list, discount: line.priced.discount, tax: line.priced.tax,
                returned: isReturn ? returned ?? .init(receipt: nil, line: 0, disposition: .stock) : nil),
            discounts: line.discounts, sold: line.sold, taxes: line.taxes, reference: line.input.reference)
    }

    static func policy(_ policy: Policy, _ place: SalePlace, _ tx: Transaction) throws -> Int64 {
        try tx.remembered("sales.policy", [policy.name, place.site.company.description]) {
            try OrganisationReading.policy(policy, of: place.site.company, tx)
        }
    }
}
