// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Time on the wall and on the processors since it was started, and the process's greatest memory.
package struct Stopwatch: Sendable {
    private let started = ContinuousClock.now
    private let used = Self.processorMicroseconds

    package init() {}

    package var microseconds: Int64 {
        let parts = (ContinuousClock.now - started).components
        return parts.seconds * 1_000_000 + parts.attoseconds / 1_000_000_000_000
    }

    /// User and system time of all threads.
    package var processorMicroseconds: Int64 { Self.processorMicroseconds - used }

    /// The most memory that the process has held, in bytes.
    package static var peakBytes: Int64 { Int64(usage.ru_maxrss) * 1_024 }

    private static var processorMicroseconds: Int64 {
        let usage = usage
        return Int64(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * 1_000_000
            + Int64(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec)
    }

    private static var usage: rusage {
        var usage = rusage()
        getrusage(0, &usage)
        return usage
    }
}
