// SPDX-License-Identifier: Apache-2.0

import Kernel

/// Goods that came back of a line that sold them.
struct ReturnedGoods: Equatable {
    let key: MoveKey
    let sold: MoveKey
    let soldAt: ID<Site>
    let product: ID<Product>
    let department: ID<Department>
    /// Where they came back to.
    let site: ID<Site>
    let occurredAt: Instant
    let quantity: Int64
    /// What of the sale's cost they took.
    var value: Int64
    /// Whether they were thrown away, so that they lie nowhere.
    let isDamaged: Bool
    /// Whether their return was voided, so that they take nothing any more.
    var isUndone = false

    /// Whether they lie again where they were sold.
    var isAtHome: Bool { site == soldAt && !isDamaged }
}
