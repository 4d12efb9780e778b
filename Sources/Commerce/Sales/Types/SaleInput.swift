// SPDX-License-Identifier: Apache-2.0

package import CommerceFacts
package import Kernel

/// A line of a receipt as the till sends it. Tax is inside its amounts where prices include tax.
package struct SaleLine: Shaped, Equatable {
    package let product: Code<Product>
    package let quantity: Thousandths
    package let list: MinorUnits?
    package let discounts: [SaleDiscount]?
    package let tax: MinorUnits?
    package let returned: ReturnedArticle?
    package let reference: String?

    package init(
        product: Code<Product>, quantity: Thousandths, list: MinorUnits?, discounts: [SaleDiscount]? = nil,
        tax: MinorUnits? = nil, returned: ReturnedArticle? = nil, reference: String? = nil
    ) {
        self.product = product
        self.quantity = quantity
        self.list = list
        self.discounts = discounts
        self.tax = tax
        self.returned = returned
        self.reference = reference
    }

    package static let shape = Shape<SaleLine>(
        Field("product", \.product, "Its code or one of its article numbers."),
        Field(
            "quantity", \.quantity,
            "How many were sold; below zero when goods come back; zero, with a list below zero, when only money is given back.",
            in: Thousandths.accepted),
        Field(
            "list", \.list,
            "Price times quantity before discounts, without tax when the line is exempt; our price when left out. A return of a known receipt gives back what was paid there, whatever is said here of list, discounts and tax.",
            in: MinorUnits.accepted),
        Field("discounts", \.discounts, "The shop's own discounts on this line."),
        Field(
            "tax", \.tax,
            "The tax the till charged on this line; ours is computed when left out. Zero on every taxed line is a sale to someone exempt.",
            in: MinorUnits.accepted),
        Field("returned", \.returned, "Said of an article that came back."),
        Field("reference", \.reference, "The number of a gift card, of a deposit slip."),
        make: SaleLine.init)

    /// The number of the receipt that it came back with; nil for a sale, or when the customer has no receipt.
    var originalNumber: ReceiptNumber? { quantity <= 0 ? returned?.number : nil }

    /// Whether money goes back for goods that stay with the customer.
    var isAllowance: Bool { quantity == 0 && (list?.count ?? 0) < 0 }

    var discountTotal: Int64 { (discounts ?? []).reduce(0) { $0 + $1.amount.count } }
}

package struct SaleDiscount: Shaped, Equatable {
    package let kind: DiscountKind
    package let amount: MinorUnits

    package init(kind: DiscountKind, amount: MinorUnits) {
        self.kind = kind
        self.amount = amount
    }

    package static let shape = Shape<SaleDiscount>(
        Field("kind", \.kind, "What it was given for."),
        Field("amount", \.amount, "A positive amount, which lowers the line.", in: MinorUnits.accepted),
        make: SaleDiscount.init)
}

/// Who gave the discount its reason. All three lower revenue and the taxable amount.
package enum DiscountKind: String, Choice {
    case item, basket, loyalty
}

/// An article that came back: from which receipt, when the customer has it, and where it goes.
package struct ReturnedArticle: Shaped, Equatable {
    package let site: Code<Site>?
    package let till: Int64?
    package let number: ReceiptNumber?
    package let line: Int64?
    package let disposition: Disposition

    package init(
        site: Code<Site>? = nil, till: Int64?, number: ReceiptNumber?, line: Int64?, disposition: Disposition
    ) {
        self.site = site
        self.till = till
        self.number = number
        self.line = line
        self.disposition = disposition
    }

    package static let shape = Shape<ReturnedArticle>(
        Field("site", \.site, "The site that sold it; the site it came back to when left out."),
        Field("till", \.till, "The till that sold it.", in: 0...),
        Field(
            "number", \.number, "The number of the receipt as it is printed, when the customer has it.",
            in: 0...ReceiptNumber.longest),
        Field(
            "line", \.line,
            "Counts from one, in the order the original receipt listed its lines; the product's first line with as much left when left out.",
            in: 0...),
        Field("disposition", \.disposition, "Where it goes: on the shelf again, damaged, or nowhere."),
        make: ReturnedArticle.init)
}

package struct SaleTender: Shaped, Equatable {
    package let kind: TenderKind
    package let amount: MinorUnits
    package let reference: String?
    package let foreign: ForeignCash?

    package init(kind: TenderKind, amount: MinorUnits, reference: String? = nil, foreign: ForeignCash? = nil) {
        self.kind = kind
        self.amount = amount
        self.reference = reference
        self.foreign = foreign
    }

    package static let shape = Shape<SaleTender>(
        Field("kind", \.kind, "What the customer paid with."),
        Field(
            "amount", \.amount,
            "What the customer gave, or got back when below zero, in the site's currency, of foreign cash too.",
            in: MinorUnits.accepted),
        Field("reference", \.reference, "The number of a gift card or store credit."),
        Field("foreign", \.foreign, "Said of foreign cash: how much of which currency, at which rate."),
        make: SaleTender.init)
}
