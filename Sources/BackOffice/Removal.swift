// SPDX-License-Identifier: Apache-2.0

import Automation
package import Store

/// Moves a retailer into another, empty place, and proves that it arrived.
package enum Removal {
    /// What arrived.
    package struct Moved: Sendable {
        package let rows: Int64
        package let sealed: Int64
        /// The head of the seals, the same in both places.
        package let head: [UInt8]
        package let proofs: Int
    }

    /// - Throws: `StoreFault.readOnly` when the target is not empty; `StoreFault.corrupt` when something did not
    ///   arrive as it was, or a seal or a proof of the source does not hold.
    package static func run(
        from source: BackOffice, to target: BackOffice, progress: (StoreCopy.Progress) -> Void = { _ in }
    ) async throws -> Moved {
        let rows = try StoreCopy.run(from: source.store, into: target.store, progress: progress)
        let seals = (try await Seal.verify(source.store), try await Seal.verify(target.store))
        guard seals.0 == seals.1 else { throw StoreFault.corrupt("the seals of both places differ") }
        if let broken = seals.1.firstBroken { throw StoreFault.corrupt("fact \(broken) is not what was sealed") }
        let proofs = (
            try await source.store.read { try Proofs.all($0) }, try await target.store.read { try Proofs.all($0) }
        )
        guard proofs.0 == proofs.1 else { throw StoreFault.corrupt("the proofs of both places differ") }
        if let failing = proofs.1.first(where: { !$0.holds }) {
            throw StoreFault.corrupt("the proof “\(failing.name)” fails: \(failing.difference)")
        }
        return Moved(rows: rows, sealed: seals.1.sealed, head: seals.1.head, proofs: proofs.1.count)
    }
}
