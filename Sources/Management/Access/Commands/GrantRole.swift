// SPDX-License-Identifier: Apache-2.0

import Kernel
package import Store

/// An actor holds a role from now on.
package struct GrantRole: Command {
    package static let name = "grant-role"
    package static let address = "access/grants"
    package static let permission = "access.write"
    package static let summary = "Grant a role to an actor."

    package let actor: String
    package let role: Role

    package init(actor: String, role: Role) {
        self.actor = actor
        self.role = role
    }

    package struct Answer: Codable, Sendable {}

    package func run(_ tx: Transaction) throws -> Answer {
        guard let actor = try AccessReading.actor(code: actor, tx) else { throw AccessRefusal.noSuchActor(actor) }
        try tx.run(
            """
            insert into access_grant (actor_id, role, granted_at)
            values (\(actor), \(role.rawValue), \(tx.now))
                on conflict (actor_id, role) do nothing
            """)
        tx.forgetRemembered()
        return Answer()
    }
}

/// An actor no longer holds a role.
package struct RevokeRole: Command {
    package static let name = "revoke-role"
    package static let address = "access/revocations"
    package static let permission = "access.write"
    package static let summary = "Take a role from an actor."

    package let actor: String
    package let role: Role

    package init(actor: String, role: Role) {
        self.actor = actor
        self.role = role
    }

    package struct Answer: Codable, Sendable {}

    package func run(_ tx: Transaction) throws -> Answer {
        guard let actor = try AccessReading.actor(code: actor, tx) else { throw AccessRefusal.noSuchActor(actor) }
        let others = try tx.number(
            "select count(*) from access_grant where role = \(Role.owner.rawValue) and actor_id <> \(actor)")
        if role == .owner, others == 0 { throw AccessRefusal.lastOwner }
        try tx.run("delete from access_grant where actor_id = \(actor) and role = \(role.rawValue)")
        tx.forgetRemembered()
        return Answer()
    }
}
