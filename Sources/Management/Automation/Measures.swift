// SPDX-License-Identifier: Apache-2.0

import Kernel
import Store

extension Measure {
    /// How far the back office disappears.
    static let stepsAlone = Measure(
        "steps-alone", "Steps of the night that ran without a person", in: .millionths
    ) { _, day, snapshot in
        guard let night = try AutomationReading.night(of: day, snapshot) else { return nil }
        let finished = night.steps.count { $0.finishedAt != nil }
        return finished == 0 ? nil : Int64(night.alone) * 1_000_000 / Int64(finished)
    }
}
