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

/// Why Organisation said no.
package enum OrganisationRefusal: Refusal, Equatable {
    case codeTaken(String)
    case noSuchCompany(String)
    case noSuchMonth(Int)
    case noSuchZone(String)
    case noSuchPolicy(String)
    case noSuchTime(Int)

    package var code: String {
        switch self {
        case .codeTaken: "organisation.code-taken"
        case .noSuchCompany: "organisation.no-such-company"
        case .noSuchMonth: "organisation.no-such-month"
        case .noSuchZone: "organisation.no-such-zone"
        case .noSuchPolicy: "organisation.no-such-policy"
        case .noSuchTime: "organisation.no-such-time"
        }
    }

    package var sentence: String {
        switch self {
        case .codeTaken(let code): "The code \(code) is taken. Choose another."
        case .noSuchCompany(let code): "There is no company \(code). Register it first."
        case .noSuchMonth(let month): "A fiscal year begins in a month from 1 to 12, not \(month)."
        case .noSuchZone(let zone): "There is no time zone \(zone). Use an IANA name such as America/New_York."
        case .noSuchPolicy(let name):
            "There is no policy \(name). There are: \(Policy.allCases.map(\.rawValue).joined(separator: ", "))."
        case .noSuchTime(let minute): "A business day begins 0 to 1439 minutes after midnight, not \(minute)."
        }
    }

    package var field: String? {
        switch self {
        case .codeTaken: "code"
        case .noSuchCompany: "company"
        case .noSuchMonth: "fiscalYearMonth"
        case .noSuchZone: "zone"
        case .noSuchPolicy: "policy"
        case .noSuchTime: "dayStartsAtMinute"
        }
    }
}
