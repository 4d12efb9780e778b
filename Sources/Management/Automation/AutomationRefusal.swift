// SPDX-License-Identifier: Apache-2.0

package import Kernel

/// Why Automation said no.
package enum AutomationRefusal: Refusal, Equatable {
    case noSuchMatter(String)
    case needsAccount(Money)
    case badProfileName(String)
    case badProfile(String)

    package var code: String {
        switch self {
        case .noSuchMatter: "automation.no-such-matter"
        case .needsAccount: "automation.needs-account"
        case .badProfileName: "automation.bad-profile-name"
        case .badProfile: "automation.bad-profile"
        }
    }

    package var sentence: String {
        switch self {
        case .noSuchMatter(let id): "No open matter of the inbox has the number \(id)."
        case .needsAccount(let amount):
            "\(amount) waits in suspense for this: name the number of the account it belongs to, one that no sub-ledger keeps."
        case .badProfileName(let name):
            "A profile's name is of at most a hundred letters, digits, dots, hyphens and underscores, a letter or digit first; \"\(name)\" is not."
        case .badProfile(let reason): "A profile is a JSON object as text: \(reason)."
        }
    }
}
