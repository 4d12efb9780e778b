// SPDX-License-Identifier: Apache-2.0

import Foundation
import Store

/// How long a server is waited for that was there and went away: it is being restarted, or a standby takes its place.
///
/// Whoever never reached it is told at once.
struct Patience {
    private var seconds = 0

    /// As long as a restart after a crash takes, or a promotion by a watchful program.
    private static let mostSeconds = 60

    /// From now on the server is known to be there, and will come back.
    mutating func grow() { seconds = Self.mostSeconds }

    /// A new session, as soon as there is a server that gives one.
    ///
    /// - Throws: what the last attempt said.
    func session(_ address: PostgresAddress) throws -> PostgresSession {
        let end = ContinuousClock.now + .seconds(seconds)
        var pause = 0.05
        while true {
            do { return try PostgresSession(address) } catch  where ContinuousClock.now < end {
                Thread.sleep(forTimeInterval: pause)
                pause = min(pause * 2, 1)
            }
        }
    }
}
