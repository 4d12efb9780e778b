// SPDX-License-Identifier: Apache-2.0

import Kernel
import Testing

@Suite struct `Scaling and allocating` {
    @Test func `a scaled number is the nearest whole one, ties away from zero`() {
        for number in Int64(-25)...25 {
            for numerator in Int64(-12)...12 {
                for denominator in Int64(-9)...9 where denominator != 0 {
                    #expect(
                        number.scaled(by: numerator, over: denominator)
                            == nearest(number * numerator, denominator),
                        "\(number) times \(numerator) over \(denominator)")
                }
            }
        }
    }

    @Test func `a refund is the exact negative of its sale`() {
        for cents in Int64(0)...2_000 {
            #expect((-cents).scaled(by: 825, over: 10_000) == -cents.scaled(by: 825, over: 10_000))
        }
        #expect(Int64(10).scaled(by: 825, over: 10_000) == 1)
        #expect(Int64(1_000).scaled(by: 825, over: 100_000) == 8)
        #expect(Int64(825).scaled(by: 1, over: 10) == 83)
        #expect(Int64(-825).scaled(by: 1, over: 10) == -83)
    }

    @Test func `the product may leave 64 bits as long as the answer does not`() {
        #expect(Int64.max.scaled(by: .max, over: .max) == .max)
        #expect(Int64.min.scaled(by: .max, over: .max) == .min)
        #expect(Int64.min.scaled(by: .min, over: .min) == .min)
        #expect(Int64.max.scaled(by: 1, over: .min) == -1)
        #expect(Int64.max.scaled(by: 2, over: 4) == 1 << 62)
    }

    @Test func `a result beyond 64 bits and a denominator of zero trap`() async {
        await #expect(processExitsWith: .failure) { _ = Int64.max.scaled(by: 2, over: 1) }
        await #expect(processExitsWith: .failure) { _ = Int64(1).scaled(by: 1, over: 0) }
    }

    @Test func `shares add up and none is off by as much as one unit`() {
        for amount in Int64(-13)...13 {
            for first in Int64(0)...4 {
                for second in Int64(0)...4 {
                    for third in Int64(0)...4 where first + second + third > 0 {
                        let weights = [first, second, third]
                        let total = first + second + third
                        let shares = amount.allocated(to: weights)
                        #expect(shares.reduce(0, +) == amount)
                        for (share, weight) in zip(shares, weights) {
                            let offTimesTotal = abs(share * total - amount * weight)
                            #expect(offTimesTotal <= total, "\(amount) to \(weights) gave \(shares)")
                            if weight == 0 { #expect(share == 0) }
                        }
                        #expect((-amount).allocated(to: weights) == shares.map { -$0 })
                    }
                }
            }
        }
    }

    @Test func `without any weight the last one takes it all`() {
        #expect(Int64(7).allocated(to: [0, 0, 0]) == [0, 0, 7])
        #expect(Int64(7).allocated(to: [0]) == [7])
        #expect(Int64(7).allocated(to: []) == [])
        #expect(Int64(9).allocated(to: [.max, .max, .max]) == [3, 3, 3])
    }

    @Test func `a negative weight is a mistake of the caller`() async {
        await #expect(processExitsWith: .failure) { _ = Int64(7).allocated(to: [3, -1]) }
    }

    /// The whole number nearest to `top / bottom`, found by walking away from zero while it comes no farther.
    private func nearest(_ top: Int64, _ bottom: Int64) -> Int64 {
        let step = (top < 0) == (bottom < 0) ? Int64(1) : -1
        var found: Int64 = 0
        while abs((found + step) * bottom - top) <= abs(found * bottom - top) { found += step }
        return found
    }

    @Test func `stops at its limit, and is the same below it`() {
        for (amount, numerator, expected) in [
            (Int64(7), Int64(10), Int64(23)), (-7, 10, -23), (.max, .max, 100), (.min, .max, -100), (300, 1, 100),
            (301, 1, 100), (299, 1, 100), (0, .max, 0),
        ] {
            #expect(amount.scaled(by: numerator, over: 3, upTo: 100) == expected, "\(amount) by \(numerator)")
        }
        #expect(Int64.max.scaled(by: 1, over: 1, upTo: .max) == .max)
    }
}
