// SPDX-License-Identifier: Apache-2.0

import Automation
import BackOffice
import Catalogue
import CommerceFacts
import Kernel
import LogisticsFacts
import Organisation
import Sales
import Store
import TestEngines
import Testing
import Warehouse

/// What happens to one product at two sites, hour by hour.
enum StockEvent: Sendable, CaseIterable {
    case receiveFour, receiveThree, sellTwo, sellFive, sendThree, loseOne

    func happen(to product: String, hour: Double, in shop: Shop) async throws {
        switch self {
        case .receiveFour: try await shop.receive(product, 4, value: 1_301, hour: hour)
        case .receiveThree: try await shop.receive(product, 3, value: 2_000, hour: hour)
        case .sellTwo: try await shop.sell([line(product, 2, 500)], hour: hour, [cash(541)])
        case .sellFive: try await shop.sell([line(product, 5, 500)], hour: hour, [cash(541)])
        case .sendThree:
            let transfer = try await shop.ship(3, product, hour: hour)
            try await shop.arrive(transfer, units: 2, hour: hour + 0.1)
            try await shop.sell([line(product, 1, 500)], at: "S2", hour: hour + 0.2, [cash(541)])
        case .loseOne:
            try await shop.perform(
                AdjustStock(
                    site: "S1", reason: .theft, occurredAt: Shop.at(hour),
                    lines: [.init(product: Code(product), quantity: -1_000)]))
        }
    }
}

@Suite(.onBothEngines) struct `Goods received late` {
    /// The sum of each reason's value at each site, by product: what the books were told of it.
    struct Told: Equatable, Sendable {
        let site: Int64
        let reason: String
        let value: Int64

        fileprivate static let columns = Columns<Told>(
            Column("site_id", \.site), Column("reason", \.reason), Column("sum(value)", \.value), make: Told.init)
    }

    static func told(of product: String, in shop: Shop) async throws -> [Told] {
        try await shop.read { snapshot in
            guard let product = try CatalogueReading.product(product, snapshot) else { return [] }
            return try snapshot.rows(
                Told.columns,
                """
                  from warehouse_move
                 where product_id = \(product.id)
                 group by site_id, reason
                having sum(value) <> 0
                 order by site_id, reason
                """)
        }
    }

    /// Every sequence of three happenings, entered in order and again with its first delivery entered last: product
    /// by product both must end at the same quantity and the same value, for the same reasons, at both sites.
    @Test(arguments: ValuationMethod.allCases) func `end as if they had come in time`(method: ValuationMethod)
        async throws
    {
        let shop = try await Shop(method: method)
        var sequences: [[StockEvent]] = []
        for first in StockEvent.allCases {
            for second in StockEvent.allCases {
                for third in StockEvent.allCases {
                    sequences.append([first, second, third])
                }
            }
        }
        sequences = sequences.filter { $0.contains(.sendThree) || $0.contains(.sellFive) }
        var products: [ListProducts.Product] = []
        for index in sequences.indices { products += ["A\(index)", "B\(index)"].map { shop.product($0) } }
        try await shop.perform(ListProducts(products: products))
        for (index, sequence) in sequences.enumerated() {
            // A delivery at six in the morning, entered then, or dated so and entered after all that followed it.
            try await shop.receive("A\(index)", 1, value: 700, hour: 5)
            try await shop.receive("A\(index)", 5, value: 1_000, hour: 6)
            try await shop.receive("B\(index)", 1, value: 700, hour: 5)
            for name in ["A\(index)", "B\(index)"] {
                for (hour, event) in sequence.enumerated() {
                    try await event.happen(to: name, hour: Double(8 + hour), in: shop)
                }
            }
            try await shop.receive("B\(index)", 5, value: 1_000, hour: 6)
            // And what is sold afterwards goes out of the same layers.
            for name in ["A\(index)", "B\(index)"] { try await StockEvent.sellTwo.happen(to: name, hour: 12, in: shop) }
            for site in ["S1", "S2"] {
                let (inTime, late) = (
                    try await shop.stock("A\(index)", at: site), try await shop.stock("B\(index)", at: site)
                )
                #expect(inTime == late, "\(sequence) at \(site)")
            }
            let (inTime, late) = (
                try await Self.told(of: "A\(index)", in: shop), try await Self.told(of: "B\(index)", in: shop)
            )
            #expect(inTime == late, "\(sequence)")
        }
        try await shop.expectProofs()
    }

