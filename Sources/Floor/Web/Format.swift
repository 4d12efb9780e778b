// SPDX-License-Identifier: Apache-2.0

package import Kernel

/// How values are written for a person, in English.
package enum Format {
    /// `-1,234.50`, without the currency.
    package static func money(_ amount: Money) -> String { grouped(amount.description) }

    /// `-1,234.50 USD`
    package static func moneyWithCurrency(_ amount: Money) -> String { "\(money(amount)) \(amount.currency.code)" }

    /// `25k`, `1.5M`, `-200`: whole major units rounded towards zero to at most one decimal, for axes.
    package static func brief(_ amount: Money) -> String {
        let major = amount.minor / amount.currency.minorPerMajor
        let (divisor, sign): (Int64, String) =
            switch major.magnitude {
            case ..<1_000: (1, "")
            case ..<1_000_000: (1_000, "k")
            case ..<1_000_000_000: (1_000_000, "M")
            default: (1_000_000_000, "bn")
            }
        let tenths = major / divisor * 10 + major % divisor * 10 / divisor
        let number = tenths % 10 == 0 ? String(tenths / 10) : formatDecimal(tenths, decimals: 1)
        return grouped(number) + sign
    }

    /// `12`, `1,250`, `1.250 kg`
    package static func quantity(_ quantity: Quantity) -> String { grouped(quantity.description) }

    /// `2,904`
    package static func number(_ number: some BinaryInteger) -> String { grouped(String(number)) }

    /// `1 receipt`, `2,904 receipts`
    package static func count(_ number: some BinaryInteger, _ one: String, _ many: String) -> String {
        "\(self.number(number)) \(number == 1 ? one : many)"
    }

    /// `30 September`; the year is left to the context.
    package static func day(_ day: Day) -> String { "\(day.dayOfMonth) \(months[day.month - 1])" }

    /// `Wed 30 Sep`
    package static func shortDay(_ day: Day) -> String {
        "\(weekday(day).prefix(3)) \(day.dayOfMonth) \(months[day.month - 1].prefix(3))"
    }

    /// `Sep`
    package static func shortMonth(_ day: Day) -> String { String(months[day.month - 1].prefix(3)) }

    /// `Wednesday 30 September 2026`
    package static func fullDay(_ day: Day) -> String { "\(weekday(day)) \(self.day(day)) \(day.year)" }

    /// `Wednesday`
    package static func weekday(_ day: Day) -> String { weekdays[day.weekday - 1] }

    /// `02:03`
    package static func time(_ wall: WallTime) -> String { "\(twoDigits(wall.hour)):\(twoDigits(wall.minute))" }

    /// `2 minutes ago`, `in 3 hours`, `just now`: the largest whole unit, rounded down, and up to days.
    package static func distance(from now: Instant, to other: Instant) -> String {
        let seconds = Int64((other.microseconds - now.microseconds).magnitude / 1_000_000)
        guard let span = span(seconds: seconds) else { return "just now" }
        return other < now ? "\(span) ago" : "in \(span)"
    }

    /// `340 ms`, `1.2 s`, `2 min 5 s`, `1 h 2 min`; less than a millisecond is `under 1 ms`. Rounded down.
    package static func duration(microseconds: Int64) -> String {
        let milliseconds = microseconds / 1_000
        let seconds = milliseconds / 1_000
        return switch milliseconds {
        case ..<1: "under 1 ms"
        case ..<1_000: "\(milliseconds) ms"
        case ..<10_000: "\(seconds).\(milliseconds / 100 % 10) s"
        case ..<60_000: "\(seconds) s"
        case ..<3_600_000: "\(seconds / 60) min \(seconds % 60) s"
        default: "\(number(seconds / 3_600)) h \(seconds / 60 % 60) min"
        }
    }

    /// `97.1%`, rounded towards zero, so that 100.0% means all; nil when the whole is zero.
    package static func share(_ part: Int64, of whole: Int64) -> String? {
        guard whole != 0 else { return nil }
        let perMille = Int64(clamping: Int128(part) * 1_000 / Int128(whole))
        return "\(grouped(formatDecimal(perMille, decimals: 1)))%"
    }

    /// `+8.6%`, `-0.4%`, `0.0%`: from an earlier amount to a later one; nil when the earlier is not positive.
    package static func change(from earlier: Money, to later: Money) -> String? {
        guard earlier.minor > 0, let change = share(later.minor - earlier.minor, of: earlier.minor) else { return nil }
        return later.minor > earlier.minor && change != "0.0%" ? "+" + change : change
    }

    /// `9f3c…e21a`: enough of a hash for two people to compare.
    package static func shortened(hash: String) -> String {
        hash.count <= 12 ? hash : "\(hash.prefix(4))…\(hash.suffix(4))"
    }

    private static func span(seconds: Int64) -> String? {
        switch seconds {
        case ..<60: nil
        case ..<3_600: count(seconds / 60, "minute", "minutes")
        case ..<86_400: count(seconds / 3_600, "hour", "hours")
        default: count(seconds / 86_400, "day", "days")
        }
    }

    /// Commas between thousands of the whole part of a decimal, whatever follows it.
    private static func grouped(_ decimal: String) -> String {
        let sign = decimal.hasPrefix("-") ? "-" : ""
        let whole = decimal.dropFirst(sign.count).prefix { $0.isWholeNumber }
        let rest = decimal.dropFirst(sign.count + whole.count)
        var grouped = ""
        for (index, digit) in whole.enumerated() {
            if index > 0, (whole.count - index) % 3 == 0 { grouped.append(",") }
            grouped.append(digit)
        }
        return sign + grouped + rest
    }

    private static func twoDigits(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

    private static let weekdays = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
    private static let months = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
        "December",
    ]
}
