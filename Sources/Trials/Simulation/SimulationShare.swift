// SPDX-License-Identifier: Apache-2.0

package import Auditor
package import Kernel
package import Simulator
package import Store

/// A system's share of a simulation: what its people do on a day, and books of its own about it, which share no code with
/// the system.
package protocol SimulationShare: Sendable {
    /// What is told on a day at the sites of the chain, made of the seed alone. The night follows.
    mutating func orders(on day: Day, in chain: SampleChain, seed: Seed) -> [SimulationOrder]

    /// The figures that must have come of it at the end of a day, without zeros: accounts and matters as the auditor
    /// names them, and the share's own.
    func expected(through day: Day) -> [AuditFigure: Int64]

    /// What the back office says of the share's own figures; accounts and matters are read for all.
    func found(through day: Day, _ snapshot: Snapshot) throws -> [AuditFigure: Int64]
}

/// A command of a share, which is accepted however often it is told.
package struct SimulationOrder: Sendable {
    let write: SampleWrite

    package init<C: Command>(_ command: C, key: String, at instant: Instant) {
        write = SampleWrite(command, key: key, at: instant)
    }
}
