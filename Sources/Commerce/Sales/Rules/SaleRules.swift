// SPDX-License-Identifier: Apache-2.0

import Catalogue
import CommerceFacts
import Kernel
import Organisation
import Taxes

/// Interprets what a till says: where, what, how much, which tax; and what a person should look at.
enum SaleRules {
    /// What stands on a receipt. Whatever the till says stands somewhere: what cannot be interpreted waits in suspense.
    static func draft(_ sale: CompleteSale, _ basis: SaleBasis) -> SaleDraft {
        let place = basis.place
        var doubts = place.isKnown ? [] : ["There is no site \(place.code); the receipt stands at \(place.site.code)."]
        var lines: [ReadLine] = []
        lines.reserveCapacity(sale.lines.count)
        for (line, known) in zip(sale.lines, basis.lines) { lines.append(read(line, known, after: lines, &doubts)) }
        share(sale.basketDiscount?.count ?? 0, among: &lines)
        let taxes = SaleTaxRules.tax(
            &lines, under: basis.terms, basis.taxKinds, isExempt: sale.exemption != nil)
        if taxes.unexpected > basis.policies.taxDifference {
            doubts.append("The till's tax differs from ours by \(Money(minor: taxes.unexpected, place.site.currency)).")
        }
        if taxes.untaxed > basis.policies.untaxedSale {
            doubts.append(
                "The till charged no tax where \(Money(minor: taxes.untaxed, place.site.currency)) is due, and names no certificate."
            )
        }
        doubts += SignRules.doubts(about: sale, place.site.currency)
        return settle(sale, lines, taxes.byBracket, basis, doubts)
    }

    private static func read(
        _ line: SaleLine, _ known: SaleBasis.Line, after earlier: [ReadLine], _ doubts: inout [String]
    ) -> ReadLine {
        var product = known.product
        if let known = product {
            if known.units.times(line.quantity.count).magnitude > Quantity.largestThousandths {
                doubts.append("No shop holds so much of \(line.product); its amount waits in suspense.")
                product = nil
            }
        } else {
            doubts.append("There is no product \(line.product); its amount waits in suspense.")
        }
        let quantity = (product?.units ?? 1).times(line.quantity.count)
        if line.isAllowance {
            if let allowance = allowance(line, product, known, after: earlier, &doubts) { return allowance }
        } else if let returned = original(of: line, product?.id, -quantity, known.original, after: earlier, &doubts) {
            let sold = returned.sold
            let refund = Pricing.refund(
                of: sold.priced, quantity: sold.quantity, returning: -quantity, before: sold.returnedQuantity,
                given: sold.given)
            if sold.returnedQuantity - quantity > sold.quantity {
                doubts.append("More of \(line.product) came back than receipt \(line.returned?.number ?? 0) sold.")
            }
            return ReadLine(
                input: line, product: product, quantity: quantity, discounts: [], returned: returned, priced: refund)
        }
        let price = product == nil ? nil : known.price
        let list = line.list?.count ?? listPrice(of: line, price, quantity, &doubts)
        let discount = line.discountTotal
        return ReadLine(
            input: line, product: product, quantity: quantity, discounts: line.discounts ?? [], returned: nil,
            priced: PricedLine(list: list, discount: discount, tax: 0))
    }

    /// Money back for goods that stay: a part of the line that they were sold on.
    private static func allowance(
        _ line: SaleLine, _ product: ProductRecord?, _ known: SaleBasis.Line, after earlier: [ReadLine],
        _ doubts: inout [String]
    ) -> ReadLine? {
        let amount = -(line.list?.count ?? 0)
        guard let receipt = known.original,
            let sold = sold(product?.id, 0, line.returned?.line ?? known.onlyLine, on: receipt, after: earlier)
        else {
            doubts.append("Money was given back for \(line.product), and no receipt says for what.")
            return nil
        }
        let includesTax = TaxesReading.includesTax(receipt.terms)
        let whole = includesTax ? sold.priced.due : sold.priced.net
        guard whole > 0 else {
            doubts.append("Money was given back for \(line.product), which had cost nothing.")
            return nil
        }
        let given = includesTax ? sold.given.due : sold.given.net
        if amount > whole - given { doubts.append("More was given back for \(line.product) than was paid.") }
        if receipt.wasVoided {
            doubts.append("Money was given back for \(line.product) of a receipt that was voided.")
        }
        return ReadLine(
            input: line, product: product, quantity: 0, discounts: [], returned: (sold, receipt),
            priced: Pricing.allowance(amount, of: sold.priced, costing: whole))
    }

