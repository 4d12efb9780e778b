// SPDX-License-Identifier: Apache-2.0

/// Brings a store's schema to what this release knows.
struct Migrator {
    let systems: [System]
    let dialect: Dialect

    /// Holds a store that cannot be changed from here against what this release knows.
    ///
    /// - Throws: `StoreFault.newerSchema`; `StoreFault.olderSchema` when a step is missing.
    func check(_ connection: any Connection) throws {
        for system in systems {
            let (found, known) = (try applied(system, connection), system.migrations.count)
            guard found == known else { throw StoreFault.olderSchema(system: system.name, found: found, known: known) }
        }
    }

    /// Applies the steps that are missing, all in one transaction.
    ///
    /// - Throws: `StoreFault.newerSchema` when the store was written by a newer release.
    func migrate(_ connection: any Connection, at now: Int64) throws {
        try connection.begin()
        do {
            try connection.runScript(
                Table(
                    "store_migration", [.text("system"), .integer("number"), .instant("applied_at")],
                    key: ["system", "number"]
                ).sql(dialect).replacing("create table", with: "create table if not exists"))
            for system in systems { try migrate(system, connection, now) }
            try connection.commit()
        } catch {
            try? connection.rollback()
            throw error
        }
    }

    private func migrate(_ system: System, _ connection: any Connection, _ now: Int64) throws {
        let applied = try applied(system, connection)
        for (index, migration) in system.migrations.enumerated().dropFirst(applied) {
            switch migration {
            case .create(let tables): for table in tables { try connection.runScript(table.sql(dialect)) }
            case .add(let columns, let table):
                for column in columns {
                    try connection.runScript("alter table \(table) add column \(column.sql(dialect));")
                }
            case .replace(let earlier, let table, let filling):
                try connection.runScript(table.sql(dialect))
                try connection.run(filling)
                try connection.runScript("drop table \(earlier)")
            case .run(let statements): for statement in statements { try connection.run(statement) }
            case .runAs(let sqlite, let postgres): try connection.run(dialect == .sqlite ? sqlite : postgres)
            }
            try connection.run(
                """
                insert into store_migration (system, number, applied_at)
                values (\(system.name), \(index + 1), \(now))
                """)
        }
    }

    /// How many of a system's steps a store has, which are no more than this release knows.
    private func applied(_ system: System, _ connection: any Connection) throws -> Int {
        let applied = Int(
            try Snapshot(connection).number("select max(number) from store_migration where system = \(system.name)"))
        guard applied <= system.migrations.count else {
            throw StoreFault.newerSchema(system: system.name, found: applied, known: system.migrations.count)
        }
        return applied
    }
}
