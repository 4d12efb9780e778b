// SPDX-License-Identifier: Apache-2.0

import Kernel
import Reports
package import Store

extension ReportDeclaration {
    package static let measures = ReportDeclaration(
        "measures", "the figures by which each area is steered", options: [.date, .company]
    ) { question, snapshot in
        var report = Report(
            "Measures of \(question.date)\(question.place)",
            [
                .init("company"), .init("measure"), .init("what it is"), .init("unit"),
                .init("value", isNumber: true),
            ])
        let sites = try OrganisationReading.sites(snapshot)
        for company in try OrganisationReading.companies(snapshot)
        where question.company == nil || question.company == company.id {
            let books = Books(
                of: company.id, company.currency, sites: Set(sites.filter { $0.company == company.id }.map(\.id)))
            for measure in snapshot.declarations.measures {
                if let system = snapshot.declarations.system(of: measure),
                    try !snapshot.isOn(system, for: company.id)
                {
                    continue
                }
                let value = try measure.value(books, question.date, snapshot)
                report.rows.append([
                    .text(company.code), .text(measure.name), .text(measure.title),
                    .text(measure.unit.sign(in: company.currency)),
                    value.map { measure.unit.cell($0, in: company.currency) } ?? .nothing,
                ])
            }
        }
        return report
    }
}

extension Measure.Unit {
    fileprivate func sign(in currency: Currency) -> String {
        switch self {
        case .minorUnits: currency.code
        case .count: ""
        case .millionths: "%"
        }
    }

    fileprivate func cell(_ value: Int64, in currency: Currency) -> Report.Cell {
        switch self {
        case .minorUnits: .money(value, currency)
        case .count: .integer(value)
        case .millionths: .text(formatDecimal(value, decimals: 4))
        }
    }
}
