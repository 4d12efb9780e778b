// SPDX-License-Identifier: Apache-2.0

/// Leaves out each place with a small probability, so that a greedy insertion is not always the same.
///
/// - Source: "blinks" of Christiaens and Vanden Berghe, Transportation Science 54 (2020). The number of places until
///   the next blink is drawn at once.
struct Blinks {
    private var left: Int
    private let mean: Double

    init(oneIn mean: Double) {
        self.mean = mean
        left = mean > 0 ? Int(mean) : Int.max
    }

    @inline(__always)
    mutating func blinks(_ chance: inout Chance) -> Bool {
        left &-= 1
        if left > 0 { return false }
        left = 1 + Int(mean * chance.exponential())
        return true
    }
}
