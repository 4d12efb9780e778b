// SPDX-License-Identifier: Apache-2.0

import Foundation
import Kernel
import Store
import Synchronization
import TestEngines
import Testing

/// Sells pieces of a product, unless there are too many of them.
private struct SellGoods: Command {
    struct Answer: Shaped, Equatable {
        let sale: ID<Receipt>

        static let shape = Shape<Answer>(Field("sale", \.sale, "The sale's key."), make: Answer.init)
    }

    let product: Int64
    let pieces: Int64

    static let form = Form(
        "sell-goods", at: "shop/sales", may: "shop.sell", .wish, "Sells pieces of a product.",
        Shape<SellGoods>(
            Field("product", \.product, "What is sold."), Field("pieces", \.pieces, "How many.", in: 1...1_000),
            make: SellGoods.init))

    func run(_ tx: Transaction) throws -> Answer {
        guard pieces <= 10 else { throw refusal(TooMany(asked: pieces), at: \.pieces) }
        let before = try tx.number("select count(*) from shop_sale")
        try Shop.sell(product, pieces, tx)
        return Answer(sale: ID(before + 1))
    }
}

/// Another command whose request looks the same, of something that happened.
private struct ReturnGoods: Command {
    let product: Int64
    let pieces: Int64

    static let form = Form(
        "return-goods", at: "shop/returns", may: "shop.sell", .event, "Takes pieces of a product back.",
        Shape<ReturnGoods>(
            Field("product", \.product, "What came back."), Field("pieces", \.pieces, "How many."),
            make: ReturnGoods.init))

    func run(_ tx: Transaction) throws -> Done { Done() }
}

private struct TooMany: Refusal, Equatable {
    let asked: Int64
    let code = "shop.too-many"
    var sentence: String { "\(asked) pieces are too many." }
}

