// SPDX-License-Identifier: Apache-2.0

package import FinanceFacts
package import Kernel
package import Store

/// A jurisdiction taxes at these rates from these days on.
package struct SetJurisdiction: Command {
    package struct Rate: Shaped {
        package let taxClass: String
        package let validFrom: Day
        package let millionths: Millionths

        package init(taxClass: String, validFrom: Day, millionths: Millionths) {
            self.taxClass = taxClass
            self.validFrom = validFrom
            self.millionths = millionths
        }

        package static let shape = Shape<Rate>(
            Field("taxClass", \.taxClass, "The class of products it is for.", example: "grocery"),
            Field("validFrom", \.validFrom, "The first day on which it holds."),
            Field("millionths", \.millionths, "The rate in millionths: 82500 is 8.25%.", in: 0...10_000_000),
            make: Rate.init)
    }

    package let code: Code<Jurisdiction>
    package let name: String
    package let kind: TaxKind
    package let rounding: TaxRounding
    package let ties: TaxTies?
    package let rates: [Rate]

    package init(
        code: Code<Jurisdiction>, name: String, kind: TaxKind, rounding: TaxRounding, ties: TaxTies? = nil,
        rates: [Rate]
    ) {
        self.code = code
        self.name = name
        self.kind = kind
        self.rounding = rounding
        self.ties = ties
        self.rates = rates
    }

    package static let form = Form(
        "set-jurisdiction", at: "taxes/jurisdictions", may: "taxes.write", .wish,
        "Set a jurisdiction's tax: kind, rounding, and rates by class and date.",
        Shape<SetJurisdiction>(
            Field(
                "code", \.code, "What the jurisdiction is called in commands and reports.", in: 1...100,
                example: "KINGS"),
            Field("name", \.name, "Its full name.", in: 0...500, example: "Kings County"),
            Field("kind", \.kind, "Which tax it charges; that never changes."),
            Field("rounding", \.rounding, "At which sum its tax is rounded."),
            Field(
                "ties", \.ties,
                "Where half of the smallest coin goes; as before when left out, and in the beginning up, so to the tax."
            ),
            Field("rates", \.rates, "Its rates; those that were set before and are not named stay."),
            make: SetJurisdiction.init))

    package struct Answer: Shaped {
        package let jurisdiction: ID<Jurisdiction>

        package static let shape = Shape<Answer>(
            Field("jurisdiction", \.jurisdiction, "The jurisdiction's key."), make: Answer.init)
    }

    package func run(_ tx: Transaction) throws -> Answer {
        let known = try TaxesReading.jurisdiction(code, tx)
        // What was charged is given back to the account it was posted on, and the kind says which.
        if let known, known.kind != kind { throw refusal(TaxesRefusal.kindSettled(code.text, known.kind), at: \.kind) }
        let id = known?.id ?? tx.key()
        try tx.run(
            """
            insert into taxes_jurisdiction (jurisdiction_id, code, name, kind, rounding, ties)
            values (\(id), \(code), \(name), \(kind.rawValue), \(rounding.rawValue), \(ties?.rawValue))
                on conflict (jurisdiction_id) do update
                set name = excluded.name, rounding = excluded.rounding, ties = coalesce(excluded.ties, taxes_jurisdiction.ties)
            """)
        for rate in rates {
            try TaxClasses.add(rate.taxClass, tx)
            try tx.run(
                """
                insert into taxes_rate (jurisdiction_id, tax_class, valid_from, rate_millionths)
                values (\(id), \(rate.taxClass), \(rate.validFrom), \(rate.millionths))
                    on conflict (jurisdiction_id, tax_class, valid_from) do update
                    set rate_millionths = excluded.rate_millionths
                """)
        }
        try tx.publish(
            JurisdictionSet(
                jurisdiction: id, kind: kind, rounding: rounding.rawValue,
                ties: ties?.rawValue,
                rates: rates.map { .init(taxClass: $0.taxClass, validFrom: $0.validFrom, rate: $0.millionths) }))
        return Answer(jurisdiction: id)
    }
}
