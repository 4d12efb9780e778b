// SPDX-License-Identifier: Apache-2.0

package import Kernel

/// In which order the parts of a date stand. A date that begins with four digits of a year needs no telling.
package enum DateOrder: String, Codable, Sendable, CaseIterable {
    case ymd, dmy, mdy

    /// Nothing when it begins with its year or is no date; `03/04/2026` may be in March or in April.
    package static func evidence(of text: String) -> FormEvidence<DateOrder> {
        guard let parts = parts(of: text.split(separator: " ").first ?? ""), parts[0].utf8.count != 4,
            let first = Int(parts[0]), let second = Int(parts[1])
        else { return .none }
        if text.contains(".") || first > 12 { return .form(.dmy) }
        return second > 12 ? .form(.mdy) : .ambiguous
    }

    /// The day of a text; nil when it is none in this order. A year has four digits.
    package static func day(_ text: Substring, _ order: DateOrder?) -> Day? {
        if text.utf8.count == 8, let number = Int(text) {
            return Day(year: number / 10_000, month: number / 100 % 100, day: number % 100)
        }
        guard let parts = parts(of: text) else { return nil }
        let numbers = parts.compactMap { Int($0) }
        guard numbers.count == 3 else { return nil }
        if parts[0].utf8.count == 4 { return Day(year: numbers[0], month: numbers[1], day: numbers[2]) }
        guard parts[2].utf8.count == 4 else { return nil }
        switch order {
        case .dmy: return Day(year: numbers[2], month: numbers[1], day: numbers[0])
        case .mdy: return Day(year: numbers[2], month: numbers[0], day: numbers[1])
        case .ymd, nil: return nil
        }
    }

    private static func parts(of text: Substring) -> [Substring]? {
        guard let separator = text.first(where: { !$0.isWholeNumber }), "-/.".contains(separator) else { return nil }
        let parts = text.split(separator: separator, omittingEmptySubsequences: false)
        guard parts.count == 3, parts.allSatisfy({ !$0.isEmpty && $0.utf8.count <= 4 }) else { return nil }
        return parts
    }
}

/// A moment as a file tells it: a day, perhaps a time of that day, perhaps how far that wall was from UTC.
package struct FileMoment: Equatable {
    package let day: Day
    package private(set) var seconds: Int64?
    package private(set) var offset: Int64?

    package init(day: Day) { self.day = day }

    /// Reads `2026-02-28`, `28.02.2026 09:30`, `2026-02-28T09:30:00+01:00`, `02/28/2026 9:30 PM`; nil for anything else.
    package init?(_ text: String, _ order: DateOrder?) {
        let end = text.firstIndex { $0 == " " || $0 == "T" } ?? text.endIndex
        guard let day = DateOrder.day(text[..<end], order) else { return nil }
        self.day = day
        guard end < text.endIndex else { return }
        guard add(clock: text[text.index(after: end)...]) else { return nil }
    }

    /// Adds the time of day; false when it is none.
    package mutating func add(clock text: Substring) -> Bool {
        var clock = text.uppercased()[...]
        if clock.hasSuffix("Z") {
            offset = 0
            clock.removeLast()
        } else if let sign = clock.lastIndex(where: { $0 == "+" || $0 == "-" }) {
            guard let minutes = Self.minutes(clock[clock.index(after: sign)...]) else { return false }
            offset = (clock[sign] == "-" ? -60 : 60) * minutes
            clock = clock[..<sign]
        }
        var half: Int64?
        for (name, hours) in [("AM", Int64(0)), ("PM", 12)] where clock.hasSuffix(name) {
            half = hours
            clock = clock.dropLast(2)
            while clock.last == " " { clock.removeLast() }
        }
        let whole = clock.split(separator: ".", omittingEmptySubsequences: false).first ?? ""
        let parts = whole.split(separator: ":", omittingEmptySubsequences: false).map { Int64($0) ?? -1 }
        guard (2...3).contains(parts.count), (0..<60).contains(parts[1]), (0..<60).contains(parts.last ?? -1) else {
            return false
        }
        var hour = parts[0]
        if let half {
            guard (1...12).contains(hour) else { return false }
            hour = hour % 12 + half
        }
        guard (0..<24).contains(hour) else { return false }
        seconds = hour * 3_600 + parts[1] * 60 + (parts.count == 3 ? parts[2] : 0)
        return true
    }

    private static func minutes(_ offset: Substring) -> Int64? {
        let digits = offset.replacing(":", with: "")
        guard digits.utf8.count == 4, let number = Int64(digits), number / 100 < 15, number % 100 < 60 else {
            return nil
        }
        return number / 100 * 60 + number % 100
    }

    /// - Parameter otherwise: seconds after the beginning of the business day, for a day without a time.
    package func instant(at site: SiteTime, otherwise: Int64) -> Instant {
        if let seconds, let offset { return Instant(day, seconds: seconds - offset) }
        let start = WallTime(day).microseconds
        let clock = seconds ?? Int64(site.dayStartsAtMinute) * 60 + otherwise
        return site.instant(at: WallTime(microseconds: start + clock * 1_000_000))
    }
}
