// SPDX-License-Identifier: Apache-2.0

import Foundation
import Kernel
import Testing
import Web

@Suite struct `Formatting` {
    @Test func `puts a comma before every third digit of the whole part`() {
        for exponent in 0...17 {
            for digit in [1, 9] {
                for sign in ["", "-"] {
                    let whole = String(digit) + String(repeating: "0", count: exponent)
                    // Counting from the right, the dumb way.
                    var expected = ""
                    for (index, character) in whole.reversed().enumerated() {
                        if index > 0 && index % 3 == 0 { expected = "," + expected }
                        expected = String(character) + expected
                    }
                    let number = Int64(sign + whole)!
                    #expect(Format.number(number) == sign + expected)
                    #expect(Format.money(Money(minor: number, .jpy)) == sign + expected)
                    if exponent <= 15 {
                        #expect(Format.money(Money(minor: number * 100, .eur)) == sign + expected + ".00")
                        #expect(
                            Format.quantity(Quantity(thousandths: number * 1_000, .kilogram)) == sign + expected
                                + ".000 kg")
                    }
                }
            }
        }
        #expect(Format.money(Money(minor: -5, .usd)) == "-0.05")
        #expect(Format.moneyWithCurrency(Money(minor: 123_456, .gbp)) == "1,234.56 GBP")
        #expect(Format.quantity(Quantity(1_250, .piece)) == "1,250")
    }

    @Test func `names days as Foundation does`() throws {
        let formatter = DateFormatter()
        formatter.locale = Locale(identifier: "en_GB_POSIX")
        formatter.timeZone = .gmt
        let first = try #require(Day("2026-01-01"))
        for number in 0..<800 {
            let day = first.advanced(by: number)
            let date = Date(timeIntervalSince1970: Double(day.number) * 86_400)
            formatter.dateFormat = "EEEE d MMMM yyyy"
            #expect(Format.fullDay(day) == formatter.string(from: date))
            formatter.dateFormat = "d MMMM"
            #expect(Format.day(day) == formatter.string(from: date))
            formatter.dateFormat = "EEE d"
            #expect(Format.shortDay(day).hasPrefix(formatter.string(from: date) + " "))
        }
    }

    @Test(arguments: [
        (0, "just now"), (59, "just now"), (60, "1 minute"), (119, "1 minute"), (120, "2 minutes"),
        (3_599, "59 minutes"),
        (3_600, "1 hour"), (7_200, "2 hours"), (86_399, "23 hours"), (86_400, "1 day"), (200 * 86_400, "200 days"),
    ])
    func `tells a distance in its largest whole unit, both ways`(seconds: Int64, words: String) {
        let now = Instant("2026-10-01T06:00:00Z")!
        let isNow = words == "just now"
        #expect(Format.distance(from: now, to: now.adding(seconds: -seconds)) == (isNow ? words : words + " ago"))
        #expect(Format.distance(from: now, to: now.adding(seconds: seconds)) == (isNow ? words : "in " + words))
    }

    @Test(arguments: [
        (0, "under 1 ms"), (999, "under 1 ms"), (1_000, "1 ms"), (999_999, "999 ms"), (1_240_000, "1.2 s"),
        (9_999_999, "9.9 s"), (10_000_000, "10 s"), (59_999_999, "59 s"), (125_000_000, "2 min 5 s"),
        (3_720_000_000, "1 h 2 min"),
    ])
    func `writes a duration with two figures that matter`(microseconds: Int64, words: String) {
        #expect(Format.duration(microseconds: microseconds) == words)
    }

    @Test func `says 100.0% only of all, and 0.0% only of less than a thousandth`() {
        for whole: Int64 in 1...400 {
            for part in 0...whole {
                let share = Format.share(part, of: whole)
                #expect((share == "100.0%") == (part == whole))
                #expect((share == "0.0%") == (part * 1_000 < whole))
            }
        }
        #expect(Format.share(1, of: 0) == nil)
        #expect(Format.share(-1, of: 3) == "-33.3%")
    }

    @Test func `writes a change with its sign`() {
        func change(_ earlier: Int64, _ later: Int64) -> String? {
            Format.change(from: Money(minor: earlier, .eur), to: Money(minor: later, .eur))
        }
        #expect(change(10_000, 10_860) == "+8.6%")
        #expect(change(10_000, 9_960) == "-0.4%")
        #expect(change(10_000, 10_001) == "0.0%")
        #expect(change(10_000, 9_999) == "0.0%")
        #expect(change(0, 5) == nil)
        #expect(change(-5, 5) == nil)
    }

    @Test(arguments: [
        (0, "0"), (99, "0"), (100, "1"), (99_900, "999"), (100_000, "1k"), (150_000, "1.5k"), (2_500_000, "25k"),
        (100_000_000, "1M"), (-50_000_000, "-500k"), (120_000_000_000, "1.2bn"),
    ])
    func `writes an axis briefly`(minor: Int64, words: String) {
        #expect(Format.brief(Money(minor: minor, .eur)) == words)
    }
}
