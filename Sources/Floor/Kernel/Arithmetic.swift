// SPDX-License-Identifier: Apache-2.0

extension Int64 {
    /// This number times `numerator` over `denominator`, computed in 128 bits and rounded half away from zero.
    ///
    /// The one rounding of the house for money and quantities: 0.825 becomes 0.83 and -0.825 becomes -0.83, so that
    /// a refund is the exact negative of its sale. Traps when `denominator` is zero or the result leaves 64 bits.
    @inlinable
    public func scaled(by numerator: Int64, over denominator: Int64) -> Int64 {
        Int64(rounding: Int128(self) * Int128(numerator), over: denominator)
    }

    /// As `scaled(by:over:)` for figures whose size nobody vouches for: it stops at `limit`, above and below zero.
    public func scaled(by numerator: Int64, over denominator: Int64, upTo limit: Int64) -> Int64 {
        precondition(denominator > 0 && limit >= 0, "a share of something has a denominator, and a limit is a size")
        let exact = Int128(self) * Int128(numerator)
        guard exact.magnitude <= UInt128(limit) * UInt128(denominator) else { return exact < 0 ? -limit : limit }
        return Int64(rounding: exact, over: denominator)
    }

    /// A quotient rounded half away from zero. Traps when `denominator` is zero or the result leaves 64 bits.
    @inlinable
    public init(rounding numerator: Int128, over denominator: some FixedWidthInteger & SignedInteger) {
        precondition(denominator != 0, "a share of something has a denominator")
        let divisor = UInt128(denominator.magnitude)
        let (quotient, remainder) = numerator.magnitude.quotientAndRemainder(dividingBy: divisor)
        let rounded = Int128(quotient) + (remainder * 2 >= divisor ? 1 : 0)
        self = Int64((numerator < 0) != (denominator < 0) ? -rounded : rounded)
    }

    /// Shares of this amount in proportion to `weights`, adding up to exactly this amount.
    ///
    /// Each share is the cumulative amount so far, rounded, minus what was already given, so no share is off by more
    /// than one unit and the last one absorbs the rest. Weights must be non-negative; when all are zero the whole
    /// amount goes to the last.
    public func allocated(to weights: [Int64]) -> [Int64] {
        precondition(weights.allSatisfy { $0 >= 0 }, "a share has a weight of at least zero")
        let total = weights.reduce(Int128(0)) { $0 + Int128($1) }
        guard total != 0 else {
            return weights.indices.map { $0 == weights.count - 1 ? self : 0 }
        }
        var seen: Int128 = 0
        var given: Int64 = 0
        return weights.map { weight in
            seen += Int128(weight)
            let upTo = Int64(rounding: Int128(self) * seen, over: total)
            defer { given = upTo }
            return upTo - given
        }
    }
}
