// SPDX-License-Identifier: Apache-2.0

import CommerceFacts
import Kernel
import Organisation
import Taxes

/// Where a receipt belongs, with the rules that hold there.
struct SalePlace {
    let site: SiteRecord
    /// False when the till named a site we do not know; the head office then stands for it.
    let isKnown: Bool
    let code: Code<Site>

    /// The code of the site where it stands; the one that was named where that is not open.
    var ownCode: Code<Site> { isKnown ? Code(site.code) : code }
}

/// A receipt after interpretation: everything decided, nothing written.
struct SaleDraft {
    struct Line {
        let fact: SaleCompleted.Line
        let discounts: [SaleDiscount]
        let sold: SoldLine?
        let taxes: [LineTax]
        let reference: String?
    }

    let day: Day
    let lines: [Line]
    let taxes: [TaxResult.JurisdictionTax]
    let tenders: [SaleTender]
    let rounding: Int64
    let suspense: Int64
    /// What a person should look at, one sentence each.
    let doubts: [String]

    /// What the customer owed in all, with tax.
    var due: Int64 { lines.reduce(0) { $0 + $1.fact.net + $1.fact.tax } }
}
