// SPDX-License-Identifier: Apache-2.0

import Store

enum CatalogueTables {
    static let first = [
        Table(
            "catalogue_department", [.id("department_id"), .text("code"), .text("name")], key: ["department_id"],
            unique: [["code"]]),
        Table(
            "catalogue_supplier", [.id("supplier_id"), .text("code"), .text("name")], key: ["supplier_id"],
            unique: [["code"]]),
        Table(
            "catalogue_product",
            [
                .id("product_id"), .text("code"), .text("name"), .id("department_id"), .text("kind"),
                .flag("is_stocked"), .text("unit"), .text("tax_class"),
            ],
            key: ["product_id"], unique: [["code"]]),
        Table(
            "catalogue_gtin", [.integer("gtin"), .id("product_id"), .integer("units")], key: ["gtin"],
            indexes: [["product_id"]]),
        Table(
            "catalogue_cost",
            [.id("product_id"), .id("supplier_id"), .day("valid_from"), .money("cost")],
            key: ["product_id", "supplier_id", "valid_from"]),
        Table(
            "catalogue_price",
            [
                .id("product_id"), .text("place"), .day("valid_from"), .optional(.day("valid_through")),
                .money("price"),
            ],
            key: ["product_id", "place", "valid_from"]),
    ]

    // Where a price or a cost is finer than the smallest coin, in its ten-thousandths; where a pack stands for no whole
    // number of units, their thousandths.
    static let exactPrice = Migration.add([.optional(.integer("exact"))], to: "catalogue_price")
    static let exactCost = Migration.add([.optional(.integer("exact"))], to: "catalogue_cost")
    static let exactUnits = Migration.add([.optional(.quantity("exact"))], to: "catalogue_gtin")

    // Bar codes that the house gave itself, as scanners read them.
    static let houseCode = Table(
        "catalogue_house_code",
        [.text("code"), .id("product_id"), .integer("units"), .optional(.quantity("exact"))], key: ["code"],
        indexes: [["product_id"]])
}
