// SPDX-License-Identifier: Apache-2.0

package import Kernel

/// A person must decide: published by any system whose policy ends here; it lands in the one inbox.
package struct AttentionNeeded: Fact, Codable, Equatable {
    package static let name = "AttentionNeeded"

    package let company: ID<Company>
    package let site: ID<Site>?
    /// What it is about, so that one matter stands in the inbox once: `receipt 4711`, `night 2026-11-22 proofs`.
    package let subject: String
    /// A sentence: what happened, with its numbers.
    package let reason: String
    /// What one would look at before deciding.
    package let evidence: [String]
    /// The amount that waits in suspense for the decision, in minor units of the company's currency, debit positive.
    package let suspense: Int64
    /// The command that would settle it, as one would type it after `nightshift do`.
    package let proposal: String
    /// The day by which it should be decided.
    package let deadline: Day?

    package init(
        company: ID<Company>, site: ID<Site>?, subject: String, reason: String, evidence: [String] = [],
        suspense: Int64 = 0, proposal: String = "", deadline: Day? = nil
    ) {
        self.company = company
        self.site = site
        self.subject = subject
        self.reason = reason
        self.evidence = evidence
        self.suspense = suspense
        self.proposal = proposal
        self.deadline = deadline
    }
}

/// A matter of the inbox was settled.
package struct AttentionSettled: Fact, Codable, Equatable {
    package static let name = "AttentionSettled"

    package let attention: ID<Attention>
    /// What was decided, in words.
    package let decision: String

    package init(attention: ID<Attention>, decision: String) {
        self.attention = attention
        self.decision = decision
    }
}

/// What a system had asked a person about explained itself: the matter needs nobody any more.
package struct AttentionExplained: Fact, Codable, Equatable {
    package static let name = "AttentionExplained"

    package let company: ID<Company>
    /// The subject under which it was asked.
    package let subject: String
    /// What explained it, in words.
    package let explanation: String

    package init(company: ID<Company>, subject: String, explanation: String) {
        self.company = company
        self.subject = subject
        self.explanation = explanation
    }
}
