// SPDX-License-Identifier: Apache-2.0

import Access
import Automation
import Kernel
import ManagementFacts
import Organisation
import Store

/// What a program said of something that happened, and nobody knows: an updated till does not stop a shop, but one
/// matter for each source and day says that part of what it tells is not read.
///
/// It is asked of the company whose site the command names, by that site's business day; of the first company, by the day
/// in UTC, where it names none that is known.
struct StrayMembers {
    private let strays: Strays

    init(_ strays: Strays) { self.strays = strays }

    func ask(_ tx: Transaction) throws {
        let site = try strays.site.flatMap { try OrganisationReading.site(code: $0.text, tx) }
        guard let company = try site?.company ?? OrganisationReading.companies(tx).first?.id else { return }
        let source = try AccessReading.code(of: tx.actor, tx) ?? tx.actor.description
        let day = site?.time.businessDay(at: tx.now) ?? WallTime(microseconds: tx.now.microseconds).day
        try tx.publish(
            MatterRaised(
                company: company, site: nil, kind: .strayMembers, subject: "\(source)/\(strays.command)/\(day)",
                reason: "\(source) sends \(strays.command) with what nobody knows here: \(names). All else was taken.",
                evidence: [
                    "the last of them had the key of its own in the audit: report audit --command \(strays.command)",
                    "ask who updated \(source), and what these members mean",
                ]))
    }

    private var names: String {
        let names = Set(strays.places.map(\.name)).sorted().joined(separator: ", ")
        return strays.leftOut == 0 ? names : "\(names), and \(strays.leftOut) more"
    }
}

extension Place {
    /// Without the numbers of elements: every line of a receipt has the same.
    fileprivate var name: String {
        Place(parts.filter { if case .member = $0 { true } else { false } }).description
    }
}
