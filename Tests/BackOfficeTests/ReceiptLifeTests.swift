// SPDX-License-Identifier: Apache-2.0

import Accounting
import Automation
import BackOffice
import Catalogue
import CommerceFacts
import Kernel
import LogisticsFacts
import ManagementFacts
import Organisation
import Sales
import Store
import TestEngines
import Testing
import Warehouse

/// What tills do on real days; after each of these every proof of the books holds.
@Suite(.onBothEngines) struct `A receipt` {
    @Test func `sent under two keys counts once, and is answered alike`() async throws {
        let shop = try await Shop()
        let first = try await shop.sell([line("GOODS", 1, 1_000)], number: 7, [cash(1_083)]).answer
        let posted = try await shop.posted {
            let second = try await shop.sell([line("GOODS", 1, 1_000)], number: 7, [cash(1_083)]).answer
            #expect(second == CompleteSale.Answer(receipt: first.receipt, due: 1_083, wasKnown: true))
        }
        #expect(posted.isEmpty)
        #expect(try await shop.inbox().isEmpty)
        try await shop.expectProofs()
    }

    @Test func `sent again with other content is one matter for a person, and posts nothing`() async throws {
        let shop = try await Shop()
        try await shop.sell([line("GOODS", 1, 1_000)], number: 7, [cash(1_083)])
        let posted = try await shop.posted {
            for amount: Int64 in [1_084, 1_085] {
                let again = try await shop.sell([line("GOODS", 1, 1_001)], number: 7, [cash(amount)]).answer
                #expect(again.wasKnown)
            }
        }
        #expect(posted.isEmpty)
        #expect(try await shop.inbox().map(\.name) == ["receipt-twice S1/1/7"])
        try await shop.expectProofs()
    }

    @Test func `of ten thousand lines is a receipt like any other`() async throws {
        let shop = try await Shop()
        let lines = (0..<10_000).map { line($0 % 2 == 0 ? "GOODS" : "SERVICE", 1, 100) }
        let answer = try await shop.sell(lines, [cash(1_080_000)]).answer
        #expect(answer.due == 1_080_000)
        #expect(try await shop.stock().quantity == -5_000_000)
        try await shop.expectProofs()
    }

    @Test func `at a site, of a product or with a tender that nobody knows stands all the same`() async throws {
        let shop = try await Shop()
        let posted = try await shop.posted {
            let answer = try await shop.sell(
                [line("NOBODY KNOWS", 1, 700)], at: "NOWHERE", number: 7, [SaleTender(kind: .other, amount: 700)]
            ).answer
            #expect(!answer.wasKnown)
        }
        #expect(posted.isEmpty, "seven dollars in and out of suspense")
        let matter = try #require(try await shop.inbox().first)
        #expect(matter.reason.contains("NOWHERE") && matter.reason.contains("NOBODY KNOWS"))
        try await shop.expectProofs()
    }

    @Test func `whose amounts overflow every price list stands with a doubt`() async throws {
        let shop = try await Shop()
        let largest = UnitPrice(minor: Money.largestMinor)
        try await shop.perform(SetPrices(prices: [.init(product: "GOODS", validFrom: Shop.day, price: largest)]))
        try await shop.sell(
            [SaleLine(product: "GOODS", quantity: Thousandths(Quantity.largestThousandths), list: nil)], [cash(100)])
        #expect(try await shop.inbox().count == 1)
        try await shop.expectProofs()
    }

    @Test func `gives a basket discount to lines whose price is ours in proportion`() async throws {
        let shop = try await Shop()
        try await shop.perform(
            SetPrices(prices: [
                .init(product: "GOODS", validFrom: Shop.day, price: 900),
                .init(product: "SERVICE", validFrom: Shop.day, price: 300),
            ]))
        let number = try await shop.sell(
            [line("GOODS", 1, nil), line("SERVICE", 1, nil)], basketDiscount: 120, [cash(1_169)]
        ).number
        let posted = try await shop.posted(["sale"]) {
            try await shop.sell([back("GOODS", from: number)], [cash(-877)])
        }
        #expect(posted == ["Sales returns": 810, "Sales tax payable": 67, "Cash drawer": -877])
        #expect(try await shop.inbox().isEmpty)
        try await shop.expectProofs()
    }

