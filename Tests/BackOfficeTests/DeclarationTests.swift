// SPDX-License-Identifier: Apache-2.0

import BackOffice
import Store
import Testing

@Suite struct `What the systems declare` {
    /// By system, written out: a policy that wanders or vanishes is seen.
    @Test func `are these policies, each with its standard`() {
        let declared = Systems.all.flatMap { system in
            system.policies.map { "\(system.name) \($0.name) \($0.standard) \($0.allowed.lowerBound)" }
        }
        #expect(
            declared == [
                "Accounting clearing-age-days 5 0",
                "Sales till-difference 500 0",
                "Sales tax-difference 1 0",
                "Sales cash-rounding-step 1 1",
                "Warehouse count-difference 5000 0",
            ])
    }
}
