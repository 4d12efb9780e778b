// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Runs work that blocks on a thread of its own, so that it holds none of those that tasks run on.
package func onBlockingThread<Value: Sendable>(
    _ body: @escaping @Sendable () throws -> Value
) async throws -> Value {
    try await withCheckedThrowingContinuation { continuation in
        let thread = Thread { continuation.resume(with: Result { try body() }) }
        thread.stackSize = 8 << 20
        thread.start()
    }
}
