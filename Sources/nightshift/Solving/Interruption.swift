// SPDX-License-Identifier: Apache-2.0

import Dispatch
import Foundation
import Synchronization

/// Ctrl-C, or an end that the system asks for, as a wish to stop with what has been found.
final class Interruption: Sendable {
    private let asked = Atomic<Bool>(false)

    var isAsked: Bool { asked.load(ordering: .relaxed) }

    /// While `body` works, the first signal asks and the second ends the program.
    static func heard<Value>(during body: (Interruption) throws -> Value) rethrows -> Value {
        let interruption = Interruption()
        let sources = [SIGINT, SIGTERM].map { number in
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            source.setEventHandler {
                interruption.asked.store(true, ordering: .relaxed)
                signal(number, SIG_DFL)
            }
            source.resume()
            return source
        }
        defer {
            for source in sources { source.cancel() }
            for number in [SIGINT, SIGTERM] { signal(number, SIG_DFL) }
        }
        return try body(interruption)
    }
}
