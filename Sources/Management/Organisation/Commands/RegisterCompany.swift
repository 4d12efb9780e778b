// SPDX-License-Identifier: Apache-2.0

package import Kernel
import ManagementFacts
package import Store

/// A company begins to keep its books here.
package struct RegisterCompany: Command {
    package let code: Code<Company>
    package let name: String
    package let currency: Currency
    package let fiscalYearMonth: Int?
    package let weeks: Bool?

    package init(
        code: Code<Company>, name: String, currency: Currency, fiscalYearMonth: Int? = nil, weeks: Bool? = nil
    ) {
        self.code = code
        self.name = name
        self.currency = currency
        self.fiscalYearMonth = fiscalYearMonth
        self.weeks = weeks
    }

    package static let form = Form(
        "register-company", at: "organisation/companies", may: "organisation.write", .wish,
        "Register a company: its code, name, currency and fiscal year.",
        Shape<RegisterCompany>(
            Field("code", \.code, "What the company is called in commands and reports.", in: 1...100, example: "ACME"),
            Field("name", \.name, "Its full name.", in: 0...500, example: "Acme Markets"),
            Field("currency", \.currency, "The currency its books are kept in."),
            Field(
                "fiscalYearMonth", \.fiscalYearMonth,
                "The month in which its fiscal year begins; January when left out.",
                in: 1...12),
            Field("weeks", \.weeks, "True for quarters of four, four and five weeks instead of months."),
            make: RegisterCompany.init))

    package struct Answer: Shaped {
        package let company: ID<Company>

        package static let shape = Shape<Answer>(
            Field("company", \.company, "The company's key."), make: Answer.init)
    }

    package func run(_ tx: Transaction) throws -> Answer {
        if try tx.exists("select 1 from organisation_company where code = \(code)") {
            throw refusal(OrganisationRefusal.codeTaken(code.text), at: \.code)
        }
        let company: ID<Company> = tx.key()
        let calendar: FiscalCalendar.Kind = weeks == true ? .fourFourFive : .months
        try tx.run(
            """
            insert into organisation_company (company_id, code, name, currency, calendar, fiscal_year_month)
            values (\(company), \(code), \(name), \(currency), \(calendar.rawValue), \(fiscalYearMonth ?? 1))
            """)
        try tx.publish(CompanyRegistered(company: company, currency: currency))
        return Answer(company: company)
    }
}
