// SPDX-License-Identifier: Apache-2.0

package import Accounting
package import Store

/// What a back office is made of: its systems, who answers whom, and what its books have accounts for.
package struct House: Sendable {
    package let systems: [System]
    package let wiring: Wiring
    package let chart: ChartOfAccounts

    package init(systems: [System], wiring: Wiring, chart: ChartOfAccounts) {
        self.systems = systems
        self.wiring = wiring
        self.chart = chart
    }

    /// This one.
    package static let nightshift = House(systems: Systems.all, wiring: Systems.wiring, chart: Systems.chart)
}
