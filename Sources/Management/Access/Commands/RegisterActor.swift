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

/// Why Access said no.
package enum AccessRefusal: Refusal, Equatable {
    case codeTaken(String)
    case noSuchActor(String)
    case lastOwner
    case badDigest
    case keyTaken
    case noSuchKey(String)

    package var code: String {
        switch self {
        case .codeTaken: "access.code-taken"
        case .noSuchActor: "access.no-such-actor"
        case .lastOwner: "access.last-owner"
        case .badDigest: "access.bad-digest"
        case .keyTaken: "access.key-taken"
        case .noSuchKey: "access.no-such-key"
        }
    }

    package var sentence: String {
        switch self {
        case .codeTaken(let code): "The code \(code) is taken. Choose another."
        case .noSuchActor(let code): "There is no actor \(code). Register it first."
        case .lastOwner: "This is the last owner: without one, nobody could grant a role again."
        case .badDigest: "A SHA-256 digest is 64 lower-case hexadecimal digits. Never send the key itself."
        case .keyTaken: "This key was issued before. Make another."
        case .noSuchKey(let key): "There is no API key \(key) that could be revoked."
        }
    }

    package var field: String? {
        switch self {
        case .codeTaken: "code"
        case .noSuchActor: "actor"
        case .lastOwner: "role"
        case .badDigest, .keyTaken: "sha256"
        case .noSuchKey: "apiKey"
        }
    }
}
