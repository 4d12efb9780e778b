// SPDX-License-Identifier: Apache-2.0

import FinanceFacts
import Kernel
import Store

/// One side of an entry as it is posted, with all its dimensions.
struct PostedLine {
    let account: ID<Account>
    let site: ID<Site>
    let department: ID<Department>
    let channel: Int64
    let project: ID<Project>
    let campaign: ID<Campaign>
    let amount: Int64

    fileprivate static let columns = Columns<PostedLine>(
        Column("account_id", \.account), Column("site_id", \.site), Column("department_id", \.department),
        Column("channel", \.channel), Column("project_id", \.project), Column("campaign_id", \.campaign),
        Column("amount", \.amount), make: PostedLine.init)
}

/// An account of a company's chart.
package enum Account {}

enum EntryStore {
    /// A company's accounts by role.
    ///
    /// Those for what this program does not know are left out: another process may have a newer one, and what this one
    /// is told is posted all the same.
    static func accounts(of company: ID<Company>, _ tx: Transaction) throws -> [AccountRole: ID<Account>] {
        try tx.remembered("accounting.accounts", company) {
            let byName: [String: ID<Account>] = try tx.values(
                "account_id", by: "role", "from accounting_account where company_id = \(company)")
            return Dictionary(
                uniqueKeysWithValues: byName.compactMap { name, account in
                    AccountRole(rawValue: name).map { ($0, account) }
                })
        }
    }

    /// The last day that is closed to ordinary postings; nil when none is.
    static func lockedThrough(_ company: ID<Company>, _ tx: Transaction) throws -> Day? {
        try tx.remembered("accounting.locked", company) {
            try tx.value("select max(through) from accounting_lock where company_id = \(company)")
        }
    }

    /// Appends an entry with the key of the fact it answers, and adds it to the balances.
    ///
    /// - Throws: `StoreFault.constraint` when debits and credits differ: a rule is wrong, and nothing is written.
    static func append(
        company: ID<Company>, kind: String, document: Int64, day: Day, documentDay: Day, currency: Currency,
        reverses: ID<Entry>? = nil, reason: String? = nil, _ lines: [PostedLine], _ tx: Transaction
    ) throws {
        guard lines.reduce(0, { $0 + $1.amount }) == 0 else {
            throw StoreFault.constraint("the entry of fact \(tx.cause) does not balance")
        }
        guard !lines.isEmpty else { return }
        let entry = tx.cause
        try tx.run(
            """
            insert into accounting_entry
                   (entry_id, company_id, kind, document_id, day, document_day, currency, reverses, reason)
            values (\(entry), \(company), \(kind), \(document), \(day), \(documentDay), \(currency), \(reverses),
                    \(reason.flatMap { $0.isEmpty ? nil : $0 }))
            """)
        for (index, line) in lines.enumerated() {
            try tx.run(
                """
                insert into accounting_posting
                       (entry_id, line, account_id, site_id, department_id, channel, project_id, campaign_id, amount)
                values (\(entry), \(index + 1), \(line.account), \(line.site), \(line.department), \(line.channel),
                        \(line.project), \(line.campaign), \(line.amount))
                """)
            add(line, day: day, currency, tx)
        }
    }

    static func lines(of entry: ID<Entry>, _ tx: Transaction) throws -> [PostedLine] {
        try tx.rows(PostedLine.columns, "from accounting_posting where entry_id = \(entry) order by line")
    }

    private static func add(_ line: PostedLine, day: Day, _ currency: Currency, _ tx: Transaction) {
        let amounts = DebitCredit(line.amount)
        tx.add(
            amounts, to: AccountingTables.balance,
            at: BalanceKey(
                day: day, site: line.site, account: line.account, department: line.department, currency: currency,
                channel: line.channel, project: line.project, campaign: line.campaign))
        tx.add(
            amounts, to: AccountingTables.total, at: AccountDay(account: line.account, currency: currency, day: day))
    }
}
