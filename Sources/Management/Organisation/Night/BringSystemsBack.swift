// SPDX-License-Identifier: Apache-2.0

import Store

extension NightStep {
    /// Lets systems that were switched on again do what they missed.
    static let bringSystemsBack = NightStep("bring-systems-back", "Do what switched-off systems missed") { night in
        let returning = try await night.read { try $0.switches.filter(\.isReturning) }
        guard !returning.isEmpty else { return .alone("no system is on its way back") }
        for off in returning {
            let system = Returning(company: off.company, system: off.system)
            while try await !night.write({ try system.goOn($0) }) { try Task.checkCancellation() }
        }
        return .alone("\(returning.map(\.system).joined(separator: ", ")) did what was missed")
    }
}