    @Test func `that arrives after its session was counted explains the difference then found`() async throws {
        let shop = try await Shop()
        try await shop.perform(OpenSession(site: "S1", till: 1, float: 10_000, occurredAt: Shop.at(8)))
        let closing = try await shop.perform(
            CloseSession(site: "S1", till: 1, counted: 11_083, occurredAt: Shop.at(20)))
        #expect(closing.difference == 1_083)
        let posted = try await shop.posted { try await shop.sell([line("SERVICE", 1, 1_000)], hour: 12, [cash(1_083)]) }
        #expect(posted == ["Cash over and short": 1_083, "Sales": -1_000, "Sales tax payable": -83])
        try await shop.expectProofs()
    }

    /// The drawer holds the cash of receipts that come later, so the count is over; each of them explains a part.
    @Test func `that arrives late tells the matter of its session what is left to explain, or settles it`() async throws
    {
        let shop = try await Shop()
        try await shop.perform(OpenSession(site: "S1", till: 1, float: 10_000, occurredAt: Shop.at(8)))
        try await shop.perform(CloseSession(site: "S1", till: 1, counted: 14_330, occurredAt: Shop.at(20)))
        let raised = try #require(try await shop.inbox().first)
        #expect(raised.reason.contains("43.30 over"))
        try await shop.sell([line("SERVICE", 1, 1_000)], hour: 12, [cash(1_083)])
        let left = try #require(try await shop.inbox().first)
        #expect(left.id == raised.id && left.reason.contains("32.47 over"))
        #expect(left.numbers.map { $0.text(in: .usd) } == ["expected 110.83", "counted 143.30", "over 32.47"])
        try await shop.sell([line("SERVICE", 3, 3_000)], hour: 13, [cash(3_248)])
        #expect(try await shop.inbox().isEmpty, "one cent short is nobody's matter")
        try await shop.expectProofs()
    }

    @Test func `that arrives late and takes cash away that was counted is a matter from then on`() async throws {
        let shop = try await Shop()
        try await shop.perform(OpenSession(site: "S1", till: 1, float: 10_000, occurredAt: Shop.at(8)))
        try await shop.perform(CloseSession(site: "S1", till: 1, counted: 10_000, occurredAt: Shop.at(20)))
        #expect(try await shop.inbox().isEmpty)
        let number = try await shop.sell([line("SERVICE", 1, 1_000)], hour: 12, [cash(1_083)]).number
        #expect(try await shop.inbox().map(\.reason).first?.contains("10.83 short") == true)
        try await shop.void(number, hour: 13)
        #expect(try await shop.inbox().isEmpty)
        try await shop.expectProofs()
    }

    /// Two sessions of one till on one day, both over: each is a matter of its own.
    @Test func `that arrives late settles the matter of its own session only`() async throws {
        let shop = try await Shop()
        for hour in [8.0, 14] {
            try await shop.perform(OpenSession(site: "S1", till: 1, float: 0, occurredAt: Shop.at(hour)))
            try await shop.perform(CloseSession(site: "S1", till: 1, counted: 1_083, occurredAt: Shop.at(hour + 4)))
        }
        #expect(try await shop.inbox().count == 2)
        try await shop.sell([line("SERVICE", 1, 1_000)], hour: 15, [cash(1_083)])
        let left = try await shop.inbox()
        #expect(left.count == 1 && left[0].reason.contains("10.83 over"))
        try await shop.expectProofs()
    }

    @Test func `of an unknown site is not taken for one of another`() async throws {
        let shop = try await Shop()
        let first = try await shop.sell([line("GOODS", 1, 1_000)], at: "NORTH", number: 7, [cash(1_000)]).answer
        let second = try await shop.sell([line("GOODS", 1, 2_000)], at: "SOUTH", number: 7, [cash(2_000)]).answer
        #expect(!second.wasKnown && second.due == 2_000 && second.receipt != first.receipt)
        let own = try await shop.sell([line("GOODS", 1, 3_000)], at: "HQ", number: 7, [cash(3_000)]).answer
        #expect(!own.wasKnown && own.receipt != first.receipt)
        let again = try await shop.sell([line("GOODS", 1, 1_000)], at: "NORTH", number: 7, [cash(1_000)]).answer
        #expect(again == CompleteSale.Answer(receipt: first.receipt, due: 1_000, wasKnown: true))
        let voided = try await shop.void(7, at: "SOUTH")
        #expect(voided.due == -2_000)
        try await shop.expectProofs()
    }

