// SPDX-License-Identifier: Apache-2.0

/// Chance as a value: the same seed gives the same numbers on every machine.
///
/// SplitMix64 of Steele, Lea and Flood, "Fast Splittable Pseudorandom Number Generators" (OOPSLA 2014).
public struct Seed: RandomNumberGenerator, Sendable {
    private var state: UInt64

    public init(_ number: UInt64) { state = number }

    public mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        return Seed.mixed(state)
    }

    /// An independent stream for one purpose, so that drawing more in one place does not shift another.
    public func stream(_ purpose: String, _ number: UInt64 = 0) -> Seed {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in purpose.utf8 { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3 }
        return Seed(Seed.mixed(state ^ Seed.mixed(hash &+ number &* 0x9e37_79b9_7f4a_7c15)))
    }

    /// A whole number of the range, without bias.
    public mutating func integer(in range: ClosedRange<Int64>) -> Int64 { Int64.random(in: range, using: &self) }

    /// True with a probability of `numerator` in `denominator`.
    public mutating func chance(_ numerator: Int64, in denominator: Int64) -> Bool {
        integer(in: 1...denominator) <= numerator
    }

    /// One of the elements, all equally likely; the collection must not be empty.
    public mutating func choice<C: Collection>(of elements: C) -> C.Element {
        precondition(!elements.isEmpty, "there is something to choose from")
        let offset = Int(integer(in: 0...Int64(elements.count - 1)))
        return elements[elements.index(elements.startIndex, offsetBy: offset)]
    }

    private static func mixed(_ value: UInt64) -> UInt64 {
        var z = value
        z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
        z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
        return z ^ (z >> 31)
    }
}
