// SPDX-License-Identifier: Apache-2.0

import Foundation
import Kernel
import Store
import Synchronization
import TestEngines

extension TemporaryPlace {
    var file: String { url.appending(path: "nightshift.sqlite").path }
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

    static let totals = RunningTotal<ProductDay, Sum>(
        "shop_total", keys: [TotalColumn("product_id", \.product), TotalColumn("day", \.day)],
        amounts: [TotalColumn("pieces", \.pieces), TotalColumn("minor", \.minor)])

    struct ProductDay {
        let product: Int64
        let day: Day
    }

    struct Sum: Equatable {
        var pieces: Int64
        var minor: Int64
    }

    static let migrations: [Migration] = [.create([sale, journal, total, followed])]

    static func system(
        commands: [AnyCommand] = [], followers: [Follower] = [], more: [Migration] = []
    ) -> System {
        System("Shop", migrations: migrations + more, commands: commands, followers: followers)
    }

    /// A sale is a move of goods, and a move adds to a total.
    static let wiring = Wiring([
        .on(Sold.self, "goods", "move") { sold, tx in
            try write("move", sold.pieces, tx)
            try tx.publish(Moved(product: sold.product, pieces: -sold.pieces))
        },
        .on(Sold.self, "money", "comes") { sold, tx in try write("money", sold.pieces, tx) },
        .on(Moved.self, "stock", "counts") { moved, tx in
            try write("stock", moved.pieces, tx)
            tx.add(
                Sum(pieces: moved.pieces, minor: moved.pieces * 99), to: totals,
                at: ProductDay(product: moved.product, day: Day(number: 0)))
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
        in folder: TemporaryPlace, system: System = Shop.system(), wiring: Wiring = Shop.wiring,
        clock: any Clock = HandClock(), capacity: Int = 4_096
    ) throws -> Store {
        let engine = try folder.open()
        do {
            return try Store(engine, systems: [system], wiring: wiring, clock: clock, capacity: capacity)
        } catch {
            try engine.close()
            throw error
        }
    }

    /// Every row of a table as text, in the order of its key, for comparing two stores.
    func dump(_ table: String) throws -> [String] {
        guard let table = systems.flatMap(\.tables).first(where: { $0.name == table }) else {
            preconditionFailure("there is no table \(table)")
        }
        return try readNow { snapshot in
            try table.rows(snapshot).map { $0.map(quoted).joined(separator: "|") }
        }
    }

    private func quoted(_ value: SQLValue) -> String {
        switch value {
        case .null: "NULL"
        case .integer(let value): "\(value)"
        case .flag(let value): value ? "1" : "0"
        case .text(let value): "'\(value)'"
        case .blob(let value): "X'\(value)'"
        }
    }

    func number(_ sql: SQL) throws -> Int64 { try readNow { try $0.number(sql) } }
}
