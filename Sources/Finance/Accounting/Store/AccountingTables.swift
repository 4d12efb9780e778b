// SPDX-License-Identifier: Apache-2.0

import Kernel
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

    // Why it was entered, in the words of who did.
    static let reason = Migration.add([.optional(.text("reason"))], to: "accounting_entry")

    // The facts knew it already.
    static let reasons = Migration.runAs(
        sqlite: """
            update accounting_entry
               set reason = (select nullif(json_extract(cast(f.body as text), '$.reason'), '')
                               from fact_log f where f.sequence = accounting_entry.entry_id)
             where kind in ('journal', 'reversal', 'cash')
            """,
        postgres: """
            update accounting_entry
               set reason = (select nullif(convert_from(f.body, 'UTF8')::json ->> 'reason', '')
                               from fact_log f where f.sequence = accounting_entry.entry_id)
             where kind in ('journal', 'reversal', 'cash')
            """)

    /// Debits and credits by day and every dimension.
    static let balance = RunningTotal<BalanceKey, DebitCredit>(
        "accounting_balance",
        keys: [
            TotalColumn("day", \.day), TotalColumn("site_id", \.site), TotalColumn("account_id", \.account),
            TotalColumn("department_id", \.department), TotalColumn("currency", \.currency),
            TotalColumn("channel", \.channel), TotalColumn("project_id", \.project),
            TotalColumn("campaign_id", \.campaign),
        ],
        amounts: debitCredit)
    /// Debits and credits by account and day, all dimensions together.
    static let total = RunningTotal<AccountDay, DebitCredit>(
        "accounting_total",
        keys: [
            TotalColumn("account_id", \.account), TotalColumn("currency", \.currency), TotalColumn("day", \.day),
        ],
        amounts: debitCredit)

    private static let debitCredit: [TotalColumn<DebitCredit>] = [
        TotalColumn("debit", \.debit), TotalColumn("credit", \.credit),
    ]
}

/// What a balance is of.
struct BalanceKey {
    let day: Day
    let site: ID<Site>
    let account: ID<Account>
    let department: ID<Department>
    let currency: Currency
    let channel: Int64
    let project: ID<Project>
    let campaign: ID<Campaign>
}

/// An account's day, all dimensions together.
struct AccountDay {
    let account: ID<Account>
    let currency: Currency
    let day: Day
}

/// What was posted, neither below zero.
struct DebitCredit {
    let debit: Int64
    let credit: Int64

    /// - Parameter amount: debit positive.
    init(_ amount: Int64) {
        debit = max(0, amount)
        credit = max(0, -amount)
    }
}
