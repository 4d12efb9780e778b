// SPDX-License-Identifier: Apache-2.0

package import Kernel

/// What a closed period does to what still comes.
package enum PeriodRules {
    /// The day an entry is posted on: its own, or the first open one when its own is locked.
    package static func postingDay(_ day: Day, lockedThrough locked: Day?) -> Day {
        guard let locked, day <= locked else { return day }
        return locked.advanced(by: 1)
    }
}
