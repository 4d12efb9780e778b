// SPDX-License-Identifier: Apache-2.0

import Catalogue
import Kernel
import Organisation
import Reports
package import Store

extension ReportDeclaration {
    package static let prices = ReportDeclaration(
        "prices", "what each product costs on a day, everywhere and at places with prices of their own",
        options: [.date]
    ) { question, snapshot in
        let sites = try OrganisationReading.sites(snapshot)
        let usual = try OrganisationReading.companies(snapshot).first?.currency ?? .usd
        let currencies = Dictionary(sites.map { ($0.code, $0.currency) }, uniquingKeysWith: { first, _ in first })
        var report = Report(
            "Prices on \(question.date)",
            [
                .init("product"), .init("name"), .init("place"), .init("from"), .init("through"), .init("currency"),
                .init("price", isNumber: true),
            ])
        report.rows = try CatalogueReading.prices(on: question.date, snapshot).map { price in
            let currency = currencies[price.place] ?? usual
            return [
                .text(price.product), .text(price.name), .text(price.place.isEmpty ? "everywhere" : price.place),
                .text(price.validFrom.description), price.validThrough.map { .text($0.description) } ?? .nothing,
                .text(currency.code), .unitPrice(price.price, currency),
            ]
        }
        report.notes = ["A site's own price goes before its zone's, and that before the one for everywhere."]
        return report
    }
}
