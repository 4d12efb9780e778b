// SPDX-License-Identifier: Apache-2.0

import Foundation
import Kernel
import Testing

@Suite struct `Instants and wall times` {
    @Test func `an instant prints what Foundation prints, and reads it back`() {
        let formatter = ISO8601DateFormatter()
        for step in Int64(-2_000)...4_000 {
            let seconds = step * 987_654 + step
            let instant = Instant(microseconds: seconds * 1_000_000)
            let expected = formatter.string(from: Date(timeIntervalSince1970: Double(seconds)))
            #expect(instant.description == expected)
            #expect(Instant(expected) == instant)
        }
    }

    @Test func `a fraction appears only when there is one, also before 1970`() {
        for microseconds in [Int64(0), 1, 10, 999_999, 1_000_000, -1, -999_999, -1_000_000, 1_772_275_800_000_001] {
            let instant = Instant(microseconds: microseconds)
            #expect(instant.description.contains(".") == (microseconds % 1_000_000 != 0))
            #expect(Instant(instant.description) == instant)
        }
        #expect(Instant(microseconds: -1).description == "1969-12-31T23:59:59.999999Z")
    }

    @Test func `one to six digits of a fraction are read`() throws {
        let whole = try #require(Instant("2026-02-28T09:30:00Z")).microseconds
        #expect(whole == 1_772_271_000_000_000)
        for (text, fraction) in [
            (".1", 100_000), (".12", 120_000), (".123", 123_000), (".1234", 123_400), (".12345", 123_450),
            (".123456", 123_456), (".000001", 1), (".0", Int64(0)),
        ] {
            #expect(Instant("2026-02-28T09:30:00\(text)Z")?.microseconds == whole + fraction)
        }
    }

    @Test(arguments: [
        "", "Z", "2026-02-28T09:30:00", "2026-02-28T09:30Z", "2026-02-28T24:00:00Z", "2026-02-28T23:60:00Z",
        "2026-02-28T23:59:60Z", "2026-02-29T00:00:00Z", "2026-02-28T09:30:00.Z", "2026-02-28T09:30:00.1234567Z",
        "2026-02-28T09:30:00,5Z", "2026-02-28T09:30:00+24:00", "2026-02-28T09:30:00+01:60",
        "2026-02-28T09:30:00+0100", "2026-02-28T09:30:00 01:00", "+01:00", "2026-02-28T09:30:00+1:000",
        "2026-02-28t09:30:00z", "2026-02-28T+9:30:00Z",
        "2026-02-28T09:30:00ZZ", "2026-02-28T09:30:0Z", "+026-02-28T09:30:00Z", "2026-02-28T09:30:00.-1Z",
    ])
    func `what is no instant is refused`(text: String) { #expect(Instant(text) == nil) }

    @Test func `an instant may be written with its distance from UTC`() throws {
        for minutes in stride(from: -23 * 60 - 59, through: 23 * 60 + 59, by: 1) {
            let (hour, minute) = abs(minutes).quotientAndRemainder(dividingBy: 60)
            let offset = "\(minutes < 0 ? "-" : "+")\(padded(hour, to: 2)):\(padded(minute, to: 2))"
            let utc = try #require(Instant("2026-02-28T09:30:00.5Z"))
            #expect(Instant("2026-02-28T09:30:00.5\(offset)") == utc.adding(seconds: Int64(-60 * minutes)))
        }
    }

    @Test func `a wall time shows its parts`() throws {
        let day = try #require(Day("1969-07-20"))
        for minuteOfDay in 0..<1_440 {
            let wall = WallTime(day, hour: minuteOfDay / 60, minute: minuteOfDay % 60, second: 17)
            #expect(wall.day == day)
            #expect(wall.hour == minuteOfDay / 60)
            #expect(wall.minute == minuteOfDay % 60)
            #expect(wall.timeOfDay == Int64(minuteOfDay * 60 + 17) * 1_000_000)
            #expect(WallTime(wall.description) == wall)
        }
    }

    @Test func `an instant is a day and seconds`() throws {
        let day = try #require(Day("2026-02-28"))
        #expect(Instant(day, seconds: 34_200) == Instant("2026-02-28T09:30:00Z"))
        #expect(Instant(day).adding(seconds: -1) == Instant("2026-02-27T23:59:59Z"))
    }

    @Test func `an instant travels as its text`() throws {
        let instant = try #require(Instant("2026-02-28T09:30:00.5Z"))
        let json = try JSONEncoder().encode([instant])
        #expect(String(decoding: json, as: UTF8.self) == "[\"2026-02-28T09:30:00.500000Z\"]")
        #expect(try JSONDecoder().decode([Instant].self, from: json) == [instant])
        #expect(throws: DecodingError.self) { try JSONDecoder().decode(Instant.self, from: Data("\"noon\"".utf8)) }
    }
}
