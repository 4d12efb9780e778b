// SPDX-License-Identifier: Apache-2.0

import Kernel
import Organisation
import Reports
package import Store
import Taxes

extension ReportDeclaration {
    /// What a tax return asks for.
    package static let taxes = ReportDeclaration(
        "taxes", "what was taxed and charged by jurisdiction, class and rate, for a tax return",
        options: [.date, .from, .site]
    ) { question, snapshot in
        let from = question.from ?? question.date.firstOfMonth
        let codes = try TaxesReading.jurisdictionCodes(snapshot)
        let classes = try TaxesReading.classNames(snapshot)
        var report = Report(
            "Tax on sales from \(from) through \(question.date)\(question.place)",
            [
                .init("jurisdiction"), .init("class"), .init("rate", isNumber: true), .init("currency"),
                .init("taxed", isNumber: true), .init("tax", isNumber: true),
            ])
        let sums = try SalesReading.taxed(from: from, through: question.date, at: question.site, snapshot)
        for sum in sums {
            report.rows.append([
                .text(codes[sum.jurisdiction] ?? "nobody's"), .text(classes[sum.taxClass] ?? "of no class"),
                .text(percent(sum.rate)), .text(sum.currency.code), .money(sum.base, sum.currency),
                .money(sum.amount, sum.currency),
            ])
        }
        for (jurisdiction, currency) in places(of: sums) {
            let own = sums.filter { $0.jurisdiction == jurisdiction && $0.currency == currency }
            report.addTotal([
                .text("total \(codes[jurisdiction] ?? "nobody's")"), .nothing, .nothing, .text(currency.code),
                .money(own.reduce(0) { $0 + $1.base }, currency), .money(own.reduce(0) { $0 + $1.amount }, currency),
            ])
        }
        report.notes = [
            "What came back is taken off the day on which it came back. The sums are those of the receipts, so that the tax "
                + "is what the tax accounts say.",
            "A rate of 0 % is for what the jurisdiction taxes at nothing, and for what a certificate freed of tax. What no "
                + "jurisdiction has a rate for is not listed.",
        ]
        return report
    }

    private static func places(of sums: [SalesReading.TaxedSum]) -> [(ID<Jurisdiction>, Currency)] {
        sums.reduce(into: []) { places, sum in
            if places.last.map({ $0 == (sum.jurisdiction, sum.currency) }) != true {
                places.append((sum.jurisdiction, sum.currency))
            }
        }
    }

    /// `8.25 %`, from millionths.
    private static func percent(_ rate: Int64) -> String {
        var text = formatDecimal(rate, decimals: 4)
        while text.hasSuffix("0") { text.removeLast() }
        if text.hasSuffix(".") { text.removeLast() }
        return "\(text) %"
    }
}
