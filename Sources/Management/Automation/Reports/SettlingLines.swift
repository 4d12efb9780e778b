// SPDX-License-Identifier: Apache-2.0

import Kernel
import Store

/// How a matter is settled from a command line.
extension MatterRecord {
    /// A way to settle it, as one would type it: what only a person knows is left open with `…`.
    package struct Way: Sendable, Equatable {
        /// What it does, for people.
        package let label: String
        /// `nightshift do settle-matter --matter 14 --proposal 1 --counted … --occurred-at …`.
        package let commandLine: String

        package init(label: String, commandLine: String) {
            self.label = label
            self.commandLine = commandLine
        }
    }

    /// Every way to settle it: what is proposed, the alternatives, and to accept it as it is.
    package var ways: [Way] {
        proposals.enumerated().map { place, proposal in
            let asked = proposal.askedMembers.map { " --\(Self.hyphenated($0)) …" }.joined()
            return Way(label: proposal.label, commandLine: "\(start) --proposal \(place + 1)\(asked)\(account)")
        } + [Way(label: "Accept it as it is", commandLine: "\(start) --decision 'seen and accepted'\(account)")]
    }

    private var start: String { "nightshift do \(SettleMatter.name) --matter \(id)" }

    private var account: String { suspense == 0 ? "" : " --account …" }

    /// `occurredAt` as `occurred-at`.
    private static func hyphenated(_ name: String) -> String {
        name.reduce(into: "") { words, letter in words += letter.isUppercase ? "-\(letter.lowercased())" : "\(letter)" }
    }
}
