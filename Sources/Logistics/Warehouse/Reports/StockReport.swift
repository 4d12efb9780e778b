// SPDX-License-Identifier: Apache-2.0

import Catalogue
import Kernel
import Organisation
import Reports
package import Store

extension ReportDeclaration {
    package static let stock = ReportDeclaration(
        "stock", "quantity and value by site and product at the end of a day", options: [.date, .site, .department]
    ) { question, snapshot in
        let sites = try OrganisationReading.sitesByKey(snapshot)
        var report = Report(
            "Stock on \(question.date)\(question.place)",
            [
                .init("site"), .init("product"), .init("name"), .init("quantity", isNumber: true),
                .init("currency"), .init("value", isNumber: true),
            ])
        var totals: [Currency: Int64] = [:]
        let lines = try WarehouseReading.stock(at: question.site, on: question.date, snapshot)
        let products = try CatalogueReading.names(of: lines.map(\.product), snapshot)
        for line in lines {
            guard let place = sites[line.site] else { continue }
            let product = products[line.product]
            if let department = question.department, product?.department != department { continue }
            totals[place.currency, default: 0] += line.value
            report.rows.append([
                .text(place.code), .text(product?.code ?? "?"), .text(product?.name ?? "?"),
                .quantity(line.quantity), .text(place.currency.code), .money(line.value, place.currency),
            ])
        }
        for (currency, total) in totals.sorted(by: { $0.key.code < $1.key.code }) {
            report.addTotal([
                .text("total"), .nothing, .nothing, .nothing, .text(currency.code), .money(total, currency),
            ])
        }
        return report
    }
}
