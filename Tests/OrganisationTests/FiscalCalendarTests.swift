// SPDX-License-Identifier: Apache-2.0

import Kernel
import Organisation
import Testing

@Suite struct `Fiscal periods` {
    static let firstDay = Day(year: 2015, month: 1, day: 1)!
    static let thirtyYears = (0..<10_958).map { firstDay.advanced(by: $0) }
    static let calendars = (1...12).flatMap {
        [FiscalCalendar.months(firstMonth: $0), FiscalCalendar.fourFourFive(firstMonth: $0)]
    }

    @Test(arguments: calendars) func `cover every day of thirty years exactly once`(calendar: FiscalCalendar) {
        var previous = calendar.period(of: Self.firstDay)
        for day in Self.thirtyYears {
            let period = calendar.period(of: day)
            #expect(period.first <= day && day <= period.last)
            #expect((1...12).contains(period.number))
            if period != previous {
                #expect(period.first == previous.last.advanced(by: 1), "no gap and no overlap before \(day)")
                #expect(
                    (period.year, period.number)
                        == (previous.number == 12
                            ? (previous.year + 1, 1) : (previous.year, previous.number + 1)))
                previous = period
            }
        }
    }

    @Test(arguments: calendars) func `are found by the names they have, and by no other`(calendar: FiscalCalendar) {
        var names: Set<String> = []
        for day in Self.thirtyYears {
            let period = calendar.period(of: day)
            guard names.insert(period.name).inserted else { continue }
            #expect(calendar.period(named: period.name) == period)
        }
        let periods = Set(Self.thirtyYears.map { calendar.period(of: $0).first })
        #expect(names.count == periods.count, "no two have one name")
        let isMonths = if case .months = calendar { true } else { false }
        for name in [
            "", "2026", "2026-", "2026-0", "2026-1", "2026-00", "2026-13", "2026-P1", "2026-P00", "2026-P13", "-P01",
            "P01", "+2026-P01", "2026-P01-P01", "99999999999999-P01", isMonths ? "2026-P02" : "2026-02",
        ] {
            #expect(calendar.period(named: name) == nil, "\(name)")
        }
    }

    @Test(arguments: calendars) func `reach to the ends of what a day can be`(calendar: FiscalCalendar) {
        for day in [Day(year: 1, month: 1, day: 1)!, Day(year: 9_999, month: 12, day: 31)!] {
            let period = calendar.period(of: day)
            #expect(period.first <= day && day <= period.last)
        }
    }

    @Test(arguments: 1...12) func `are calendar months when kept by months`(firstMonth: Int) {
        for day in Self.thirtyYears {
            let period = FiscalCalendar.months(firstMonth: firstMonth).period(of: day)
            #expect(period.first.dayOfMonth == 1 && period.first.month == day.month && period.first.year == day.year)
            #expect(period.last.advanced(by: 1).dayOfMonth == 1)
            // Counted by hand: months since the year's first month, going back one month at a time.
            var (month, number) = (day.month, 1)
            while month != firstMonth {
                month = month == 1 ? 12 : month - 1
                number += 1
            }
            #expect(period.number == number)
            #expect(period.year == (day.month >= firstMonth ? day.year : day.year - 1))
        }
    }

    @Test(arguments: 1...12) func `of four, four and five weeks begin on Mondays and fill 52 or 53 weeks`(month: Int) {
        let calendar = FiscalCalendar.fourFourFive(firstMonth: month)
        var weeks: [Int: [Int: Int]] = [:]
        for day in Self.thirtyYears where day.weekday == 1 {
            let period = calendar.period(of: day)
            #expect(period.first.weekday == 1 && period.last.weekday == 7)
            weeks[period.year, default: [:]][period.number, default: 0] += 1
        }
        let full = weeks.keys.sorted().dropFirst().dropLast()
        for year in full {
            let lengths = (1...12).map { weeks[year]?[$0] ?? 0 }
            #expect(lengths.dropLast() == [4, 4, 5, 4, 4, 5, 4, 4, 5, 4, 4])
            #expect([5, 6].contains(lengths[11]))
        }
        // A week is dropped every year and a leap day, so every fifth or sixth year has 53 weeks.
        let long = full.count { weeks[$0]?[12] == 6 }
        #expect((4...7).contains(long))
    }

    @Test(arguments: 1...12) func `of weeks begin on the Monday nearest to the first of the month`(month: Int) {
        let calendar = FiscalCalendar.fourFourFive(firstMonth: month)
        for year in 2016...2043 {
            let first = Day(year: year, month: month, day: 1)!
            let nearest = (-3...3).map { first.advanced(by: $0) }.first { $0.weekday == 1 }!
            #expect(calendar.period(of: nearest).number == 1)
            #expect(calendar.period(of: nearest).first == nearest)
            #expect(calendar.period(of: nearest).year == year)
        }
    }
}
