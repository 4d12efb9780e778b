// SPDX-License-Identifier: Apache-2.0

public import Kernel

/// A person must decide, as releases before `MatterRaised` said it. It stands in their logs, and nobody publishes it.
public struct AttentionNeeded: CompanyFact, Codable, Equatable {
    public static let name = "AttentionNeeded"

    public let company: ID<Company>
    public let site: ID<Site>?
    /// What it is about, so that one matter stands in the inbox once: `receipt 4711`, `night 2026-11-22 proofs`.
    public let subject: String
    /// A sentence: what happened, with its numbers.
    public let reason: String
    /// What one would look at before deciding.
    public let evidence: [String]
    /// The amount that waits in suspense for the decision, in minor units of the company's currency, debit positive.
    public let suspense: Int64
    /// The command that would settle it, as one would type it after `nightshift do`.
    public let proposal: String
    /// The day by which it should be decided.
    public let deadline: Day?

    public init(
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

/// A matter was settled, as releases before `MatterSettled` said it.
public struct AttentionSettled: Fact, Codable, Equatable {
    public static let name = "AttentionSettled"

    public let attention: ID<Matter>
    /// What was decided, in words.
    public let decision: String

    public init(attention: ID<Matter>, decision: String) {
        self.attention = attention
        self.decision = decision
    }
}

/// A matter explained itself, as releases before `MatterExplained` said it.
public struct AttentionExplained: CompanyFact, Codable, Equatable {
    public static let name = "AttentionExplained"

    public let company: ID<Company>
    /// The subject under which it was asked.
    public let subject: String
    /// What explained it, in words.
    public let explanation: String

    public init(company: ID<Company>, subject: String, explanation: String) {
        self.company = company
        self.subject = subject
        self.explanation = explanation
    }
}
