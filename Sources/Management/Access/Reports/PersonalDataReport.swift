// SPDX-License-Identifier: Apache-2.0

import Reports
package import Store

extension ReportDeclaration {
    /// The record of what is kept of persons (Regulation (EU) 2016/679, article 30).
    package static let personalData = ReportDeclaration(
        "personal-data", "which columns may speak of a person"
    ) { _, snapshot in
        var report = Report(
            "What may speak of a person",
            [.init("table"), .init("column"), .init("rows", isNumber: true), .init("what stands there")])
        report.rows = try snapshot.declarations.personal.map { personal in
            let rows = try snapshot.number(
                SQL(assembled: "select count(*) from \(personal.table) where \(personal.column) is not null"))
            return [.text(personal.table), .text(personal.column), .integer(rows), .text(personal.meaning)]
        }
        return report
    }
}
