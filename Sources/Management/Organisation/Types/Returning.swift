// SPDX-License-Identifier: Apache-2.0

import Kernel
import ManagementFacts
import Store

/// A system on its way back to a company.
struct Returning {
    let company: ID<Company>
    let system: String

    /// Facts looked at in one write.
    private static let most = 2_000

    /// Lets it answer what it missed, as much as one write should hold.
    ///
    /// - Returns: whether it is back.
    func goOn(_ tx: Transaction) throws -> Bool {
        for _ in 0..<3 {
            guard let off = try tx.switches.first(where: { $0.company == company && $0.system == system }) else {
                return true
            }
            guard let through = try tx.missed(by: off, atMost: Self.most) else {
                try tx.publish(SystemSwitched(company: company, system: system, state: .on))
                return true
            }
            try tx.publish(MissedFactsAnswered(company: company, system: system, through: through))
        }
        return false
    }
}
