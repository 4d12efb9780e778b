// SPDX-License-Identifier: Apache-2.0

/// A moment in time: whole microseconds since 1970-01-01T00:00:00Z.
public struct Instant: Hashable, Comparable, Sendable {
    public let microseconds: Int64

    public init(microseconds: Int64) { self.microseconds = microseconds }

    /// Midnight UTC of a day, plus seconds.
    public init(_ day: Day, seconds: Int64 = 0) {
        self.init(microseconds: (day.number * 86_400 + seconds) * 1_000_000)
    }

    /// Reads `2026-02-28T09:30:00Z` or `2026-02-28T10:30:00+01:00` (RFC 3339), with an optional fraction of up to six
    /// digits.
    public init?(_ text: some StringProtocol) {
        if text.hasSuffix("Z"), let wall = WallTime(text.dropLast()) {
            self.init(microseconds: wall.microseconds)
        } else if let wall = WallTime(text.dropLast(6)), let offset = Self.offset(text.suffix(6)) {
            self.init(microseconds: wall.microseconds - offset * 60_000_000)
        } else {
            return nil
        }
    }

    /// The minutes of `+05:30` or `-08:00`.
    private static func offset(_ text: some StringProtocol) -> Int64? {
        let letters = Array(text.utf8)
        guard letters.count == 6, letters[0] == UInt8(ascii: "+") || letters[0] == UInt8(ascii: "-"),
            letters[3] == UInt8(ascii: ":")
        else { return nil }
        let digits = [1, 2, 4, 5].map { Int64(letters[$0]) - Int64(UInt8(ascii: "0")) }
        guard digits.allSatisfy({ 0 <= $0 && $0 <= 9 }) else { return nil }
        let (hours, minutes) = (digits[0] * 10 + digits[1], digits[2] * 10 + digits[3])
        guard hours < 24, minutes < 60 else { return nil }
        return (letters[0] == UInt8(ascii: "-") ? -1 : 1) * (hours * 60 + minutes)
    }

    public func adding(seconds: Int64) -> Instant { Instant(microseconds: microseconds + seconds * 1_000_000) }

    public static func < (left: Instant, right: Instant) -> Bool { left.microseconds < right.microseconds }
}

extension Instant: CustomStringConvertible {
    /// `2026-02-28T09:30:00Z`; a fraction appears only when there is one.
    public var description: String { WallTime(microseconds: microseconds).description + "Z" }
}

extension Instant: Codable {
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let instant = Instant(text) else {
            throw DecodingError.dataCorruptedError(
                in: container, debugDescription: "expected an instant such as 2026-02-28T09:30:00Z, found \(text)")
        }
        self = instant
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}

/// What the clock on the wall of some place shows: a day and a time of day, without saying where.
public struct WallTime: Hashable, Comparable, Sendable {
    /// Microseconds since 1970-01-01T00:00:00 on that wall.
    public let microseconds: Int64

    public init(microseconds: Int64) { self.microseconds = microseconds }

    public init(_ day: Day, hour: Int = 0, minute: Int = 0, second: Int = 0) {
        self.init(microseconds: (day.number * 86_400 + Int64(hour * 3_600 + minute * 60 + second)) * 1_000_000)
    }

    /// Reads `2026-02-28T09:30:00`, with an optional fraction of up to six digits.
    public init?(_ text: some StringProtocol) {
        let bytes = Array(text.utf8)
        func number(_ range: Range<Int>) -> Int? {
            bytes[range].reduce(0 as Int?) { value, byte in
                guard let value, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
                return value * 10 + Int(byte - UInt8(ascii: "0"))
            }
        }
        guard bytes.count >= 19, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-"),
            bytes[10] == UInt8(ascii: "T") || bytes[10] == UInt8(ascii: " "),
            bytes[13] == UInt8(ascii: ":"), bytes[16] == UInt8(ascii: ":"),
            let year = number(0..<4), let month = number(5..<7), let dayOfMonth = number(8..<10),
            let day = Day(year: year, month: month, day: dayOfMonth),
            let hour = number(11..<13), let minute = number(14..<16), let second = number(17..<19),
            hour < 24, minute < 60, second < 60
        else { return nil }
        var fraction: Int64 = 0
        if bytes.count > 19 {
            guard bytes[19] == UInt8(ascii: "."), (21...26).contains(bytes.count),
                let digits = number(20..<bytes.count)
            else { return nil }
            fraction = Int64(digits) * powerOfTen(26 - bytes.count)
        }
        let whole = WallTime(day, hour: hour, minute: minute, second: second)
        self.init(microseconds: whole.microseconds + fraction)
    }

    public var day: Day { Day(number: microseconds.floored(by: 86_400_000_000)) }

    /// Microseconds since midnight.
    public var timeOfDay: Int64 { microseconds - day.number * 86_400_000_000 }

    public var hour: Int { Int(timeOfDay / 3_600_000_000) }
    public var minute: Int { Int(timeOfDay / 60_000_000 % 60) }

    public static func < (left: WallTime, right: WallTime) -> Bool { left.microseconds < right.microseconds }
}

extension WallTime: CustomStringConvertible {
    /// `2026-02-28T09:30:00`; a fraction appears only when there is one.
    public var description: String {
        let second = Int(timeOfDay / 1_000_000 % 60)
        let fraction = timeOfDay % 1_000_000
        let clock = "\(padded(hour, to: 2)):\(padded(minute, to: 2)):\(padded(second, to: 2))"
        return "\(day)T\(clock)" + (fraction == 0 ? "" : "." + padded(Int(fraction), to: 6))
    }
}

extension Instant {
    /// The day after it in UTC: no clock on Earth that is right has come further.
    public var tomorrow: Day { WallTime(microseconds: microseconds).day.advanced(by: 1) }
}
