// SPDX-License-Identifier: Apache-2.0

import Store

enum SalesTables {
    static let first = [
        Table(
            "sales_till", [.id("till_id"), .id("site_id"), .integer("number")], key: ["till_id"],
            unique: [["site_id", "number"]]),
        Table(
            "sales_session",
            [
                .id("till_id"), .instant("opened_at"), .id("session_id"), .money("float"),
                .optional(.instant("closed_at")), .optional(.money("expected")), .optional(.money("counted")),
            ],
            key: ["till_id", "opened_at"]),
        Table(
            "sales_receipt",
            [
                .id("receipt_id"), .id("site_id"), .id("till_id"), .integer("number"), .optional(.id("voids")),
                .text("channel"), .day("day"), .instant("occurred_at"), .integer("currency"), .money("list"),
                .money("discount"), .money("tax"), .money("rounding"), .money("suspense"), .integer("fingerprint"),
            ],
            key: ["receipt_id"], unique: [["till_id", "number"]]),
        Table(
            "sales_line",
            [
                .id("receipt_id"), .integer("line"), .optional(.id("product_id")), .id("department_id"),
                .quantity("quantity"), .money("list"), .money("discount"), .money("tax"),
                .optional(.id("returned_receipt_id")), .optional(.integer("returned_line")),
                .quantity("returned_before"),
                .optional(.text("disposition")), .optional(.text("kind")), .flag("is_stocked"),
                .optional(.text("reference")),
            ],
            key: ["receipt_id", "line"]),
        Table(
            "sales_discount",
            [.id("receipt_id"), .integer("line"), .text("kind"), .money("amount")],
            key: ["receipt_id", "line", "kind"]),
        Table(
            "sales_tax", [.id("receipt_id"), .id("jurisdiction_id"), .money("base"), .money("amount")],
            key: ["receipt_id", "jurisdiction_id"]),
        Table(
            "sales_tender",
            [
                .id("receipt_id"), .integer("line"), .text("kind"), .money("amount"), .optional(.text("reference")),
            ],
            key: ["receipt_id", "line"]),
        Table(
            "sales_returned",
            [
                .id("receipt_id"), .integer("line"), .quantity("quantity"), .money("list"), .money("discount"),
                .money("tax"),
            ],
            key: ["receipt_id", "line"]),
        Table(
            "sales_voucher",
            [.text("kind"), .text("reference"), .id("site_id"), .integer("currency"), .money("balance")],
            key: ["kind", "reference", "site_id", "currency"]),
        Table(
            "sales_drawer",
            [
                .id("site_id"), .id("till_id"), .id("session_id"), .integer("currency"), .money("cash"),
                .integer("receipts"),
            ],
            key: ["site_id", "till_id", "session_id", "currency"]),
        Table(
            "sales_tax_total",
            [
                .id("jurisdiction_id"), .id("site_id"), .day("day"), .integer("currency"), .money("base"),
                .money("amount"),
            ],
            key: ["jurisdiction_id", "site_id", "day", "currency"]),
        Table(
            "sales_tender_total",
            [
                .integer("kind"), .id("site_id"), .day("day"), .integer("currency"), .money("amount"),
                .integer("receipts"),
            ],
            key: ["kind", "site_id", "day", "currency"]),
        Table(
            "sales_hour",
            [
                .id("site_id"), .day("day"), .integer("hour"), .integer("currency"), .money("net"),
                .integer("receipts"),
            ],
            key: ["site_id", "day", "hour", "currency"]),
    ]

    static let second = [
        // A till of a site that we do not know, named as it names itself.
        Table(
            "sales_stray_till", [.text("site_code"), .integer("number"), .id("till_id")],
            key: ["site_code", "number"]),
        // Which jurisdiction taxed which line, kept only for receipts that several tax. `given` is what came back.
        Table(
            "sales_line_tax",
            [
                .id("receipt_id"), .integer("line"), .id("jurisdiction_id"), .money("base"), .money("amount"),
                .money("given"),
            ],
            key: ["receipt_id", "line", "jurisdiction_id"]),
    ]

    static let third = [
        // A void that came before its receipt, until that comes.
        Table(
            "sales_early_void",
            [.id("till_id"), .integer("number"), .instant("occurred_at"), .text("reason")],
            key: ["till_id", "number"])
    ]

    static let fourth = [
        // A session that was left open, and that a person was asked about, until it is closed.
        Table("sales_asked_session", [.id("till_id"), .instant("opened_at")], key: ["till_id", "opened_at"])
    ]

    // The number of the certificate by which no tax was charged.
    static let exemption = Migration.add([.optional(.text("exemption"))], to: "sales_receipt")

    static let foreignTenders = Migration.add(
        [
            .optional(.integer("foreign_currency")), .optional(.money("foreign_amount")),
            .optional(.integer("foreign_rate")),
        ], to: "sales_tender")

    static let seventh = [
        // Cash of other countries that lies at a site, in their minor units and in the site's.
        Table(
            "sales_foreign_cash",
            [
                .id("site_id"), .integer("foreign_currency"), .integer("currency"), .money("foreign_amount"),
                .money("amount"),
            ],
            key: ["site_id", "foreign_currency", "currency"])
    ]

    // Under which class and at which rate each line was taxed, by the only jurisdiction or by each. Rows from before
    // have class and rate zero.
    static let lineBracket = Migration.add(brackets.map { .optional($0) }, to: "sales_line")
    static let lineTaxBracket = Migration.add(brackets.map { .optional($0) }, to: "sales_line_tax")

    static let receiptTax = Migration.replace(
        "sales_tax",
        by: Table(
            "sales_receipt_tax",
            [.id("receipt_id"), .id("jurisdiction_id")] + brackets + [.money("base"), .money("amount")],
            key: ["receipt_id", "jurisdiction_id", "tax_class", "tax_rate"]),
        filling: """
            insert into sales_receipt_tax (receipt_id, jurisdiction_id, tax_class, tax_rate, base, amount)
            select receipt_id, jurisdiction_id, 0, 0, base, amount from sales_tax
            """)

    static let taxDay = Migration.replace(
        "sales_tax_total",
        by: Table(
            "sales_tax_day",
            [.id("jurisdiction_id")] + brackets + [
                .id("site_id"), .day("day"), .integer("currency"), .money("base"), .money("amount"),
            ],
            key: ["jurisdiction_id", "tax_class", "tax_rate", "site_id", "day", "currency"]),
        filling: """
            insert into sales_tax_day (jurisdiction_id, tax_class, tax_rate, site_id, day, currency, base, amount)
            select jurisdiction_id, 0, 0, site_id, day, currency, base, amount from sales_tax_total
            """)

    // The receipt's number as it is printed, where that is a text; `number` is made of it.
    static let printedNumber = Migration.add([.optional(.text("printed"))], to: "sales_receipt")

    private static let brackets: [Table.Column] = [.id("tax_class"), .integer("tax_rate")]
}
