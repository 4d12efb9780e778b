// SPDX-License-Identifier: Apache-2.0

/// Which statement an account belongs to, and on which side it grows.
package enum AccountType: String, Sendable, CaseIterable {
    case assets = "Assets"
    case liabilities = "Liabilities"
    case equity = "Equity"
    case income = "Income"
    case expenses = "Expenses"

    /// Whether it is part of profit and loss, not of the balance sheet.
    package var isProfitAndLoss: Bool { self == .income || self == .expenses }
}
