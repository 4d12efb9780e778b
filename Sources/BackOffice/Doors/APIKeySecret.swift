// SPDX-License-Identifier: Apache-2.0

import Access
import Crypto
import Foundation
package import Kernel
import Store

/// A key of the API, as its owner keeps it: shown once, and known here only by its digest.
package struct APIKeySecret: Sendable {
    /// Such as `nsk_` and 64 hexadecimal digits.
    package let text: String

    package init(_ text: some StringProtocol) { self.text = String(text) }

    /// 256 bits that nobody can guess.
    package static func fresh() -> APIKeySecret {
        var chance = SystemRandomNumberGenerator()
        let bytes = (0..<32).map { _ in UInt8.random(in: .min ... .max, using: &chance) }
        return APIKeySecret("nsk_" + hexadecimal(bytes))
    }

    /// What the store keeps. A plain hash is enough for a key that was drawn and not thought up.
    package var sha256: String { hexadecimal(Array(SHA256.hash(data: Data(text.utf8)))) }
}

extension BackOffice {
    /// Issues a key that is made here, and returns the command's answer with the key in it: the one time it is seen.
    ///
    /// - Parameter json: `issue-api-key` without its digest; with it, it is as any other command.
    package func issueKey(_ json: [UInt8], as actor: ID<Actor>, key: String) async throws -> [UInt8] {
        let wish: KeyWish
        do {
            var reader = JSONReader(json)
            wish = try KeyWish.read(&reader)
            try reader.end()
            if let stray = reader.strays.first { throw Misfit(.unknown(nearest: stray.nearest), at: stray.place) }
        } catch {
            // It has a digest, or says itself what is wrong with it.
            return try await perform(named: IssueAPIKey.name, json, as: actor, key: key)
        }
        let secret = APIKeySecret.fresh()
        let answer = try await perform(
            IssueAPIKey(actor: wish.actor, label: wish.label, sha256: secret.sha256), as: actor, key: key)
        var writer = JSONWriter()
        writer.object { json in
            json.key("apiKey")
            json.id(answer.apiKey)
            json.key("key")
            json.string(secret.text)
        }
        return writer.bytes
    }

    /// Who wants a key made.
    private struct KeyWish: Shaped {
        let actor: Code<Actor>
        let label: String?

        static let shape = Shape<KeyWish>(
            Field("actor", \.actor, "Who comes with it."), Field("label", \.label, "What it is for."),
            make: KeyWish.init)
    }
}
