// SPDX-License-Identifier: Apache-2.0

import CommerceFacts
import Kernel

/// A receipt under its key and its till's number, as it goes into the books and the drawer.
struct ReceiptEntry {
    let draft: SaleDraft
    let fact: SaleCompleted
    let till: TillRecord
    /// The till's own. A void has the number of its receipt.
    private let printed: ReceiptNumber
    /// Of the content that the till sent.
    let fingerprint: Int64
    /// The session its cash belongs to; nil when none was open.
    let session: SessionRecord?

    init(
        _ draft: SaleDraft, as receipt: ID<Receipt>, of till: TillRecord, number: ReceiptNumber, fingerprint: Int64,
        in session: SessionRecord?
    ) {
        self.draft = draft
        self.fact = draft.fact(as: receipt)
        self.till = till
        printed = number
        self.fingerprint = fingerprint
        self.session = session
    }

    /// By which it is found: below zero for a void.
    var number: Int64 { fact.voids == nil ? printed.count : -printed.count }

    /// Its number where that is a text.
    var text: String? { printed.text }

    var drawer: Drawer {
        Drawer(
            company: draft.company, site: draft.site, till: till.id, session: session?.id ?? ID(0),
            currency: draft.currency)
    }

    /// What of its cash came after the drawer was counted.
    var lateCash: LateCash? { LateCash(draft.cash, in: session, drawer) }
}
