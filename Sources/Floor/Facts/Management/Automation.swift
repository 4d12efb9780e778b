// SPDX-License-Identifier: Apache-2.0

public import Kernel

/// A person must decide: published by any system whose policy ends here; it lands in the one inbox.
public struct AttentionNeeded: Fact, Codable, Equatable {
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

/// A matter of the inbox was settled.
public struct AttentionSettled: Fact, Codable, Equatable {
    public static let name = "AttentionSettled"

    public let attention: ID<Attention>
    /// What was decided, in words.
    public let decision: String

    public init(attention: ID<Attention>, decision: String) {
        self.attention = attention
        self.decision = decision
    }
}

/// What a system had asked a person about explained itself: the matter needs nobody any more.
public struct AttentionExplained: Fact, Codable, Equatable {
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

/// How another program's files are read is kept under a name from now on.
public struct ImportProfileKept: Fact, Shaped, Equatable {
    public static let name = "ImportProfileKept"

    public let name: String

    public init(name: String) { self.name = name }

    public static let shape = Shape<ImportProfileKept>(
        Field("name", \.name, "What it is called at the next import."), make: ImportProfileKept.init)
}
