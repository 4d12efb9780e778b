// SPDX-License-Identifier: Apache-2.0

package import Kernel

/// Why a night cannot be run.
package enum NightRefusal: Refusal, Equatable {
    case nothingPosted
    case notBegun(Day, last: Day)

    package var code: String {
        switch self {
        case .nothingPosted: "night.nothing-posted"
        case .notBegun: "night.not-begun"
        }
    }

    package var sentence: String {
        switch self {
        case .nothingPosted:
            "Nothing was posted yet, so there is no day to close. Bring what you have with `nightshift import`, or begin with `nightshift do register-company`; docs/FIRST-DAY.md shows a whole day."
        case .notBegun(let day, let last): "\(day) has not begun; the last day that can be closed is \(last)."
        }
    }

    package var field: String? {
        switch self {
        case .nothingPosted: nil
        case .notBegun: "date"
        }
    }
}
