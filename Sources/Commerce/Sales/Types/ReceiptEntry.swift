// SPDX-License-Identifier: Apache-2.0

import CommerceFacts
import Kernel

/// A receipt under its key and its till's number, as it goes into the books and the drawer.
struct ReceiptEntry {
    let draft: SaleDraft
    let fact: SaleCompleted
    let till: TillRecord
    /// The till's own; below zero for a void, which takes the number of its receipt with the sign turned.
    let number: Int64
    /// Of the content that the till sent.
    let fingerprint: Int64
    /// The session its cash belongs to; nil when none was open.
    let session: SessionRecord?

    init(
        _ draft: SaleDraft, as receipt: ID<Receipt>, of till: TillRecord, number: Int64, fingerprint: Int64,
        in session: SessionRecord?
    ) {
        self.draft = draft
        self.fact = draft.fact(as: receipt)
        self.till = till
        self.number = number
        self.fingerprint = fingerprint
        self.session = session
    }

    var drawer: Drawer {
        Drawer(
            company: draft.company, site: draft.site, till: till.id, session: session?.id ?? ID(0),
            currency: draft.currency)
    }

    /// What of its cash came after the drawer was counted.
    var lateCash: LateCash? { LateCash(draft.cash, in: session, drawer) }
}
