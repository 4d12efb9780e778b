// SPDX-License-Identifier: Apache-2.0

package import Kernel
import ManagementFacts
package import Store

/// Someone or something may act from now on, once it is granted a role.
package struct RegisterActor: Command {
    package let code: Code<Actor>
    package let name: String
    package let kind: ActorKind

    package init(code: Code<Actor>, name: String, kind: ActorKind) {
        self.code = code
        self.name = name
        self.kind = kind
    }

    package static let form = Form(
        "register-actor", at: "access/actors", may: "access.write", .wish,
        "Register a person, a program or a till that may act.",
        Shape<RegisterActor>(
            Field("code", \.code, "What the actor is called in commands and reports.", in: 1...100, example: "pos"),
            Field("name", \.name, "Its full name.", in: 0...500, example: "Tills of S01"),
            Field("kind", \.kind, "What acts."),
            make: RegisterActor.init))

    package struct Answer: Shaped {
        package let actor: ID<Actor>

        package static let shape = Shape<Answer>(Field("actor", \.actor, "The actor's key."), make: Answer.init)
    }

    package func run(_ tx: Transaction) throws -> Answer {
        guard try AccessReading.actor(code: code.text, tx) == nil else {
            throw refusal(AccessRefusal.codeTaken(code.text), at: \.code)
        }
        let actor: ID<Actor> = tx.key()
        try tx.run(
            """
            insert into access_actor (actor_id, code, name, kind, is_active)
            values (\(actor), \(code), \(name), \(kind.rawValue), \(true))
            """)
        try tx.publish(ActorRegistered(actor: actor, kind: kind.rawValue))
        return Answer(actor: actor)
    }
}
