// SPDX-License-Identifier: Apache-2.0

package import CommerceFacts
package import Kernel

/// What names a receipt for ever: the site as it was told, the till, and the till's number.
package struct AuditReceiptName: Hashable, Sendable, CustomStringConvertible {
    package let site: String
    package let till: Int64
    package let number: Int64

    package init(site: String, till: Int64, number: Int64) {
        self.site = site
        self.till = till
        self.number = number
    }

    package var description: String { "\(site)/\(till)/\(number)" }
}

/// A receipt as a till sends it, in minor units and thousandths; what comes back has a negative quantity.
package struct AuditSale: Hashable, Sendable {
    package struct Line: Hashable, Sendable {
        package let product: String
        package let quantity: Int64
        package let list: Int64?
        /// All of the shop's discounts on the line.
        package let discount: Int64
        /// Each of them as the till said it: another reason for the same amount is another receipt.
        package let discounts: [String]
        /// What the till charged; nil when it leaves the tax to the back office.
        package let tax: Int64?
        package let returned: Returned?
        /// The number of a gift card or a bottle slip.
        package let reference: String?

        package init(
            product: String, quantity: Int64, list: Int64?, discount: Int64 = 0, discounts: [String] = [],
            tax: Int64? = nil,
            returned: Returned? = nil, reference: String? = nil
        ) {
            self.product = product
            self.quantity = quantity
            self.list = list
            self.discount = discount
            self.discounts = discounts
            self.tax = tax
            self.returned = returned
            self.reference = reference
        }
    }

    /// Where goods that came back were sold; `receipt` is nil when the customer has none.
    package struct Returned: Hashable, Sendable {
        package let receipt: AuditReceiptName?
        package let line: Int64
        package let disposition: Disposition

        package init(receipt: AuditReceiptName?, line: Int64, disposition: Disposition) {
            self.receipt = receipt
            self.line = line
            self.disposition = disposition
        }
    }

    package struct Tender: Hashable, Sendable {
        package let kind: TenderKind
        package let amount: Int64
        package let reference: String?
        package let foreign: Foreign?

        package init(kind: TenderKind, amount: Int64, reference: String? = nil, foreign: Foreign? = nil) {
            self.kind = kind
            self.amount = amount
            self.reference = reference
            self.foreign = foreign
        }
    }

    /// Cash of another country, of a coin as small as ours; the rate is what one unit is worth, in millionths.
    package struct Foreign: Hashable, Sendable {
        package let amount: Int64
        package let rate: Int64

        package init(amount: Int64, rate: Int64) {
            self.amount = amount
            self.rate = rate
        }
    }

    package let name: AuditReceiptName
    package let occurredAt: Instant
    package let lines: [Line]
    package let basketDiscount: Int64
    package let tenders: [Tender]
    /// Whether the customer showed a certificate that no tax is due.
    package let isExempt: Bool

    package init(
        name: AuditReceiptName, occurredAt: Instant, lines: [Line], basketDiscount: Int64 = 0, tenders: [Tender],
        isExempt: Bool = false
    ) {
        self.name = name
        self.occurredAt = occurredAt
        self.lines = lines
        self.basketDiscount = basketDiscount
        self.tenders = tenders
        self.isExempt = isExempt
    }
}

/// A receipt is undone.
package struct AuditVoid: Hashable, Sendable {
    package let receipt: AuditReceiptName
    package let occurredAt: Instant

    package init(receipt: AuditReceiptName, occurredAt: Instant) {
        self.receipt = receipt
        self.occurredAt = occurredAt
    }
}

/// A till is opened with a float, or closed with what was counted.
package struct AuditSession: Hashable, Sendable {
    package let site: String
    package let till: Int64
    /// In minor units.
    package let cash: Int64
    package let occurredAt: Instant

    package init(site: String, till: Int64, cash: Int64, occurredAt: Instant) {
        self.site = site
        self.till = till
        self.cash = cash
        self.occurredAt = occurredAt
    }
}

/// Cash leaves a drawer for the safe, or for a bill paid on the spot.
package struct AuditCash: Hashable, Sendable {
    package let site: String
    package let till: Int64
    package let isDrop: Bool
    package let amount: Int64
    package let occurredAt: Instant

    package init(site: String, till: Int64, isDrop: Bool, amount: Int64, occurredAt: Instant) {
        self.site = site
        self.till = till
        self.isDrop = isDrop
        self.amount = amount
        self.occurredAt = occurredAt
    }
}
