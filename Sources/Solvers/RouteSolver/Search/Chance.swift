// SPDX-License-Identifier: Apache-2.0

import Kernel

/// The chance of one worker: fast, and the same from the same seed on every machine.
///
/// - Source: xoshiro256++ 1.0 of Blackman and Vigna, "Scrambled Linear Pseudorandom Number Generators", ACM TOMS 47
///   (2021), with its state filled by SplitMix64 as they advise.
struct Chance {
    private var a: UInt64
    private var b: UInt64
    private var c: UInt64
    private var d: UInt64

    init(_ seed: Seed) {
        var seed = seed
        (a, b, c, d) = (seed.next(), seed.next(), seed.next(), seed.next() | 1)
    }

    @inline(__always)
    mutating func next() -> UInt64 {
        let sum = a &+ d
        let result = (sum << 23 | sum >> 41) &+ a
        let shifted = b << 17
        c ^= a
        d ^= b
        b ^= c
        a ^= d
        c ^= shifted
        d = d << 45 | d >> 19
        return result
    }

    /// From 0 to `count - 1`; `count` is from 1 to 2^31. Off from even by less than one in 2^32.
    @inline(__always)
    mutating func below(_ count: Int) -> Int { Int(truncatingIfNeeded: ((next() >> 32) &* UInt64(count)) >> 32) }

    /// From 0 to less than 1.
    @inline(__always)
    mutating func unit() -> Double { Double(next() >> 11) * 0x1p-53 }

    /// From more than 0 to infinity, 1 on average.
    mutating func exponential() -> Double { -logarithm(1 - unit()) }
}

/// The natural logarithm of a number above zero, the same on every machine: off by less than 1e-12 of itself or of one.
func logarithm(_ value: Double) -> Double {
    // With m in 0.7...1.4, ln m = 2 artanh((m - 1) / (m + 1)), whose series has x < 0.18.
    var (exponent, part) = (Double(value.exponent), value.significand)
    if part > 1.414_213_562_373_095 { (part, exponent) = (part / 2, exponent + 1) }
    let x = (part - 1) / (part + 1)
    let square = x * x
    var (power, sum) = (x, 0.0)
    for odd in stride(from: 1.0, through: 15, by: 2) {
        sum += power / odd
        power *= square
    }
    return exponent * 0.693_147_180_559_945_3 + 2 * sum
}

/// Two to a power from -1000 to 1000, the same on every machine: off by less than 1e-12 of itself.
func powerOfTwo(_ exponent: Double) -> Double {
    let whole = exponent.rounded(.down)
    let rest = (exponent - whole) * 0.693_147_180_559_945_3
    var (term, sum) = (1.0, 1.0)
    for step in 1...16 {
        term *= rest / Double(step)
        sum += term
    }
    return Double(sign: .plus, exponent: Int(whole), significand: sum)
}
