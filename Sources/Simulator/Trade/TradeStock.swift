// SPDX-License-Identifier: Apache-2.0

import Kernel

/// What lies at a site when the sample begins, with its cost.
package struct TradeOpeningStock: Hashable, Sendable {
    package struct Line: Hashable, Sendable {
        package let product: ProductCode
        /// Thousandths of the product's unit; positive.
        package let thousandths: Int64
        /// Cost of one unit, in minor units.
        package let unitCost: Int64
    }

    package let lines: [Line]
}

/// Goods from a supplier, as counted at the door.
package struct TradeDelivery: Hashable, Sendable {
    package struct Line: Hashable, Sendable {
        package let product: ProductCode
        /// Thousandths of the product's unit; positive, a whole number of cases.
        package let thousandths: Int64
        /// Cost of one unit, in minor units; it drifts from the product's first cost.
        package let unitCost: Int64

        /// Cost of the line, in minor units.
        package var cost: Int64 { unitCost.scaled(by: thousandths, over: 1_000) }
    }

    /// The supplier's number of the delivery note, unique over the sample, such as `V07-000123`.
    package let note: String
    package let supplier: SupplierCode
    /// The member of staff who took it in.
    package let receivedBy: ActorCode
    package let lines: [Line]
}

/// A lorry from the distribution centre to a store: the same number when it leaves and when it arrives.
package struct TradeTransfer: Hashable, Sendable {
    package struct Line: Hashable, Sendable {
        package let product: ProductCode
        /// Thousandths of the product's unit: on leaving, what was loaded; on arrival, what was found, now and then
        /// less and perhaps zero.
        package let thousandths: Int64
    }

    /// 1, 2 and so on over the sample.
    package let number: Int
    package let from: SiteCode
    package let to: SiteCode
    package let handledBy: ActorCode
    /// The same products in the same order on leaving and on arrival.
    package let lines: [Line]
}

/// A count of some products after closing time.
package struct TradeCount: Hashable, Sendable {
    package struct Line: Hashable, Sendable {
        package let product: ProductCode
        /// What was truly there, in thousandths of the product's unit.
        package let counted: Int64
        /// What perfect books would say before the count, every event until then included, even those that have not
        /// arrived yet.
        package let recorded: Int64
    }

    /// 1, 2 and so on at each site.
    package let number: Int
    package let countedBy: ActorCode
    package let lines: [Line]
}

/// Goods that were thrown away, and why.
package struct TradeAdjustment: Hashable, Sendable {
    package enum Reason: String, Hashable, Sendable, CaseIterable { case breakage, expiry }

    package struct Line: Hashable, Sendable {
        package let product: ProductCode
        /// The change of stock in thousandths of the product's unit; negative.
        package let thousandths: Int64
    }

    package let reason: Reason
    package let by: ActorCode
    package let lines: [Line]
}
