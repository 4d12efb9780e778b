// SPDX-License-Identifier: Apache-2.0

package import Kernel

/// What an actor may do, by the name of a job.
package enum Role: String, Choice {
    case owner, accountant, storeManager, cashier, stockClerk, auditor
    /// The back office itself: the night and the imports.
    case automation

    /// Permissions, where `sales.*` means everything of Sales.
    package var permissions: [String] {
        switch self {
        case .owner: ["*"]
        case .automation: ["*"]
        case .accountant: ["accounting.*", "taxes.*", "automation.*"]
        case .storeManager: ["sales.*", "warehouse.*", "catalogue.*", "automation.settle"]
        case .cashier: ["sales.sell", "sales.session"]
        case .stockClerk: ["warehouse.receive", "warehouse.transfer", "warehouse.count"]
        case .auditor: []
        }
    }

    package func allows(_ permission: String) -> Bool {
        permissions.contains { allowed in
            allowed == "*" || allowed == permission
                || (allowed.hasSuffix(".*") && permission.hasPrefix(allowed.dropLast()))
        }
    }
}

package enum ActorKind: String, Choice {
    case person, program, till
}
