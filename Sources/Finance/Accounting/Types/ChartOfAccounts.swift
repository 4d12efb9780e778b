// SPDX-License-Identifier: Apache-2.0

package import FinanceFacts
package import Kernel

/// The accounts that every company of a program has: one for each role that its systems bring.
package struct ChartOfAccounts: Sendable {
    /// In the order of their keys.
    package let roles: [AccountRole]

    /// - Parameter roles: those of every system. Two with one key, name, number or title are a programmer's mistake.
    package init(_ roles: [AccountRole]) {
        Self.check(roles, have: "key") { $0.key }
        Self.check(roles, have: "name") { $0.rawValue }
        Self.check(roles, have: "number") { $0.number }
        Self.check(roles, have: "title") { $0.title }
        AccountRole.know(roles)
        self.roles = roles.sorted { $0.key < $1.key }
    }

    private static func check<Value: Hashable>(
        _ roles: [AccountRole], have what: String, of value: (AccountRole) -> Value
    ) {
        for (shared, owners) in Dictionary(grouping: roles, by: value) where owners.count > 1 {
            preconditionFailure(
                "the account roles \(owners.map(\.rawValue).joined(separator: " and ")) have the same \(what), \(shared)"
            )
        }
    }

    /// What a company's chart lacks of this one; nil when nothing.
    package func extending(_ company: ID<Company>, holding names: Set<String>) -> ChartExtended? {
        let lacking = roles.filter { !names.contains($0.rawValue) }
        guard !lacking.isEmpty else { return nil }
        return ChartExtended(
            company: company,
            accounts: lacking.map { role in
                ChartExtended.Account(
                    key: role.key, role: role.rawValue, number: role.number, name: role.title,
                    type: role.type.rawValue)
            })
    }

    /// What a company is registered with, in the order of their keys: the roles of the first release, as they were.
    ///
    /// Registrations are replayed with it, so it never changes. Roles that came later are added by `ChartExtended`.
    package static let first: [AccountRole] = [
        .bank, .cashDrawer, .safe, .cashInTransit, .cardClearing, .couponsReceivable,
        .inventory, .inventoryInTransit,
        .suspense,
        .accountsPayable, .goodsReceivedNotInvoiced, .landedCostAccrual,
        .salesTaxPayable, .outputVAT,
        .giftCardLiability, .storeCreditLiability, .customerDeposits,
        .openingBalanceEquity,
        .sales, .salesReturns, .salesDiscounts,
        .costOfGoodsSold, .shrink, .damagedGoods, .transitLoss, .inventoryRounding,
        .storeExpense, .cashOverAndShort, .cashRounding,
    ]
}

extension AccountRole {
    /// Its account in a chart.
    var account: ChartExtended.Account {
        ChartExtended.Account(key: key, role: rawValue, number: number, name: title, type: type.rawValue)
    }
}
