// SPDX-License-Identifier: Apache-2.0

package import Kernel
package import LogisticsFacts

/// Goods from a supplier, or there when the books began. Quantities are thousandths, values minor units.
package struct AuditDelivery: Hashable, Sendable {
    package struct Line: Hashable, Sendable {
        package let product: String
        package let quantity: Int64
        package let value: Int64

        package init(product: String, quantity: Int64, value: Int64) {
            self.product = product
            self.quantity = quantity
            self.value = value
        }
    }

    package let site: String
    package let isOpening: Bool
    package let occurredAt: Instant
    package let lines: [Line]

    package init(site: String, isOpening: Bool, occurredAt: Instant, lines: [Line]) {
        self.site = site
        self.isOpening = isOpening
        self.occurredAt = occurredAt
        self.lines = lines
    }
}

/// A line of a delivery cost more or less than was told then; the delivery is named by the key it was sent under.
package struct AuditCostCorrection: Hashable, Sendable {
    package let delivery: String
    /// Counts from one.
    package let line: Int64
    package let amount: Int64
    package let occurredAt: Instant

    package init(delivery: String, line: Int64, amount: Int64, occurredAt: Instant) {
        self.delivery = delivery
        self.line = line
        self.amount = amount
        self.occurredAt = occurredAt
    }
}

/// Goods leave a site for another; the key it was sent under names it.
package struct AuditShipment: Hashable, Sendable {
    package struct Line: Hashable, Sendable {
        package let product: String
        package let quantity: Int64

        package init(product: String, quantity: Int64) {
            self.product = product
            self.quantity = quantity
        }
    }

    package let site: String
    package let destination: String
    package let occurredAt: Instant
    package let lines: [Line]

    package init(site: String, destination: String, occurredAt: Instant, lines: [Line]) {
        self.site = site
        self.destination = destination
        self.occurredAt = occurredAt
        self.lines = lines
    }
}

/// A shipment arrived: as it was sent, but for the lines named, counted from one.
package struct AuditArrival: Hashable, Sendable {
    package let shipment: String
    package let occurredAt: Instant
    package let differences: [Int64: Int64]

    package init(shipment: String, occurredAt: Instant, differences: [Int64: Int64]) {
        self.shipment = shipment
        self.occurredAt = occurredAt
        self.differences = differences
    }
}

/// Stock was corrected for a stated reason; a quantity is what is more (positive) or fewer.
package struct AuditAdjustment: Hashable, Sendable {
    package let site: String
    package let reason: StockCorrected.Reason
    package let occurredAt: Instant
    package let lines: [AuditShipment.Line]

    package init(
        site: String, reason: StockCorrected.Reason, occurredAt: Instant, lines: [AuditShipment.Line]
    ) {
        self.site = site
        self.reason = reason
        self.occurredAt = occurredAt
        self.lines = lines
    }
}

/// Products were counted; a quantity is what was found.
package struct AuditCount: Hashable, Sendable {
    package let site: String
    package let occurredAt: Instant
    package let lines: [AuditShipment.Line]

    package init(site: String, occurredAt: Instant, lines: [AuditShipment.Line]) {
        self.site = site
        self.occurredAt = occurredAt
        self.lines = lines
    }
}
