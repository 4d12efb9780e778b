// SPDX-License-Identifier: Apache-2.0

import CommerceFacts
import Kernel
import Taxes

/// A receipt, or the void of one, after interpretation: everything decided, nothing written.
struct SaleDraft {
    struct Line {
        let fact: SaleCompleted.Line
        var discounts: [SaleDiscount] = []
        let sold: SoldLine?
        let taxes: [LineTax]
        let reference: String?
    }

    let company: ID<Company>
    let site: ID<Site>
    let channel: Channel
    let day: Day
    let occurredAt: Instant
    let currency: Currency
    var voids: ID<Receipt>?
    /// Why it voids a receipt.
    var reason: String?
    /// The number of the certificate that frees the customer of tax.
    var exemption: String?
    let lines: [Line]
    let taxes: [BracketTax]
    let tenders: [SaleTender]
    let rounding: Int64
    let suspense: Int64
    /// What a person should look at, one sentence each.
    var doubts: [String] = []

    /// What the customer owed in all, with tax.
    var due: Int64 { lines.reduce(0) { $0 + $1.fact.net + $1.fact.tax } }

    /// What went into the drawer, or out of it when below zero.
    var cash: Int64 { tenders.reduce(0) { $0 + ($1.kind == .cash ? $1.amount.count : 0) } }

    /// What each jurisdiction is owed, in their order.
    private var jurisdictionTaxes: [SaleCompleted.Tax] {
        taxes.reduce(into: []) { sums, tax in
            if let last = sums.last, last.jurisdiction == tax.jurisdiction {
                sums[sums.count - 1] = .init(
                    jurisdiction: tax.jurisdiction, kind: tax.kind, amount: last.amount + tax.amount)
            } else {
                sums.append(.init(jurisdiction: tax.jurisdiction, kind: tax.kind, amount: tax.amount))
            }
        }
    }

    /// Whether several jurisdictions tax it: then it is kept which of them taxed which line.
    var isSharedByJurisdictions: Bool {
        let taxes = lines.lazy.flatMap(\.taxes)
        return taxes.first.map { first in taxes.contains { $0.jurisdiction != first.jurisdiction } } ?? false
    }

    /// What the house is told.
    func fact(as receipt: ID<Receipt>) -> SaleCompleted {
        SaleCompleted(
            receipt: receipt, company: company, site: site, channel: channel, day: day, occurredAt: occurredAt,
            currency: currency, voids: voids, reason: reason, lines: lines.map(\.fact),
            taxes: jurisdictionTaxes,
            tenders: tenders.map { .init(kind: $0.kind, amount: $0.amount.count) }, rounding: rounding,
            suspense: suspense)
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
