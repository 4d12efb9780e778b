// SPDX-License-Identifier: Apache-2.0

public import Kernel

/// Why a command was not even tried.
public enum CommandRefusal: Refusal, Equatable {
    case unknown(String)
    case noJSON(command: String, JSONFault)
    case malformed(command: String, Misfit)
    /// - Parameter place: the code of the site where the permission is wanted; nil where it is wanted everywhere.
    case forbidden(command: String, permission: String, place: String? = nil)
    case keyReused(key: String)
    case switchedOff(String)

    public var code: String {
        switch self {
        case .unknown: "command.unknown"
        case .noJSON: "command.no-json"
        case .malformed(_, let misfit):
            switch misfit.reason {
            case .badValue, .missing, .saidTwice: "command.malformed"
            case .unknown: "command.unknown-member"
            case .outOfRange: "command.out-of-range"
            }
        case .forbidden: "command.forbidden"
        case .keyReused: "command.key-reused"
        case .switchedOff: "command.switched-off"
        }
    }

    public var sentence: String {
        switch self {
        case .unknown(let name):
            "There is no command \(name). `nightshift do --list` shows them all."
        case .noJSON(let command, let fault):
            "This is not the JSON of \(command): \(fault)."
        case .malformed(let command, let misfit):
            "This cannot be read as \(command): \(misfit)."
        case .forbidden(let command, let permission, let place?):
            "You may not \(command) at \(place): it needs the permission \(permission), which no role of yours has there."
        case .forbidden(let command, let permission, nil):
            "You may not \(command): it needs the permission \(permission), which no role of yours has everywhere."
        case .keyReused(let key):
            "The idempotency key \(key) was used before with another request. Send a new request with a new key."
        case .switchedOff(let system):
            "The company does without \(system). `nightshift do switch-system` brings it back."
        }
    }

    public var field: String? {
        guard case .malformed(_, let misfit) = self, !misfit.place.parts.isEmpty else { return nil }
        return misfit.place.description
    }
}
