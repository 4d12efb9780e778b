// SPDX-License-Identifier: Apache-2.0

package import Kernel
import Organisation
package import Store

/// The names that the trial balance and the plain-text tools share.
///
/// One company's accounts are `Assets:Cash-drawer`; where there are several, the company stands between:
/// `Assets:HARBOUR:Cash-drawer`.
package struct AccountNames: Sendable {
    private let names: [ID<Account>: String]
    package let all: [String]

    package init(_ snapshot: Snapshot) throws {
        let companies = try OrganisationReading.companies(snapshot)
        let codes = Self.words(for: companies)
        let accounts = try AccountingReading.accounts(snapshot)
        names = Dictionary(
            uniqueKeysWithValues: accounts.map { account in
                let parts = account.path.split(separator: ":")
                let code = codes[account.company] ?? ""
                return (account.id, companies.count > 1 ? "\(parts[0]):\(code):\(parts[1])" : account.path)
            })
        all = accounts.compactMap { [names] in names[$0.id] }
    }

    /// A word for each company that all three tools take as a part of an account's name: its code, of letters and digits.
    /// Codes that differ by a sign or a case alone would be one word; the companies that came later get a number behind.
    private static func words(for companies: [CompanyRecord]) -> [ID<Company>: String] {
        var taken: Set<String> = []
        return companies.sorted { $0.id < $1.id }.reduce(into: [:]) { words, company in
            let word = company.code.filter { $0.isLetter || $0.isNumber }.uppercased()
            var (free, number) = (word, 1)
            while !taken.insert(free).inserted {
                number += 1
                free = "\(word)-\(number)"
            }
            words[company.id] = free
        }
    }

    package subscript(account: ID<Account>) -> String {
        guard let name = names[account] else { preconditionFailure("every posted account is in the chart") }
        return name
    }
}
