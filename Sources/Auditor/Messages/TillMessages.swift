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
        /// What the till charged; nil when it leaves the tax to the back office.
        package let tax: Int64?
        package let returned: Returned?

        package init(
            product: String, quantity: Int64, list: Int64?, discount: Int64 = 0, tax: Int64? = nil,
            returned: Returned? = nil
        ) {
            self.product = product
            self.quantity = quantity
            self.list = list
            self.discount = discount
            self.tax = tax
            self.returned = returned
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

        package init(kind: TenderKind, amount: Int64) {
            self.kind = kind
            self.amount = amount
        }
    }

    package let name: AuditReceiptName
    package let occurredAt: Instant
    package let lines: [Line]
    package let basketDiscount: Int64
    package let tenders: [Tender]

    package init(
        name: AuditReceiptName, occurredAt: Instant, lines: [Line], basketDiscount: Int64 = 0, tenders: [Tender]
    ) {
        self.name = name
        self.occurredAt = occurredAt
        self.lines = lines
        self.basketDiscount = basketDiscount
        self.tenders = tenders
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
