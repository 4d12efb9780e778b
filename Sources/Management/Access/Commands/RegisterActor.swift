// SPDX-License-Identifier: Apache-2.0

package import Kernel
package import Store

/// Someone or something may act from now on, once it is granted a role.
package struct RegisterActor: Command {
    package static let name = "register-actor"
    package static let address = "access/actors"
    package static let permission = "access.write"
    package static let summary = "Register a person, a program or a till that may act."

    package let code: String
    package let name: String
    package let kind: ActorKind

    package init(code: String, name: String, kind: ActorKind) {
        self.code = code
        self.name = name
        self.kind = kind
    }

    package struct Answer: Codable, Sendable {
        package let actor: ID<Actor>
    }

    package func run(_ tx: Transaction) throws -> Answer {
        guard try AccessReading.actor(code: code, tx) == nil else { throw AccessRefusal.codeTaken(code) }
        let actor: ID<Actor> = tx.key()
        try tx.run(
            """
            insert into access_actor (actor_id, code, name, kind, is_active)
            values (\(actor), \(code), \(name), \(kind.rawValue), \(true))
            """)
        return Answer(actor: actor)
    }
}
