// SPDX-License-Identifier: Apache-2.0

import Store

enum AccessTables {
    static let first = [
        Table(
            "access_actor",
            [.id("actor_id"), .text("code"), .text("name"), .text("kind"), .flag("is_active")],
            key: ["actor_id"], unique: [["code"]]),
        Table(
            "access_grant", [.id("actor_id"), .text("role"), .instant("granted_at")], key: ["actor_id", "role"]),
    ]

    static let second = [
        // The digest of a key, never the key: whoever reads this table can do nothing with it.
        Table(
            "access_api_key",
            [
                .id("key_id"), .id("actor_id"), .text("label"), .text("sha256"), .instant("issued_at"),
                .optional(.instant("revoked_at")),
            ],
            key: ["key_id"], unique: [["sha256"]])
    ]
}
