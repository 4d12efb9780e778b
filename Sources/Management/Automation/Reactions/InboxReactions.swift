// SPDX-License-Identifier: Apache-2.0

import Kernel
package import ManagementFacts
package import Store

/// How the inbox answers what systems ask of a person.
package enum InboxReactions {
    /// One matter stands in the inbox once: told again while it is open, it takes the newest words and adds up what
    /// waits in suspense.
    package static func onAttentionNeeded(_ needed: AttentionNeeded, _ tx: Transaction) throws {
        let evidence = needed.evidence.joined(separator: "\n")
        let open = try tx.row(
            """
            select attention_id from automation_attention
             where settled_at is null and company_id = \(needed.company) and subject = \(needed.subject)
            """
        ) { $0.id(0, of: Attention.self) }
        if let open {
            try tx.run(
                """
                update automation_attention
                   set reason = \(needed.reason), evidence = \(evidence), proposal = \(needed.proposal),
                       suspense = suspense + \(needed.suspense)
                 where attention_id = \(open)
                """)
            return
        }
        try tx.run(
            """
            insert into automation_attention
                   (attention_id, company_id, site_id, subject, reason, evidence, suspense, proposal, deadline, raised_at)
            values (\(tx.cause), \(needed.company), \(needed.site), \(needed.subject), \(needed.reason), \(evidence),
                    \(needed.suspense), \(needed.proposal), \(needed.deadline), \(tx.now))
            """)
    }

    /// A matter that explained itself is settled, unless something waits in suspense for it: that needs an account.
    package static func onAttentionExplained(_ explained: AttentionExplained, _ tx: Transaction) throws {
        try tx.run(
            """
            update automation_attention set settled_at = \(tx.now), decision = \(explained.explanation)
             where settled_at is null and company_id = \(explained.company) and subject = \(explained.subject)
               and suspense = 0
            """)
    }

    package static func onAttentionSettled(_ settled: AttentionSettled, _ tx: Transaction) throws {
        try tx.run(
            """
            update automation_attention set settled_at = \(tx.now), decision = \(settled.decision)
             where attention_id = \(settled.attention) and settled_at is null
            """)
    }
}