    /// Two hundred and fifty moves in an order that a seed draws, each a minute of its own, beside a row of units that
    /// is laid out anew from all moves in the order in which they happened.
    @Test(arguments: [1, 2, 3, 4] as [UInt64])
    func `leave the newest units on the shelf, however many come however late`(seed: UInt64) async throws {
        let shop = try await Shop(method: .fifo)
        var chance = Seed(seed)
        var moves: [(minute: Int, units: Int64, unitCost: Int64)] = (0..<250).map { minute in
            chance.chance(2, in: 5)
                ? (minute, chance.integer(in: 1...9), chance.integer(in: 50...400))
                : (minute, -chance.integer(in: 1...4), 0)
        }
        moves[0] = (0, 40, 100)
        var told: [(minute: Int, units: Int64, unitCost: Int64)] = []
        var compared = 0
        for move in moves.shuffled(using: &chance) {
            let hour = 1 + Double(move.minute) / 60
            if move.units > 0 {
                try await shop.receive("GOODS", move.units, value: move.units * move.unitCost, hour: hour)
            } else {
                try await shop.sell([line("GOODS", -move.units, 500)], hour: hour, [cash(500)])
            }
            told.append(move)
            let (quantity, value) = try await shop.stock()
            let inOrder = told.sorted { $0.minute < $1.minute }
            #expect(quantity == inOrder.reduce(0) { $0 + $1.units } * 1_000)
            guard quantity >= 0 else { continue }
            compared += 1
            #expect(value == Self.worth(of: inOrder.map { ($0.units, $0.unitCost) }), "after \(told.count) moves")
        }
        #expect(compared > 100)
        try await shop.expectProofs()
    }

    /// What lies on the shelf when every unit is a coin in a row: taken from the front, put on at the back, and owed
    /// to those who took from an empty row.
    private static func worth(of moves: [(units: Int64, unitCost: Int64)]) -> Int64 {
        var (row, owed): ([Int64], Int64) = ([], 0)
        for move in moves {
            for _ in 0..<abs(move.units) {
                if move.units < 0 {
                    if row.isEmpty { owed += 1 } else { row.removeFirst() }
                } else if owed > 0 {
                    owed -= 1
                } else {
                    row.append(move.unitCost)
                }
            }
        }
        return row.reduce(0, +)
    }

    @Test func `carry the difference on to where the goods went`() async throws {
        let shop = try await Shop()
        try await shop.receive("GOODS", 10, value: 1_000, hour: 6)
        let transfer = try await shop.ship(5, hour: 10)
        try await shop.arrive(transfer, hour: 11)
        let posted = try await shop.posted { try await shop.receive("GOODS", 10, value: 3_000, hour: 7) }
        #expect(posted == ["Inventory": 3_000, "Goods received not invoiced": -3_000])
        #expect(try await shop.stock() == (15_000, 3_000), "20 for 40.00, so 2.00 each")
        #expect(try await shop.stock(at: "S2") == (5_000, 1_000))
        try await shop.expectProofs()
    }

    /// A cost that is corrected twice may not fall below nothing.
    @Test func `cannot be corrected to cost less than nothing, in one step or in two`() async throws {
        let shop = try await Shop()
        let receipt = try await shop.receive("GOODS", 10, value: 1_000)
        try await shop.perform(CorrectCost(receipt: receipt, line: 1, amount: -600, occurredAt: Shop.at(9)))
        await #expect(throws: WarehouseRefusal.self) {
            try await shop.perform(CorrectCost(receipt: receipt, line: 1, amount: -401, occurredAt: Shop.at(9)))
        }
        try await shop.perform(CorrectCost(receipt: receipt, line: 1, amount: -400, occurredAt: Shop.at(9)))
        #expect(try await shop.stock() == (10_000, 0))
        try await shop.expectProofs()
    }
}

