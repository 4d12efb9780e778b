// SPDX-License-Identifier: Apache-2.0

/// A drawer is put into a till. Each till has at most one session a day.
package struct TradeTillOpening: Hashable, Sendable {
    package let till: TillCode
    /// 1, 2 and so on at each till.
    package let session: Int
    package let cashier: ActorCode
    /// Cash in the drawer, in minor units.
    package let float: Int64
}

/// Cash moved from a drawer to the safe.
package struct TradeCashDrop: Hashable, Sendable {
    package let till: TillCode
    package let session: Int
    package let by: ActorCode
    /// In minor units; never more than the drawer holds.
    package let amount: Int64
}

/// A bill paid from a drawer.
package struct TradePaidOut: Hashable, Sendable {
    package enum Purpose: String, Hashable, Sendable, CaseIterable {
        case windowCleaning, officeSupplies, snowAndGarden, postage
    }

    package let till: TillCode
    package let session: Int
    package let by: ActorCode
    package let purpose: Purpose
    /// In minor units; never more than the drawer holds.
    package let amount: Int64
}

/// A drawer is counted.
package struct TradeTillClosing: Hashable, Sendable {
    package let till: TillCode
    package let session: Int
    package let cashier: ActorCode
    /// Counted cash minus the cash that should be there, in minor units; mostly zero, negative when short.
    ///
    /// The cash that should be there is the float, plus the cash of every receipt of the session that was not
    /// voided, whether or not it has arrived yet, minus drops and paid-outs. Only the till, which knows the tax, can
    /// tell how much that is.
    package let difference: Int64
}
