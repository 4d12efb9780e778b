// SPDX-License-Identifier: Apache-2.0

import Automation
import Kernel
import ManagementFacts
import Organisation
import Store

extension NightStep {
    /// The step that is of no one system: it runs the proofs of all of them.
    static let proveTheBooks = NightStep("prove-the-books", "Prove the books") { night in
        let day = night.day
        let proofs = try await night.read { try Proofs.all($0) }
        try await night.write { try NightStore.keep(proofs, of: day, $0) }
        guard let broken = proofs.first(where: { !$0.holds }) else { return .alone("all \(proofs.count) proofs hold") }
        let companies = try await night.read { try OrganisationReading.companies($0).map(\.id) }
        for company in companies {
            // What belongs to no company is told to the first.
            let failing = proofs.filter { !$0.holds && ($0.company ?? companies.first) == company }
            guard let first = failing.first else { continue }
            try await night.tell(
                MatterRaised(
                    company: company, site: nil, kind: .proofFails, subject: first.name,
                    reason: "The proof “\(first.name)” fails: \(first.difference).",
                    numbers: [.count("proofs that fail", failing.count)],
                    evidence: failing.map { "\($0.name): \($0.difference)" }))
        }
        return .failed("\(broken.name): \(broken.difference)")
    }
}
