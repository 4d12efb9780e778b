// SPDX-License-Identifier: Apache-2.0

import Store

enum OrganisationTables {
    static let first = [
        Table(
            "organisation_company",
            [
                .id("company_id"), .text("code"), .text("name"), .integer("currency"), .text("calendar"),
                .integer("fiscal_year_month"),
            ],
            key: ["company_id"], unique: [["code"]]),
        Table(
            "organisation_site",
            [
                .id("site_id"), .id("company_id"), .text("code"), .text("name"), .text("kind"), .text("zone"),
                .integer("day_starts_at_minute"), .text("price_zone"), .text("address"),
            ],
            key: ["site_id"], unique: [["code"]]),
        Table(
            "organisation_policy", [.id("company_id"), .text("policy"), .integer("value")],
            key: ["company_id", "policy"]),
    ]
}
