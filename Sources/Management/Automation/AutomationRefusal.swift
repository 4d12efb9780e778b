// SPDX-License-Identifier: Apache-2.0

package import Kernel

/// Why Automation said no.
package enum AutomationRefusal: Refusal, Equatable {
    case noSuchMatter(String)
    case needsAccount(Money)
    case noSuchProposal(Int64, of: Int)
    case needsProposal
    case badFields(String)
    case stillAsked(String)
    case badProfileName(String)
    case badProfile(String)
    case nothingToSettle
    case namedAndChosen
    case noSuchKind(String, known: [String])

    package var code: String {
        switch self {
        case .noSuchMatter: "automation.no-such-matter"
        case .needsAccount: "automation.needs-account"
        case .noSuchProposal: "automation.no-such-proposal"
        case .needsProposal: "automation.needs-proposal"
        case .badFields: "automation.bad-fields"
        case .stillAsked: "automation.still-asked"
        case .badProfileName: "automation.bad-profile-name"
        case .badProfile: "automation.bad-profile"
        case .nothingToSettle: "automation.nothing-to-settle"
        case .namedAndChosen: "automation.named-and-chosen"
        case .noSuchKind: "automation.no-such-kind"
        }
    }

    package var sentence: String {
        switch self {
        case .noSuchMatter(let id): "No open matter of the inbox has the number \(id)."
        case .needsAccount(let amount):
            "\(amount) waits in suspense for this: name the number of the account it belongs to, one that no sub-ledger keeps."
        case .noSuchProposal(let number, let count):
            "The matter has no proposal \(number); it has \(count). Left out, the matter is seen and accepted."
        case .needsProposal: "Fields were given for no proposal: name the number of the one they belong to."
        case .badFields(let reason): "The fields of a proposal are a JSON object as text: \(reason)."
        case .stillAsked(let reason): "The proposal does not settle the matter, which is asked again: \(reason)"
        case .badProfileName(let name):
            "A profile's name is of at most a hundred letters, digits, dots, hyphens and underscores, a letter or digit first; \"\(name)\" is not."
        case .badProfile(let reason): "A profile is a JSON object as text: \(reason)."
        case .nothingToSettle: "Say which matters are settled: their numbers, their kind or their site."
        case .namedAndChosen:
            "Name the matters by their numbers, or choose them by kind, site and how many at most, not both."
        case .noSuchKind(let kind, let known):
            "No matter is of the kind \(kind). The kinds are \(known.sorted().joined(separator: ", "))."
        }
    }
}
