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
        /// Whether it is a command that was proposed; it is not to accept the matter as it is.
        package let isProposed: Bool

        package init(label: String, commandLine: String, isProposed: Bool = true) {
            self.label = label
            self.commandLine = commandLine
            self.isProposed = isProposed
        }
    }

    /// Every way to settle it: what is proposed, the alternatives, and to accept it as it is.
    package var ways: [Way] {
        proposals.enumerated().map { place, proposal in
            let asked = Self.flags(for: proposal.asks)
            return Way(label: proposal.label, commandLine: "\(start) --proposal \(place + 1)\(asked)\(account)")
        } + [
            Way(
                label: "Accept it as it is", commandLine: "\(start) --decision 'seen and accepted'\(account)",
                isProposed: false)
        ]
    }

    private var start: String { "nightshift do \(SettleMatter.name) --matter \(id)" }

    private var account: String { suspense == 0 ? "" : " --account …" }

    /// ` --counted …` for a member, ` --product name=…,kind=…` for an element of a list.
    private static func flags(for asks: [String]) -> String {
        var flags: [(place: Substring, flag: String)] = []
        for ask in asks {
            guard let end = ask.firstIndex(of: "]"), let start = ask.firstIndex(of: "[") else {
                flags.append((ask[...], " --\(hyphenated(ask)) …"))
                continue
            }
            let (element, member) = (ask[...end], ask[end...].dropFirst(2))
            if let known = flags.firstIndex(where: { $0.place == element }) {
                flags[known].flag += ",\(member)=…"
            } else {
                let list = hyphenated(String(ask[..<start]))
                flags.append((element, " --\(list.hasSuffix("s") ? String(list.dropLast()) : list) \(member)=…"))
            }
        }
        return flags.map(\.flag).joined()
    }

    /// `occurredAt` as `occurred-at`.
    private static func hyphenated(_ name: String) -> String {
        name.reduce(into: "") { words, letter in words += letter.isUppercase ? "-\(letter.lowercased())" : "\(letter)" }
    }
}
