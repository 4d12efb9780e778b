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
        let codes = Dictionary(uniqueKeysWithValues: companies.map { ($0.id, $0.code) })
        let accounts = try AccountingReading.accounts(snapshot)
        names = Dictionary(
            uniqueKeysWithValues: accounts.map { account in
                let parts = account.path.split(separator: ":")
                let code = (codes[account.company] ?? "").filter { $0.isLetter || $0.isNumber }.uppercased()
                return (account.id, companies.count > 1 ? "\(parts[0]):\(code):\(parts[1])" : account.path)
            })
        all = accounts.compactMap { [names] in names[$0.id] }
    }

    package subscript(account: ID<Account>) -> String {
        guard let name = names[account] else { preconditionFailure("every posted account is in the chart") }
        return name
    }
}
