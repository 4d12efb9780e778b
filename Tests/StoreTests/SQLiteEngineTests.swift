// SPDX-License-Identifier: Apache-2.0

import Foundation
import Kernel
import Store
import StoreSQLite
import TestEngines
import Testing

@Suite struct `A store in a folder` {
    @Test func `the engine syncs every commit`() async throws {
        let folder = try TemporaryPlace()
        let store = try Store.shop(in: folder)
        defer { try? store.close() }
        let settings = try await store.write(as: ID(1)) { tx in
            (try tx.number("pragma synchronous"), try tx.value("pragma journal_mode", as: String.self))
        }
        #expect(settings.0 == 2)
        #expect(settings.1 == "wal")
    }

    @Test func `a full disk fails every write of the group and the next one works again`() async throws {
        let folder = try TemporaryPlace()
        let store = try Store.shop(in: folder)
        defer { try? store.close() }
        let pages = try await store.write(as: ID(1)) { tx in
            try tx.number("pragma page_count")
        }
        _ = try await store.write(as: ID(1)) { tx in
            try tx.number(SQL(assembled: "pragma max_page_count = \(pages + 2)"))
        }
        let long = String(repeating: "x", count: 100_000)
        let outcomes = Answers()
        // The write that holds the others back may belong to their group.
        try? await hold(store) {
            await withTaskGroup(of: Void.self) { group in
                for number in 0..<10 {
                    group.addTask {
                        do {
                            try await store.write(as: ID(1)) { tx in
                                try Shop.sell(Int64(number), 1, note: number == 5 ? long : "", tx)
                            }
                            outcomes.append(number)
                        } catch StoreFault.diskFull {} catch { Issue.record("\(error) is no full disk") }
                    }
                }
            }
        }
        let kept = try store.readNow { snapshot in
            try snapshot.values("select product_id from shop_sale order by product_id", as: Int.self)
        }
        #expect(kept == outcomes.all.sorted())
        #expect(try store.number("select count(*) from fact_log") == Int64(kept.count * 2))
        _ = try await store.write(as: ID(1)) { tx in
            try tx.number("pragma max_page_count = 1000000")
        }
        try await store.write(as: ID(1)) { tx in try Shop.sell(99, 1, note: long, tx) }
        #expect(try store.number("select count(*) from shop_sale where product_id = 99") == 1)
    }

    @Test func `a composite key orders the rows and has no row number beside it`() async throws {
        let folder = try TemporaryPlace()
        let store = try Store.shop(in: folder)
        defer { try? store.close() }
        #expect(throws: StoreFault.self) { try store.number("select count(rowid) from shop_total") }
        #expect(try store.number("select count(rowid) from shop_sale") == 0)
        let strict = try store.readNow { snapshot in
            try snapshot.number(
                "select count(*) from pragma_table_list where schema = 'main' and name not like 'sqlite_%' and not strict"
            )
        }
        #expect(strict == 0)
    }

    @Test func `a slot is given back when its holder closes, and a failed opening keeps none`() throws {
        let folder = try TemporaryPlace()
        let first = try SQLiteEngine(folder: folder.url)
        let second = try SQLiteEngine(folder: folder.url)
        #expect([first.node, second.node] == [0, 1])
        try first.close()
        try first.close()
        let third = try SQLiteEngine(folder: folder.url)
        #expect(third.node == 0)
        try second.close()
        try third.close()
        let broken = try TemporaryPlace()
        try Data(repeating: 7, count: 8_192).write(to: broken.url.appending(path: "nightshift.sqlite"))
        for _ in 0..<70 { #expect(throws: StoreFault.self) { try SQLiteEngine(folder: broken.url) } }
        try FileManager.default.removeItem(at: broken.url.appending(path: "nightshift.sqlite"))
        let mended = try SQLiteEngine(folder: broken.url)
        #expect(mended.node == 0)
        try mended.close()
    }

    @Test func `another process has another slot`() async throws {
        let folder = try TemporaryPlace()
        let engine = try SQLiteEngine(folder: folder.url)
        #expect(engine.node == 0)
        await #expect(processExitsWith: .exitCode(41)) { [path = folder.url.path as String] in
            let engine = try SQLiteEngine(folder: URL(filePath: path))
            exit(40 + Int32(engine.node))
        }
        try engine.close()
    }
}
