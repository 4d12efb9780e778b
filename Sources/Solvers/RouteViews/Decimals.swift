// SPDX-License-Identifier: Apache-2.0

/// Numbers with a fixed number of decimals, the same on every machine.
package enum Decimals {
    /// - Parameters:
    ///   - value: below 9e15 with its decimals; what is not finite is written as zero.
    ///   - digits: after the point, at most nine.
    package static func text(_ value: Double, digits: Int) -> String {
        let unit = (0..<digits).reduce(1) { power, _ in power * 10 }
        let scaled = (value * Double(unit)).rounded()
        guard scaled.isFinite, abs(scaled) < 9e15 else { return "0" }
        let whole = Int64(scaled)
        let sign = whole < 0 ? "-" : ""
        guard digits > 0 else { return sign + String(whole.magnitude) }
        let rest = String(whole.magnitude % UInt64(unit))
        return sign + String(whole.magnitude / UInt64(unit)) + "."
            + String(repeating: "0", count: digits - rest.count) + rest
    }
}
