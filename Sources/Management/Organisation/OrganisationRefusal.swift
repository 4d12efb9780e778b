// SPDX-License-Identifier: Apache-2.0

import Kernel

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
