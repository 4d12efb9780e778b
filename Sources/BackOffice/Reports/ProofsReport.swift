// SPDX-License-Identifier: Apache-2.0

import Automation
import Reports
package import Store

extension ReportDeclaration {
    package static let proofs = ReportDeclaration(
        "proofs", "what must be so if the books are right"
    ) { _, snapshot in
        let proofs = try Proofs.all(snapshot)
        var report = Report(
            proofs.allSatisfy(\.holds) ? "All \(proofs.count) proofs hold" : "Not all proofs hold",
            [.init("proof"), .init("figure", isNumber: true), .init("holds"), .init("first difference")])
        report.rows = proofs.map { proof in
            [.text(proof.name), .text(proof.figure), .text(proof.holds ? "yes" : "NO"), .text(proof.difference)]
        }
        return report
    }
}
