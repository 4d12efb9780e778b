// SPDX-License-Identifier: Apache-2.0

import Kernel
import Store

/// How matters of releases that knew no kinds are read: their subject was a phrase, and their proposal prose.
///
/// What stood in an inbox then is brought over once, and what stands in a log is read so whenever it is replayed.
enum EarlierMatters {
    /// A form of subject: what stands before and after what the matter is about, and the kind it is today.
    private struct Form {
        let prefix: String
        var suffix = ""
        let kind: String
    }

    /// The narrower form first.
    private static let forms = [
        Form(prefix: "receipt ", suffix: " missing", kind: "receipt-missing"),
        Form(prefix: "receipt ", suffix: " twice", kind: "receipt-twice"),
        Form(prefix: "receipt ", kind: "receipt-doubt"),
        Form(prefix: "site ", kind: "site-unknown"),
        Form(prefix: "transfer ", suffix: " late", kind: "transfer-late"),
        Form(prefix: "count ", suffix: " unknown", kind: "count-unknown"),
        Form(prefix: "delivery ", suffix: " unknown", kind: "delivery-unknown"),
        Form(prefix: "count ", kind: "count-difference"),
        Form(prefix: "proof ", kind: "proof-fails"),
        Form(prefix: "account ", suffix: " old", kind: "clearing-old"),
    ]

    /// What has no other form: a till's subject did not tell its kind.
    static let kind = MatterKind(
        "earlier-release", "A matter of an earlier release", unanswered: "It stays in the inbox as it was written down."
    )

    /// The kind and the subject of today.
    static func identity(of subject: String) -> (kind: String, subject: String) {
        for form in forms
        where subject.hasPrefix(form.prefix) && subject.hasSuffix(form.suffix)
            && subject.count > form.prefix.count + form.suffix.count
        {
            return (form.kind, String(subject.dropFirst(form.prefix.count).dropLast(form.suffix.count)))
        }
        return (kind.name, subject)
    }

    /// What was looked at then, with what was proposed.
    static func evidence(_ evidence: [String], proposal: String) -> String {
        (evidence + (proposal.isEmpty ? [] : [proposed + proposal])).joined(separator: "\n")
    }

    private static let proposed = "Proposed then: "

    static let filling: SQL = """
        insert into automation_matter
               (matter_id, company_id, site_id, kind, subject, reason, numbers, evidence, suspense, proposals, deadline,
                raised_at, times_raised, settled_at, decision)
        select attention_id, company_id, site_id, \(kind.name), subject, reason, '[]',
               evidence || case when proposal = '' then '' else \("\n" + proposed) || proposal end,
               suspense, '[]', deadline, raised_at, 1, settled_at, decision
          from automation_attention
        """

    /// Gives the rows that were brought over the kinds of today.
    static let typing: [SQL] = forms.map { form in
        let (before, after) = (form.prefix.count, form.suffix.count)
        let subject = SQL(assembled: "substr(subject, \(before + 1), length(subject) - \(before + after))")
        return """
            update automation_matter set kind = \(form.kind), subject = \(sql: subject)
             where kind = \(kind.name) and subject like \(form.prefix + "_%" + form.suffix)
            """
    }
}
