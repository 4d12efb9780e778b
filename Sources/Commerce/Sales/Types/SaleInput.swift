// SPDX-License-Identifier: Apache-2.0

package import CommerceFacts
import Kernel

/// A line of a receipt as the till sends it. Amounts are minor units; tax is inside them where prices include tax.
package struct SaleLine: Codable, Sendable, Equatable {
    /// A product's code or one of its article numbers.
    package let product: String
    /// Thousandths of the product's unit; negative when goods come back.
    package let quantity: Int64
    /// Price times quantity before discounts; our price when left out. A return of a known receipt gives back what was
    /// paid there, whatever is said here of list, discounts and tax.
    package let list: Int64?
    /// The shop's own discounts on this line, as positive amounts that lower it.
    package let discounts: [SaleDiscount]?
    /// The tax the till charged on this line; ours is computed when left out.
    package let tax: Int64?
    package let returned: ReturnedArticle?
    /// The number of a gift card, a deposit slip.
    package let reference: String?

    package init(
        product: String, quantity: Int64, list: Int64?, discounts: [SaleDiscount]? = nil, tax: Int64? = nil,
        returned: ReturnedArticle? = nil, reference: String? = nil
    ) {
        self.product = product
        self.quantity = quantity
        self.list = list
        self.discounts = discounts
        self.tax = tax
        self.returned = returned
        self.reference = reference
    }

    var discountTotal: Int64 { (discounts ?? []).reduce(0) { $0 + $1.amount } }
}

package struct SaleDiscount: Codable, Sendable, Equatable {
    package let kind: DiscountKind
    package let amount: Int64

    package init(kind: DiscountKind, amount: Int64) {
        self.kind = kind
        self.amount = amount
    }
}

/// Who gave the discount its reason. All three lower revenue and the taxable amount.
package enum DiscountKind: String, Codable, Sendable, CaseIterable {
    case item, basket, loyalty
}

/// An article that came back: from which receipt, when the customer has it, and where it goes.
package struct ReturnedArticle: Codable, Sendable, Equatable {
    /// The code of the site that sold it; the site it came back to when left out.
    package let site: String?
    package let till: Int64?
    package let number: Int64?
    /// Counts from one, in the order the original receipt listed its lines; the product's first line with as much left
    /// when left out.
    package let line: Int64?
    package let disposition: Disposition

    package init(site: String? = nil, till: Int64?, number: Int64?, line: Int64?, disposition: Disposition) {
        self.site = site
        self.till = till
        self.number = number
        self.line = line
        self.disposition = disposition
    }
}

/// What the customer gave (positive) or got back (negative).
package struct SaleTender: Codable, Sendable, Equatable {
    package let kind: TenderKind
    package let amount: Int64
    /// The number of a gift card or store credit.
    package let reference: String?

    package init(kind: TenderKind, amount: Int64, reference: String? = nil) {
        self.kind = kind
        self.amount = amount
        self.reference = reference
    }
}
