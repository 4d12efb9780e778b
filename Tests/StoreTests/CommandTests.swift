// SPDX-License-Identifier: Apache-2.0

import Foundation
import Kernel
import Store
import TestEngines
import Testing

/// Sells pieces of a product, unless there are too many of them.
private struct SellGoods: Command {
    struct Answer: Codable, Equatable { let sale: ID<Receipt> }

    static let name = "sell-goods"
    static let address = "shop/sales"
    static let permission = "shop.sell"
    static let summary = "Sells pieces of a product."

    let product: Int64
    let pieces: Int64

    func run(_ tx: Transaction) throws -> Answer {
        guard pieces <= 10 else { throw TooMany(asked: pieces) }
        let before = try tx.number("select count(*) from shop_sale")
        try Shop.sell(product, pieces, tx)
        return Answer(sale: ID(before + 1))
    }
}

/// Another command whose request looks the same.
private struct ReturnGoods: Command {
    static let name = "return-goods"
    static let address = "shop/returns"
    static let permission = "shop.sell"
    static let summary = "Takes pieces of a product back."

    let product: Int64
    let pieces: Int64

    func run(_ tx: Transaction) throws -> String { "returned" }
}

private struct TooMany: Refusal, Equatable {
    let asked: Int64
    let code = "shop.too-many"
    var sentence: String { "\(asked) pieces are too many." }
}

@Suite(.onBothEngines) struct `The command desk` {
    /// Actors below 100 may sell.
    private let desk = CommandDesk { actor, permission, _ in permission == "shop.sell" && actor.rawValue < 100 }

    private func perform<C: Command>(_ command: C, as actor: Int64 = 1, key: String, _ store: Store) async throws
        -> C.Answer
    {
        try await store.write(as: ID(actor)) { [desk] tx in try desk.perform(command, key: key, tx) }
    }

    private func everything(_ store: Store) throws -> [[String]] {
        try ["shop_sale", "shop_journal", "shop_total", "fact_log", "command_log"].map { try store.dump($0) }
    }

    @Test func `the same request again is answered as the first time, without effect`() async throws {
        let folder = try TemporaryPlace()
        let store = try Store.shop(in: folder)
        defer { try? store.close() }
        let first = try await perform(SellGoods(product: 5, pieces: 2), key: "a", store)
        _ = try await perform(SellGoods(product: 5, pieces: 2), key: "b", store)
        let before = try everything(store)
        for _ in 0..<3 { #expect(try await perform(SellGoods(product: 5, pieces: 2), key: "a", store) == first) }
        #expect(try everything(store) == before)
        #expect(try store.number("select count(*) from shop_sale") == 2)
    }

    @Test func `many of the same request at once take effect once`() async throws {
        let folder = try TemporaryPlace()
        let store = try Store.shop(in: folder)
        defer { try? store.close() }
        let answers = try await withThrowingTaskGroup(of: SellGoods.Answer.self) { group in
            for _ in 0..<50 { group.addTask { try await perform(SellGoods(product: 5, pieces: 2), key: "a", store) } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(answers == Array(repeating: SellGoods.Answer(sale: ID(1)), count: 50))
        #expect(try store.number("select count(*) from shop_sale") == 1)
    }

    @Test func `a key stands for one request of one actor`() async throws {
        let folder = try TemporaryPlace()
        let store = try Store.shop(in: folder)
        defer { try? store.close() }
        _ = try await perform(SellGoods(product: 5, pieces: 2), key: "a", store)
        let before = try everything(store)
        for other in [SellGoods(product: 5, pieces: 3), SellGoods(product: 6, pieces: 2)] {
            await #expect(throws: CommandRefusal.keyReused(key: "a")) { try await perform(other, key: "a", store) }
        }
        await #expect(throws: CommandRefusal.keyReused(key: "a")) {
            try await perform(ReturnGoods(product: 5, pieces: 2), key: "a", store)
        }
        #expect(try everything(store) == before)
        // Another actor's key is another key.
        #expect(try await perform(SellGoods(product: 6, pieces: 2), as: 2, key: "a", store).sale == ID(2))
    }

    @Test func `who may not is refused and nothing is written`() async throws {
        let folder = try TemporaryPlace()
        let store = try Store.shop(in: folder)
        defer { try? store.close() }
        let before = try everything(store)
        await #expect(throws: CommandRefusal.forbidden(command: "sell-goods", permission: "shop.sell")) {
            try await perform(SellGoods(product: 5, pieces: 2), as: 100, key: "a", store)
        }
        #expect(try everything(store) == before)
    }

    @Test func `a refused request is not remembered, so that it may be sent again`() async throws {
        let folder = try TemporaryPlace()
        let store = try Store.shop(in: folder)
        defer { try? store.close() }
        await #expect(throws: TooMany(asked: 11)) {
            try await perform(SellGoods(product: 5, pieces: 11), key: "a", store)
        }
        #expect(try store.number("select count(*) from command_log") == 0)
        #expect(try await perform(SellGoods(product: 5, pieces: 10), key: "a", store).sale == ID(1))
    }

    @Test func `the row says who did what, when, and which facts came of it`() async throws {
        let folder = try TemporaryPlace()
        let store = try Store.shop(in: folder)
        defer { try? store.close() }
        _ = try await perform(SellGoods(product: 5, pieces: 2), as: 3, key: "k1", store)
        _ = try await perform(SellGoods(product: 5, pieces: 2), as: 4, key: "k2", store)
        _ = try await perform(ReturnGoods(product: 5, pieces: 2), as: 4, key: "k3", store)
        let rows = try store.readNow { snapshot in
            try snapshot.rows(
                """
                select actor_id, idempotency_key, name, answer, first_fact, done_at, request_hash
                  from command_log
                 order by idempotency_key
                """
            ) { row in
                #expect(row.blob(6).count == 16)
                #expect(row.instant(5) == Instant("2026-02-28T09:30:00Z"))
                return [
                    "\(row.integer(0))", row.text(1), row.text(2), String(decoding: row.blob(3), as: UTF8.self),
                    row.optional(4, Row.integer).map(String.init) ?? "none",
                ]
            }
        }
        #expect(
            rows == [
                ["3", "k1", "sell-goods", #"{"sale":"1"}"#, "1"], ["4", "k2", "sell-goods", #"{"sale":"2"}"#, "3"],
                ["4", "k3", "return-goods", #""returned""#, "none"],
            ])
    }

    @Test(arguments: [
        ("{", ""), ("[]", ""), ("{}", "pieces"), (#"{"product":1}"#, "pieces"),
        (#"{"product":"1","pieces":2}"#, "product"),
        (#"{"product":1,"pieces":true}"#, "pieces"), (#"{"product":1,"pieces":null}"#, "pieces"),
    ])
    func `what is not the command is refused with the field it belongs to`(json: String, field: String) {
        let command = AnyCommand.of(SellGoods.self)
        let refusal = #expect(throws: CommandRefusal.self) { try command.check(Array(json.utf8)) }
        guard case .malformed("sell-goods", _, let found) = refusal else {
            Issue.record("\(String(describing: refusal)) is not malformed")
            return
        }
        #expect(found == field || (field == "pieces" && found == "product"))
        #expect(refusal?.code == "command.malformed" && refusal?.sentence.isEmpty == false)
        #expect(throws: Never.self) { try command.check(Array(#"{"product":1,"pieces":2,"more":[]}"#.utf8)) }
    }
}
