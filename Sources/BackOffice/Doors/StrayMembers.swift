// SPDX-License-Identifier: Apache-2.0

import Access
import Automation
import Kernel
import ManagementFacts
import Organisation
import Store

/// What a program said of something that happened, and nobody knows: an updated till does not stop a shop, but one
/// matter for each source and day says that part of what it tells is not read.
struct StrayMembers {
    let command: String
    let places: [Place]

    func ask(_ tx: Transaction) throws {
        guard let company = try OrganisationReading.companies(tx).first else { return }
        let source = try AccessReading.code(of: tx.actor, tx) ?? tx.actor.description
        let day = WallTime(microseconds: tx.now.microseconds).day
        let names = Set(places.map(\.name)).sorted().joined(separator: ", ")
        try tx.publish(
            MatterRaised(
                company: company.id, site: nil, kind: .strayMembers, subject: "\(source)/\(command)/\(day)",
                reason: "\(source) sends \(command) with what nobody knows here: \(names). All else was taken.",
                evidence: [
                    "the last of them had the key of its own in the audit: report audit --command \(command)",
                    "ask who updated \(source), and what these members mean",
                ]))
    }
}

extension Place {
    /// Without the numbers of elements: every line of a receipt has the same.
    fileprivate var name: String {
        Place(parts.filter { if case .member = $0 { true } else { false } }).description
    }
}
