// SPDX-License-Identifier: Apache-2.0

public import Kernel

/// What an actor must be allowed before a command runs. The system whose commands ask for it declares it.
public struct Permission: Hashable, Sendable {
    /// As commands name it: `warehouse.receive`.
    public let name: String
    /// One sentence: what its holder may do.
    public let sentence: String
    /// The standard roles that hold it, besides those that hold every permission.
    public let roles: Set<Role>

    public init(_ name: String, _ sentence: String, heldBy roles: Set<Role> = []) {
        self.name = name
        self.sentence = sentence
        self.roles = roles
    }
}

/// What an actor may do, by the name of a job; Access keeps who holds which.
public enum Role: String, Choice {
    case owner, accountant, storeManager, cashier, stockClerk, auditor
    /// A till or a program in front of one, which tells of whatever happened there.
    case till
    /// The back office itself: the night and the imports.
    case automation

    /// Whether it holds every permission there is.
    public var holdsAll: Bool {
        switch self {
        case .owner, .automation: true
        case .accountant, .storeManager, .cashier, .stockClerk, .auditor, .till: false
        }
    }
}
