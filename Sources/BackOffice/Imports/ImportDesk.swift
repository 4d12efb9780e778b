// SPDX-License-Identifier: Apache-2.0

package import Kernel
package import Store
import Synchronization

/// Hands commands of an import to the store, many at a time, in order, from a thread that may block.
///
/// The first command that fails stops the import: what was acknowledged before it stays.
package final class ImportDesk: Sendable {
    private let office: BackOffice
    private let actor: ID<Actor>
    private let state = Mutex(State())

    private struct State {
        var failure: (any Error)?
    }

    package init(office: BackOffice, actor: ID<Actor>) {
        self.office = office
        self.actor = actor
    }

    /// Queues a command; waits while too many wait already.
    package func submit<C: Command>(_ command: C, key: String) {
        let request = Result { try CommandRequest(of: command) }
        office.store.submit(as: actor) { [actor] in
            try Systems.desk.foresee(command, as: actor, key: key, $0)
        } _: { tx in
            try Systems.desk.perform(command, try request.get(), key: key, tx)
        } completion: { [self] result in
            state.withLock { state in
                if case .failure(let error) = result { state.failure = state.failure ?? error }
            }
        }
    }

    /// - Throws: what the first failed command threw.
    package func check() throws {
        if let failure = state.withLock({ $0.failure }) { throw failure }
    }

    /// Waits until everything submitted is durable.
    package func finish() throws {
        office.store.drain()
        try check()
    }
}
