// SPDX-License-Identifier: Apache-2.0

package import Kernel
import ManagementFacts
package import Store

/// An actor holds a role from now on.
package struct GrantRole: Command {
    package let actor: Code<Actor>
    package let role: Role

    package init(actor: Code<Actor>, role: Role) {
        self.actor = actor
        self.role = role
    }

    package static let form = Form(
        "grant-role", at: "access/grants", may: "access.write", .wish, "Grant a role to an actor.",
        Shape<GrantRole>(
            Field("actor", \.actor, "Who gets it."), Field("role", \.role, "What the actor may do."),
            make: GrantRole.init))

    package func run(_ tx: Transaction) throws -> Done {
        let holder = try at(\.actor) { try AccessReading.required(actor: actor, tx) }
        try tx.run(
            """
            insert into access_grant (actor_id, role, granted_at)
            values (\(holder), \(role.rawValue), \(tx.now))
                on conflict (actor_id, role) do nothing
            """)
        try tx.publish(RoleGranted(actor: holder, role: role.rawValue))
        return Done()
    }
}

/// An actor no longer holds a role.
package struct RevokeRole: Command {
    package let actor: Code<Actor>
    package let role: Role

    package init(actor: Code<Actor>, role: Role) {
        self.actor = actor
        self.role = role
    }

    package static let form = Form(
        "revoke-role", at: "access/revocations", may: "access.write", .wish, "Take a role from an actor.",
        Shape<RevokeRole>(
            Field("actor", \.actor, "Who loses it."), Field("role", \.role, "What the actor may do no more."),
            make: RevokeRole.init))

    package func run(_ tx: Transaction) throws -> Done {
        let holder = try at(\.actor) { try AccessReading.required(actor: actor, tx) }
        let others = try tx.number(
            "select count(*) from access_grant where role = \(Role.owner.rawValue) and actor_id <> \(holder)")
        if role == .owner, others == 0 { throw refusal(AccessRefusal.lastOwner, at: \.role) }
        try tx.run("delete from access_grant where actor_id = \(holder) and role = \(role.rawValue)")
        try tx.publish(RoleRevoked(actor: holder, role: role.rawValue))
        return Done()
    }
}
