// SPDX-License-Identifier: Apache-2.0

import Store

enum AutomationTables {
    static let first = [
        Table(
            "automation_night", [.day("day"), .instant("started_at"), .optional(.instant("finished_at"))],
            key: ["day"]),
        Table(
            "automation_step",
            [
                // Which step it is says its name; the position only, in which order the night began them.
                .day("day"), .integer("position"), .text("name"), .text("state"), .instant("started_at"),
                .optional(.instant("finished_at")), .integer("attempts"), .text("result"),
            ],
            key: ["day", "position"]),
        Table(
            "automation_proof",
            [
                .day("day"), .integer("position"), .text("name"), .text("figure"), .flag("holds"),
                .text("difference"),
            ],
            key: ["day", "position"]),
        Table(
            "automation_attention",
            [
                .id("attention_id"), .id("company_id"), .optional(.id("site_id")), .text("subject"), .text("reason"),
                .text("evidence"), .money("suspense"), .text("proposal"), .optional(.day("deadline")),
                .instant("raised_at"), .optional(.instant("settled_at")), .optional(.text("decision")),
            ],
            key: ["attention_id"], indexes: [["settled_at", "company_id", "subject"]]),
    ]

    static let second = [
        // Whose books a proof is of, where they are one company's.
        Table(
            "automation_proof_company", [.day("day"), .integer("position"), .id("company_id")],
            key: ["day", "position"])
    ]

    static let third = [
        // How another program's files are read; the body is a JSON object that the importer knows.
        Table("automation_import_profile", [.text("name"), .text("body")], key: ["name"])
    ]

    /// A matter's kind and subject say together what it is. Numbers and proposals are JSON, and shown, never searched.
    static let matter = Table(
        "automation_matter",
        [
            .id("matter_id"), .id("company_id"), .optional(.id("site_id")), .text("kind"), .text("subject"),
            .text("reason"), .text("numbers"), .text("evidence"), .money("suspense"), .text("proposals"),
            .optional(.day("deadline")), .instant("raised_at"), .integer("times_raised"),
            .optional(.instant("settled_at")), .optional(.text("decision")),
        ],
        key: ["matter_id"], indexes: [["settled_at", "company_id", "kind", "subject"]])

    /// Steps were kept under their titles, and known by their place.
    static let nameSteps: [SQL] = [
        ("Catch up with the day's facts", "catch-up"),
        ("Find tills left open", "find-open-tills"),
        ("Look for transfers that did not arrive", "find-late-transfers"),
        ("Look at stock below zero", "look-at-stock-below-zero"),
        ("Look at what waits in suspense", "look-at-suspense"),
        ("Look at what waits in clearing accounts", "look-at-clearing-accounts"),
        ("Seal the log", "seal-the-log"),
        ("Prove the books", "prove-the-books"),
    ].map { title, name in "update automation_step set name = \(name) where name = \(title)" }
}
