// SPDX-License-Identifier: Apache-2.0

import Kernel
import Organisation
import Reports
package import Store

extension ReportDeclaration {
    package static let vouchers = ReportDeclaration(
        "vouchers", "gift cards, store credits and deposits that hold money, or less than none"
    ) { _, snapshot in
        let vouchers = try SalesReading.vouchers(snapshot)
        var report = Report(
            vouchers.isEmpty ? "No voucher holds anything" : "Vouchers that hold money, or were spent below zero",
            [.init("kind"), .init("number"), .init("currency"), .init("balance", isNumber: true)])
        report.rows = vouchers.map { held in
            [
                .text(VoucherKind(rawValue: held.kind)?.words ?? held.kind),
                held.number.isEmpty ? .text("without a number") : .text(held.number), .text(held.currency.code),
                .money(held.balance, held.currency),
            ]
        }
        var totals: [Currency: Int64] = [:]
        for held in vouchers { totals[held.currency, default: 0] += held.balance }
        for (currency, total) in totals.sorted(by: { $0.key.code < $1.key.code }) {
            report.addTotal([.text("total"), .nothing, .text(currency.code), .money(total, currency)])
        }
        report.notes = ["What was spent below zero stands first."]
        return report
    }
}
