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

    static let third = [
        // Where a grant holds; one without rows here holds everywhere.
        Table(
            "access_grant_site", [.id("actor_id"), .text("role"), .id("site_id")],
            key: ["actor_id", "role", "site_id"])
    ]

    // A cashier's role held refunds and voids until this step. Tills and programs tell of them as before.
    static let tills = Migration.run([
        """
        insert into access_grant (actor_id, role, granted_at)
        select g.actor_id, 'till', g.granted_at
          from access_grant g
          join access_actor a on a.actor_id = g.actor_id
         where g.role = 'cashier' and a.kind in ('till', 'program')
        """
    ])
}
