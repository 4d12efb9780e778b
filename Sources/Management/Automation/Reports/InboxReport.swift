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
        let currencies = Dictionary(
            uniqueKeysWithValues: try OrganisationReading.companies(snapshot).map { ($0.id, $0.currency) })
        var report = Report(
            matters.isEmpty
                ? "Nothing needs you" : matters.count == 1 ? "1 matter needs you" : "\(matters.count) matters need you",
            [
                .init("number"), .init("matter"), .init("subject"), .init("reason"), .init("numbers"),
                .init("suspense", isNumber: true),
            ])
        report.rows = matters.map { matter in
            let currency = currencies[matter.company] ?? .usd
            return [
                .text(matter.id.description), .text(matter.title), .text(matter.subject), .text(matter.reason),
                .text(matter.numbers.map { $0.text(in: currency) }.joined(separator: ", ")),
                matter.suspense == 0 ? .nothing : .money(matter.suspense, currency),
            ]
        }
        report.notes = matters.flatMap(notes) + together(matters)
        return report
    }

    /// How those of a kind that stands there more than once are settled at once.
    private static func together(_ matters: [MatterRecord]) -> [String] {
        let alike = Dictionary(grouping: matters, by: \.kind).filter { $0.value.count > 1 }
        return alike.sorted { $0.key < $1.key }.map { kind, matters in
            let account = matters.contains { $0.suspense != 0 } ? " --account …" : ""
            return
                "All \(matters.count) at once, \(matters[0].title): nightshift do \(SettleMatters.name) --kind \(kind) "
                + "--decision 'seen and accepted'\(account)"
        }
    }

    /// How a matter is settled, and what happens when it is not.
    private static func notes(on matter: MatterRecord) -> [String] {
        let deadline = matter.deadline.map { " (due \($0))" } ?? ""
        return ["\(matter.id) \(matter.title)\(deadline)"]
            + matter.ways.map { "  \($0.label): \($0.commandLine)" }
            + (matter.unanswered.isEmpty ? [] : ["  If nobody answers: \(matter.unanswered)"])
    }
}
