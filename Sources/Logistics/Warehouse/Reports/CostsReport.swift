// SPDX-License-Identifier: Apache-2.0

import Catalogue
import Kernel
import Organisation
import Reports
package import Store

extension ReportDeclaration {
    package static let costs = ReportDeclaration(
        "costs", "what each supplier charges for each product, and from when on"
    ) { _, snapshot in
        let currency = try OrganisationReading.companies(snapshot).first?.currency ?? .usd
        var report = Report(
            "What suppliers charge",
            [
                .init("product"), .init("name"), .init("supplier"), .init("valid from"), .init("currency"),
                .init("cost", isNumber: true),
            ])
        report.rows = try CatalogueReading.costs(snapshot).map { cost in
            [
                .text(cost.product), .text(cost.name), .text(cost.supplier), .text(cost.validFrom.description),
                .text(currency.code), .unitPrice(cost.cost, currency),
            ]
        }
        return report
    }
}
