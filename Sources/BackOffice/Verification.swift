// SPDX-License-Identifier: Apache-2.0

package import Automation
package import Store

/// What `verify` finds: the seals and the proofs, checked side by side.
package struct Verification: Sendable {
    package let seals: SealVerdict
    package let proofs: [ProofRecord]
    /// A kept request that is not what was sealed.
    package let alteredRequest: CommandLog.Altered?

    /// - Parameter progress: called with the sealed facts checked and all there are.
    package static func run(
        _ store: Store, progress: (_ done: Int64, _ all: Int64) -> Void = { _, _ in }
    ) async throws -> Verification {
        async let proofs = store.read { try Proofs.all($0) }
        async let altered = store.read { try CommandLog.firstAltered($0) }
        let seals = try await Seal.verify(store, progress: progress)
        return Verification(seals: seals, proofs: try await proofs, alteredRequest: try await altered)
    }
}
