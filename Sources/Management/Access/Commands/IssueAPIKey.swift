// SPDX-License-Identifier: Apache-2.0

package import Kernel
package import Store

/// A program may come over the API as an actor, with a key that only it knows.
///
/// The command carries the key's digest and never the key, so that neither the tables nor the answers kept for
/// repetition can give it away. `nightshift do issue-api-key` makes a key when the digest is left out.
package struct IssueAPIKey: Command {
    package static let name = "issue-api-key"
    package static let address = "access/api-keys"
    package static let permission = "access.write"
    package static let summary = "Issue a key with which a program comes over the API as an actor."

    /// The code of the actor it stands for.
    package let actor: String
    /// What it is for, to tell it from others.
    package let label: String?
    /// The digest of the key, in lower-case hexadecimal digits.
    package let sha256: String

    package init(actor: String, label: String? = nil, sha256: String) {
        self.actor = actor
        self.label = label
        self.sha256 = sha256
    }

    package struct Answer: Codable, Sendable {
        /// Names the key when it is revoked; it is no secret.
        package let apiKey: ID<APIKey>
    }

    package func run(_ tx: Transaction) throws -> Answer {
        guard let actor = try AccessReading.actor(code: actor, tx) else { throw AccessRefusal.noSuchActor(actor) }
        guard sha256.utf8.count == 64, sha256.utf8.allSatisfy(Array("0123456789abcdef".utf8).contains) else {
            throw AccessRefusal.badDigest
        }
        guard try !tx.exists("select 1 from access_api_key where sha256 = \(sha256)") else {
            throw AccessRefusal.keyTaken
        }
        let key: ID<APIKey> = tx.key()
        try tx.run(
            """
            insert into access_api_key (key_id, actor_id, label, sha256, issued_at)
            values (\(key), \(actor), \(label ?? ""), \(sha256), \(tx.now))
            """)
        return Answer(apiKey: key)
    }
}

/// A key opens nothing from now on.
package struct RevokeAPIKey: Command {
    package static let name = "revoke-api-key"
    package static let address = "access/api-key-revocations"
    package static let permission = "access.write"
    package static let summary = "Revoke an API key: whoever has it gets in no more."

    package let apiKey: ID<APIKey>

    package init(apiKey: ID<APIKey>) { self.apiKey = apiKey }

    package struct Answer: Codable, Sendable {}

    package func run(_ tx: Transaction) throws -> Answer {
        let revoked = try tx.countChanged(
            by:
                "update access_api_key set revoked_at = \(tx.now) where key_id = \(apiKey) and revoked_at is null")
        guard revoked == 1 else { throw AccessRefusal.noSuchKey(apiKey.description) }
        return Answer()
    }
}
