// SPDX-License-Identifier: Apache-2.0

import Kernel
package import Store

/// Why Organisation said no.
package enum OrganisationRefusal: Refusal, Equatable {
    case codeTaken(String)
    case noSuchCompany(String)
    case noSuchSite(String)
    case noSuchZone(String)
    case noSuchPolicy(String, known: [String])
    case badPolicyValue(Int64, policy: Policy)
    case noSuchSystem(String, known: [String])
    case indispensable(String)

    package var code: String {
        switch self {
        case .codeTaken: "organisation.code-taken"
        case .noSuchCompany: "organisation.no-such-company"
        case .noSuchSite: "organisation.no-such-site"
        case .noSuchZone: "organisation.no-such-zone"
        case .noSuchPolicy: "organisation.no-such-policy"
        case .badPolicyValue: "organisation.bad-policy-value"
        case .noSuchSystem: "organisation.no-such-system"
        case .indispensable: "organisation.indispensable"
        }
    }

    package var sentence: String {
        switch self {
        case .codeTaken(let code): "The code \(code) is taken. Choose another."
        case .noSuchCompany(let code): "There is no company \(code). Register it first."
        case .noSuchSite(let code): "There is no site \(code). Open it first."
        case .noSuchZone(let zone): "There is no time zone \(zone). Use an IANA name such as America/New_York."
        case .noSuchPolicy(let name, let known):
            "There is no policy \(name). There are: \(known.joined(separator: ", "))."
        case .badPolicyValue(let value, let policy): "\(value) is no value of \(policy.name): \(policy.meaning)."
        case .noSuchSystem(let name, let known):
            "There is no system \(name). A company can do without: \(known.joined(separator: ", "))."
        case .indispensable(let name): "\(name) cannot be switched off: the other systems stand on it."
        }
    }
}
