// SPDX-License-Identifier: Apache-2.0

/// Which account a tax belongs to.
public enum TaxKind: String, Codable, Sendable, Equatable, CaseIterable {
    /// Added to the price and owed to the state, as in the United States.
    case salesTax
    /// Value added tax on what is sold.
    case outputVAT
}
