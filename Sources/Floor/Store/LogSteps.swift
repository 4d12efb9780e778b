// SPDX-License-Identifier: Apache-2.0

import Kernel

/// What the night does with the log itself.
extension NightStep {
    static let catchUp = NightStep("catch-up", "Catch up with the day's facts") { night in
        let count = try await night.catchUp()
        return .alone(count == 0 ? "nothing was left to follow" : "\(count) fact\(count == 1 ? "" : "s") followed")
    }

    static let sealTheLog = NightStep("seal-the-log", "Seal the log") { night in
        _ = try await night.catchUp()
        let head = try await night.read { try Seal.head($0) }
        return .alone("\(head.sequence) facts sealed, head \(hexadecimal(head.seal))")
    }
}
