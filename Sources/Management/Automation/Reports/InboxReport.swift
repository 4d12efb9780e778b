// SPDX-License-Identifier: Apache-2.0

import Kernel
import Organisation
import Reports
package import Store

extension ReportDeclaration {
    package static let inbox = ReportDeclaration(
        "inbox", "what needs a person"
    ) { _, snapshot in
        let matters = try AutomationReading.inbox(snapshot)
        let companies = Dictionary(
            uniqueKeysWithValues: try OrganisationReading.companies(snapshot).map { ($0.id, $0) })
        var report = Report(
            matters.isEmpty
                ? "Nothing needs you" : matters.count == 1 ? "1 matter needs you" : "\(matters.count) matters need you",
            [.init("number"), .init("subject"), .init("reason"), .init("suspense", isNumber: true)])
        report.rows = matters.map { matter in
            [
                .text(matter.id.description), .text(matter.subject), .text(matter.reason),
                matter.suspense == 0
                    ? .nothing : .money(matter.suspense, companies[matter.company]?.currency ?? .usd),
            ]
        }
        if !matters.isEmpty {
            report.notes = [
                "Settle one with: nightshift do settle-attention '{\"attention\":\"NUMBER\",\"decision\":\"...\",\"day\":\"YYYY-MM-DD\"}'"
            ]
        }
        return report
    }
}
