// SPDX-License-Identifier: Apache-2.0

/// For every departure from the depot, when a route is ready to go on: exact for any number of windows.
///
/// The moment of being ready never falls when the departure is later. Where it rises as fast, the departure is in a
/// piece; where it stays, because the vehicle waits, only the last departure is of use, because it takes least time. So
/// a few pieces say everything, at most one more than there are windows on the way. Adding a stop looks at each piece
/// and window once.
///
/// A search that joins segments in constant time uses the same fact for a single piece; this is its exact, forward form.
package struct DepartureProfile: Sendable {
    /// Departures `first...last`, each ready `delay` later.
    package struct Piece: Sendable, Equatable {
        package var first: Int64
        package var last: Int64
        package var delay: Int64
    }

    /// In order of departure; empty when no departure keeps all windows.
    package private(set) var pieces: [Piece]
    /// The least that the windows were missed by, where `pieces` is empty.
    package private(set) var lateness: Int64 = 0

    package init(leaving window: RouteModel.TimeWindow) {
        pieces = [Piece(first: window.opens, last: window.closes, delay: 0)]
    }

    /// Goes on to a place that takes `travel`, is open in `windows` in order, and takes `service` once begun there.
    package mutating func advance(travel: Int64, windows: some Collection<RouteModel.TimeWindow>, service: Int64) {
        var onward: [Piece] = []
        var earliest = Int64.max
        for piece in pieces {
            earliest = min(earliest, piece.first + piece.delay + travel)
            Self.split(piece, delay: piece.delay + travel, windows, service, into: &onward)
        }
        if onward.isEmpty, !pieces.isEmpty, let last = windows.max(by: { $0.closes < $1.closes }) {
            lateness = earliest - last.closes
        }
        pieces = onward
    }

    private static func split(
        _ piece: Piece, delay: Int64, _ windows: some Collection<RouteModel.TimeWindow>, _ service: Int64,
        into onward: inout [Piece]
    ) {
        let arrivals = (first: piece.first + delay, last: piece.last + delay)
        var closed = Int64.min
        for window in windows {
            // Who arrives since the window before has closed waits; whoever left last waits least.
            if arrivals.last > closed, arrivals.last < window.opens {
                add(Piece(first: piece.last, last: piece.last, delay: window.opens + service - piece.last), to: &onward)
            }
            let begins = (first: max(arrivals.first, window.opens), last: min(arrivals.last, window.closes))
            if begins.first <= begins.last {
                add(
                    Piece(first: begins.first - delay, last: begins.last - delay, delay: delay + service), to: &onward)
            }
            closed = window.closes
        }
    }

    /// Of two departures that are ready at the same moment, only the later one is kept.
    private static func add(_ piece: Piece, to onward: inout [Piece]) {
        if let before = onward.last, before.first == before.last,
            before.first + before.delay == piece.first + piece.delay
        {
            onward.removeLast()
        }
        onward.append(piece)
    }

    /// The departure with the least time on the way, the earliest of several, with that time; nil if there is none.
    package var best: (departure: Int64, duration: Int64)? {
        guard let best = pieces.min(by: { ($0.delay, $0.first) < ($1.delay, $1.first) }) else { return nil }
        return (best.first, best.delay)
    }
}