@Suite(.onBothEngines) struct `A count` {
    @Test func `sees what the books said of its moment, not of now`() async throws {
        let shop = try await Shop()
        try await shop.receive("GOODS", 10, value: 1_000, hour: 8)
        try await shop.sell([line("GOODS", 3, 900)], hour: 15, [cash(974)])
        #expect(try await shop.count("GOODS", 9, hour: 14) == [-1_000])
        #expect(try await shop.stock() == (6_000, 600))
        try await shop.expectProofs()
    }

    /// The sale was made before the shelf was counted, and was told after it: the count had seen it.
    @Test func `takes a late move back that it had seen`() async throws {
        let shop = try await Shop()
        try await shop.receive("GOODS", 10, value: 1_000, hour: 8)
        try await shop.count("GOODS", 8, hour: 14)
        try await shop.sell([line("GOODS", 2, 900)], hour: 13, [cash(974)])
        #expect(try await shop.stock() == (8_000, 800))
        let posted = try await shop.posted { try await shop.sell([line("GOODS", 1, 900)], hour: 15, [cash(974)]) }
        #expect(posted["Inventory"] == -100, "a move after the count is a move")
        try await shop.expectProofs()
    }

    @Test func `takes a late delivery back that it had seen`() async throws {
        let shop = try await Shop()
        try await shop.receive("GOODS", 10, value: 1_000, hour: 8)
        try await shop.count("GOODS", 15, hour: 14)
        try await shop.receive("GOODS", 5, value: 500, hour: 13)
        #expect(try await shop.stock() == (15_000, 1_500))
        try await shop.expectProofs()
    }

    @Test func `of an earlier moment that arrives late changes nothing a later count has seen`() async throws {
        let shop = try await Shop()
        try await shop.receive("GOODS", 10, value: 1_000, hour: 8)
        try await shop.count("GOODS", 8, hour: 14)
        try await shop.count("GOODS", 8, hour: 12)
        #expect(try await shop.stock() == (8_000, 800))
        try await shop.sell([line("GOODS", 2, 900)], hour: 13, [cash(974)])
        #expect(try await shop.stock() == (8_000, 800), "the later count still stands")
        try await shop.expectProofs()
    }

    @Test(arguments: [ValuationMethod.average, .fifo])
    func `after a count and a sale sees what both left`(method: ValuationMethod) async throws {
        let shop = try await Shop(method: method)
        #expect(try await shop.count("GOODS", 10, hour: 9) == [10_000])
        try await shop.sell([line("GOODS", 4, 400)], hour: 10, [cash(433)])
        #expect(try await shop.count("GOODS", 6, hour: 11) == [0])
        try await shop.expectProofs()
    }

    /// It was seen there, whatever our lists say.
    @Test func `of what nobody knows is not refused: a person is asked`() async throws {
        let shop = try await Shop()
        try await shop.receive("GOODS", 10, value: 1_000, hour: 8)
        let lines = ["GOODS": 9, "NOBODY KNOWS": 3, "SERVICE": 1].sorted { $0.key < $1.key }.map {
            CountStock.Line(product: $0.key, counted: $0.value * 1_000)
        }
        let count = CountStock(site: "S1", occurredAt: Shop.at(14), lines: lines)
        #expect(try await shop.perform(count).differences == [-1_000, 0, 0])
        let matter = try #require(try await shop.inbox().first)
        #expect(matter.evidence == ["NOBODY KNOWS: 3, not listed", "SERVICE: 1, not stocked"])
        #expect(matter.reason.contains("in 2 of its lines"))
        #expect(try await shop.stock().quantity == 9_000)
        try await shop.perform(CountStock(site: "?", occurredAt: Shop.at(14), lines: lines))
        #expect(try await shop.inbox().last?.reason.contains("the site ?") == true)
        #expect(try await shop.stock().quantity == 9_000)
        try await shop.expectProofs()
    }

