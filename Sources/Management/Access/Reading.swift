// SPDX-License-Identifier: Apache-2.0

package import Kernel
import Organisation
package import Store

/// What other systems may ask of Access.
package enum AccessReading {
    /// Whether an active actor holds a role with the permission, as its system declares it, at a site, or everywhere where
    /// none is named. One that no system declares is held by those roles alone that hold every one.
    package static func allows(
        _ actor: ID<Actor>, _ permission: String, at place: Code<Site>?, _ snapshot: Snapshot
    ) throws -> Bool {
        let site = try place.flatMap { try OrganisationReading.site(code: $0.text, snapshot)?.id } ?? ID(0)
        let roles: [Role] = try snapshot.values(
            """
            select g.role
              from access_grant g
              join access_actor a on a.actor_id = g.actor_id
             where g.actor_id = \(actor) and a.is_active
               and (not exists (select 1 from access_grant_site s where s.actor_id = g.actor_id and s.role = g.role)
                    or exists (select 1 from access_grant_site s
                                where s.actor_id = g.actor_id and s.role = g.role and s.site_id = \(site)))
             order by g.role
            """)
        let holders = snapshot.declarations.permission(named: permission)?.roles ?? []
        return roles.contains { $0.holdsAll || holders.contains($0) }
    }

    /// The actor of a code, or nil when there is none.
    package static func actor(code: String, _ snapshot: Snapshot) throws -> ID<Actor>? {
        try snapshot.value("select actor_id from access_actor where code = \(code)")
    }

    package static func actorCodes(_ snapshot: Snapshot) throws -> [ID<Actor>: String] {
        try snapshot.values("code", by: "actor_id", "from access_actor")
    }

    /// What an actor is called; nil when there is none.
    package static func code(of actor: ID<Actor>, _ snapshot: Snapshot) throws -> String? {
        try snapshot.value("select code from access_actor where actor_id = \(actor)")
    }

    /// - Throws: `AccessRefusal.noSuchActor`.
    package static func required(actor code: Code<Actor>, _ snapshot: Snapshot) throws -> ID<Actor> {
        guard let actor = try actor(code: code.text, snapshot) else { throw AccessRefusal.noSuchActor(code.text) }
        return actor
    }

    /// The active actor that a key stands for; nil when there is no such key, or it was revoked.
    ///
    /// - Parameter sha256: the digest of the key, in lower-case hexadecimal digits.
    package static func actor(apiKey sha256: String, _ snapshot: Snapshot) throws -> ID<Actor>? {
        try snapshot.value(
            """
            select k.actor_id
              from access_api_key k
              join access_actor a on a.actor_id = k.actor_id
             where k.sha256 = \(sha256) and k.revoked_at is null and a.is_active
            """)
    }
}

/// The first two actors of a new store: without an owner nobody could register anybody.
package enum FirstActors {
    package static let owner = ID<Actor>(1)
    package static let nightshift = ID<Actor>(2)

    /// Makes them when they are missing.
    package static func settle(_ tx: Transaction) throws {
        try settle(owner, code: "owner", kind: .person, role: .owner, tx)
        try settle(nightshift, code: "nightshift", kind: .program, role: .automation, tx)
        tx.forgetRemembered()
    }

    private static func settle(
        _ actor: ID<Actor>, code: String, kind: ActorKind, role: Role, _ tx: Transaction
    ) throws {
        try tx.run(
            """
            insert into access_actor (actor_id, code, name, kind, is_active)
            values (\(actor), \(code), \(code), \(kind.rawValue), \(true))
                on conflict (actor_id) do nothing
            """)
        try tx.run(
            """
            insert into access_grant (actor_id, role, granted_at)
            values (\(actor), \(role.rawValue), \(tx.now))
                on conflict (actor_id, role) do nothing
            """)
    }
}
