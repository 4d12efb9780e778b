// SPDX-License-Identifier: Apache-2.0

package import Kernel
import ManagementFacts
package import Store

/// A company begins to keep its books here.
package struct RegisterCompany: Command {
    package static let name = "register-company"
    package static let address = "organisation/companies"
    package static let permission = "organisation.write"
    package static let summary = "Register a company: its code, name, currency and fiscal year."

    package let code: String
    package let name: String
    package let currency: Currency
    /// The month in which the fiscal year begins; January when left out.
    package let fiscalYearMonth: Int?
    /// True for quarters of four, four and five weeks instead of months.
    package let weeks: Bool?

    package init(
        code: String, name: String, currency: Currency, fiscalYearMonth: Int? = nil, weeks: Bool? = nil
    ) {
        self.code = code
        self.name = name
        self.currency = currency
        self.fiscalYearMonth = fiscalYearMonth
        self.weeks = weeks
    }

    package struct Answer: Codable, Sendable {
        package let company: ID<Company>
    }

    package func run(_ tx: Transaction) throws -> Answer {
        let month = fiscalYearMonth ?? 1
        guard (1...12).contains(month) else { throw OrganisationRefusal.noSuchMonth(month) }
        if try tx.exists("select 1 from organisation_company where code = \(code)") {
            throw OrganisationRefusal.codeTaken(code)
        }
        let company: ID<Company> = tx.key()
        try tx.run(
            """
            insert into organisation_company (company_id, code, name, currency, calendar, fiscal_year_month)
            values (\(company), \(code), \(name), \(currency), \(weeks == true ? "445" : "months"), \(month))
            """)
        tx.forgetRemembered()
        try tx.publish(CompanyRegistered(company: company, currency: currency))
        return Answer(company: company)
    }
}
