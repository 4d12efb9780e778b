// SPDX-License-Identifier: Apache-2.0

/// What lies at one site, in thousandths by the product's place in the chain: in truth, and as perfect books have it.
///
/// The two differ by what was stolen since the last count.
struct Shelf: Sendable {
    private(set) var present: [Int64]
    private(set) var recorded: [Int64]

    init(products: Int) {
        present = Array(repeating: 0, count: products)
        recorded = present
    }

    /// Goods come, or with a negative amount go, and everyone knows.
    mutating func move(_ product: Int, by thousandths: Int64) {
        present[product] += thousandths
        recorded[product] += thousandths
        precondition(present[product] >= 0, "a shelf is never less than empty")
    }

    /// Goods go, and nobody knows.
    mutating func lose(_ product: Int, _ thousandths: Int64) {
        precondition((0...present[product]).contains(thousandths), "only what is there can be stolen")
        present[product] -= thousandths
    }

    /// The books learn the truth. Returns what they said before.
    mutating func count(_ product: Int) -> Int64 {
        defer { recorded[product] = present[product] }
        return recorded[product]
    }
}
