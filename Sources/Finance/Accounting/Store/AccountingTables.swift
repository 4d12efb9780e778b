// SPDX-License-Identifier: Apache-2.0

import Store

enum AccountingTables {
    static let first = [
        Table(
            "accounting_account",
            [.id("account_id"), .id("company_id"), .text("number"), .text("name"), .text("type"), .text("role")],
            key: ["account_id"], unique: [["company_id", "number"], ["company_id", "role"]]),
        Table(
            "accounting_entry",
            [
                .id("entry_id"), .id("company_id"), .text("kind"), .id("document_id"), .day("day"),
                .day("document_day"), .integer("currency"), .optional(.id("reverses")),
            ],
            key: ["entry_id"]),
        Table(
            "accounting_posting",
            [
                .id("entry_id"), .integer("line"), .id("account_id"), .id("site_id"), .id("department_id"),
                .integer("channel"), .id("project_id"), .id("campaign_id"), .money("amount"),
            ],
            key: ["entry_id", "line"]),
        Table(
            "accounting_lock", [.id("company_id"), .text("lock"), .day("through")], key: ["company_id", "lock"]),
        Table(
            "accounting_balance",
            [
                .day("day"), .id("site_id"), .id("account_id"), .id("department_id"), .integer("currency"),
                .integer("channel"), .id("project_id"), .id("campaign_id"), .money("debit"), .money("credit"),
            ],
            key: [
                "day", "site_id", "account_id", "department_id", "currency", "channel", "project_id", "campaign_id",
            ]),
        Table(
            "accounting_total",
            [.id("account_id"), .integer("currency"), .day("day"), .money("debit"), .money("credit")],
            key: ["account_id", "currency", "day"]),
    ]

    /// Debits and credits by day and every dimension.
    static let balance = RunningTotal(
        "accounting_balance",
        keys: ["day", "site_id", "account_id", "department_id", "currency", "channel", "project_id", "campaign_id"],
        amounts: ["debit", "credit"])
    /// Debits and credits by account and day, all dimensions together.
    static let total = RunningTotal(
        "accounting_total", keys: ["account_id", "currency", "day"], amounts: ["debit", "credit"])
}