    @Test func `of a delivery that nobody knows is taken with what is known`() async throws {
        let shop = try await Shop()
        let delivery = ReceiveGoods(
            site: "S1", origin: .supplier, supplier: "V", occurredAt: Shop.at(8),
            lines: [
                .init(product: "NOBODY KNOWS", quantity: 1_000, value: 5),
                .init(product: "GOODS", quantity: 2_000, value: 200),
            ])
        #expect(try await shop.perform(delivery).value == 200)
        #expect(try await shop.stock() == (2_000, 200))
        #expect(try await shop.inbox().map(\.evidence) == [["NOBODY KNOWS: 1, not listed"]])
        try await shop.expectProofs()
    }

    @Test func `adds up what was found in two places`() async throws {
        let shop = try await Shop()
        try await shop.receive("GOODS", 10, value: 1_000, hour: 8)
        let answer = try await shop.perform(
            CountStock(
                site: "S1", occurredAt: Shop.at(14),
                lines: [.init(product: "GOODS", counted: 4_000), .init(product: "GOODS", counted: 6_000)]))
        #expect(answer.differences.reduce(0, +) == 0)
        #expect(try await shop.stock() == (10_000, 1_000))
        try await shop.expectProofs()
    }
}

@Suite(.onBothEngines) struct `The largest amounts` {
    @Test func `are accepted or refused, and never stop the house`() async throws {
        let shop = try await Shop()
        try await shop.perform(
            ReceiveGoods(
                site: "S1", origin: .supplier, supplier: nil, occurredAt: Shop.at(8),
                lines: [.init(product: "GOODS", quantity: 1, value: MinorUnits(Money.largestMinor))]))
        try await shop.sell(
            [SaleLine(product: "GOODS", quantity: Thousandths(Quantity.largestThousandths), list: 1)], [cash(1)])
        await #expect(throws: CommandRefusal.self) {
            try await shop.perform(
                ListProducts(products: [
                    shop.product("X", packs: [.init(gtin: "4006381333931", units: UnitCount(thousandths: .max))])
                ]))
        }
        await #expect(throws: CommandRefusal.self) {
            try await shop.perform(
                SetPrices(prices: [.init(product: "GOODS", validFrom: Shop.day, price: UnitPrice(count: .max))]))
        }
        await #expect(throws: CommandRefusal.self) {
            try await shop.perform(OpenSession(site: "S1", till: 1, float: MinorUnits(.max), occurredAt: Shop.at(8)))
        }
        try await shop.perform(OpenSession(site: "S1", till: 1, float: 0, occurredAt: Shop.at(8)))
        for counted in [Int64.min, -1, .max] {
            await #expect(throws: CommandRefusal.self) {
                try await shop.perform(
                    CloseSession(site: "S1", till: 1, counted: MinorUnits(counted), occurredAt: Shop.at(9)))
            }
        }
        for purpose in MoveCash.Purpose.allCases {
            await #expect(throws: CommandRefusal.self) {
                try await shop.perform(
                    MoveCash(
                        site: "S1", till: 1, purpose: purpose, amount: MinorUnits(.max), reason: "",
                        occurredAt: Shop.at(9)))
            }
        }
        await #expect(throws: CommandRefusal.self) {
            try await shop.perform(DepositToBank(site: "S1", amount: MinorUnits(.max), occurredAt: Shop.at(9)))
        }
        // A piece that is worth everything, and a trillion of them that somebody says he saw.
        try await shop.receive("OTHER", 1, value: Money.largestMinor, at: "S2")
        try await shop.perform(
            ReceiveGoods(
                site: "S1", origin: .supplier, supplier: nil, occurredAt: Shop.at(8),
                lines: [.init(product: "FUEL", quantity: 1, value: MinorUnits(Money.largestMinor))]))
        let transfer = try await shop.perform(
            ShipTransfer(
                site: "S1", destination: "S2", occurredAt: Shop.at(10), lines: [.init(product: "FUEL", quantity: 1)])
        ).document
        try await shop.perform(
            ReceiveTransfer(
                transfer: transfer, occurredAt: Shop.at(11),
                differences: [.init(line: 1, quantity: Thousandths(Quantity.largestThousandths))]))
        try await shop.perform(
            CountStock(
                site: "S2", occurredAt: Shop.at(14),
                lines: [.init(product: "OTHER", counted: Thousandths(Quantity.largestThousandths))]))
        let sold = try await shop.sell(
            [SaleLine(product: "GOODS", quantity: 1, list: MinorUnits(Money.largestMinor))], [cash(Money.largestMinor)]
        ).number
        try await shop.sell([back("GOODS", 1_000_000_000, from: sold)], [cash(-1)])
        try await shop.expectProofs()
        try await shop.sell(
            Array(repeating: line("GOODS", 1, Money.largestMinor), count: 6_000), at: "P1", [cash(1)])
        let receipt = try await shop.receive("OTHER", 1, value: 1)
        for amount in [Int64.min, .max] {
            await #expect(throws: CommandRefusal.self) {
                try await shop.perform(
                    CorrectCost(receipt: receipt, line: 1, amount: MinorUnits(amount), occurredAt: Shop.at(9)))
            }
        }
        try await shop.expectProofs()
    }
}