    /// A till goes on sending what was not answered; meanwhile somebody opened its site.
    @Test func `of a site that was opened since is still known`() async throws {
        let shop = try await Shop()
        let first = try await shop.sell([line("GOODS", 1, 1_000)], at: "NEW", number: 7, [cash(1_000)]).answer
        try await shop.perform(
            OpenSite(company: "ACME", code: "NEW", name: "New", kind: .store, zone: "America/Chicago"))
        let again = try await shop.sell([line("GOODS", 1, 1_000)], at: "NEW", number: 7, [cash(1_000)]).answer
        #expect(again == CompleteSale.Answer(receipt: first.receipt, due: 1_000, wasKnown: true))
        let next = try await shop.sell([line("GOODS", 1, 1_000)], at: "NEW", number: 8, [cash(1_000)]).answer
        #expect(!next.wasKnown)
        try await shop.expectProofs()
    }

    @Test func `is opened and closed for as often as tills are, at any instant`() async throws {
        let shop = try await Shop()
        for _ in 1...2 {
            try await shop.perform(OpenSession(site: "S1", till: 1, float: 0, occurredAt: Shop.at(8)))
            try await shop.perform(CloseSession(site: "S1", till: 1, counted: 0, occurredAt: Shop.at(8)))
        }
        try await shop.expectProofs()
    }
}

@Suite(.onBothEngines) struct `A void` {
    @Test func `turns every account and the stock back to where they were`() async throws {
        let shop = try await Shop()
        try await shop.receive("GOODS", 100, value: 60_000)
        try await shop.receive("FUEL", 100, value: 20_000)
        let sold = try await shop.sell([line("GOODS", 3, 3_000)], [cash(3_248)]).number
        let before = try await shop.stock("FUEL")
        let posted = try await shop.posted {
            let number = try await shop.sell(
                [
                    line("GOODS", 2, 2_000, discounts: [SaleDiscount(kind: .item, amount: 100)]),
                    line("FUEL", 7, 2_100),
                    line("CARD", 1, 500, reference: "G"), back("GOODS", from: sold),
                    back("GOODS", from: sold, to: .damaged),
                    line("NOBODY KNOWS", 1, 40),
                ],
                [card(2_000), SaleTender(kind: .storeCredit, amount: -50, reference: "C"), cash(500)]
            ).number
            try await shop.void(number)
        }
        #expect(posted.isEmpty)
        #expect(try await shop.stock("FUEL") == before)
        #expect(try await shop.stock() == (97_000, 58_200))
        try await shop.expectProofs()
    }

    @Test func `comes once, however often it is sent`() async throws {
        let shop = try await Shop()
        let number = try await shop.sell([line("GOODS", 1, 1_000)], [cash(1_083)]).number
        let first = try await shop.void(number)
        #expect(first.due == -1_083 && !first.wasKnown)
        let posted = try await shop.posted {
            let second = try await shop.void(number)
            #expect(second == VoidReceipt.Answer(receipt: first.receipt, due: -1_083, wasKnown: true))
        }
        #expect(posted.isEmpty)
        try await shop.expectProofs()
    }

    /// Tills that were offline send out of order, and send twice. Whatever the order, everything that can be looked at
    /// is as if the receipt had come first.
    @Test(arguments: ["rv", "vr", "vvr", "vrr", "vrv", "vrvr"])
    func `may come before its receipt, and both are there once whatever the order`(order: String) async throws {
        let (shop, tidy) = (try await Shop(), try await Shop())
        for shop in [shop, tidy] {
            try await shop.receive("GOODS", 100, value: 60_000)
            try await shop.sell([line("GOODS", 3, 3_000)], number: 1, [cash(3_248)])
        }
        func send(_ letter: Character, to shop: Shop) async throws {
            switch letter {
            case "v": try await shop.void(7, hour: 13)
            default:
                try await shop.sell(
                    [
                        line("GOODS", 2, 2_000, discounts: [SaleDiscount(kind: .item, amount: 100)]),
                        line("CARD", 1, 500, reference: "G"), back("GOODS", from: 1, to: .damaged),
                        line("NOBODY KNOWS", 1, 40),
                    ], number: 7, [card(2_000), cash(500)])
            }
        }
        let before = try await shop.stock()
        let posted = try await shop.posted { for letter in order { try await send(letter, to: shop) } }
        #expect(posted.isEmpty)
        #expect(try await shop.stock() == before)
        for letter in "rv" { try await send(letter, to: tidy) }
        #expect(try await books(of: shop) == books(of: tidy))
        for shop in [shop, tidy] { try await shop.expectProofs() }
    }

