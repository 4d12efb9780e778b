// SPDX-License-Identifier: Apache-2.0

import Foundation
import Kernel
import Reports
package import Store

extension ReportDeclaration {
    /// A line of the audit holds a request of any length, so that a year of them would not fit into the memory.
    static let auditLimit = 10_000

    package static let audit = ReportDeclaration(
        "audit", "who asked for what, when, and what came of it (--actor, --command, --from)",
        options: [.from, .actor, .command]
    ) { question, snapshot in
        let all = try CommandLog.records(
            from: question.from.map { Instant($0) }, by: question.actor, named: question.command,
            limit: auditLimit + 1, snapshot)
        let records = all.prefix(auditLimit)
        let codes = try AccessReading.actorCodes(snapshot)
        var report = Report(
            "What was asked\(question.from.map { " from \($0)" } ?? "")\(question.place)",
            [
                .init("when"), .init("actor"), .init("command"), .init("key"), .init("request"), .init("answer"),
                .init("first fact"),
            ])
        report.rows = records.map { record in
            [
                .text(record.doneAt.description), .text(codes[record.actor] ?? record.actor.description),
                .text(record.command), .text(record.key),
                record.request.map { .long(String(decoding: $0, as: UTF8.self)) } ?? .nothing,
                .long(String(decoding: record.answer, as: UTF8.self)),
                record.firstFact.map { .text("\($0.sequence) \($0.name)") } ?? .nothing,
            ]
        }
        report.notes = [
            "Times are UTC. A request that is not shown was erased, or its document says it all: report receipt --document NUMBER."
        ]
        if all.count > auditLimit, let last = records.last {
            report.notes.append(
                "These are the first \(auditLimit); more was left out, all from \(last.doneAt) on. Ask with --from, --actor or --command."
            )
        }
        return report
    }
}
