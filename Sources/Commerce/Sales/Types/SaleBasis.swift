// SPDX-License-Identifier: Apache-2.0

import Catalogue
import FinanceFacts
import Kernel
import Taxes

/// All that is known here of what a receipt names, gathered before anything is decided about it.
struct SaleBasis {
    /// What a line of the receipt names, by its place on it.
    struct Line {
        /// Nil when nothing is listed under its code.
        let product: ProductRecord?
        /// Of one unit, in minor units; nil when none is set, or none was wanted.
        let price: UnitPrice?
        /// The receipt that the line came back with; nil when it names none, or none that we know.
        let original: ReturnedReceipt?
        /// The line of it that is surely meant where the till named none: the only one of the product on the till's last
        /// receipts.
        var onlyLine: Int64?
    }

    let place: SalePlace
    /// The business day of the place.
    let day: Day
    let lines: [Line]
    /// What taxes the place on that day.
    let terms: [TaxTerms]
    /// Of every jurisdiction, because what comes back may have been taxed by others.
    let taxKinds: [ID<Jurisdiction>: TaxKind]
    let policies: SalePolicies
}

/// A receipt that goods came back with.
struct ReturnedReceipt {
    /// What it sold, without what it took back itself.
    let lines: [SoldLine]
    let wasVoided: Bool
    let taxes: ChargedTaxes
    /// What taxed its site on its day.
    let terms: [TaxTerms]
}

/// Which way a total that is paid in cash is rounded to the smallest coin.
enum CashRounding: Int64, CaseIterable {
    /// As the till does: to the coin above or below.
    case either
    case nearest
    /// Toward zero: in the customer's favour where goods are sold.
    case down
    /// Away from zero.
    case up
}

/// What a company has decided about its receipts and tills.
struct SalePolicies {
    let taxDifference: Int64
    let cashRoundingStep: Int64
    let cashRounding: CashRounding
    let untaxedSale: Int64
    let tillDifference: Int64
}
