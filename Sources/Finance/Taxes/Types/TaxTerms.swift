// SPDX-License-Identifier: Apache-2.0

package import FinanceFacts
package import Kernel

/// At which sum a jurisdiction's tax is rounded.
package enum TaxRounding: String, Choice {
    case line, receipt
}

/// Which way a tax goes that ends in exactly half of the smallest coin.
package enum TaxTies: String, Choice {
    /// Away from zero, so that the tax gets it: as HMRC (VATREC12030) and the Streamlined Sales and Use Tax Agreement,
    /// section 324, have it.
    case up
    /// Toward zero, so that the price gets it.
    case down
}

/// A word for products that are taxed alike: `food`, `reduced`. It is known once a jurisdiction has a rate for it.
package enum TaxClass {}

/// One jurisdiction's tax on one day.
package struct TaxTerms: Sendable, Equatable {
    package let jurisdiction: ID<Jurisdiction>
    package let kind: TaxKind
    package let rounding: TaxRounding
    package let ties: TaxTies
    /// Millionths by tax class: 82,500 is 8.25%. A class that is missing is not taxed.
    package fileprivate(set) var rates: [String: Int64]
    /// The key of each class that it has a rate for.
    package fileprivate(set) var classes: [String: ID<TaxClass>]

    package init(
        jurisdiction: ID<Jurisdiction>, kind: TaxKind, rounding: TaxRounding, ties: TaxTies = .up,
        rates: [String: Int64], classes: [String: ID<TaxClass>] = [:]
    ) {
        self.jurisdiction = jurisdiction
        self.kind = kind
        self.rounding = rounding
        self.ties = ties
        self.rates = rates
        self.classes = classes
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
        let key: ID<TaxClass>
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
                changes[changes.count - 1].terms[place].classes[rate.taxClass] = rate.key
            }
        }
    }

    /// The terms of each jurisdiction on a day.
    package func terms(on day: Day) -> [TaxTerms] { changes.last { $0.from <= day }?.terms ?? beforeAll }
}
