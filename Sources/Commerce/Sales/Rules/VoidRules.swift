// SPDX-License-Identifier: Apache-2.0

import CommerceFacts
import Kernel
import Organisation
import Taxes

/// How a receipt is undone: every sign turned, at what it was.
enum VoidRules {
    /// - Parameter site: where the receipt stands.
    static func draft(
        of receipt: StoredReceipt, at instant: Instant, because reason: String, _ site: SiteRecord
    ) -> SaleDraft {
        SaleDraft(
            company: site.company, site: site.id, channel: receipt.channel,
            day: site.time.businessDay(at: instant), occurredAt: instant, currency: receipt.currency,
            voids: receipt.id, reason: reason.isEmpty ? nil : reason,
            lines: receipt.lines.map { line in
                SaleDraft.Line(
                    fact: line.fact.turned, sold: line.sold, taxes: taxes(on: line, of: receipt).map(\.turned),
                    reference: line.reference)
            },
            taxes: receipt.taxes.map(\.turned),
            tenders: receipt.tenders.map {
                SaleTender(
                    kind: $0.kind, amount: -$0.amount, reference: $0.reference,
                    foreign: $0.foreign.map { ForeignCash(currency: $0.currency, amount: -$0.amount, rate: $0.rate) })
            },
            rounding: -receipt.rounding, suspense: -receipt.suspense)
    }

    /// What each jurisdiction charged on a line, or gave back by it. Where one alone taxed the receipt, its share of a
    /// line is kept with no line, and is wanted only for what the line gave back.
    private static func taxes(on line: StoredReceipt.Line, of receipt: StoredReceipt) -> [LineTax] {
        guard line.sold != nil || !receipt.lineTaxes.byLine.isEmpty else { return [] }
        let priced = PricedLine(list: line.fact.list, discount: line.fact.discount, tax: line.fact.tax)
        return receipt.lineTaxes.on(line.fact.number, priced: priced, given: 0, line.bracket) { _ in true }
    }
}

extension SaleCompleted.Line {
    /// The same line with every sign turned.
    var turned: SaleCompleted.Line {
        SaleCompleted.Line(
            number: number, product: product, department: department, kind: kind, isStocked: isStocked,
            quantity: -quantity, list: -list, discount: -discount, tax: -tax, returned: returned)
    }
}
