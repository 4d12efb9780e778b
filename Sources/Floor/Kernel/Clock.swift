// SPDX-License-Identifier: Apache-2.0

/// Where the present comes from. The system's clock is read in `BackOffice` alone.
public protocol Clock: Sendable {
    var now: Instant { get }
}

/// A clock that shows what it was told: for tests, for replays, and for imports that live in their own time.
public struct StoppedClock: Clock {
    public let now: Instant

    public init(at now: Instant) { self.now = now }
}
