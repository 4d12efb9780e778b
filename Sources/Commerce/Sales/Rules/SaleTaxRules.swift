// SPDX-License-Identifier: Apache-2.0

import Catalogue
import FinanceFacts
import Kernel
import Taxes

/// The tax on a receipt's lines: what the till charged, else ours; what came back gives back what was charged then.
enum SaleTaxRules {
    /// Puts the tax on each line.
    ///
    /// A till that says zero of every line that we would tax has sold to someone exempt.
    ///
    /// - Parameter isExempt: whether the customer's certificate frees all of it.
    /// - Returns: the tax of each jurisdiction and bracket; by how much the till's differs from ours, all lines together; and what tax
    ///   was left out without a certificate.
    static func tax(
        _ lines: inout [ReadLine], under terms: [TaxTerms], _ kinds: [ID<Jurisdiction>: TaxKind], isExempt: Bool
    ) -> (byBracket: [BracketTax], unexpected: Int64, untaxed: Int64) {
        let untaxed = isExempt ? nil : leftOut(of: lines, under: terms)
        let isFree = isExempt || untaxed != nil
        if isFree { freeOfTax(&lines, under: terms) }
        let taxable = lines.map { line in
            TaxableLine(
                taxClass: line.sold == nil && !isFree ? line.product?.taxClass ?? "" : "",
                amount: line.priced.list - line.priced.discount)
        }
        let ours = TaxRules.taxes(on: taxable, under: terms)
        let includesTax = TaxesReading.includesTax(terms)
        var unexpected: Int64 = 0
        for index in lines.indices {
            let line = lines[index]
            if let returned = line.returned {
                lines[index].taxes = taken(back: line, of: returned.sold, on: returned.receipt, after: lines[..<index])
                continue
            }
            let tax = line.input.tax?.count ?? ours.byLine[index]
            let difference = tax - ours.byLine[index]
            unexpected += abs(difference)
            let rate = terms.reduce(0) { $0 + ($1.rates[taxable[index].taxClass] ?? 0) }
            lines[index].priced =
                includesTax
                ? Pricing.withoutTax(gross: line.priced.list, discount: line.priced.discount, tax: tax, rate: rate)
                : PricedLine(list: line.priced.list, discount: line.priced.discount, tax: tax)
            lines[index].taxes = charged(on: lines[index], ours, at: index, isFree: isFree, under: terms)
            add(difference, toHomeOf: terms, &lines[index].taxes)
        }
        return (BracketTax.sums(of: lines.lazy.map(\.taxes), kinds), unexpected, untaxed ?? 0)
    }

    /// The tax that a till leaves out by saying zero of every line that we would tax; nil when it charges any.
    private static func leftOut(of lines: [ReadLine], under terms: [TaxTerms]) -> Int64? {
        var sum: Int64?
        for line in lines where line.sold == nil {
            let rate = rate(of: line, under: terms)
            guard rate > 0 else { continue }
            guard line.input.tax == 0 else { return nil }
            sum = (sum ?? 0) + abs(line.priced.net).scaled(by: rate, over: 1_000_000, upTo: Money.largestMinor)
        }
        return sum
    }

    /// Takes the tax out of our own prices, where they include it. What the till said is without tax already.
    private static func freeOfTax(_ lines: inout [ReadLine], under terms: [TaxTerms]) {
        guard TaxesReading.includesTax(terms) else { return }
        for (index, line) in lines.enumerated() where line.sold == nil && line.input.list == nil {
            lines[index].priced.list -= TaxRules.included(in: line.priced.list, at: rate(of: line, under: terms))
        }
    }

    /// Millionths, of all jurisdictions together.
    private static func rate(of line: ReadLine, under terms: [TaxTerms]) -> Int64 {
        terms.reduce(0) { $0 + ($1.rates[line.product?.taxClass ?? ""] ?? 0) }
    }

    /// What each jurisdiction charges on a sold line by its rate: nothing where the customer is free of tax.
    private static func charged(
        on line: ReadLine, _ ours: TaxResult, at index: Int, isFree: Bool, under terms: [TaxTerms]
    ) -> [LineTax] {
        guard let taxClass = line.product?.taxClass else { return [] }
        return zip(terms, ours.shares).compactMap { term, shares in
            guard let rate = term.rates[taxClass] else { return nil }
            return LineTax(
                jurisdiction: term.jurisdiction,
                bracket: TaxBracket(taxClass: term.classes[taxClass] ?? ID(0), rate: isFree ? 0 : rate),
                base: line.priced.net, amount: shares[index])
        }
    }

    /// Tax that is no jurisdiction's by its rate is its home's.
    private static func add(_ difference: Int64, toHomeOf terms: [TaxTerms], _ taxes: inout [LineTax]) {
        guard difference != 0 else { return }
        let home = home(of: terms)
        if let place = taxes.firstIndex(where: { $0.jurisdiction == home }) {
            taxes[place].amount += difference
        } else {
            taxes.append(LineTax(jurisdiction: home, base: 0, amount: difference))
        }
    }

    /// What a returned line gives back to each jurisdiction: of what it charged when the line was sold, the share of
    /// all that came back so far, less what was given back before. Returned piece by piece or at once, each
    /// jurisdiction gets exactly what it charged.
    private static func taken(
        back line: ReadLine, of sold: SoldLine, on receipt: ReturnedReceipt, after earlier: ArraySlice<ReadLine>
    ) -> [LineTax] {
        let taxClass = line.product?.taxClass ?? ""
        let charged = receipt.taxes.on(sold.line, priced: sold.priced, given: sold.given.tax, sold.bracket) {
            jurisdiction in
            receipt.terms.contains { $0.jurisdiction == jurisdiction && ($0.rates[taxClass] ?? 0) > 0 }
        }
        if line.quantity == 0 { return allowed(line.priced, charged) }
        let returned = sold.returnedQuantity - line.quantity
        let sameLine = earlier.filter { $0.sold?.isSameLine(as: sold) ?? false }
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
                jurisdiction: tax.jurisdiction, bracket: tax.bracket, base: tax.base == 0 ? 0 : line.priced.net,
                amount: amount)
        }
        add(line.priced.tax - given, toHomeOf: receipt.terms, &taxes)
        return taxes
    }

    /// What an allowance gives back to each jurisdiction, in proportion to what each charged.
    private static func allowed(_ priced: PricedLine, _ charged: [LineTax]) -> [LineTax] {
        let shares = priced.tax.allocated(to: charged.map { abs($0.amount) })
        return zip(charged, shares).map { tax, share in
            LineTax(
                jurisdiction: tax.jurisdiction, bracket: tax.bracket, base: tax.base == 0 ? 0 : priced.net,
                amount: share)
        }
    }

    /// The jurisdiction that answers for tax nobody else explains.
    private static func home(of terms: [TaxTerms]) -> ID<Jurisdiction> { terms.first?.jurisdiction ?? ID(0) }
}
