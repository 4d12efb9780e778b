// SPDX-License-Identifier: Apache-2.0

package import Kernel
package import ManagementFacts
package import Store

/// How the inbox answers what systems ask of a person.
package enum InboxReactions {
    package static func onMatterRaised(_ raised: MatterRaised, _ tx: Transaction) throws {
        try put(
            Inscription(
                company: raised.company, site: raised.site, kind: raised.kind, subject: raised.subject,
                reason: raised.reason, numbers: MatterStore.text(raised.numbers),
                evidence: raised.evidence.joined(separator: "\n"), suspense: raised.suspense.count,
                proposals: MatterStore.text(raised.proposals), deadline: raised.deadline), tx)
    }

    /// A matter that explained itself is settled, unless something waits in suspense for it: that needs an account.
    package static func onMatterExplained(_ explained: MatterExplained, _ tx: Transaction) throws {
        try explain(explained.kind, explained.subject, of: explained.company, explained.explanation, tx)
    }

    /// The person's decision stands, also where the command that carried it out explained the matter.
    package static func onMatterSettled(_ settled: MatterSettled, _ tx: Transaction) throws {
        try tx.run(
            """
            update automation_matter set settled_at = \(tx.now), decision = \(settled.decision)
             where matter_id = \(settled.matter)
            """)
    }

    /// A matter whose cause goes away by what happened, without a word about the matter.
    ///
    /// - Parameter matter: whose it was, and what it was about.
    package static func explaining<F: Fact>(
        _ kind: MatterKind, _ explanation: String, _ matter: @escaping @Sendable (F) -> (ID<Company>, subject: String)
    ) -> @Sendable (F, Transaction) throws -> Void {
        { fact, tx in
            let (company, subject) = matter(fact)
            try explain(kind.name, subject, of: company, explanation, tx)
        }
    }

    package static func onAttentionNeeded(_ needed: AttentionNeeded, _ tx: Transaction) throws {
        let (kind, subject) = EarlierMatters.identity(of: needed.subject)
        try put(
            Inscription(
                company: needed.company, site: needed.site, kind: kind, subject: subject, reason: needed.reason,
                numbers: "[]", evidence: EarlierMatters.evidence(needed.evidence, proposal: needed.proposal),
                suspense: needed.suspense, proposals: "[]", deadline: needed.deadline), tx)
    }

    package static func onAttentionExplained(_ explained: AttentionExplained, _ tx: Transaction) throws {
        let (kind, subject) = EarlierMatters.identity(of: explained.subject)
        try explain(kind, subject, of: explained.company, explained.explanation, tx)
    }

    package static func onAttentionSettled(_ settled: AttentionSettled, _ tx: Transaction) throws {
        try tx.run(
            """
            update automation_matter set settled_at = \(tx.now), decision = \(settled.decision)
             where matter_id = \(settled.attention) and settled_at is null
            """)
    }

    /// One matter stands in the inbox once: told again while it is open, it takes the newest words, numbers and proposals
    /// and adds up what waits in suspense.
    private static func put(_ raised: Inscription, _ tx: Transaction) throws {
        if let open = try MatterStore.open(raised.kind, raised.subject, of: raised.company, tx) {
            return try tx.run(
                """
                update automation_matter
                   set reason = \(raised.reason), numbers = \(raised.numbers), evidence = \(raised.evidence),
                       proposals = \(raised.proposals), suspense = suspense + \(raised.suspense),
                       times_raised = times_raised + 1
                 where matter_id = \(open)
                """)
        }
        try tx.run(
            """
            insert into automation_matter
                   (matter_id, company_id, site_id, kind, subject, reason, numbers, evidence, suspense, proposals,
                    deadline, raised_at, times_raised)
            values (\(tx.cause), \(raised.company), \(raised.site), \(raised.kind), \(raised.subject), \(raised.reason),
                    \(raised.numbers), \(raised.evidence), \(raised.suspense), \(raised.proposals), \(raised.deadline), \(tx.now), 1)
            """)
    }

    private static func explain(
        _ kind: String, _ subject: String, of company: ID<Company>, _ explanation: String, _ tx: Transaction
    ) throws {
        try tx.run(
            """
            update automation_matter set settled_at = \(tx.now), decision = \(explanation)
             where settled_at is null and company_id = \(company) and kind = \(kind) and subject = \(subject)
               and suspense = 0
            """)
    }
}
