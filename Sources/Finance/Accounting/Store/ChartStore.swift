// SPDX-License-Identifier: Apache-2.0

import FinanceFacts
import Kernel
import Store

/// The charts of companies, as they are kept.
enum ChartStore {
    /// Adds an account that came of the fact being answered; its key is the fact's, and the role's behind it.
    static func add(_ account: ChartExtended.Account, to company: ID<Company>, _ tx: Transaction) throws {
        try tx.run(
            """
            insert into accounting_account (account_id, company_id, number, name, type, role)
            values (\(tx.cause * 1_000 + account.key), \(company), \(account.number), \(account.name),
                    \(account.type), \(account.role))
            """)
    }

    /// The names of the roles that each company has accounts for, in the order of the companies.
    static func roles(_ snapshot: Snapshot) throws -> [(company: ID<Company>, names: Set<String>)] {
        var charts: [(company: ID<Company>, names: Set<String>)] = []
        try snapshot.each("select company_id, role from accounting_account order by company_id") { row in
            if charts.last?.company != row.id(0) { charts.append((row.id(0), [])) }
            charts[charts.count - 1].names.insert(row.text(1))
        }
        return charts
    }

    /// The names of the roles that a company has accounts for.
    static func roles(of company: ID<Company>, _ snapshot: Snapshot) throws -> Set<String> {
        Set(try snapshot.rows("select role from accounting_account where company_id = \(company)") { $0.text(0) })
    }
}

extension Row {
    /// A column that names an account's role.
    ///
    /// - Throws: `StoreFault.corrupt` when no system of this program brings such a role.
    func choice(_ column: Int, of _: AccountRole.Type = AccountRole.self) throws -> AccountRole {
        guard let role = AccountRole(rawValue: text(column)) else { throw ChartStore.unknown(text(column)) }
        return role
    }
}

extension ChartStore {
    static func unknown(_ role: String) -> StoreFault {
        .corrupt("no system of this program knows the account role \(role); use the release that brought it")
    }
}
