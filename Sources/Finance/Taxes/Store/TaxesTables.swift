// SPDX-License-Identifier: Apache-2.0

import Store

enum TaxesTables {
    static let first = [
        Table(
            "taxes_jurisdiction",
            [.id("jurisdiction_id"), .text("code"), .text("name"), .text("kind"), .text("rounding")],
            key: ["jurisdiction_id"], unique: [["code"]]),
        Table(
            "taxes_rate",
            [.id("jurisdiction_id"), .text("tax_class"), .day("valid_from"), .integer("rate_millionths")],
            key: ["jurisdiction_id", "tax_class", "valid_from"]),
        Table(
            "taxes_site", [.id("site_id"), .id("jurisdiction_id")], key: ["site_id", "jurisdiction_id"]),
    ]
    // Where half of the smallest coin goes; nowhere said, it is tax.

    static let taxClass = Table(
        "taxes_class", [.id("class_id"), .text("name")], key: ["class_id"], unique: [["name"]])

    /// The classes that were named before they had keys.
    static let classes = Migration.run([
        """
        insert into taxes_class (class_id, name)
        select row_number() over (order by tax_class), tax_class
          from (select distinct tax_class from taxes_rate) named
        """
    ])

    static let second = Migration.add([.optional(.text("ties"))], to: "taxes_jurisdiction")
}
