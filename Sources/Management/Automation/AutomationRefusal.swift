// SPDX-License-Identifier: Apache-2.0

package import Kernel

/// Why Automation said no.
package enum AutomationRefusal: Refusal, Equatable {
    case noSuchMatter(String)
    case needsAccount(Money)

    package var code: String {
        switch self {
        case .noSuchMatter: "automation.no-such-matter"
        case .needsAccount: "automation.needs-account"
        }
    }

    package var sentence: String {
        switch self {
        case .noSuchMatter(let id): "No open matter of the inbox has the number \(id)."
        case .needsAccount(let amount):
            "\(amount) waits in suspense for this: name the number of the account it belongs to, one that no sub-ledger keeps."
        }
    }

    package var field: String? {
        switch self {
        case .noSuchMatter: "attention"
        case .needsAccount: "account"
        }
    }
}
