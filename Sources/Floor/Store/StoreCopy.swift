// SPDX-License-Identifier: Apache-2.0

/// Copies everything a store holds into an empty one, on the same engine or another.
///
/// Both are opened by the same release, so that they have the same tables. Nobody else writes to the target while it
/// runs. The rows arrive in one transaction: a copy that is cut off leaves the target empty, and can be begun again.
public enum StoreCopy {
    /// How far a copy is.
    public struct Progress: Sendable {
        public let table: String
        public let rows: Int64
        /// Whether the rows are compared, after all have arrived.
        public let isComparing: Bool
    }

    /// Rows of one statement.
    private static let block = 1_000

    /// Copies every row of every table, and reads all of them again to compare.
    ///
    /// The target makes keys that the source made; open it again before it is written to.
    ///
    /// - Parameter besideWriters: whether the source may be written to meanwhile; what arrives is then the state of one
    ///   moment. Otherwise every other writer waits, as a move needs it.
    /// - Returns: how many rows there are.
    /// - Throws: `StoreFault.readOnly` when the target holds something already; `StoreFault.corrupt` when a row did not
    ///   arrive as it was sent.
    public static func run(
        from source: Store, into target: Store, besideWriters: Bool = false, progress: (Progress) -> Void = { _ in }
    ) throws -> Int64 {
        precondition(source.systems.map(\.name) == target.systems.map(\.name), "both hold the same systems")
        let tables = source.systems.flatMap(\.tables)
        guard !besideWriters else {
            return try source.engine.withReader { try copyAndCompare(tables, Snapshot($0), target, progress) }
        }
        return try source.engine.withWriter { reading in
            try reading.begin()
            defer { try? reading.rollback() }
            return try copyAndCompare(tables, Snapshot(reading), target, progress)
        }
    }

    private static func copyAndCompare(
        _ tables: [Table], _ source: Snapshot, _ target: Store, _ progress: (Progress) -> Void
    ) throws -> Int64 {
        let rows = try copy(tables, source, into: target, progress)
        for table in tables {
            progress(Progress(table: table.name, rows: rows, isComparing: true))
            let difference = try target.readNow { try table.firstDifference(source, $0) }
            if let difference { throw StoreFault.corrupt("a row did not arrive as it was sent: \(difference)") }
        }
        return rows
    }

    private static func copy(
        _ tables: [Table], _ source: Snapshot, into target: Store, _ progress: (Progress) -> Void
    ) throws -> Int64 {
        try target.engine.withWriter { writing in
            try writing.begin()
            do {
                try expectNone(of: tables, Snapshot(writing))
                var rows: Int64 = 0
                for table in tables {
                    try copy(table, source, into: writing) { count in
                        rows += Int64(count)
                        progress(Progress(table: table.name, rows: rows, isComparing: false))
                    }
                }
                try writing.takeStatistics(of: tables)
                try writing.commit()
                return rows
            } catch {
                try? writing.rollback()
                throw error
            }
        }
    }

    private static func expectNone(of tables: [Table], _ target: Snapshot) throws {
        for table in tables where try target.exists(SQL(assembled: "select 1 from \(table.name) limit 1")) {
            throw StoreFault.readOnly("the target holds rows already, in \(table.name); a copy needs an empty one")
        }
    }

    private static func copy(
        _ table: Table, _ source: Snapshot, into target: any Connection, arrived: (Int) -> Void
    ) throws {
        var rows: [[SQLValue]] = []
        func send() throws {
            guard !rows.isEmpty else { return }
            try target.insert(rows, into: table)
            arrived(rows.count)
            rows.removeAll(keepingCapacity: true)
        }
        try source.each(table.everything) { row in
            rows.append(table.values(of: row))
            if rows.count == block { try send() }
        }
        try send()
    }
}
