// SPDX-License-Identifier: Apache-2.0

import Foundation
import Kernel
import Reports
package import Store

extension ReportDeclaration {
    package static let sites = ReportDeclaration(
        "sites", "every site with its time zone, price zone and address"
    ) { _, snapshot in
        let companies = try OrganisationReading.companies(snapshot)
        var report = Report(
            "Sites",
            [
                .init("site"), .init("name"), .init("company"), .init("kind"), .init("time zone"),
                .init("day starts at minute", isNumber: true), .init("price zone"), .init("address"),
            ])
        report.rows = try OrganisationReading.sites(snapshot).map { site in
            [
                .text(site.code), .text(site.name),
                .text(companies.first { $0.id == site.company }?.code ?? "?"), .text(site.kind.rawValue),
                .text(site.time.zone.identifier), .integer(Int64(site.time.dayStartsAtMinute)),
                .text(site.priceZone), .text(site.address),
            ]
        }
        return report
    }
}
