// SPDX-License-Identifier: Apache-2.0

import Kernel
import Organisation
import Reports
package import Store

extension ReportDeclaration {
    package static let sales = ReportDeclaration(
        "sales", "receipts and net sales by site and day", options: [.date, .from, .site]
    ) { question, snapshot in
        let sites = try OrganisationReading.sitesByKey(snapshot)
        let from = question.from ?? question.date
        var report = Report(
            "Sales from \(from) through \(question.date)\(question.place)",
            [
                .init("day"), .init("site"), .init("receipts", isNumber: true), .init("currency"),
                .init("net", isNumber: true),
            ])
        var totals: [Currency: (receipts: Int64, net: Int64)] = [:]
        for day in try SalesReading.daily(from: from, through: question.date, snapshot) {
            guard let site = sites[day.site], question.site == nil || question.site == day.site else { continue }
            totals[site.currency, default: (0, 0)].receipts += day.receipts
            totals[site.currency, default: (0, 0)].net += day.net
            report.rows.append([
                .text(day.day.description), .text(site.code), .integer(day.receipts), .text(site.currency.code),
                .money(day.net, site.currency),
            ])
        }
        for (currency, total) in totals.sorted(by: { $0.key.code < $1.key.code }) {
            report.addTotal([
                .text("total"), .nothing, .integer(total.receipts), .text(currency.code), .money(total.net, currency),
            ])
        }
        report.notes = ["Net of discounts and tax, as the followers of the log have counted it."]
        return report
    }
}
