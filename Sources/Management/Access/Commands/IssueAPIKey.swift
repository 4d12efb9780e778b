// SPDX-License-Identifier: Apache-2.0

package import Kernel
import ManagementFacts
package import Store

/// A program may come over the API as an actor, with a key that only it knows.
///
/// The command carries the key's digest and never the key, so that neither the tables nor the answers kept for
/// repetition can give it away. `nightshift do issue-api-key` makes a key when the digest is left out.
package struct IssueAPIKey: Command {
    package let actor: Code<Actor>
    package let label: String?
    package let sha256: String

    package init(actor: Code<Actor>, label: String? = nil, sha256: String) {
        self.actor = actor
        self.label = label
        self.sha256 = sha256
    }

    package static let form = Form(
        "issue-api-key", at: "access/api-keys", may: "access.write", .wish,
        "Issue a key with which a program comes over the API as an actor.",
        Shape<IssueAPIKey>(
            Field("actor", \.actor, "Who comes with it."),
            Field("label", \.label, "What it is for, to tell it from others.", example: "tills of S01"),
            Field(
                "sha256", \.sha256,
                "The SHA-256 digest of the key in lower-case hexadecimal digits; on the command line, a key is made when it is left out.",
                in: 64...64),
            make: IssueAPIKey.init))

    package struct Answer: Shaped {
        package let apiKey: ID<APIKey>

        package static let shape = Shape<Answer>(
            Field("apiKey", \.apiKey, "Names the key when it is revoked; it is no secret."), make: Answer.init)
    }

    package func run(_ tx: Transaction) throws -> Answer {
        let holder = try at(\.actor) { try AccessReading.required(actor: actor, tx) }
        guard sha256.utf8.allSatisfy(Array("0123456789abcdef".utf8).contains) else {
            throw refusal(AccessRefusal.badDigest, at: \.sha256)
        }
        guard try !tx.exists("select 1 from access_api_key where sha256 = \(sha256)") else {
            throw refusal(AccessRefusal.keyTaken, at: \.sha256)
        }
        let key: ID<APIKey> = tx.key()
        try tx.run(
            """
            insert into access_api_key (key_id, actor_id, label, sha256, issued_at)
            values (\(key), \(holder), \(label ?? ""), \(sha256), \(tx.now))
            """)
        try tx.publish(APIKeyIssued(apiKey: key, actor: holder))
        return Answer(apiKey: key)
    }
}

/// A key opens nothing from now on.
package struct RevokeAPIKey: Command {
    package let apiKey: ID<APIKey>

    package init(apiKey: ID<APIKey>) { self.apiKey = apiKey }

    package static let form = Form(
        "revoke-api-key", at: "access/api-key-revocations", may: "access.write", .wish,
        "Revoke an API key: whoever has it gets in no more.",
        Shape<RevokeAPIKey>(
            Field("apiKey", \.apiKey, "The key's own key, as issue-api-key answered it."), make: RevokeAPIKey.init))

    package func run(_ tx: Transaction) throws -> Done {
        let revoked = try tx.countChanged(
            by:
                "update access_api_key set revoked_at = \(tx.now) where key_id = \(apiKey) and revoked_at is null")
        guard revoked == 1 else { throw refusal(AccessRefusal.noSuchKey(apiKey.description), at: \.apiKey) }
        try tx.publish(APIKeyRevoked(apiKey: apiKey))
        return Done()
    }
}
