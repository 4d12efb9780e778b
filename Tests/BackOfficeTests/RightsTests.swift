// SPDX-License-Identifier: Apache-2.0

import Access
import Accounting
import Automation
import BackOffice
import Catalogue
import CommerceFacts
import Kernel
import LogisticsFacts
import Sales
import Store
import TestEngines
import Testing
import Warehouse

/// What someone may do at one site and not at another, and what a cashier may not do at all.
@Suite(.onBothEngines) struct `The rights` {
    private func actor(
        _ role: Role, at sites: [Code<Site>]? = nil, kind: ActorKind = .person, _ shop: Shop
    ) async throws -> ID<Actor> {
        let actor = try await shop.perform(RegisterActor(code: "ann", name: "Ann", kind: kind)).actor
        try await shop.perform(GrantRole(actor: "ann", role: role, sites: sites))
        return actor
    }

    private func sale(
        _ lines: [SaleLine], _ paid: Int64, at site: Code<Site> = "S1", number: ReceiptNumber = 50,
        basket: MinorUnits? = nil
    ) -> CompleteSale {
        CompleteSale(
            site: site, till: 1, number: number, occurredAt: Shop.at(13), lines: lines, basketDiscount: basket,
            tenders: [cash(paid)])
    }

    private func expectForbidden<C: Command>(
        _ command: C, to actor: ID<Actor>, _ permission: String, at place: String?, _ shop: Shop
    ) async {
        let refusal = CommandRefusal.forbidden(command: C.name, permission: permission, place: place)
        await #expect(throws: refusal) { try await shop.office.perform(command, as: actor, key: shop.nextKey()) }
    }

