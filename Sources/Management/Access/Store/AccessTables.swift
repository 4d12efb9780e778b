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
}
