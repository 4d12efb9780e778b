// SPDX-License-Identifier: Apache-2.0

package import FinanceFacts
package import Kernel

/// At which sum a jurisdiction's tax is rounded.
package enum TaxRounding: String, Choice {
    case line, receipt
}

/// One jurisdiction's tax on one day.
package struct TaxTerms: Sendable, Equatable {
    package let jurisdiction: ID<Jurisdiction>
    package let kind: TaxKind
    package let rounding: TaxRounding
    /// Millionths by tax class: 82,500 is 8.25%. A class that is missing is not taxed.
    package fileprivate(set) var rates: [String: Int64]

    package init(
        jurisdiction: ID<Jurisdiction>, kind: TaxKind, rounding: TaxRounding, rates: [String: Int64]
    ) {
        self.jurisdiction = jurisdiction
        self.kind = kind
        self.rounding = rounding
        self.rates = rates
    }
}

/// The taxes of one site through time.
package struct TaxCalendar: Sendable {
    /// What holds from each day on which a rate changes, in order.
    private var changes: [(from: Day, terms: [TaxTerms])] = []
    private let beforeAll: [TaxTerms]

    struct Rate {
        let jurisdiction: ID<Jurisdiction>
        let taxClass: String
        let validFrom: Day
        let millionths: Int64
    }

    /// - Parameters:
    ///   - jurisdictions: without rates.
    ///   - rates: in the order of their first days.
    init(_ jurisdictions: [TaxTerms], _ rates: [Rate]) {
        beforeAll = jurisdictions
        for rate in rates {
            if changes.last?.from != rate.validFrom {
                changes.append((rate.validFrom, changes.last?.terms ?? jurisdictions))
            }
            for place in jurisdictions.indices where jurisdictions[place].jurisdiction == rate.jurisdiction {
                changes[changes.count - 1].terms[place].rates[rate.taxClass] = rate.millionths
            }
        }
    }

    /// The terms of each jurisdiction on a day.
    package func terms(on day: Day) -> [TaxTerms] { changes.last { $0.from <= day }?.terms ?? beforeAll }
}
