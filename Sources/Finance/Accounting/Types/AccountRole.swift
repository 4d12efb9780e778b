// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// What an account is for. The rules post to roles; a company's chart has an account for each role.
///
/// A role is a constant, declared once by the system that posts to it, in a file of roles; `Types/Roles` has this
/// house's first ones. Every chart keeps its key, its name and its number, so they never change, and what was given up
/// is not used again.
package struct AccountRole: Sendable, RawRepresentable {
    /// Of this role alone, and below a thousand: the last digits of its accounts' keys.
    package let key: Int64
    /// The name that charts keep: `cashDrawer`.
    package let rawValue: String
    /// The account of the standard chart: number, name, type.
    package let number: String
    package let title: String
    package let type: AccountType
    /// Whether a sub-ledger keeps this account's items, so that nobody posts to it by hand.
    package let isControl: Bool
    /// Whether what stands here is on its way and a person can take it out, so that the account comes to zero again.
    ///
    /// Card money and coupons are on their way too; what pays them are bank lines, and no system takes those yet.
    package let isClearing: Bool
    /// Money that can be spent: what the cash flow statement explains.
    package let isCash: Bool

    package init(
        _ key: Int64, _ name: String, number: String, title: String, _ type: AccountType, isControl: Bool = false,
        isClearing: Bool = false, isCash: Bool = false
    ) {
        precondition((0..<1_000).contains(key), "the key of the account role \(name) is below a thousand")
        self.key = key
        rawValue = name
        self.number = number
        self.title = title
        self.type = type
        self.isControl = isControl
        self.isClearing = isClearing
        self.isCash = isCash
    }
}

extension AccountRole: Hashable, CustomStringConvertible {
    package static func == (one: AccountRole, other: AccountRole) -> Bool { one.key == other.key }
    package func hash(into hasher: inout Hasher) { hasher.combine(key) }

    package var description: String { rawValue }
}

extension AccountRole {
    /// The role that a chart names; nil when no system of this program brings it.
    package init?(rawValue: String) {
        guard let role = Self.known.withLock({ $0[rawValue] }) else { return nil }
        self = role
    }

    /// Lets charts name the roles. Two roles of one name are a programmer's mistake.
    static func know(_ roles: [AccountRole]) {
        known.withLock { known in
            for role in roles {
                precondition(known[role.rawValue] ?? role == role, "two systems bring an account role \(role)")
                known[role.rawValue] = role
            }
        }
    }

    /// By name. A chart's text does not say which system brought a role, and whoever reads it need not know: so the
    /// program has one list, which only grows, of constants.
    private static let known = Mutex(
        Dictionary(uniqueKeysWithValues: AccountingSystem.roles.map { ($0.rawValue, $0) }))
}
