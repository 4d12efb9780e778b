// SPDX-License-Identifier: Apache-2.0

package import FinanceFacts
package import Kernel

/// At which sum a jurisdiction's tax is rounded.
package enum TaxRounding: String, Codable, Sendable, CaseIterable {
    case line, receipt
}

/// One jurisdiction's tax on one day.
package struct TaxTerms: Sendable, Equatable {
    package let jurisdiction: ID<Jurisdiction>
    package let kind: TaxKind
    package let rounding: TaxRounding
    /// Millionths by tax class: 82,500 is 8.25%. A class that is missing is not taxed.
    package let rates: [String: Int64]

    package init(
        jurisdiction: ID<Jurisdiction>, kind: TaxKind, rounding: TaxRounding, rates: [String: Int64]
    ) {
        self.jurisdiction = jurisdiction
        self.kind = kind
        self.rounding = rounding
        self.rates = rates
    }
}
