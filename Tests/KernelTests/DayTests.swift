// SPDX-License-Identifier: Apache-2.0

import Foundation
import Kernel
import Testing

@Suite struct `Calendar days` {
    private let gregorian: Calendar = {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = .gmt
        return calendar
    }()

    @Test func `every day from 1900 to 2100 is the one that Foundation shows`() throws {
        let first = try #require(Day(year: 1900, month: 1, day: 1))
        let last = try #require(Day(year: 2100, month: 12, day: 31))
        #expect(first.distance(to: last) + 1 == 73_414)
        for day in first...last {
            let date = Date(timeIntervalSince1970: Double(day.number) * 86_400)
            let parts = gregorian.dateComponents([.year, .month, .day, .weekday], from: date)
            guard day.year == parts.year, day.month == parts.month, day.dayOfMonth == parts.day,
                // Foundation counts from Sunday, ISO 8601 from Monday.
                day.weekday == ((parts.weekday ?? 0) + 5) % 7 + 1,
                Day(year: day.year, month: day.month, day: day.dayOfMonth) == day, Day(day.description) == day
            else {
                Issue.record("\(day) is not \(parts)")
                return
            }
        }
    }

    @Test func `walking day by day from year 1 to 9999 meets every date in order`() throws {
        var day = try #require(Day(year: 1, month: 1, day: 1))
        var met = 0
        for year in 1...9_999 {
            let isLeap = year % 400 == 0 || (year % 4 == 0 && year % 100 != 0)
            for (month, length) in [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31].enumerated() {
                guard day.civil == (year, month + 1, 1), day.lastOfMonth.dayOfMonth == length,
                    day.firstOfMonth == day, Day(year: year, month: month + 1, day: length + 1) == nil
                else {
                    Issue.record("\(day) is not the first of \(month + 1) \(year)")
                    return
                }
                day = day.advanced(by: length)
                met += length
            }
        }
        #expect(met == 3_652_059)
    }

    @Test func `a month later keeps the day of month or takes the last`() throws {
        let first = try #require(Day(year: 2023, month: 12, day: 1))
        for day in first...first.advanced(by: 500) {
            for months in -30...30 {
                let moved = day.adding(months: months)
                // Walking a month at a time over firsts of months reaches the month.
                var walked = day.firstOfMonth
                for _ in 0..<abs(months) {
                    walked = months > 0 ? walked.lastOfMonth.advanced(by: 1) : walked.advanced(by: -1).firstOfMonth
                }
                #expect(moved.firstOfMonth == walked)
                #expect(moved.dayOfMonth == min(day.dayOfMonth, walked.lastOfMonth.dayOfMonth))
            }
        }
    }

    @Test func `months before the year 1 are still months`() throws {
        let january = try #require(Day(year: 1, month: 1, day: 31))
        #expect(january.adding(months: -1).adding(months: 1) == january)
        #expect(january.adding(months: -13).civil == (-1, 12, 31))
        #expect(january.adding(months: -11).civil == (0, 2, 29))
    }

    @Test(arguments: [
        "", "2026", "2026-02-29", "1900-02-29", "2026-13-01", "2026-00-01", "2026-01-00", "2026-01-32", "2026-1-01",
        "+202-01-01", "2026-+1-01", "2026-01-+1", "2026-01-01 ", " 2026-01-01", "20260101", "2026/01/01",
        "2026-01-01-", "-026-01-01", "0000-01-01", "２０２６-01-01", "2026--1-01",
    ])
    func `what is no day is refused`(text: String) { #expect(Day(text) == nil) }

    @Test func `leap days are every fourth year but not every hundredth`() {
        for (year, isLeap) in [(1600, true), (1900, false), (2000, true), (2023, false), (2024, true), (2100, false)] {
            #expect((Day(year: year, month: 2, day: 29) != nil) == isLeap)
        }
    }

    @Test func `a day travels as its text`() throws {
        let day = try #require(Day("2026-02-28"))
        #expect(String(decoding: try JSONEncoder().encode(day), as: UTF8.self) == "\"2026-02-28\"")
        #expect(try JSONDecoder().decode(Day.self, from: Data("\"2026-02-28\"".utf8)) == day)
        #expect(throws: DecodingError.self) { try JSONDecoder().decode(Day.self, from: Data("\"2026-02-30\"".utf8)) }
    }
}
