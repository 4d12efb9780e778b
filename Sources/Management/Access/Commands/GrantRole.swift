// SPDX-License-Identifier: Apache-2.0

package import Kernel
import ManagementFacts
import Organisation
package import Store

/// An actor holds a role from now on, everywhere or at some sites.
package struct GrantRole: Command {
    package let actor: Code<Actor>
    package let role: Role
    package let sites: [Code<Site>]?

    package init(actor: Code<Actor>, role: Role, sites: [Code<Site>]? = nil) {
        self.actor = actor
        self.role = role
        self.sites = sites
    }

    package static let form = Form(
        "grant-role", at: "access/grants", may: "access.write", .wish, "Grant a role to an actor.",
        Shape<GrantRole>(
            Field("actor", \.actor, "Who gets it."), Field("role", \.role, "What the actor may do."),
            Field(
                "sites", \.sites,
                "Where it holds from now on; everywhere when left out. What is of no site is allowed by a role that holds everywhere alone.",
                in: 1...10_000),
            make: GrantRole.init))

    package func run(_ tx: Transaction) throws -> Done {
        let holder = try at(\.actor) { try AccessReading.required(actor: actor, tx) }
        let places = try sites.map { codes in
            try codes.indices.map { place in
                try at(\.sites, place) { try OrganisationReading.required(site: codes[place], tx) }.id
            }
        }
        if places != nil { try at(\.role) { try OwnerRules.keepOne(besides: holder, losing: role, tx) } }
        try tx.run(
            """
            insert into access_grant (actor_id, role, granted_at)
            values (\(holder), \(role.rawValue), \(tx.now))
                on conflict (actor_id, role) do nothing
            """)
        try tx.run("delete from access_grant_site where actor_id = \(holder) and role = \(role.rawValue)")
        for site in Set(places ?? []).sorted() {
            try tx.run(
                "insert into access_grant_site (actor_id, role, site_id) values (\(holder), \(role.rawValue), \(site))")
        }
        try tx.publish(RoleGranted(actor: holder, role: role.rawValue, sites: places))
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
        try at(\.role) { try OwnerRules.keepOne(besides: holder, losing: role, tx) }
        try tx.run("delete from access_grant_site where actor_id = \(holder) and role = \(role.rawValue)")
        try tx.run("delete from access_grant where actor_id = \(holder) and role = \(role.rawValue)")
        try tx.publish(RoleRevoked(actor: holder, role: role.rawValue))
        return Done()
    }
}

enum OwnerRules {
    /// - Throws: `AccessRefusal.lastOwner` when nobody else may do everything everywhere.
    static func keepOne(besides holder: ID<Actor>, losing role: Role, _ tx: Transaction) throws {
        guard role == .owner else { return }
        let hasOther = try tx.exists(
            """
            select 1
              from access_grant g
             where g.role = \(Role.owner.rawValue) and g.actor_id <> \(holder)
               and not exists (select 1 from access_grant_site s where s.actor_id = g.actor_id and s.role = g.role)
            """)
        if !hasOther { throw AccessRefusal.lastOwner }
    }
}
