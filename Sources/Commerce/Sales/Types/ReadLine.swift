// SPDX-License-Identifier: Apache-2.0

import Catalogue
import Kernel
import Taxes

/// A line between what the till said and what stands on the receipt.
struct ReadLine {
    let input: SaleLine
    let product: ProductRecord?
    let quantity: Int64
    var discounts: [SaleDiscount]
    /// The line that it gives back, with what earlier lines of the receipt gave back of it, and the receipt of that.
    let returned: (sold: SoldLine, receipt: ReturnedReceipt)?
    /// With tax where prices include it, until taxed.
    var priced: PricedLine
    /// By jurisdiction; empty when the receipt has one jurisdiction, which then has all of it.
    var taxes: [LineTax] = []

    var sold: SoldLine? { returned?.sold }
}
