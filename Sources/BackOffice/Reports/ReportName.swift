// SPDX-License-Identifier: Apache-2.0

import Accounting
import Automation
package import Kernel
import Organisation
import Sales
import Store
import Warehouse

/// The reports there are.
package enum ReportName: String, Sendable, CaseIterable {
    case trialBalance = "trial-balance"
    case profitAndLoss = "profit-and-loss"
    case balanceSheet = "balance-sheet"
    case cashFlow = "cash-flow"
    case journal, receipt, stock, sales, proofs, night, inbox

    package var summary: String {
        switch self {
        case .trialBalance: "every account's balance at the end of a day, debit positive"
        case .profitAndLoss: "income and expenses by month between two days"
        case .balanceSheet: "what the company owns and owes at the end of a day"
        case .cashFlow: "where cash came from and went between two days"
        case .journal: "the entries between two days, with the document each stands for"
        case .receipt: "one receipt, line by line, with its cost (--document)"
        case .stock: "quantity and value by site and product at the end of a day"
        case .sales: "receipts and net sales by site and day"
        case .proofs: "what must be so if the books are right"
        case .night: "what the night did, step by step"
        case .inbox: "what needs a person"
        }
    }
}

/// What a report is asked for.
package struct ReportRequest: Sendable, Equatable {
    package var date: Day
    package var from: Day?
    /// A site's code.
    package var site: String?
    /// A department's code.
    package var department: String?
    /// An account's number.
    package var account: String?
    /// A receipt: its number in the journal, or `S1/3/4711` as it is printed: site, till, number.
    package var document: String?

    package init(
        date: Day, from: Day? = nil, site: String? = nil, department: String? = nil, account: String? = nil,
        document: String? = nil
    ) {
        self.date = date
        self.from = from
        self.site = site
        self.department = department
        self.account = account
        self.document = document
    }
}

/// Why a report could not be made.
package enum ReportRefusal: Refusal, Equatable {
    case noSuchSite(String)
    case noSuchDepartment(String)
    case noSuchNight(Day)
    case noDocument
    case noSuchReceipt(String)

    package var code: String {
        switch self {
        case .noSuchSite: "report.no-such-site"
        case .noSuchDepartment: "report.no-such-department"
        case .noSuchNight: "report.no-such-night"
        case .noDocument: "report.no-document"
        case .noSuchReceipt: "report.no-such-receipt"
        }
    }

    package var sentence: String {
        switch self {
        case .noSuchSite(let code): "There is no site \(code)."
        case .noSuchDepartment(let code): "There is no department \(code)."
        case .noSuchNight(let day): "The night of \(day) has not run. Run it with `nightshift night --date \(day)`."
        case .noDocument:
            "Say which receipt: `--document SITE/TILL/NUMBER` as printed on it, or `--document NUMBER` as the journal shows it."
        case .noSuchReceipt(let document):
            "There is no receipt \(document). Name it as printed, SITE/TILL/NUMBER, or by its number in the journal."
        }
    }

    package var field: String? {
        switch self {
        case .noSuchSite: "site"
        case .noSuchDepartment: "department"
        case .noSuchNight: "date"
        case .noDocument, .noSuchReceipt: "document"
        }
    }
}
