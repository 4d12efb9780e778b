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
}
