// SPDX-License-Identifier: Apache-2.0

import Kernel
import Reports
package import Store

extension ReportDeclaration {
    package static let night = ReportDeclaration(
        "night", "what the night did, step by step", options: [.date]
    ) { question, snapshot in
        guard let night = try AutomationReading.night(of: question.date, snapshot) else {
            throw ReportRefusal.noSuchNight(question.date)
        }
        var report = Report(
            "The night of \(night.day) ran \(night.alone) of \(night.steps.count) steps alone",
            [.init("step"), .init("state"), .init("milliseconds", isNumber: true), .init("result")])
        report.rows = night.steps.map { step in
            let took = step.finishedAt.map { ($0.microseconds - step.startedAt.microseconds) / 1_000 }
            return [
                .text(step.title), .text(step.state.rawValue), took.map(Report.Cell.integer) ?? .nothing,
                .text(step.result),
            ]
        }
        for proof in try AutomationReading.proofs(of: night.day, snapshot) {
            report.notes.append(
                "\(proof.holds ? "holds" : "FAILS")  \(proof.name): \(proof.figure) \(proof.difference)")
        }
        let share = try AutomationReading.share(snapshot)
        report.notes.append("Of all nights, \(share.alone) of \(share.all) steps ran alone.")
        return report
    }
}
