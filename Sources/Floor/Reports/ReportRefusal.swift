// SPDX-License-Identifier: Apache-2.0

package import Kernel

/// Why a report could not be made.
package enum ReportRefusal: Refusal, Equatable {
    case noSuchCompany(String)
    case noSuchSite(String)
    case noSuchDepartment(String)
    case noSuchChannel(String, known: [String])
    case notANumber(String, ReportOption)
    case noSuchAccount(String)
    case noSuchNight(Day)
    case notTaken(ReportOption, report: String, taken: [ReportOption])
    case daysReversed(from: Day, date: Day)
    case nothingPosted
    case noDocument
    case noSuchReceipt(String)
    case noSuchActor(String)

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
        case .noSuchActor: "report.no-such-actor"
        }
    }

    package var sentence: String {
        switch self {
        case .noSuchCompany(let code): "There is no company \(code)."
        case .noSuchActor(let code): "There is no actor \(code)."
        case .noSuchSite(let code): "There is no site \(code)."
        case .noSuchDepartment(let code): "There is no department \(code)."
        case .noSuchChannel(let name, let known):
            "There is no channel \(name). There are: \((known + ["none"]).joined(separator: ", "))."
        case .notANumber(let text, let option):
            "A \(option.rawValue) is named by the number that journal lines carry, or none for what belongs to none; \(text) is neither."
        case .noSuchAccount(let number): "There is no account \(number)."
        case .notTaken(let option, let report, let taken):
            "The report \(report) takes no --\(option.rawValue). " + Self.sentence(of: taken)
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
        case .notTaken(let option, _, _): option.rawValue
        case .daysReversed: "from"
        case .nothingPosted: nil
        case .noDocument, .noSuchReceipt: "document"
        case .noSuchActor: "actor"
        }
    }

    private static func sentence(of taken: [ReportOption]) -> String {
        let options = taken.map { "--\($0.rawValue)" }
        return options.isEmpty ? "It takes none but --format." : "It takes \(options.joined(separator: ", "))."
    }
}
