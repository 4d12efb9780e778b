// SPDX-License-Identifier: Apache-2.0

import Dispatch
import Synchronization

/// Calls someone every twenty seconds, on a thread of its own, until it is stopped.
final class LeaseKeeper: Sendable {
    private let timer = Mutex<(any DispatchSourceTimer)?>(nil)

    func start(_ beat: @escaping @Sendable () -> Void) {
        timer.withLock { timer in
            let new = DispatchSource.makeTimerSource(queue: DispatchQueue(label: "nightshift.lease"))
            new.setEventHandler(handler: beat)
            new.schedule(deadline: .now() + 20, repeating: 20)
            new.activate()
            timer = new
        }
    }

    func stop() {
        timer.withLock { timer in
            timer?.cancel()
            timer = nil
        }
    }
}