    /// Every entry's day and accounts, every receipt's number, and the open matters with what waits for them.
    private func books(of shop: Shop) async throws -> [String] {
        let names = try await shop.accountNames()
        let entries = try await shop.entries().map { entry in
            let lines = entry.lines.map { "\(names[$0.account] ?? "?") \($0.amount)" }.sorted()
            return "\(entry.kind) \(entry.day) \(lines)"
        }
        let numbers = try await shop.read { snapshot in
            try snapshot.values(
                """
                select 'receipt ' || cast(number as text) || ' ' || cast(day as text) || ' ' || cast(tax as text)
                  from sales_receipt
                 order by number
                """, as: String.self)
        }
        return entries + numbers + (try await shop.inbox().map { "\($0.name): \($0.reason) \($0.suspense)" })
    }

    @Test func `whose receipt does not come is a matter for a person, until it comes`() async throws {
        let shop = try await Shop()
        let answer = try await shop.void(7)
        #expect(answer == VoidReceipt.Answer(receipt: nil, due: 0, wasKnown: false))
        #expect(try await shop.void(7).wasKnown)
        let matter = try #require(try await shop.inbox().first)
        #expect(try await shop.inbox().count == 1)
        #expect(matter.name == "receipt-missing S1/1/7" && matter.reason.contains("voided receipt 7"))
        #expect(matter.proposals.map(\.command) == ["complete-sale"])
        #expect(try await shop.entries().isEmpty)
        try await shop.sell([line("SERVICE", 1, 1_000)], number: 8, [cash(1_083)])
        #expect(try await shop.inbox().count == 1, "another receipt explains nothing")
        let sale = try await shop.sell([line("SERVICE", 1, 1_000)], number: 7, [cash(1_083)]).answer
        #expect(!sale.wasKnown && sale.due == 1_083)
        #expect(try await shop.inbox().isEmpty)
        #expect(try await shop.read { try $0.number("select count(*) from sales_early_void") } == 0)
        try await shop.expectProofs()
    }

    @Test func `of a site that nobody had opened waits for its receipt after that was opened`() async throws {
        let shop = try await Shop()
        try await shop.void(7, at: "NEW")
        try await shop.perform(
            OpenSite(company: "ACME", code: "NEW", name: "New", kind: .store, zone: "America/Chicago"))
        let posted = try await shop.posted {
            try await shop.sell([line("GOODS", 1, 1_000)], at: "NEW", number: 7, [cash(1_000)])
        }
        #expect(posted.isEmpty)
        #expect(try await shop.inbox().isEmpty)
        #expect(try await shop.read { try SalesReading.receiptCount($0) } == 2)
        try await shop.expectProofs()
    }

    @Test func `of a return lets the goods come back once more`() async throws {
        let shop = try await Shop()
        let sold = try await shop.sell([line("SERVICE", 2, 2_001)], [cash(2_166)]).number
        let returned = try await shop.sell([back("SERVICE", 2, from: sold)], [cash(-2_166)]).number
        try await shop.void(returned)
        let posted = try await shop.posted { try await shop.sell([back("SERVICE", 2, from: sold)], [cash(-2_166)]) }
        #expect(posted == ["Sales returns": 2_001, "Sales tax payable": 165, "Cash drawer": -2_166])
        #expect(try await shop.inbox().isEmpty)
        try await shop.expectProofs()
    }

    @Test func `after part of it came back is a matter for a person`() async throws {
        let shop = try await Shop()
        try await shop.receive("GOODS", 10, value: 6_000)
        let sold = try await shop.sell([line("GOODS", 2, 2_000)], [cash(2_165)]).number
        try await shop.sell([back("GOODS", from: sold)], [cash(-1_083)])
        try await shop.void(sold)
        #expect(try await shop.inbox().map(\.name) == ["receipt-doubt S1/1/\(sold)"])
        try await shop.expectProofs()
    }

    @Test func `takes back what waits in suspense, before and after it was settled`() async throws {
        for isSettled in [false, true] {
            let shop = try await Shop()
            let number = try await shop.sell([line("NOBODY KNOWS", 1, 700)], [cash(700)]).number
            if isSettled {
                let matter = try #require(try await shop.inbox().first)
                try await shop.perform(
                    SettleMatter(matter: matter.id, decision: "ours", account: "4000", day: Shop.day))
                let sites = try await shop.entries().last.map { Set($0.lines.map(\.site)) }
                #expect(sites?.count == 1 && sites?.first == matter.site, "the shop's suspense, not the head office's")
                try await shop.expectProofs()
            }
            try await shop.void(number)
            #expect(try await shop.inbox().map(\.suspense) == [isSettled ? 700 : 0])
            try await shop.expectProofs()
        }
    }
}

