// SPDX-License-Identifier: Apache-2.0

import CommerceFacts
import Kernel
import Reports
package import Store

extension ReportDeclaration {
    package static let products = ReportDeclaration(
        "products", "what is sold, with departments, tax classes and bar codes", options: [.department]
    ) { question, snapshot in
        var report = Report(
            "Products\(question.place)",
            [
                .init("product"), .init("name"), .init("department"), .init("kind"), .init("unit"),
                .init("tax class"), .init("stocked"), .init("bar codes"),
            ])
        let codes = try BarCodeStore.all(snapshot)
        report.rows = try CatalogueReading.listed(in: question.department, snapshot).map { product in
            [
                .text(product.code), .text(product.name), .text(product.department), .text(product.kind.rawValue),
                .text(product.unit.rawValue), .text(product.taxClass), .text(product.isStocked ? "yes" : "no"),
                .text((codes[product.id] ?? []).joined(separator: " ")),
            ]
        }
        report.notes = ["A bar code with x12 behind it stands for twelve, as in a file of products."]
        return report
    }
}
