// SPDX-License-Identifier: Apache-2.0

package import FinanceFacts
package import Kernel
package import Store

/// A jurisdiction taxes at these rates from these days on.
package struct SetJurisdiction: Command {
    package static let name = "set-jurisdiction"
    package static let address = "taxes/jurisdictions"
    package static let permission = "taxes.write"
    package static let summary = "Set a jurisdiction's tax: kind, rounding, and rates by class and date."

    package struct Rate: Codable, Sendable {
        package let taxClass: String
        package let validFrom: Day
        /// Millionths: 82,500 is 8.25%.
        package let millionths: Int64

        package init(taxClass: String, validFrom: Day, millionths: Int64) {
            self.taxClass = taxClass
            self.validFrom = validFrom
            self.millionths = millionths
        }
    }

    package let code: String
    package let name: String
    package let kind: TaxKind
    package let rounding: TaxRounding
    package let rates: [Rate]

    package init(code: String, name: String, kind: TaxKind, rounding: TaxRounding, rates: [Rate]) {
        self.code = code
        self.name = name
        self.kind = kind
        self.rounding = rounding
        self.rates = rates
    }

    package struct Answer: Codable, Sendable {
        package let jurisdiction: ID<Jurisdiction>
    }

    package func run(_ tx: Transaction) throws -> Answer {
        let known = try tx.row("select jurisdiction_id, kind from taxes_jurisdiction where code = \(code)") {
            (id: $0.id(0, of: Jurisdiction.self), kind: try $0.choice(1, of: TaxKind.self))
        }
        // What was charged is given back to the account it was posted on, and the kind says which.
        if let known, known.kind != kind { throw TaxesRefusal.kindSettled(code, known.kind) }
        let id = known?.id ?? tx.key()
        for rate in rates where !(0...10_000_000).contains(rate.millionths) {
            throw TaxesRefusal.impossibleRate(rate.millionths)
        }
        try tx.run(
            """
            insert into taxes_jurisdiction (jurisdiction_id, code, name, kind, rounding)
            values (\(id), \(code), \(name), \(kind.rawValue), \(rounding.rawValue))
                on conflict (jurisdiction_id) do update
                set name = excluded.name, rounding = excluded.rounding
            """)
        for rate in rates {
            try tx.run(
                """
                insert into taxes_rate (jurisdiction_id, tax_class, valid_from, rate_millionths)
                values (\(id), \(rate.taxClass), \(rate.validFrom), \(rate.millionths))
                    on conflict (jurisdiction_id, tax_class, valid_from) do update
                    set rate_millionths = excluded.rate_millionths
                """)
        }
        tx.forgetRemembered()
        return Answer(jurisdiction: id)
    }
}