@Suite(.onBothEngines) struct `Stock of an earlier day` {
    @Test func `is what all moves through that day come to, whatever came late or too early`() async throws {
        let shop = try await Shop()
        // Days are told out of order; the last day's delivery comes first, from a till whose clock is far ahead.
        for (day, units) in [(9, 5), (0, 10), (2, 20), (1, 30), (-3, 40), (2, -7), (0, -4), (4, -2)] as [(Int, Int64)] {
            let hour = Double(day * 24 + 9)
            if units > 0 {
                try await shop.receive("GOODS", units, value: units * 113, hour: hour)
            } else {
                try await shop.sell([line("GOODS", -units, 1_000)], hour: hour, [cash(1_083 * -units)])
            }
        }
        let transfer = try await shop.ship(3, hour: 3 * 24)
        try await shop.arrive(transfer, units: 2, hour: 5 * 24)
        try await expectSums(shop)
        // A machine whose clock is behind makes keys that are less than all there are.
        try await shop.office.store.write(as: ID(1)) { tx in
            guard let site = try OrganisationReading.site(code: "S1", tx),
                let product = try CatalogueReading.product("GOODS", tx)
            else { return }
            try tx.publish(
                StockCorrected(
                    document: ID(7), company: site.company, site: site.id, reason: .found,
                    day: Shop.day.advanced(by: 4), occurredAt: Shop.at(4 * 24), currency: .usd,
                    lines: [.init(number: 1, product: product.id, department: product.department, quantity: 1_000)]))
        }
        try await expectSums(shop)
    }

    /// Beside the sums of all moves, day by day.
    private func expectSums(_ shop: Shop) async throws {
        for offset in -5...11 {
            let day = Shop.day.advanced(by: offset)
            let (found, expected) = try await shop.read { snapshot in
                (
                    try WarehouseReading.stock(at: nil, on: day, snapshot),
                    try snapshot.rows(
                        Sums.columns,
                        """
                          from warehouse_move
                         where day <= \(day)
                         group by site_id, product_id
                        having sum(quantity) <> 0 or sum(value) <> 0
                         order by site_id, product_id
                        """)
                )
            }
            let sums = found.map { Sums(site: $0.site, product: $0.product, quantity: $0.quantity, value: $0.value) }
            #expect(sums == expected, "\(day)")
        }
    }

    private struct Sums: Equatable {
        let site: ID<Site>
        let product: ID<Kernel.Product>
        let quantity: Int64
        let value: Int64

        static let columns = Columns<Sums>(
            Column("site_id", \.site), Column("product_id", \.product), Column("sum(quantity)", \.quantity),
            Column("sum(value)", \.value), make: Sums.init)
    }
}
