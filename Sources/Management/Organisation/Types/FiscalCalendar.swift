// SPDX-License-Identifier: Apache-2.0

package import Kernel

/// How a company cuts its years into periods.
package enum FiscalCalendar: Equatable, Sendable {
    /// Calendar months; the fiscal year begins on the first day of `firstMonth` (1 to 12).
    case months(firstMonth: Int)
    /// Quarters of four, four and five weeks, as the National Retail Federation's calendar has them: a year begins on
    /// the Monday nearest to the first day of `firstMonth`, and has 52 or 53 weeks; the 53rd belongs to the last period.
    case fourFourFive(firstMonth: Int)

    /// Which of them, as it is kept.
    enum Kind: String, CaseIterable, Sendable {
        case months
        case fourFourFive = "445"
    }

    init(_ kind: Kind, firstMonth: Int) {
        self =
            switch kind {
            case .months: .months(firstMonth: firstMonth)
            case .fourFourFive: .fourFourFive(firstMonth: firstMonth)
            }
    }

    var kind: Kind {
        switch self {
        case .months: .months
        case .fourFourFive: .fourFourFive
        }
    }

    /// From 1 to 12.
    var firstMonth: Int {
        switch self {
        case .months(let month), .fourFourFive(let month): month
        }
    }

    /// The period a day belongs to.
    package func period(of day: Day) -> FiscalPeriod {
        switch self {
        case .months(let firstMonth):
            let year = day.month >= firstMonth ? day.year : day.year - 1
            return FiscalPeriod(
                year: year, number: (day.month - firstMonth + 12) % 12 + 1, first: day.firstOfMonth,
                last: day.lastOfMonth, name: String(day.description.prefix(7)))
        case .fourFourFive(let firstMonth):
            let candidates = [day.year + 1, day.year, day.year - 1]
            let year = candidates.first { Self.firstMonday(of: $0, month: firstMonth) <= day } ?? day.year - 1
            let first = Self.firstMonday(of: year, month: firstMonth)
            let end = Self.firstMonday(of: year + 1, month: firstMonth)
            return Self.weeks(year: year, from: first, to: end, holding: day)
        }
    }

    /// The period of that name; nil when the calendar has none such.
    package func period(named name: String) -> FiscalPeriod? {
        switch self {
        case .months: return Day(name + "-01").map(period(of:))
        case .fourFourFive(let firstMonth):
            let parts = name.split(separator: "-P", omittingEmptySubsequences: false)
            guard parts.count == 2, let year = Int(parts[0]), let number = Int(parts[1]),
                (1...9_999).contains(year), (1...12).contains(number)
            else { return nil }
            let weeks = Self.lengths.prefix(number - 1).reduce(0, +)
            let found = period(of: Self.firstMonday(of: year, month: firstMonth).advanced(by: 7 * weeks))
            return found.name == name ? found : nil
        }
    }

    /// The weeks of each period.
    private static let lengths = [4, 4, 5, 4, 4, 5, 4, 4, 5, 4, 4, 5]

    private static func weeks(year: Int, from first: Day, to end: Day, holding day: Day) -> FiscalPeriod {
        var start = first
        for (index, length) in lengths.enumerated() {
            let next = index == lengths.count - 1 ? end : start.advanced(by: 7 * length)
            if day < next {
                return FiscalPeriod(
                    year: year, number: index + 1, first: start, last: next.advanced(by: -1),
                    name: "\(year)-P\(index < 9 ? "0" : "")\(index + 1)")
            }
            start = next
        }
        preconditionFailure("a day lies in the fiscal year that was chosen for it")
    }

    /// The Monday nearest to the first of the month.
    private static func firstMonday(of year: Int, month: Int) -> Day {
        guard let known = Day(year: 2_000, month: month, day: 1) else {
            preconditionFailure("every year has a first day of month \(month)")
        }
        // The year after the last that can be written is asked for, too.
        let first = known.adding(months: 12 * (year - 2_000))
        let daysPast = first.weekday - 1
        return first.advanced(by: daysPast <= 3 ? -daysPast : 7 - daysPast)
    }
}

/// One period of a fiscal year.
package struct FiscalPeriod: Equatable, Sendable {
    /// The calendar year in which the fiscal year begins.
    package let year: Int
    /// 1 to 12.
    package let number: Int
    package let first: Day
    package let last: Day
    /// As reports show it and a person types it: `2026-02` for a month, `2026-P02` for weeks.
    package let name: String
}
