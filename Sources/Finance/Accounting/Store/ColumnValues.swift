// SPDX-License-Identifier: Apache-2.0

package import Store

extension AccountType: ColumnValue {}

/// By the name that charts keep.
extension AccountRole: ColumnValue {
    /// - Throws: `StoreFault.corrupt` when no system of this program brings such a role.
    package static func read(_ row: Row, at column: Int) throws -> AccountRole {
        let name = try String.read(row, at: column)
        guard let role = AccountRole(rawValue: name) else { throw ChartStore.unknown(name) }
        return role
    }

    package static var samples: (AccountRole, AccountRole) { (.bank, .suspense) }
}
