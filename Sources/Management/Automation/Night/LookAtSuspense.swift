// SPDX-License-Identifier: Apache-2.0

import Store

extension NightStep {
    static let lookAtSuspense = NightStep("look-at-suspense", "Look at what waits in suspense") { night in
        let waiting = try await night.read { try AutomationReading.suspenseCount($0) }
        guard waiting > 0 else { return .alone("nothing waits in suspense") }
        return .needsYou("\(waiting) matter\(waiting == 1 ? " waits" : "s wait") in suspense for a decision")
    }
}
