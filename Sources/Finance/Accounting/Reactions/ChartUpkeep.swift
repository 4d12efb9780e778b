// SPDX-License-Identifier: Apache-2.0

package import FinanceFacts
import Kernel
package import ManagementFacts
package import Store

/// How companies come to the accounts that a later release brings.
package enum ChartUpkeep {
    /// What the companies of a store lack of a chart: one fact for each that lacks something. One question.
    ///
    /// - Throws: `StoreFault.corrupt` when a company has an account for what no system of this program knows. It was
    ///   opened with a system that is missing here, and what that system keeps would be wrong from now on.
    package static func lacking(_ chart: ChartOfAccounts, _ snapshot: Snapshot) throws -> [ChartExtended] {
        let known = Set(chart.roles.map(\.rawValue))
        return try ChartStore.roles(snapshot).compactMap { company, names in
            if let unknown = names.subtracting(known).min() { throw ChartStore.unknown(unknown) }
            return chart.extending(company, holding: names)
        }
    }

    /// For the wiring: what a new company lacks when it has its first chart.
    package static func besidesCompanyRegistered(
        _ chart: ChartOfAccounts
    ) -> @Sendable (CompanyRegistered, Snapshot) throws -> ChartExtended? {
        { registered, snapshot in
            chart.extending(registered.company, holding: try ChartStore.roles(of: registered.company, snapshot))
        }
    }
}
