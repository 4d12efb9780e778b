// SPDX-License-Identifier: Apache-2.0

import Kernel

/// Why Access said no.
package enum AccessRefusal: Refusal, Equatable {
    case codeTaken(String)
    case noSuchActor(String)
    case lastOwner
    case badDigest
    case keyTaken
    case noSuchKey(String)
    case noSuchRequest(String)

    package var code: String {
        switch self {
        case .codeTaken: "access.code-taken"
        case .noSuchActor: "access.no-such-actor"
        case .lastOwner: "access.last-owner"
        case .badDigest: "access.bad-digest"
        case .keyTaken: "access.key-taken"
        case .noSuchKey: "access.no-such-key"
        case .noSuchRequest: "access.no-such-request"
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
        case .noSuchRequest(let key):
            "No request of that actor with the key \(key) is kept. `nightshift report audit` shows those that are."
        }
    }
}