@Suite(.onBothEngines) struct `A return` {
    /// Three parts of an amount that three does not divide, each at its own cent.
    @Test func `in three parts gives back exactly what was paid`() async throws {
        let shop = try await Shop()
        try await shop.receive("GOODS", 3, value: 1_000)
        let sold = try await shop.sell([line("GOODS", 3, 1_000)], [cash(1_083)]).number
        let posted = try await shop.posted {
            for amount: Int64 in [-361, -361, -361] {
                try await shop.sell([back("GOODS", from: sold)], [cash(amount)])
            }
        }
        #expect(posted["Sales returns"] == 1_000)
        #expect(posted["Sales tax payable"] == 83)
        #expect(try await shop.stock() == (3_000, 1_000), "and the goods are worth what they were")
        try await shop.expectProofs()
    }

    /// As above, but the three pieces lie on one counter.
    @Test func `in three lines of one receipt gives back exactly what was paid`() async throws {
        let shop = try await Shop()
        try await shop.receive("GOODS", 3, value: 1_000)
        let sold = try await shop.sell([line("GOODS", 3, 1_000)], [cash(1_083)]).number
        let posted = try await shop.posted {
            let answer = try await shop.sell(
                Array(repeating: back("GOODS", from: sold), count: 3), [cash(-1_083)]
            ).answer
            #expect(answer.due == -1_083)
        }
        #expect(posted["Sales returns"] == 1_000)
        #expect(posted["Sales tax payable"] == 83)
        #expect(try await shop.stock() == (3_000, 1_000))
        #expect(try await shop.inbox().isEmpty)
        try await shop.sell([back("GOODS", from: sold)], [cash(-361)])
        #expect(try await shop.inbox().count == 1, "a fourth piece was never sold")
        try await shop.expectProofs()
    }

    /// A receipt proves the sale of what stands on it, not of something dearer.
    @Test func `of a product that the line did not sell is not linked to it, and a person is asked`() async throws {
        let shop = try await Shop()
        try await shop.receive("GOODS", 1, value: 6_000)
        try await shop.receive("OTHER", 1, value: 100)
        let sold = try await shop.sell([line("GOODS", 1, 15_000), line("OTHER", 1, 200)], [cash(16_455)]).number
        try await shop.sell([back("OTHER", from: sold, line: 1, list: -200)], [cash(-217)])
        #expect(try await shop.inbox().count == 1)
        #expect(try await shop.stock("OTHER").quantity == 1_000)
        #expect(try await shop.read { try $0.number("select count(*) from sales_returned") } == 0)
        try await shop.expectProofs()
    }

    @Test func `that names no line is of the first of its product with as much left`() async throws {
        let shop = try await Shop()
        let sold = try await shop.sell(
            [line("GOODS", 1, 1_000), line("OTHER", 1, 200), line("OTHER", 2, 600)], [cash(1_949)]
        ).number
        func bring(_ units: Int64) async throws -> Int64 {
            let article = SaleLine(
                product: "OTHER", quantity: Thousandths(-units * 1_000), list: nil,
                returned: ReturnedArticle(till: 1, number: ReceiptNumber(sold), line: nil, disposition: .stock))
            return try await shop.sell([article], [cash(-1)]).answer.due.count
        }
        #expect(try await bring(2) == -650)
        #expect(try await bring(1) == -217)
        try await shop.expectProofs()
    }

    @Test func `of more than was sold stands, and a person is asked`() async throws {
        let shop = try await Shop()
        let sold = try await shop.sell([line("GOODS", 1, 1_000)], [cash(1_083)]).number
        let answer = try await shop.sell([back("GOODS", 2, from: sold)], [cash(-2_166)]).answer
        #expect(answer.due == -2_166)
        #expect(try await shop.inbox().count == 1)
        try await shop.expectProofs()
    }

