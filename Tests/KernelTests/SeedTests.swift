// SPDX-License-Identifier: Apache-2.0

import Kernel
import Testing

@Suite struct `Chance from a seed` {
    @Test func `the numbers are those of the published SplitMix64`() {
        // The first outputs of the reference C program for seed 1234567.
        var seed = Seed(1_234_567)
        #expect(seed.next() == 6_457_827_717_110_365_317)
        #expect(seed.next() == 3_203_168_211_198_807_973)
        #expect(seed.next() == 9_817_491_932_198_370_423)
    }

    @Test func `the same seed gives the same numbers, another seed others`() {
        func draw(_ number: UInt64) -> [Int64] {
            var seed = Seed(number)
            return (0..<100).map { _ in seed.integer(in: -1_000...1_000) }
        }
        #expect(draw(42) == draw(42))
        #expect(draw(42) != draw(43))
    }

    @Test func `a stream depends on its purpose and its number, not on what other streams drew`() {
        let root = Seed(1)
        func first(_ purpose: String, _ number: UInt64 = 0) -> UInt64 {
            var stream = root.stream(purpose, number)
            return stream.next()
        }
        var other = root.stream("weather")
        for _ in 0..<1_000 { _ = other.next() }
        #expect(first("sales") == first("sales"))
        var starts = Set<UInt64>()
        for purpose in ["", "sales", "salesx", "elass", "weather", "stock"] {
            for number in UInt64(0)..<1_000 { starts.insert(first(purpose, number)) }
        }
        #expect(starts.count == 6_000)
    }

    @Test func `two streams agree in half of their bits`() {
        var (left, right) = (Seed(9).stream("left"), Seed(9).stream("right"))
        let same = (0..<10_000).reduce(0) { sum, _ in sum + (~(left.next() ^ right.next())).nonzeroBitCount }
        // Of 640,000 fair coins, 320,000 fall alike; 400 is their standard deviation.
        #expect(abs(same - 320_000) < 2_400)
    }

    @Test func `integers are spread evenly`() {
        for size in Int64(1)...12 {
            var seed = Seed(UInt64(size))
            var counts = [Int64: Int]()
            for _ in 0..<size * 4_000 { counts[seed.integer(in: 5...(4 + size)), default: 0] += 1 }
            #expect(counts.count == Int(size) && counts.keys.allSatisfy { (5...(4 + size)).contains($0) })
            // Six standard deviations of a count around 4,000.
            for count in counts.values { #expect(abs(count - 4_000) < 6 * 64) }
        }
    }

    @Test func `a range just over half of all numbers is not folded`() {
        // Taking a remainder would give the lower half of these twice as often as the upper one.
        var seed = Seed(5)
        let range = Int64.min / 2...Int64.max / 2 + (Int64.max / 4)
        let third = range.lowerBound + Int64(UInt64(bitPattern: range.upperBound &- range.lowerBound) / 3)
        let low = (0..<30_000).count { _ in seed.integer(in: range) <= third }
        #expect(abs(low - 10_000) < 500)
    }

    @Test func `a chance of none, some and all`() {
        var seed = Seed(3)
        #expect((0..<1_000).allSatisfy { _ in !seed.chance(0, in: 10) })
        #expect((0..<1_000).allSatisfy { _ in seed.chance(10, in: 10) })
        #expect(abs((0..<10_000).count { _ in seed.chance(3, in: 10) } - 3_000) < 300)
    }

    @Test func `every element is chosen, none from an empty collection`() async {
        var seed = Seed(4)
        #expect(Set((0..<200).map { _ in seed.choice(of: "abc") }) == (["a", "b", "c"] as Set<Character>))
        await #expect(processExitsWith: .failure) {
            var seed = Seed(4)
            _ = seed.choice(of: [Int]())
        }
    }
}
