// SPDX-License-Identifier: Apache-2.0

import Accounting
import Foundation
import Store
import Warehouse

/// Replays a store's fact log into empty tables and compares what the reactions write.
package enum Rehearsal {
    /// - Returns: the first difference in words; nil when every row is the same.
    package static func run(
        of office: BackOffice, progress: @escaping @Sendable (_ done: Int64, _ all: Int64) -> Void = { _, _ in }
    ) async throws -> String? {
        let folder = FileManager.default.temporaryDirectory.appending(
            path: "nightshift-replay-\(BackOffice.freshKey())")
        defer { try? FileManager.default.removeItem(at: folder) }
        let copy = try BackOffice.open(.folder(folder), clock: office.store.clock, house: office.house)
        defer { try? copy.store.close() }
        try Replay.run(from: office.store, into: copy.store, progress: progress)
        for table in WarehouseSystem.system.tables + AccountingSystem.system.tables {
            if let difference = try firstDifference(in: table, office.store, copy.store) { return difference }
        }
        return nil
    }

    private static func firstDifference(in table: Table, _ first: Store, _ second: Store) throws -> String? {
        try first.readNow { one in
            try second.readNow { other in try table.firstDifference(one, other) }
        }
    }
}
