// SPDX-License-Identifier: Apache-2.0

import Foundation
import Kernel
import Testing

@Suite struct `The time of a place` {
    private static let zones = [
        "America/New_York", "Europe/Berlin", "Pacific/Kiritimati", "Pacific/Apia", "Australia/Lord_Howe",
        "Asia/Kathmandu", "UTC",
    ]

    /// A few days around every change of the clocks in 2026, and the day that Samoa skipped in 2011.
    private static let stretches = [
        "2026-03-07", "2026-03-28", "2026-04-04", "2026-10-03", "2026-10-24", "2026-10-31", "2011-12-28",
    ]

    @Test(arguments: zones)
    func `the wall shows what Foundation shows`(zone: String) throws {
        let site = try #require(SiteTime(zone: zone))
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = try #require(TimeZone(identifier: zone))
        for stretch in Self.stretches {
            let start = Instant(try #require(Day(stretch)))
            for quarter in Int64(0)..<4 * 24 * 4 {
                let instant = start.adding(seconds: quarter * 900)
                let date = Date(timeIntervalSince1970: Double(instant.microseconds / 1_000_000))
                let parts = calendar.dateComponents([.year, .month, .day, .hour, .minute], from: date)
                let wall = site.wallTime(at: instant)
                let shown = [wall.day.year, wall.day.month, wall.day.dayOfMonth, wall.hour, wall.minute]
                #expect(shown == [parts.year, parts.month, parts.day, parts.hour, parts.minute])
            }
        }
    }

    @Test(arguments: zones)
    func `a wall time is the first instant that shows it, found by trying every minute`(zone: String) throws {
        let site = try #require(SiteTime(zone: zone))
        for stretch in Self.stretches {
            let start = Instant(try #require(Day(stretch)))
            var firstShowing: [WallTime: Instant] = [:]
            for minute in Int64(-1_700)..<4 * 1_440 + 1_700 {
                let instant = start.adding(seconds: minute * 60)
                let wall = site.wallTime(at: instant)
                firstShowing[wall] = firstShowing[wall] ?? instant
            }
            for minute in Int64(0)..<4 * 1_440 {
                let wall = WallTime(microseconds: start.microseconds + minute * 60_000_000)
                if let expected = firstShowing[wall] {
                    #expect(site.instant(at: wall) == expected, "\(wall)")
                } else {
                    // Skipped: as far after the change as the wall time is after the last one shown.
                    let lastShown = try #require(firstShowing.keys.filter { $0 < wall }.max())
                    let before = try #require(firstShowing[lastShown])
                    let distance = (wall.microseconds - lastShown.microseconds) / 1_000_000
                    #expect(site.instant(at: wall) == before.adding(seconds: distance), "\(wall)")
                }
            }
        }
    }

    /// Zone, the night, whether an hour is skipped, and the instant of the change.
    private static let nights = [
        ("America/New_York", "2026-03-08", true, "2026-03-08T07:00:00Z"),
        ("America/New_York", "2026-11-01", false, "2026-11-01T06:00:00Z"),
        ("Europe/Berlin", "2026-03-29", true, "2026-03-29T01:00:00Z"),
        ("Europe/Berlin", "2026-10-25", false, "2026-10-25T01:00:00Z"),
    ]

    @Test(arguments: nights)
    func `the business day of a changing night has 23 or 25 hours`(
        zone: String, night: String, isSkipped: Bool, change: String
    ) throws {
        let day = try #require(Day(night))
        let change = try #require(Instant(change))
        for (startsAt, longDay) in [(0, day), (4 * 60, day.advanced(by: -1))] {
            let site = try #require(SiteTime(zone: zone, dayStartsAtMinute: startsAt))
            var minutes: [Day: Int] = [:]
            var order: [Day] = []
            for minute in Int64(-4 * 1_440)..<4 * 1_440 {
                let business = site.businessDay(at: change.adding(seconds: minute * 60))
                minutes[business, default: 0] += 1
                if order.last != business { order.append(business) }
            }
            #expect(order == order.sorted() && Set(order).count == order.count, "a business day never comes back")
            for neighbour in -2...2 {
                let counted = day.advanced(by: neighbour)
                let expected = counted != longDay ? 24 : isSkipped ? 23 : 25
                #expect(minutes[counted] == expected * 60, "\(counted) starting at minute \(startsAt)")
            }
        }
    }

    @Test func `a shop that opens its day at four books the night on the evening before`() throws {
        let bar = try #require(SiteTime(zone: "America/New_York", dayStartsAtMinute: 240))
        let evening = try #require(Day("2026-10-31"))
        // 01:30 is shown twice; both showings, and the minute before 04:00, belong to the evening.
        for text in ["2026-11-01T03:59:59Z", "2026-11-01T05:30:00Z", "2026-11-01T06:30:00Z", "2026-11-01T08:59:59Z"] {
            #expect(bar.businessDay(at: try #require(Instant(text))) == evening)
        }
        #expect(bar.businessDay(at: try #require(Instant("2026-11-01T09:00:00Z"))) == evening.advanced(by: 1))
    }

    @Test func `an hour shown twice means its first showing, a skipped one the same distance after the change`() throws
    {
        let site = try #require(SiteTime(zone: "America/New_York"))
        let twice = try #require(WallTime("2026-11-01T01:30:00"))
        #expect(site.instant(at: twice) == Instant("2026-11-01T05:30:00Z"))
        let skipped = try #require(WallTime("2026-03-08T02:30:00"))
        #expect(site.instant(at: skipped) == Instant("2026-03-08T07:30:00Z"))
        #expect(site.wallTime(at: site.instant(at: skipped)).description == "2026-03-08T03:30:00")
    }

    @Test func `fourteen hours ahead is a day ahead`() throws {
        let site = try #require(SiteTime(zone: "Pacific/Kiritimati"))
        let instant = try #require(Instant("2026-05-01T10:00:00Z"))
        #expect(site.businessDay(at: instant) == Day("2026-05-02"))
        #expect(site.businessDay(at: instant.adding(seconds: -1)) == Day("2026-05-01"))
    }

    @Test func `fractions of a second and moments before 1970 stay in their day`() throws {
        let site = try #require(SiteTime(zone: "UTC"))
        #expect(site.businessDay(at: Instant(microseconds: -1)) == Day("1969-12-31"))
        #expect(site.businessDay(at: Instant(microseconds: 0)) == Day("1970-01-01"))
    }

    @Test func `an unknown zone is no site`() {
        for zone in ["", "Mars/Olympus", "America/NewYork"] { #expect(SiteTime(zone: zone) == nil) }
    }
}