    /// The line that a return gives back; nil for a sale, or when the customer has no receipt.
    private static func original(
        of line: SaleLine, _ product: ID<Product>?, _ quantity: Int64, _ receipt: ReturnedReceipt?,
        after earlier: [ReadLine], _ doubts: inout [String]
    ) -> (sold: SoldLine, receipt: ReturnedReceipt)? {
        guard let number = line.originalNumber else { return nil }
        guard let receipt, let sold = sold(product, quantity, line.returned?.line, on: receipt, after: earlier) else {
            doubts.append("\(line.product) came back with receipt \(number), which has no such sold line.")
            return nil
        }
        if receipt.wasVoided {
            doubts.append("\(line.product) came back with receipt \(number), which was voided.")
        }
        return (sold, receipt)
    }

    /// The line a return names if it sold this product; without a name, the first of the product of which so much is
    /// left. What earlier lines of the same return gave back counts already.
    private static func sold(
        _ product: ID<Product>?, _ quantity: Int64, _ line: Int64?, on receipt: ReturnedReceipt,
        after earlier: [ReadLine]
    ) -> SoldLine? {
        let lines = receipt.lines.filter { $0.product == product && $0.line == line ?? $0.line }.map { line in
            earlier.reduce(into: line) { line, other in
                if let sold = other.sold, sold.isSameLine(as: line) { line.giveBack(-other.quantity, other.priced) }
            }
        }
        return lines.first { $0.quantity - $0.returnedQuantity >= quantity } ?? lines.first
    }

    private static func listPrice(
        of line: SaleLine, _ price: UnitPrice?, _ quantity: Int64, _ doubts: inout [String]
    ) -> Int64 {
        guard let price else {
            doubts.append("\(line.product) was sold without a price, and none is set.")
            return 0
        }
        guard let list = price.times(quantity) else {
            doubts.append("\(line.product) was sold at a price times quantity that no receipt can bear.")
            return 0
        }
        return list
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

    private static func settle(
        _ sale: CompleteSale, _ lines: [ReadLine], _ taxes: [BracketTax], _ basis: SaleBasis,
        _ doubts: [String]
    ) -> SaleDraft {
        var doubts = doubts
        let site = basis.place.site
        let due = lines.reduce(0) { $0 + $1.priced.due }
        let tenders = sale.tenders.map { TenderRules.read($0, site.currency, &doubts) }
        let paid = tenders.reduce(0) { $0 + $1.amount.count }
        let hasCash = tenders.contains { $0.kind == .cash }
        let rounding = Pricing.rounding(
            due: due, paid: paid, hasCash: hasCash, step: basis.policies.cashRoundingStep,
            basis.policies.cashRounding)
        let suspense = due - paid - rounding
        if suspense != 0 {
            let (dueText, paidText) = (Money(minor: due, site.currency), Money(minor: paid, site.currency))
            doubts.append("The lines come to \(dueText), the tenders to \(paidText).")
        }
        if tenders.contains(where: { $0.kind == .other }) { doubts.append("A tender is of an unknown kind.") }
        return SaleDraft(
            company: site.company, site: site.id, channel: sale.channel ?? .store, day: basis.day,
            occurredAt: sale.occurredAt, currency: site.currency, exemption: sale.exemption,
            lines: lines.enumerated().map { index, line in draft(line, number: Int64(index + 1)) },
            taxes: taxes, tenders: tenders, rounding: rounding, suspense: suspense, doubts: doubts)
    }

    private static func draft(_ line: ReadLine, number: Int64) -> SaleDraft.Line {
        let returned = line.input.returned.map {
            SaleCompleted.Returned(
                receipt: line.sold?.receipt, line: line.sold?.line ?? 0,
                disposition: line.quantity < 0 ? $0.disposition : .none,
                before: line.sold?.returnedQuantity ?? 0)
        }
        let isReturn = line.quantity < 0 || line.input.isAllowance
        return SaleDraft.Line(
            fact: SaleCompleted.Line(
                number: number, product: line.product?.id,
                department: line.sold?.department ?? line.product?.department ?? ID(0),
                kind: line.product?.kind ?? .goods, isStocked: line.product?.isStocked ?? false,
                quantity: line.quantity, list: line.priced.list, discount: line.priced.discount, tax: line.priced.tax,
                returned: isReturn
                    ? returned
                        ?? .init(
                            receipt: line.sold?.receipt, line: line.sold?.line ?? 0,
                            disposition: line.quantity < 0 ? .stock : .none, before: line.sold?.returnedQuantity ?? 0)
                    : nil),
            discounts: line.discounts, sold: line.sold, taxes: line.taxes, reference: line.input.reference)
    }
}
