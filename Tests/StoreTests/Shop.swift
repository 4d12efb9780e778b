// SPDX-License-Identifier: Apache-2.0

import Foundation
import Kernel
import Store
import StoreSQLite
import Synchronization

/// A folder of its own for one test, removed with it.
final class TemporaryFolder: Sendable {
    let url: URL

    init() throws {
        url = FileManager.default.temporaryDirectory.appending(path: "nightshift-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    var file: String { url.appending(path: "nightshift.sqlite").path }

    deinit { try? FileManager.default.removeItem(at: url) }
}

/// A clock that tests turn by hand.
final class HandClock: Clock {
    private let instant: Mutex<Instant>

    init(_ text: String = "2026-02-28T09:30:00Z") { instant = Mutex(Instant(text) ?? Instant(microseconds: 0)) }

    var now: Instant { instant.withLock { $0 } }

    func turn(seconds: Int64) { instant.withLock { $0 = $0.adding(seconds: seconds) } }
}

/// What a test throws on purpose.
struct Mishap: Error, Equatable {}

struct Sold: Fact, Codable, Equatable {
    static let name = "shop.sold"
    let product: Int64
    let pieces: Int64
}

struct Moved: Fact, Codable, Equatable {
    static let name = "shop.moved"
    let product: Int64
    let pieces: Int64
}

/// A fact that no one answers.
struct Whistled: Fact, Codable, Equatable {
    static let name = "shop.whistled"
    let tune: String
}

/// A small system: what was sold, a journal that reactions write, stock that followers count.
enum Shop {
    static let sale = Table(
        "shop_sale", [.id("sale_id"), .id("product_id"), .quantity("pieces"), .text("note")], key: ["sale_id"])
    static let journal = Table(
        "shop_journal", [.integer("line"), .text("label"), .integer("cause"), .integer("pieces")], key: ["line"])
    static let total = Table(
        "shop_total", [.id("product_id"), .day("day"), .quantity("pieces"), .money("minor")],
        key: ["product_id", "day"])
    static let followed = Table(
        "shop_followed", [.integer("sequence"), .text("name"), .integer("times")], key: ["sequence"])

    static let totals = RunningTotal("shop_total", keys: ["product_id", "day"], amounts: ["pieces", "minor"])

    static let migrations: [Migration] = [.create([sale, journal, total, followed])]

    static func system(
        commands: [AnyCommand] = [], followers: [Follower] = [], more: [Migration] = []
    ) -> System {
        System("Shop", migrations: migrations + more, commands: commands, followers: followers)
    }

    /// A sale is a move of goods, and a move adds to a total.
    static let wiring = Wiring([
        .on(Sold.self, "goods move") { sold, tx in
            try write("move", sold.pieces, tx)
            try tx.publish(Moved(product: sold.product, pieces: -sold.pieces))
        },
        .on(Sold.self, "money comes") { sold, tx in try write("money", sold.pieces, tx) },
        .on(Moved.self, "stock counts") { moved, tx in
            try write("stock", moved.pieces, tx)
            tx.add([moved.pieces, moved.pieces * 99], to: totals, at: [moved.product, 0, 0, 0, 0, 0, 0, 0])
        },
    ])

    static func write(_ label: String, _ pieces: Int64, _ tx: Transaction) throws {
        try tx.run(
            """
            insert into shop_journal (line, label, cause, pieces)
            values ((select coalesce(max(line), 0) + 1 from shop_journal), \(label), \(tx.cause), \(pieces))
            """)
    }

    static func sell(_ product: Int64, _ pieces: Int64, note: String = "", _ tx: Transaction) throws {
        let sale = tx.key(for: Receipt.self)
        try tx.run(
            "insert into shop_sale (sale_id, product_id, pieces, note) values (\(sale), \(product), \(pieces), \(note))"
        )
        try tx.publish(Sold(product: product, pieces: pieces))
    }
}

extension Store {
    /// A store in a folder, on the real engine.
    static func shop(
        in folder: TemporaryFolder, system: System = Shop.system(), wiring: Wiring = Shop.wiring,
        clock: any Clock = HandClock(), capacity: Int = 4_096
    ) throws -> Store {
        let engine = try SQLiteEngine(folder: folder.url)
        do {
            return try Store(engine, systems: [system], wiring: wiring, clock: clock, capacity: capacity)
        } catch {
            try engine.close()
            throw error
        }
    }

    /// Every row of a table as text, in the order of its key, for comparing two stores.
    func dump(_ table: String) throws -> [String] {
        try readNow { snapshot in
            let key = try snapshot.rows(
                SQL(assembled: "select name from pragma_table_info('\(table)') where pk > 0 order by pk")
            ) { $0.text(0) }
            let order = key.joined(separator: ", ")
            let columns = try snapshot.rows(SQL(assembled: "select name from pragma_table_info('\(table)')")) {
                $0.text(0)
            }
            let parts = columns.map { "quote(\($0))" }.joined(separator: " || '|' || ")
            return try snapshot.rows(SQL(assembled: "select \(parts) from \(table) order by \(order)")) { $0.text(0) }
        }
    }

    func number(_ sql: SQL) throws -> Int64 { try readNow { try $0.number(sql) } }
}