    @Test func `of a cashier are to sell, at the site that was named`() async throws {
        let shop = try await Shop()
        try await shop.perform(SetPrices(prices: [.init(product: "SERVICE", validFrom: Shop.day, price: 1_000)]))
        let sold = try await shop.sell([line("SERVICE", 2, 2_000)], [cash(2_165)]).number
        let ann = try await actor(.cashier, at: ["S1"], shop)
        let service = line("SERVICE", 1, 1_000)
        _ = try await shop.office.perform(sale([service], 1_083), as: ann, key: shop.nextKey())
        _ = try await shop.office.perform(
            OpenSession(site: "S1", till: 1, float: 0, occurredAt: Shop.at(14)), as: ann, key: shop.nextKey())

        let before = try await shop.entries().count
        await expectForbidden(sale([service], 1_083, at: "S2"), to: ann, "sales.sell", at: "S2", shop)
        let refund = sale([back("SERVICE", from: sold)], -1_083, number: 51)
        await expectForbidden(refund, to: ann, "sales.refund", at: "S1", shop)
        let loose = sale([back("SERVICE", from: nil, list: -99_900)], -99_900, number: 52)
        await expectForbidden(loose, to: ann, "sales.return-without-receipt", at: "S1", shop)
        await expectForbidden(sale([], -500, number: 53), to: ann, "sales.return-without-receipt", at: "S1", shop)
        let cheap = sale([line("SERVICE", 1, 1)], 1, number: 54)
        await expectForbidden(cheap, to: ann, "sales.change-price", at: "S1", shop)
        let given = sale([service], 0, number: 55, basket: 1_000)
        await expectForbidden(given, to: ann, "sales.change-price", at: "S1", shop)
        let void = VoidReceipt(
            site: "S1", till: 1, number: ReceiptNumber(sold), occurredAt: Shop.at(14), reason: "never happened")
        await expectForbidden(void, to: ann, "sales.void", at: "S1", shop)
        let deposit = DepositToBank(site: "S1", amount: 100, occurredAt: Shop.at(14))
        await expectForbidden(deposit, to: ann, "sales.deposit", at: "S1", shop)
        #expect(try await shop.entries().count == before, "nothing of it is in the books")

        // It may have happened all the same, and then only they know.
        let asked = Set(try await shop.inbox().map(\.subject))
        #expect(
            asked == [
                "S2/1/50 by ann", "S1/1/51 by ann", "S1/1/52 by ann", "S1/1/53 by ann", "S1/1/54 by ann",
                "S1/1/55 by ann", "S1/1/\(sold) by ann", "deposit-to-bank by ann",
            ])
        try await shop.expectProofs()
    }

    @Test(arguments: [Role.till, .storeManager]) func `of a till and of a manager are to tell of all that happened`(
        role: Role
    )
        async throws
    {
        let shop = try await Shop()
        let sold = try await shop.sell([line("SERVICE", 2, 2_000)], [cash(2_165)]).number
        let pos = try await actor(role, at: ["S1"], kind: .till, shop)
        for (number, lines) in [
            (60, [back("SERVICE", from: sold)]), (61, [back("SERVICE", from: nil, list: -100)]),
            (62, [line("SERVICE", 1, 1)]),
        ] as [(ReceiptNumber, [SaleLine])] {
            _ = try await shop.office.perform(sale(lines, 1, number: number), as: pos, key: shop.nextKey())
        }
        _ = try await shop.office.perform(
            VoidReceipt(site: "S1", till: 1, number: 62, occurredAt: Shop.at(14), reason: "x"), as: pos,
            key: shop.nextKey())
    }

    @Test func `hold where the goods, the matter or the entry is`() async throws {
        let shop = try await Shop()
        let delivery = try await shop.receive("GOODS", 10, value: 1_000, at: "S2")
        let (away, home) = (
            try await shop.ship(1),
            try await shop.perform(
                ShipTransfer(
                    site: "S2", destination: "S1", occurredAt: Shop.at(10),
                    lines: [.init(product: "GOODS", quantity: 1_000)])
            ).document
        )
        let ann = try await actor(.storeManager, at: ["S1"], shop)
        let arrival = { (transfer: ID<StockDocument>) in ReceiveTransfer(transfer: transfer, occurredAt: Shop.at(12)) }
        await expectForbidden(arrival(away), to: ann, "warehouse.transfer", at: "S2", shop)
        _ = try await shop.office.perform(arrival(home), as: ann, key: shop.nextKey())
        let correction = CorrectCost(receipt: delivery, line: 1, amount: 1, occurredAt: Shop.at(12))
        await expectForbidden(correction, to: ann, "warehouse.adjust", at: "S2", shop)

        try await shop.sell([line("NOBODY", 1, 100)], at: "S2", number: 7, [cash(100)])
        let matter = try #require(try await shop.inbox().first { $0.subject == "S2/1/7" }).id
        let settling = SettleMatter(matter: matter, account: "4000", day: Shop.day)
        await expectForbidden(settling, to: ann, "automation.settle", at: "S2", shop)
        // What is of no site is of all of them.
        await expectForbidden(ListSuppliers(suppliers: []), to: ann, "catalogue.write", at: nil, shop)

        try await shop.perform(GrantRole(actor: "ann", role: .accountant, sites: ["S1"]))
        func journal(_ other: Code<Site>) -> EnterJournal {
            EnterJournal(
                company: "ACME", day: Shop.day, reason: "rent",
                lines: [
                    .init(account: "5200", site: "S1", amount: 100), .init(account: "1000", site: other, amount: -100),
                ])
        }
        _ = try await shop.office.perform(journal("S1"), as: ann, key: shop.nextKey())
        await expectForbidden(journal("S2"), to: ann, "accounting.post", at: nil, shop)
        try await shop.expectProofs()
    }

    @Test func `are what was granted last`() async throws {
        let shop = try await Shop()
        let ann = try await actor(.cashier, at: ["S2"], shop)
        let ring = sale([line("SERVICE", 1, 1_000)], 1_083)
        await expectForbidden(ring, to: ann, "sales.sell", at: "S1", shop)
        try await shop.perform(GrantRole(actor: "ann", role: .cashier))
        _ = try await shop.office.perform(ring, as: ann, key: shop.nextKey())
        try await shop.perform(GrantRole(actor: "ann", role: .cashier, sites: ["S2", "S2"]))
        await expectForbidden(
            sale([line("SERVICE", 1, 1_000)], 1_083, number: 51), to: ann, "sales.sell", at: "S1", shop)
        await #expect(throws: (any Error).self) {
            try await shop.perform(GrantRole(actor: "ann", role: .cashier, sites: ["NOWHERE"]))
        }
        // An owner of one site cannot give rights that hold everywhere, and one must remain who can.
        await #expect(throws: (any Error).self) {
            try await shop.perform(GrantRole(actor: "owner", role: .owner, sites: ["S1"]))
        }
    }

    /// Files go in under the name of the back office, whoever brings them, and with the rights of who does.
    @Test func `of who brings a file decide what of it goes in`() async throws {
        let files = try await ImportShop()
        let shop = files.shop
        let ann = try await actor(.stockClerk, at: ["S1"], shop)
        let text = """
            site,date,time,product,counted
            S1,2026-03-04,12:00,GOODS,1
            S2,2026-03-04,12:00,GOODS,2

            """
        for isDryRun in [true, false] {
            let (summary, bad) = try await files.take(.counts, text, by: ann, isDryRun: isDryRun)
            #expect(summary.taken == 1 && summary.badRows == 1)
            #expect(summary.reasons.first?.contains("You may not count-stock at S2") == true, "\(summary.reasons)")
            #expect(isDryRun || bad.contains("warehouse.count"))
        }
        let prices = "product,price,from\nGOODS,1.00,2026-01-01\n"
        for isDryRun in [true, false] {
            let (summary, _) = try await files.take(.prices, prices, by: ann, isDryRun: isDryRun)
            #expect(summary.taken == 0 && summary.badRows == 1, "prices are of all sites")
        }
        #expect(
            try await files.take(.counts, text).summary.known == 1, "the owner's file has one that is there already")
    }
}
