// SPDX-License-Identifier: Apache-2.0

import Catalogue
import CommerceFacts
import Kernel
import Organisation
import Reports
package import Store

extension ReportDeclaration {
    package static let unitsSold = ReportDeclaration(
        "units-sold", "how many of each product were sold, less what came back", options: [.date, .from, .site]
    ) { question, snapshot in
        let from = question.from ?? question.date
        let sold = try SalesReading.unitsSold(from: from, through: question.date, at: question.site, snapshot)
        let names = try CatalogueReading.names(of: sold.map(\.product), snapshot)
        var report = Report(
            "Units sold from \(from) through \(question.date)\(question.place)",
            [
                .init("product"), .init("name"), .init("units", isNumber: true), .init("currency"),
                .init("net", isNumber: true),
            ])
        report.rows = sold.map { sum in
            [
                .text(names[sum.product]?.code ?? ""), .text(names[sum.product]?.name ?? ""), .quantity(sum.quantity),
                .text(sum.currency.code), .money(sum.net, sum.currency),
            ]
        }
        report.notes = ["What came back is taken off, and so is what was voided. Net of discounts and tax."]
        return report
    }

    package static let tenders = ReportDeclaration(
        "tenders", "what was paid in which way, by site", options: [.date, .from, .site]
    ) { question, snapshot in
        let sites = try OrganisationReading.sitesByKey(snapshot)
        let from = question.from ?? question.date
        var report = Report(
            "Tenders from \(from) through \(question.date)\(question.place)",
            [
                .init("site"), .init("tender"), .init("tenders", isNumber: true), .init("currency"),
                .init("amount", isNumber: true),
            ])
        report.rows = try SalesReading.tenders(from: from, through: question.date, at: question.site, snapshot).map {
            [
                .text(sites[$0.site]?.code ?? ""), .text($0.kind?.rawValue ?? ""), .integer($0.count),
                .text($0.currency.code), .money($0.amount, $0.currency),
            ]
        }
        report.notes = ["What was given back is taken off, and so is what was voided."]
        return report
    }
}