@Suite(.onBothEngines) struct `The command desk` {
    /// Actors below 100 may sell.
    private let desk = CommandDesk { actor, permission, _, _ in permission == "shop.sell" && actor.rawValue < 100 }

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
        await #expect(throws: PlacedRefusal(TooMany(asked: 11), at: Place([.member("pieces")]))) {
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
            try snapshot.rows(Kept.columns, "from command_log order by idempotency_key")
        }
        for row in rows { #expect(row.hash.count == 16 && row.doneAt == Instant("2026-02-28T09:30:00Z")) }
        let texts = rows.map {
            [
                "\($0.actor)", $0.key, $0.name, String(decoding: $0.answer, as: UTF8.self),
                $0.firstFact.map(String.init) ?? "none",
            ]
        }
        #expect(
            texts == [
                ["3", "k1", "sell-goods", #"{"sale":"1"}"#, "1"], ["4", "k2", "sell-goods", #"{"sale":"2"}"#, "3"],
                ["4", "k3", "return-goods", "{}", "5"],
            ])
    }

    @Test(arguments: [
        ("{", "", "command.no-json"), ("[]", "", "command.malformed"), ("{}", "product", "command.malformed"),
        (#"{"product":"1","pieces":2}"#, "product", "command.malformed"),
        (#"{"product":1,"pieces":true}"#, "pieces", "command.malformed"),
        (#"{"product":1,"pieces":null}"#, "pieces", "command.malformed"),
        (#"{"product":1,"pieces":2.0}"#, "pieces", "command.malformed"),
        (#"{"product":1,"pieces":2,"pieces":3}"#, "pieces", "command.malformed"),
        (#"{"product":1,"pieces":0}"#, "pieces", "command.out-of-range"),
        (#"{"product":1,"peices":2}"#, "peices", "command.unknown-member"),
        (#"{"product":1,"pieces":2,"more":[]}"#, "more", "command.unknown-member"),
    ])
    func `what is not the command is refused with the field it belongs to`(
        json: String, field: String, code: String
    ) {
        let refusal = #expect(throws: CommandRefusal.self) {
            try AnyCommand.of(SellGoods.self).check(Array(json.utf8))
        }
        #expect(refusal?.field ?? "" == field && refusal?.code == code)
        #expect(refusal?.sentence.contains("sell-goods") == true)
    }

    @Test func `what happened is taken with members that nobody knows, and they are told of`() async throws {
        let folder = try TemporaryPlace()
        let store = try Store.shop(in: folder)
        defer { try? store.close() }
        let told = Mutex<[String]>([])
        let desk = CommandDesk { _, _, _, _ in
            true
        } tellOfStrays: { strays, _ in
            told.withLock { $0.append(contentsOf: strays.places.map { "\(strays.command) \($0)" }) }
        }
        let read = try AnyCommand.of(ReturnGoods.self).read(Array(#"{"product":1,"pieces":2,"colour":"red"}"#.utf8))
        let answer = try await store.write(as: ID(1)) { try desk.perform(read, key: "a", $0) }
        #expect(String(decoding: answer, as: UTF8.self) == "{}")
        #expect(told.withLock { $0 } == ["return-goods colour"])
    }

    @Test func `of a thousand members that nobody knows the first few are told of, and their names cut`() async throws {
        let folder = try TemporaryPlace()
        let store = try Store.shop(in: folder)
        defer { try? store.close() }
        let told = Mutex<(places: [Place], leftOut: Int)>(([], 0))
        let desk = CommandDesk { _, _, _, _ in
            true
        } tellOfStrays: { strays, _ in
            told.withLock { $0 = (strays.places, strays.leftOut) }
        }
        let long = String(repeating: "x", count: 100_000)
        let strange = (0..<1_000).map { #","\#($0)\#(long.prefix($0 == 3 ? 100_000 : 3))":[]"# }.joined()
        let json = #"{"product":1,"pieces":2\#(strange),"0xxx":0}"#
        let read = try AnyCommand.of(ReturnGoods.self).read(Array(json.utf8))
        _ = try await store.write(as: ID(1)) { try desk.perform(read, key: "a", $0) }
        let (places, leftOut) = told.withLock { $0 }
        #expect(places.count == 32 && leftOut == 968)
        #expect(places.allSatisfy { $0.description.count <= 60 })
        #expect(places[2].description == "2xxx" && places[3].description == "3" + long.prefix(56) + "...")
    }

    @Test func `a misspelt member is named where one is missing, but not one that belongs elsewhere`() {
        let sale = AnyCommand.of(SellGoods.self)
        func field(_ json: String) -> String? {
            #expect(throws: CommandRefusal.self) { try sale.check(Array(json.utf8)) }?.field
        }
        #expect(field(#"{"more":1,"PIECES":2,"product":1}"#) == "PIECES")
        #expect(field(#"{"more":1,"pieces":2}"#) == "product")
    }

    @Test func `an answer is given again as it was written, whichever release wrote it`() async throws {
        let folder = try TemporaryPlace()
        let store = try Store.shop(in: folder)
        defer { try? store.close() }
        _ = try await perform(SellGoods(product: 5, pieces: 2), key: "a", store)
        let earlier = #"{"number":7}"#
        try await store.write(as: ID(1)) { tx in
            try tx.run("update command_log set answer = \(Array(earlier.utf8)) where idempotency_key = 'a'")
        }
        let read = try AnyCommand.of(SellGoods.self).read(Array(#"{"product":5,"pieces":2}"#.utf8))
        let again = try await store.write(as: ID(1)) { [desk] tx in try desk.perform(read, key: "a", tx) }
        #expect(String(decoding: again, as: UTF8.self) == earlier)
    }

    @Test func `settings are asked for anew after a command, unless it says that it changes none`() async throws {
        let folder = try TemporaryPlace()
        let store = try Store.shop(in: folder)
        defer { try? store.close() }
        func remembered(_ value: Int) async throws -> Int {
            try await store.write(as: ID(1)) { tx in tx.remembered("shop.setting", 0) { value } }
        }
        #expect(try await remembered(1) == 1)
        #expect(try await remembered(2) == 1)
        _ = try await perform(ReturnGoods(product: 1, pieces: 1), key: "a", store)
        #expect(try await remembered(3) == 3)
    }
}

/// A third command, which has the address of the first.
private struct GiveGoods: Command {
    let product: Int64

    static let form = Form(
        "give-goods", at: "shop/sales", may: "shop.sell", .wish, "Gives pieces of a product away.",
        Shape<GiveGoods>(Field("product", \.product, "What is given."), make: GiveGoods.init))

    func run(_ tx: Transaction) throws -> Done { Done() }
}

@Suite struct `Commands of two systems` {
    private static func open(_ command: AnyCommand) throws {
        let engine = try TemporaryPlace().open()
        let systems = [Shop.system(), System("Till", migrations: [], commands: [.of(SellGoods.self), command])]
        try Store(engine, systems: systems, wiring: Shop.wiring, clock: HandClock()).close()
    }

    @Test func `have addresses of their own, or the program ends when it starts`() async {
        await #expect(processExitsWith: .success) { try Self.open(.of(ReturnGoods.self)) }
        await #expect(processExitsWith: .failure) { try Self.open(.of(GiveGoods.self)) }
    }
}

/// A row of the audit.
private struct Kept {
    let actor: ID<Actor>
    let key: String
    let name: String
    let answer: [UInt8]
    let firstFact: Int64?
    let doneAt: Instant
    let hash: [UInt8]

    static let columns = Columns<Kept>(
        Column("actor_id", \.actor), Column("idempotency_key", \.key), Column("name", \.name),
        Column("answer", \.answer), Column("first_fact", \.firstFact), Column("done_at", \.doneAt),
        Column("request_hash", \.hash), make: Kept.init)
}
