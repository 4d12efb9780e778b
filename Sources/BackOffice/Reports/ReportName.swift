// SPDX-License-Identifier: Apache-2.0

import Accounting
import Automation
import CommerceFacts
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
    case journal, receipt, stock, sales, proofs, night, inbox, sites, costs

    package var summary: String {
        switch self {
        case .trialBalance: "every account's balance at the end of a day, debit positive"
        case .profitAndLoss: "income and expenses by month or fiscal period between two days"
        case .balanceSheet: "what the company owns and owes at the end of a day"
        case .cashFlow: "where cash came from and went between two days"
        case .journal: "the entries between two days, with the document each stands for"
        case .receipt: "one receipt, line by line, with its cost (--document)"
        case .stock: "quantity and value by site and product at the end of a day"
        case .sales: "receipts and net sales by site and day"
        case .proofs: "what must be so if the books are right"
        case .night: "what the night did, step by step"
        case .inbox: "what needs a person"
        case .sites: "every site with its time zone, price zone and address"
        case .costs: "what each supplier charges for each product, and from when on"
        }
    }
}

/// What a report may be narrowed by, as it is typed on the command line.
package enum ReportOption: String, Sendable, CaseIterable {
    case date, from, company, site, department, channel, project, campaign, account, document

    /// What a posting can be told apart by.
    static let dimensions: Set<ReportOption> = [.company, .site, .department, .channel, .project, .campaign]
}

extension ReportName {
    /// The options that mean something for this report; any other is refused rather than passed over.
    package var options: Set<ReportOption> {
        switch self {
        case .trialBalance, .profitAndLoss, .cashFlow: ReportOption.dimensions.union([.date, .from])
        case .balanceSheet: ReportOption.dimensions.union([.date])
        case .stock: [.date, .site, .department]
        case .journal: ReportOption.dimensions.union([.date, .from, .account])
        case .sales: [.date, .from, .site]
        case .receipt: [.document]
        case .night: [.date]
        case .proofs, .inbox, .sites, .costs: []
        }
    }

    /// - Throws: `ReportRefusal.notTaken` when the option means nothing for this report.
    package func check(_ option: ReportOption) throws {
        guard options.contains(option) else { throw ReportRefusal.notTaken(option, self) }
    }
}

/// What a report is asked for.
package struct ReportRequest: Sendable, Equatable {
    package var date: Day
    package var from: Day?
    /// A company's code.
    package var company: String?
    /// A site's code.
    package var site: String?
    /// A department's code, or `none` for what belongs to no department.
    package var department: String?
    /// `store`, `web`, `phone`, or `none`.
    package var channel: String?
    /// The number that journal lines carry, or `none`.
    package var project: String?
    /// The number that journal lines carry, or `none`.
    package var campaign: String?
    /// An account's number.
    package var account: String?
    /// A receipt: its number in the journal, or `S1/3/4711` as it is printed: site, till, number.
    package var document: String?

    package init(
        date: Day, from: Day? = nil, company: String? = nil, site: String? = nil, department: String? = nil,
        channel: String? = nil, project: String? = nil, campaign: String? = nil, account: String? = nil,
        document: String? = nil
    ) {
        self.date = date
        self.from = from
        self.company = company
        self.site = site
        self.department = department
        self.channel = channel
        self.project = project
        self.campaign = campaign
        self.account = account
        self.document = document
    }

    /// What it is narrowed by, besides its day.
    var options: [ReportOption] {
        let given: [(ReportOption, Bool)] = [
            (.from, from != nil), (.company, company != nil), (.site, site != nil), (.department, department != nil),
            (.channel, channel != nil), (.project, project != nil), (.campaign, campaign != nil),
            (.account, account != nil), (.document, document != nil),
        ]
        return given.filter { $0.1 }.map { $0.0 }
    }
}

/// Why a report could not be made.
package enum ReportRefusal: Refusal, Equatable {
    case noSuchCompany(String)
    case noSuchSite(String)
    case noSuchDepartment(String)
    case noSuchChannel(String)
    case notANumber(String, ReportOption)
    case noSuchAccount(String)
    case noSuchNight(Day)
    case notTaken(ReportOption, ReportName)
    case daysReversed(from: Day, date: Day)
    case nothingPosted
    case noDocument
    case noSuchReceipt(String)

    package var code: String {
        switch self {
        case .noSuchCompany: "report.no-such-company"
        case .noSuchSite: "report.no-such-site"
        case .noSuchDepartment: "report.no-such-department"
        case .noSuchChannel: "report.no-such-channel"
        case .notANumber: "report.not-a-number"
        case .noSuchAccount: "report.no-such-account"
        case .noSuchNight: "report.no-such-night"
        case .notTaken: "report.option-not-taken"
        case .daysReversed: "report.days-reversed"
        case .nothingPosted: "report.nothing-posted"
        case .noDocument: "report.no-document"
        case .noSuchReceipt: "report.no-such-receipt"
        }
    }

    package var sentence: String {
        switch self {
        case .noSuchCompany(let code): "There is no company \(code)."
        case .noSuchSite(let code): "There is no site \(code)."
        case .noSuchDepartment(let code): "There is no department \(code)."
        case .noSuchChannel(let name):
            "There is no channel \(name). There are: \((Channel.allCases.map(\.rawValue) + ["none"]).joined(separator: ", "))."
        case .notANumber(let text, let option):
            "A \(option.rawValue) is named by the number that journal lines carry, or none for what belongs to none; \(text) is neither."
        case .noSuchAccount(let number): "There is no account \(number)."
        case .notTaken(let option, let name):
            "The report \(name.rawValue) takes no --\(option.rawValue). " + Self.taken(by: name)
        case .daysReversed(let from, let date): "The first day, \(from), is after the last, \(date)."
        case .nothingPosted:
            "Nothing was posted yet, so there is no day to report on. Bring what you have with `nightshift import`, or begin with `nightshift do register-company`; docs/FIRST-DAY.md shows a whole day."
        case .noSuchNight(let day): "The night of \(day) has not run. Run it with `nightshift night --date \(day)`."
        case .noDocument:
            "Say which receipt: `--document SITE/TILL/NUMBER` as printed on it, or `--document NUMBER` as the journal shows it."
        case .noSuchReceipt(let document):
            "There is no receipt \(document). Name it as printed, SITE/TILL/NUMBER, or by its number in the journal."
        }
    }

    package var field: String? {
        switch self {
        case .noSuchCompany: "company"
        case .noSuchSite: "site"
        case .noSuchDepartment: "department"
        case .noSuchChannel: "channel"
        case .notANumber(_, let option): option.rawValue
        case .noSuchAccount: "account"
        case .noSuchNight: "date"
        case .notTaken(let option, _): option.rawValue
        case .daysReversed: "from"
        case .nothingPosted: nil
        case .noDocument, .noSuchReceipt: "document"
        }
    }

    private static func taken(by name: ReportName) -> String {
        let options = ReportOption.allCases.filter(name.options.contains).map { "--\($0.rawValue)" }
        return options.isEmpty ? "It takes none but --format." : "It takes \(options.joined(separator: ", "))."
    }
}
