// SPDX-License-Identifier: Apache-2.0

import Store

enum WarehouseTables {
    static let first = [
        Table("warehouse_method", [.id("company_id"), .text("method")], key: ["company_id"]),
        Table(
            "warehouse_stock",
            [
                .id("site_id"), .id("product_id"), .id("department_id"), .quantity("quantity"), .money("value"),
                .integer("unit_cost"), .id("last_document_id"), .integer("last_line"), .instant("last_moved_at"),
                .optional(.instant("counted_at")),
            ],
            key: ["site_id", "product_id"]),
        Table(
            "warehouse_move",
            [
                .id("document_id"), .integer("line"), .id("site_id"), .id("product_id"), .text("reason"), .day("day"),
                .instant("occurred_at"), .quantity("quantity"), .money("value"), .quantity("quantity_after"),
                .money("value_after"), .id("previous_document_id"), .integer("previous_line"),
            ],
            key: ["document_id", "line"]),
        Table(
            "warehouse_layer",
            [
                .id("site_id"), .id("product_id"), .id("document_id"), .integer("line"), .quantity("quantity"),
                .money("value"),
            ],
            key: ["site_id", "product_id", "document_id", "line"]),
        Table(
            "warehouse_receipt",
            [
                .id("document_id"), .id("company_id"), .id("site_id"), .optional(.id("supplier_id")), .text("origin"),
                .day("day"), .integer("currency"), .money("value"),
            ],
            key: ["document_id"]),
        Table(
            "warehouse_transfer",
            [
                .id("document_id"), .id("company_id"), .id("site_id"), .id("destination_id"), .day("day"),
                .optional(.id("received_document_id")),
            ],
            key: ["document_id"]),
        Table(
            "warehouse_transfer_line",
            [
                .id("document_id"), .integer("line"), .id("product_id"), .id("department_id"), .quantity("quantity"),
                .money("value"), .quantity("received_quantity"), .money("received_value"), .money("lost_value"),
            ],
            key: ["document_id", "line"]),
        Table(
            "warehouse_cost_correction",
            [.id("receipt_id"), .integer("receipt_line"), .id("document_id"), .money("amount")],
            key: ["receipt_id", "receipt_line", "document_id"]),
    ]

    /// From where on the moves of a business day stand: no earlier document has moved stock on that day.
    static let second = [Table("warehouse_day", [.day("day"), .id("first_document_id")], key: ["day"])]

    static let third = [
        // What came back of what was sold: the part of the sale's cost that it takes, and keeps taking when that changes.
        Table(
            "warehouse_return",
            [
                .id("document_id"), .integer("line"), .id("sold_document_id"), .integer("sold_line"),
                .id("sold_site_id"), .id("product_id"), .id("department_id"), .id("site_id"), .instant("occurred_at"),
                .quantity("quantity"), .money("value"), .flag("is_damaged"), .flag("is_undone"),
            ],
            key: ["document_id", "line"], indexes: [["sold_site_id", "product_id"]]),
        // The last document by which goods that had left before turned out to have cost otherwise.
        Table(
            "warehouse_settlement", [.id("site_id"), .id("product_id"), .id("document_id")],
            key: ["site_id", "product_id"]),
    ]

    static let daysOfMoves: [SQL] = [
        """
        insert into warehouse_day (day, first_document_id)
        select day, min(document_id) from warehouse_move group by day
        """
    ]
}