    @Test func `without a receipt comes back at today's cost, with a price of its own`() async throws {
        let shop = try await Shop()
        try await shop.receive("GOODS", 10, value: 6_000)
        let posted = try await shop.posted {
            try await shop.sell([back("GOODS", from: nil, list: -900)], [cash(-974)])
        }
        #expect(
            posted == [
                "Sales returns": 900, "Sales tax payable": 74, "Cash drawer": -974, "Inventory": 600,
                "Cost of goods sold": -600,
            ])
        try await shop.expectProofs()
    }

    @Test func `with a receipt that never was is a matter for a person`() async throws {
        let shop = try await Shop()
        try await shop.sell([back("GOODS", from: 4_711, list: -900)], [cash(-974)])
        #expect(try await shop.inbox().count == 1)
        try await shop.expectProofs()
    }
}

@Suite(.onBothEngines) struct `A business day` {
    /// Wall times in Chicago around midnight and both changes of the clock, with the day a shop that closes at two in
    /// the morning (its day begins at four) and one that follows the calendar book them on.
    static let moments: [(utc: String, calendar: String, late: String)] = [
        ("2026-03-05T05:59:59Z", "2026-03-04", "2026-03-04"),
        ("2026-03-05T06:00:00Z", "2026-03-05", "2026-03-04"),
        ("2026-03-05T09:59:59Z", "2026-03-05", "2026-03-04"),
        ("2026-03-05T10:00:00Z", "2026-03-05", "2026-03-05"),
        // 8 March 2026: two o'clock becomes three.
        ("2026-03-08T07:59:59Z", "2026-03-08", "2026-03-07"),
        ("2026-03-08T08:00:00Z", "2026-03-08", "2026-03-07"),
        ("2026-03-08T08:59:59Z", "2026-03-08", "2026-03-07"),
        ("2026-03-08T09:00:00Z", "2026-03-08", "2026-03-08"),
        ("2026-03-09T04:59:59Z", "2026-03-08", "2026-03-08"),
        ("2026-03-09T05:00:00Z", "2026-03-09", "2026-03-08"),
        // 1 November 2026: two o'clock becomes one.
        ("2026-11-01T04:59:59Z", "2026-10-31", "2026-10-31"),
        ("2026-11-01T06:30:00Z", "2026-11-01", "2026-10-31"),
        ("2026-11-01T07:30:00Z", "2026-11-01", "2026-10-31"),
        ("2026-11-01T09:59:59Z", "2026-11-01", "2026-10-31"),
        ("2026-11-01T10:00:00Z", "2026-11-01", "2026-11-01"),
        ("2026-11-02T05:59:59Z", "2026-11-01", "2026-11-01"),
        ("2026-11-02T06:00:00Z", "2026-11-02", "2026-11-01"),
    ]

    @Test func `is the right one over midnight and on the nights the clock changes`() async throws {
        let shop = try await Shop()
        try await shop.perform(
            OpenSite(
                company: "ACME", code: "LATE", name: "", kind: .store, zone: "America/Chicago", dayStartsAtMinute: 240))
        for (index, moment) in Self.moments.enumerated() {
            for (site, day) in [("S1", moment.calendar), ("LATE", moment.late)] {
                try await shop.perform(
                    CompleteSale(
                        site: Code(site), till: 1, number: ReceiptNumber(Int64(index + 1)),
                        occurredAt: Instant(moment.utc)!,
                        lines: [line("SERVICE", 1, 100)], tenders: [cash(site == "S1" ? 108 : 100)]))
                #expect(try await shop.entries().last?.day == Day(day), "\(site) at \(moment.utc)")
            }
        }
        #expect(try await shop.inbox().allSatisfy { $0.reason.contains("has not come yet") })
        try await shop.expectProofs()
    }

    @Test func `closes a session over midnight with the cash of both days`() async throws {
        let shop = try await Shop()
        try await shop.perform(OpenSession(site: "S1", till: 1, float: 1_000, occurredAt: Shop.at(20)))
        try await shop.sell([line("SERVICE", 1, 100)], hour: 23.9, [cash(108)])
        try await shop.sell([line("SERVICE", 1, 100)], hour: 24.1, [cash(108)])
        let closing = try await shop.perform(CloseSession(site: "S1", till: 1, counted: 1_216, occurredAt: Shop.at(25)))
        #expect(closing == CloseSession.Answer(expected: 1_216, counted: 1_216, difference: 0, receipts: 2))
        let days = try await shop.entries().filter { $0.kind == "sale" }.map(\.day)
        #expect(days == [Shop.day, Shop.day.advanced(by: 1)])
        try await shop.expectProofs()
    }
}
