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

    /// One that nobody had before.
    package static func fresh() -> APIKeySecret { APIKeySecret(from: KeyChance()) }

    /// The key that comes of `chance`, always the same.
    fileprivate init(from chance: KeyChance) { text = "nsk_" + chance.derived("secret of an API key") }

    /// What the store keeps. A plain hash is enough for a key that was drawn and not thought up.
    package var sha256: String { hexadecimal(Array(SHA256.hash(data: Data(text.utf8)))) }
}

/// What a key is made from: 256 bits that nobody can guess, drawn here or by whoever wants to be able to ask again.
///
/// Neither the bits nor the key are kept: the store knows the request by one digest of the bits, and the key is made of
/// another, so that who has the bits gets the same key again and who has the store gets none.
private struct KeyChance {
    private let bits: [UInt8]

    /// Drawn here.
    init() {
        var chance = SystemRandomNumberGenerator()
        bits = (0..<32).map { _ in UInt8.random(in: .min ... .max, using: &chance) }
    }

    /// - Parameter text: 64 hexadecimal digits.
    /// - Throws: `APIKeyRefusal.guessable`.
    init(_ text: String) throws {
        guard text.utf8.count == 64, text.utf8.allSatisfy(Array("0123456789abcdef".utf8).contains),
            Set(text.utf8).count > 4
        else { throw APIKeyRefusal.guessable }
        bits = Array(text.utf8)
    }

    /// The idempotency key under which the audit shows it.
    var requestKey: String { derived("idempotency key of the request") }

    func derived(_ purpose: String) -> String {
        let code = HMAC<SHA256>.authenticationCode(for: Data(purpose.utf8), using: SymmetricKey(data: bits))
        return hexadecimal(Array(code))
    }
}

extension BackOffice {
    /// Issues a key that is made here, and returns the command's answer with the key in it, which is kept nowhere: the
    /// same request with the same `key` gives it again.
    ///
    /// - Parameters:
    ///   - json: `issue-api-key` without its digest; with it, it is as any other command.
    ///   - key: 64 hexadecimal digits that nobody can guess, because the API's key is made from them; the idempotency
    ///     key that the audit shows is another. Drawn when it is nil.
    /// - Throws: `APIKeyRefusal`; whatever the desk and the command refuse.
    package func issueKey(_ json: [UInt8], as actor: ID<Actor>, key: String?) async throws -> [UInt8] {
        guard let wish = try KeyWish.withoutDigest(json) else {
            return try await perform(named: IssueAPIKey.name, json, as: actor, key: key ?? Self.freshKey())
        }
        let chance = try key.map(KeyChance.init) ?? KeyChance()
        let secret = APIKeySecret(from: chance)
        let answer = try await perform(
            IssueAPIKey(actor: wish.actor, label: wish.label, sha256: secret.sha256), as: actor,
            key: chance.requestKey)
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

        /// Nil for a request that has a digest, or cannot be read, of which the command says why.
        ///
        /// - Throws: `CommandRefusal` for a member that nobody knows.
        static func withoutDigest(_ json: [UInt8]) throws -> KeyWish? {
            var reader = JSONReader(json)
            do {
                let wish = try read(&reader)
                try reader.end()
                if reader.strays.contains(where: { $0.place == Place([.member("sha256")]) }) { return nil }
                if let stray = reader.strays.first {
                    throw CommandRefusal.malformed(
                        command: IssueAPIKey.name, Misfit(.unknown(nearest: stray.nearest), at: stray.place))
                }
                return wish
            } catch is Misfit {
                return nil
            } catch is JSONFault {
                return nil
            }
        }
    }
}

/// Why no key was made.
package enum APIKeyRefusal: Refusal, Equatable {
    case guessable

    package var code: String {
        switch self {
        case .guessable: "api.guessable-key"
        }
    }

    package var sentence: String {
        "The API's key is made from --key: give 64 lower-case hexadecimal digits that nobody can guess, as `openssl rand -hex 32` makes them, and keep them as secret as the key; or leave it out."
    }

    package var field: String? { nil }
}
