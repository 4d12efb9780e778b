// SPDX-License-Identifier: Apache-2.0

package import Store

/// Actors, roles, permissions.
package enum AccessSystem {
    package static let system = System(
        "Access", isIndispensable: true,
        migrations: [
            .create(AccessTables.first), .create(AccessTables.second), .create(AccessTables.third), AccessTables.tills,
        ],
        commands: [
            .of(RegisterActor.self), .of(GrantRole.self), .of(RevokeRole.self), .of(IssueAPIKey.self),
            .of(RevokeAPIKey.self), .of(EraseRequest.self),
        ],
        permissions: [
            Permission("access.write", "Register actors, and give and take their roles and keys."),
            Permission("access.erase", "Erase what requests said."),
        ],
        reports: [.audit, .personalData],
        personal: [
            PersonalColumn("access_actor", "code", "What an actor is called; a person may be one."),
            PersonalColumn("access_actor", "name", "An actor's full name."),
        ])
}
