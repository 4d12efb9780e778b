// SPDX-License-Identifier: Apache-2.0

public import Kernel

/// What the systems of a store declare, all together: whatever a command must know of without knowing whose it is.
///
/// Every snapshot carries it, so that a command is refused by what is declared and not by a list of its own.
public final class Declarations: Sendable {
    /// In the order of the systems.
    public let permissions: [Permission]
    public let policies: [Policy]
    public let night: [NightStep]
    public let proofs: [Proof]
    public let measures: [Measure]
    public let personal: [PersonalColumn]
    public let matters: [MatterKind]
    /// So that a command can run another that it knows by its name alone.
    public let commands: [AnyCommand]
    public let systems: [String]
    /// Which of them no company can do without.
    public let indispensable: Set<String>
    private let commandOwners: [String: String]
    private let proofOwners: [String: String]
    private let measureOwners: [String: String]
    private let stepOwners: [String: String]

    /// Of no system: what a connection carries that no store has opened.
    static let none = Declarations(of: [])

    init(of systems: [System]) {
        permissions = systems.flatMap(\.permissions)
        policies = systems.flatMap(\.policies)
        night = systems.flatMap(\.night)
        proofs = systems.flatMap(\.proofs)
        measures = systems.flatMap(\.measures)
        personal = systems.flatMap(\.personal)
        matters = systems.flatMap(\.matters)
        commands = systems.flatMap(\.commands)
        self.systems = systems.map(\.name)
        indispensable = Set(systems.filter(\.isIndispensable).map(\.name))
        commandOwners = Self.owners(of: systems) { $0.commands.map(\.name) }
        proofOwners = Self.owners(of: systems) { $0.proofs.map(\.name) }
        measureOwners = Self.owners(of: systems) { $0.measures.map(\.name) }
        stepOwners = Self.owners(of: systems) { $0.night.map(\.name) }
        Self.checkOnce(permissions.map(\.name))
        Self.checkOnce(policies.map(\.name))
        Self.checkOnce(night.map(\.name))
        Self.checkOnce(proofs.map(\.name))
        Self.checkOnce(measures.map(\.name))
        Self.checkOnce(matters.map(\.name))
        Self.checkOnce(commands.map(\.name))
        Self.checkOnce(commands.map(\.address))
        Self.checkOnce(systems.flatMap(\.reports).map(\.name))
        Self.checkOnce(systems.flatMap(\.imports).map(\.name))
        Self.checkOnce(systems.flatMap(\.exports).map(\.name))
    }

    private static func owners(of systems: [System], _ names: (System) -> [String]) -> [String: String] {
        Dictionary(systems.flatMap { system in names(system).map { ($0, system.name) } }) { first, _ in first }
    }

    /// The system that brings a command.
    public func system(ofCommand name: String) -> String? { commandOwners[name] }

    public func system(of proof: Proof) -> String? { proofOwners[proof.name] }

    public func system(of measure: Measure) -> String? { measureOwners[measure.name] }

    public func system(of step: NightStep) -> String? { stepOwners[step.name] }

    private static func checkOnce(_ names: [String]) {
        precondition(Set(names).count == names.count, "each is declared once: \(names)")
    }

    public func permission(named name: String) -> Permission? { permissions.first { $0.name == name } }

    public func nightStep(named name: String) -> NightStep? { night.first { $0.name == name } }

    public func policy(named name: String) -> Policy? { policies.first { $0.name == name } }

    public func matter(named name: String) -> MatterKind? { matters.first { $0.name == name } }

    public func command(named name: String) -> AnyCommand? { commands.first { $0.name == name } }
}
