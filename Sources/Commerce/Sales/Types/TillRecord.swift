// SPDX-License-Identifier: Apache-2.0

import CommerceFacts
import Kernel

/// A till, and what it was known by while nobody had opened its site.
struct TillRecord {
    let id: ID<Till>
    let number: Int64
    var former: ID<Till>?
}

/// From the opening of a till to its count: what a moment's cash belongs to.
struct SessionRecord {
    /// Zero while nobody has told of its opening: it was closed, so it was opened, some time after the count before it.
    let id: ID<TillSession>
    let openedAt: Instant
    var count: Count?

    var isFloatKnown: Bool { id != ID(0) }

    /// What the difference between its count and its receipts is to the books.
    var difference: CashMoved.Kind { isFloatKnown ? .overShort : .unknownFloat }

    /// How the drawer was counted; nil while the session is open.
    struct Count {
        let closedAt: Instant
        let expected: Int64
        let counted: Int64
    }
}
