// SPDX-License-Identifier: Apache-2.0

public import Kernel

/// A system's table of contents: everything it brings. The back office puts what all of them bring in order and runs it.
public struct System: Sendable {
    public let name: String
    let migrations: [Migration]
    public let commands: [AnyCommand]
    public let followers: [Follower]
    public let permissions: [Permission]
    public let policies: [Policy]
    /// The steps it brings to the night; the back office knows the order of all.
    public let night: [NightStep]
    public let proofs: [Proof]
    /// The kinds of matter it raises.
    public let matters: [MatterKind]
    package let reports: [ReportDeclaration]
    package let imports: [ImportKind]
    public let exports: [ExportDeclaration]
    public let measures: [Measure]
    public let personal: [PersonalColumn]
    /// Whether no company can do without it: the others stand on it.
    public let isIndispensable: Bool

    /// - Parameter isIndispensable: whether no company can do without it: the others stand on it.
    package init(
        _ name: String, isIndispensable: Bool = false, migrations: [Migration], commands: [AnyCommand] = [],
        followers: [Follower] = [],
        permissions: [Permission] = [], policies: [Policy] = [], night: [NightStep] = [], proofs: [Proof] = [],
        matters: [MatterKind] = [],
        reports: [ReportDeclaration] = [], imports: [ImportKind] = [],
        exports: [ExportDeclaration] = [], measures: [Measure] = [], personal: [PersonalColumn] = []
    ) {
        self.name = name
        self.migrations = migrations
        self.commands = commands
        self.followers = followers
        self.permissions = permissions
        self.policies = policies
        self.night = night
        self.proofs = proofs
        self.matters = matters
        self.reports = reports
        self.imports = imports
        self.exports = exports
        self.measures = measures
        self.personal = personal
        self.isIndispensable = isIndispensable
    }

    /// The tables the system has, for copies, exports and replays.
    public var tables: [Table] {
        migrations.reduce(into: []) { tables, migration in
            switch migration {
            case .create(let created): tables += created
            case .replace(let earlier, let table, _):
                tables.removeAll { $0.name == earlier }
                tables.append(table)
            case .add(let columns, let name):
                guard let place = tables.firstIndex(where: { $0.name == name }) else {
                    preconditionFailure("a column is added to \(name), which no step created")
                }
                tables[place] = tables[place].with(columns)
            case .run, .runAs: break
            }
        }
    }

    /// The floor's own tables: the fact log, its seals, the commands done, where each follower stands,
    /// how far each node has made keys, and which process does what only one may.
    package static let floor = System(
        "Store", isIndispensable: true,
        migrations: [
            .create([
                Table(
                    "fact_log",
                    [
                        .integer("sequence"), .text("name"), .integer("version"), .blob("body"), .id("actor_id"),
                        .optional(.integer("cause")), .instant("recorded_at"),
                    ], key: ["sequence"]),
                Table("fact_seal", [.integer("sequence"), .blob("seal")], key: ["sequence"]),
                Table(
                    "fact_cursor", [.text("follower"), .integer("sequence"), .instant("moved_at")],
                    key: ["follower"]),
                Table(
                    "command_log",
                    [
                        .id("actor_id"), .text("idempotency_key"), .text("name"), .blob("request_hash"),
                        .blob("answer"), .optional(.integer("first_fact")), .instant("done_at"),
                    ], key: ["actor_id", "idempotency_key"]),
            ]),
            .create([Table("store_key", [.integer("node"), .integer("reserved")], key: ["node"])]),
            .create([Lease.table]),
            .create([CommandLog.requests]),
            .add([.optional(.blob("request_digest"))], to: "fact_log"),
            .create([SystemSwitch.table]),
        ],
        night: [.catchUp, .sealTheLog],
        personal: [
            PersonalColumn("command_request", "body", "What was asked, as JSON; erase-request takes it out.")
        ])
}
