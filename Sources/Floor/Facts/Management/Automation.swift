// SPDX-License-Identifier: Apache-2.0

public import Kernel

/// A person must decide: published by any system whose policy ends here; it lands in the one inbox.
public struct MatterRaised: CompanyFact, Shaped, Equatable {
    public static let name = "MatterRaised"

    public let company: ID<Company>
    public let site: ID<Site>?
    /// The name of its kind, which the system that raises it declares.
    public let kind: String
    /// What it is about, within its kind, so that one matter stands in the inbox once: `S1/1/4711`.
    public let subject: String
    /// A sentence: what happened, with its numbers.
    public let reason: String
    public let numbers: [MatterNumber]
    /// What one would look at before deciding.
    public let evidence: [String]
    /// The amount that waits in suspense for the decision, in minor units of the company's currency, debit positive; of
    /// a matter that is told again, what it grew by.
    public let suspense: MinorUnits
    /// The day by which it should be decided.
    public let deadline: Day?
    /// The commands that would settle it, the one that is proposed first.
    public let proposals: [MatterProposal]

    public init(
        company: ID<Company>, site: ID<Site>?, kind: MatterKind, subject: String, reason: String,
        numbers: [MatterNumber] = [], evidence: [String] = [], suspense: MinorUnits = 0, deadline: Day? = nil,
        proposals: [MatterProposal] = []
    ) {
        self.init(
            company: company, site: site, kind: kind.name, subject: subject, reason: reason, numbers: numbers,
            evidence: evidence, suspense: suspense, deadline: deadline, proposals: proposals)
    }

    private init(
        company: ID<Company>, site: ID<Site>?, kind: String, subject: String, reason: String, numbers: [MatterNumber],
        evidence: [String], suspense: MinorUnits, deadline: Day?, proposals: [MatterProposal]
    ) {
        self.company = company
        self.site = site
        self.kind = kind
        self.subject = subject
        self.reason = reason
        self.numbers = numbers
        self.evidence = evidence
        self.suspense = suspense
        self.deadline = deadline
        self.proposals = proposals
    }

    public static let shape = Shape<MatterRaised>(
        Field("company", \.company, "Whose books it is about."),
        Field("site", \.site, "Where it is; missing when it is of no one site."),
        Field("kind", \.kind, "The name of its kind."),
        Field("subject", \.subject, "What it is about, within its kind."),
        Field("reason", \.reason, "What happened, a sentence."),
        Field("numbers", \.numbers, "The numbers of it."),
        Field("evidence", \.evidence, "What one would look at before deciding."),
        Field("suspense", \.suspense, "What waits in suspense for it, debit positive."),
        Field("deadline", \.deadline, "The day by which it should be decided."),
        Field("proposals", \.proposals, "The commands that would settle it, the proposed one first."),
        make: { company, site, kind, subject, reason, numbers, evidence, suspense, deadline, proposals in
            MatterRaised(
                company: company, site: site, kind: kind, subject: subject, reason: reason, numbers: numbers,
                evidence: evidence, suspense: suspense, deadline: deadline, proposals: proposals)
        })
}

/// What a system had raised explained itself: the matter needs nobody any more.
public struct MatterExplained: CompanyFact, Shaped, Equatable {
    public static let name = "MatterExplained"

    public let company: ID<Company>
    /// The name of its kind.
    public let kind: String
    /// The subject under which it was raised.
    public let subject: String
    /// What explained it, in words.
    public let explanation: String

    public init(company: ID<Company>, kind: MatterKind, subject: String, explanation: String) {
        self.init(company: company, kind: kind.name, subject: subject, explanation: explanation)
    }

    private init(company: ID<Company>, kind: String, subject: String, explanation: String) {
        self.company = company
        self.kind = kind
        self.subject = subject
        self.explanation = explanation
    }

    public static let shape = Shape<MatterExplained>(
        Field("company", \.company, "Whose books it was about."), Field("kind", \.kind, "The name of its kind."),
        Field("subject", \.subject, "What it was about, within its kind."),
        Field("explanation", \.explanation, "What explained it, in words."),
        make: { MatterExplained(company: $0, kind: $1, subject: $2, explanation: $3) })
}

/// A person settled a matter of the inbox.
public struct MatterSettled: Fact, Shaped, Equatable {
    public static let name = "MatterSettled"

    public let matter: ID<Matter>
    /// What was decided, in words.
    public let decision: String
    /// The name of the command that settled it; nil when it was seen and accepted.
    public let command: String?
    /// The first fact that came of that command; nil when none did.
    public let fact: Int64?

    public init(matter: ID<Matter>, decision: String, command: String? = nil, fact: Int64? = nil) {
        self.matter = matter
        self.decision = decision
        self.command = command
        self.fact = fact
    }

    public static let shape = Shape<MatterSettled>(
        Field("matter", \.matter, "The matter's number."), Field("decision", \.decision, "What was decided, in words."),
        Field("command", \.command, "The command that settled it; missing when it was seen and accepted."),
        Field("fact", \.fact, "The first fact that came of the command."), make: MatterSettled.init)
}

/// How another program's files are read is kept under a name from now on.
public struct ImportProfileKept: Fact, Shaped, Equatable {
    public static let name = "ImportProfileKept"

    public let name: String

    public init(name: String) { self.name = name }

    public static let shape = Shape<ImportProfileKept>(
        Field("name", \.name, "What it is called at the next import."), make: ImportProfileKept.init)
}
