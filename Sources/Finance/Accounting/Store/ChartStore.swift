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
        try snapshot.each(companysRole, "from accounting_account order by company_id") { company, role in
            if charts.last?.company != company { charts.append((company, [])) }
            charts[charts.count - 1].names.insert(role)
        }
        return charts
    }

    private static let companysRole = Columns<ID<Company>>.one("company_id").beside(Columns<String>.one("role"))

    /// The names of the roles that a company has accounts for.
    static func roles(of company: ID<Company>, _ snapshot: Snapshot) throws -> Set<String> {
        Set(try snapshot.values("select role from accounting_account where company_id = \(company)"))
    }
}

extension ChartStore {
    static func unknown(_ role: String) -> StoreFault {
        .corrupt("no system of this program knows the account role \(role); use the release that brought it")
    }
}
