// SPDX-License-Identifier: Apache-2.0

import Kernel
import Organisation
import Reports
package import Store

extension ReportDeclaration {
    /// Every entry line with the document it stands for: `report receipt --document` shows that one.
    package static let journal = ReportDeclaration(
        "journal", "the entries between two days, with the document each stands for",
        options: ReportOption.dimensions.union([.date, .from, .account])
    ) { question, snapshot in
        let accounts = Dictionary(
            uniqueKeysWithValues: try AccountingReading.accounts(snapshot).map { ($0.id, $0) })
        let sites = Dictionary(
            uniqueKeysWithValues: try OrganisationReading.sites(snapshot).map { ($0.id, $0.code) })
        let scope = AccountingReading.Scope(question)
        if let number = question.account, !accounts.values.contains(where: { $0.number == number }) {
            throw ReportRefusal.noSuchAccount(number)
        }
        var report = Report(
            "Journal from \(question.from ?? question.date) through \(question.date)\(question.place)",
            [
                .init("day"), .init("entry"), .init("kind"), .init("document"), .init("account"), .init("site"),
                .init("currency"), .init("amount", isNumber: true), .init("reason"),
            ])
        try AccountingReading.eachEntry(from: question.from ?? question.date, through: question.date, snapshot) {
            entry in
            for line in entry.lines {
                guard let account = accounts[line.account],
                    question.account == nil || question.account == account.number,
                    scope.holds(line, of: entry.company)
                else { continue }
                report.rows.append([
                    .text(entry.day.description), .text(entry.id.description), .text(entry.kind),
                    .text(String(entry.document)), .text("\(account.number) \(account.name)"),
                    .text(sites[line.site] ?? ""), .text(entry.currency.code), .money(line.amount, entry.currency),
                    entry.reason.map { .long($0) } ?? .nothing,
                ])
            }
        }
        return report
    }
}
