// SPDX-License-Identifier: Apache-2.0

public import Foundation

/// The time of one place: its zone, and when its business day begins.
///
/// A shop that closes at two in the morning books those hours on the evening before: its day starts at, say, 04:00.
/// Daylight-saving nights need no care of the caller: the business day follows the wall clock, so the 23- and
/// 25-hour days are ordinary days.
public struct SiteTime: Sendable {
    public let zone: TimeZone
    /// Minutes after midnight at which the business day begins.
    public let dayStartsAtMinute: Int

    /// - Parameter zone: an IANA name such as `America/New_York`; nil when the zone is unknown.
    public init?(zone name: String, dayStartsAtMinute: Int = 0) {
        guard let zone = TimeZone(identifier: name) else { return nil }
        self.init(zone: zone, dayStartsAtMinute: dayStartsAtMinute)
    }

    public init(zone: TimeZone, dayStartsAtMinute: Int) {
        precondition((0..<1_440).contains(dayStartsAtMinute), "a business day starts within the day")
        self.zone = zone
        self.dayStartsAtMinute = dayStartsAtMinute
    }

    /// What the wall clock shows at an instant.
    public func wallTime(at instant: Instant) -> WallTime {
        WallTime(microseconds: instant.microseconds + offset(at: instant) * 1_000_000)
    }

    /// The business day that an instant belongs to.
    public func businessDay(at instant: Instant) -> Day {
        WallTime(
            microseconds: wallTime(at: instant).microseconds - Int64(dayStartsAtMinute) * 60_000_000
        ).day
    }

    /// The first instant at which the wall clock shows `wall`.
    ///
    /// An hour that is shown twice in autumn means its first showing; an hour skipped in spring means the moment the
    /// same distance after the change, as most calendars do.
    public func instant(at wall: WallTime) -> Instant {
        let asIfUTC = Instant(microseconds: wall.microseconds)
        let before = offset(at: asIfUTC.adding(seconds: -86_400))
        let after = offset(at: asIfUTC.adding(seconds: 86_400))
        let early = asIfUTC.adding(seconds: -max(before, after))
        if wallTime(at: early) == wall { return early }
        let late = asIfUTC.adding(seconds: -min(before, after))
        return wallTime(at: late) == wall ? late : asIfUTC.adding(seconds: -before)
    }

    private func offset(at instant: Instant) -> Int64 {
        let seconds = Double(instant.microseconds.floored(by: 1_000_000))
        return Int64(zone.secondsFromGMT(for: Date(timeIntervalSince1970: seconds)))
    }
}
