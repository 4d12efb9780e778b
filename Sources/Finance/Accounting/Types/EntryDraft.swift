// SPDX-License-Identifier: Apache-2.0

package import Kernel

/// One side of an entry before it has an account: a role, its dimensions, and an amount, debit positive.
package struct Posting: Sendable, Equatable {
    package let role: AccountRole
    package let site: ID<Site>
    package let department: ID<Department>
    package let channel: Int64
    /// Minor units, debit positive.
    package let amount: Int64

    package init(
        _ role: AccountRole, _ amount: Int64, site: ID<Site>, department: ID<Department> = ID(0), channel: Int64 = 0
    ) {
        self.role = role
        self.site = site
        self.department = department
        self.channel = channel
        self.amount = amount
    }
}

/// An entry that a rule proposes.
package struct EntryDraft: Sendable, Equatable {
    package let company: ID<Company>
    /// What it is for, in a word: `sale`, `stock`, `cash`.
    package let kind: String
    /// The receipt, the movement of goods, or whatever else it stands for.
    package let document: Int64
    package let day: Day
    package let currency: Currency
    /// Why, in the words of who did it; nil where nobody was asked.
    package let reason: String?
    package let postings: [Posting]

    package init(
        company: ID<Company>, kind: String, document: Int64, day: Day, currency: Currency, reason: String? = nil,
        postings: [Posting]
    ) {
        self.company = company
        self.kind = kind
        self.document = document
        self.day = day
        self.currency = currency
        self.reason = reason
        self.postings = EntryDraft.merged(postings)
    }

    /// One posting for each account and dimensions, without zeros, in the order they first appeared.
    private static func merged(_ postings: [Posting]) -> [Posting] {
        var merged: [Posting] = []
        for posting in postings where posting.amount != 0 {
            let place = merged.firstIndex {
                $0.role == posting.role && $0.site == posting.site && $0.department == posting.department
                    && $0.channel == posting.channel
            }
            guard let place else {
                merged.append(posting)
                continue
            }
            merged[place] = Posting(
                posting.role, merged[place].amount + posting.amount, site: posting.site,
                department: posting.department, channel: posting.channel)
        }
        return merged.filter { $0.amount != 0 }
    }
}
