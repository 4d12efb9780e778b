// SPDX-License-Identifier: Apache-2.0

import CommerceFacts
import FinanceFacts
import Kernel
import Taxes

/// A receipt read back, whole.
struct StoredReceipt {
    struct Line {
        let fact: SaleCompleted.Line
        let reference: String?
        /// How the only jurisdiction that taxed the receipt taxed it.
        var bracket: TaxBracket?
        /// The line of an earlier receipt that it gave back.
        let sold: SoldLine?
    }

    let id: ID<Receipt>
    let site: ID<Site>
    let channel: Channel
    let currency: Currency
    let rounding: Int64
    let suspense: Int64
    let lines: [Line]
    let taxes: [BracketTax]
    let lineTaxes: ChargedTaxes
    let tenders: [SaleTender]
    /// Whether anything of it has come back and stayed back.
    let hasReturns: Bool
}
