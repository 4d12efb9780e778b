// SPDX-License-Identifier: Apache-2.0

import Access
import Accounting
import Automation
import BackOffice
import Catalogue
import Kernel
import Reports
import Sales
import Store
import TestEngines
import Testing

/// Many matters of the inbox, settled by one request: each as if it were alone.
@Suite(.onBothEngines) struct `Matters settled together` {
    /// A shop that sold what nobody has listed, three times at one site and once at another: 7.00, 8.00, 9.00 and 10.00
    /// wait in suspense.
    private func shopWithStrangers() async throws -> (Shop, [MatterRecord]) {
        let shop = try await Shop()
        for (index, name) in ["COOKIES", "NUTS", "TEA"].enumerated() {
            let paid = Int64(700 + index * 100)
            try await shop.sell([line(name, 1, paid)], [cash(paid)])
        }
        try await shop.sell([line("JAM", 1, 1_000)], at: "S2", [cash(1_000)])
        return (shop, try await shop.inbox())
    }

    private static func fields(_ name: String) -> String {
        #"{"products":[{"name":"\#(name)","department":"D","kind":"goods","isStocked":false,"unit":"piece","taxClass":"general"}]}"#
    }

    @Test func `are those of a kind and a site, and each says what left suspense`() async throws {
        let (shop, matters) = try await shopWithStrangers()
        #expect(matters.map(\.kind) == [String](repeating: "receipt-doubt", count: 4))
        let posted = try await shop.posted {
            let answer = try await shop.perform(
                SettleMatters(kind: "receipt-doubt", site: "S1", decision: "sweets", account: "4000"))
            #expect(answer.settled.map(\.matter) == matters.prefix(3).map(\.id))
            #expect(answer.settled.map(\.cleared) == [-700, -800, -900])
            #expect(answer.refused.isEmpty && answer.left == 0)
        }
        #expect(posted == ["Suspense": 2_400, "Sales": -2_400])
        #expect(try await shop.inbox().map(\.id) == [matters[3].id])
        try await shop.expectProofs()
        #expect(try await Rehearsal.run(of: shop.office) == nil)
    }

    @Test func `are no more than was said, the oldest first`() async throws {
        let (shop, matters) = try await shopWithStrangers()
        let first = try await shop.perform(SettleMatters(kind: "receipt-doubt", most: 1, account: "4000"))
        #expect(first.settled.map(\.matter) == [matters[0].id] && first.left == 3)
        #expect(try await shop.inbox() == Array(matters.dropFirst()))
        let second = try await shop.perform(
            SettleMatters(matters: [matters[2].id, matters[0].id, matters[2].id], account: "4000"))
        #expect(second.settled.map(\.matter) == [matters[2].id])
        #expect(second.refused.map(\.matter) == [matters[0].id, matters[2].id], "they were settled before")
        #expect(second.refused.allSatisfy { $0.code == "automation.no-such-matter" && $0.field == "matter" })
    }

    /// What the proposed command of a refused one did, and the facts that it told, are taken back; those before and after
    /// it stand.
    @Test func `stay as they were where one is refused, and the others are settled`() async throws {
        let (shop, matters) = try await shopWithStrangers()
        // An unknown department is refused at once, a missing account after the product was listed.
        try await shop.perform(SettleMatter(matter: matters[1].id, account: "4000"))
        try await shop.perform(OpenSession(site: "S1", till: 7, float: 0, occurredAt: Shop.at(8)))
        _ = try await Night(of: Shop.day, in: shop.office).run()
        let open = try await shop.inbox()
        let till = try #require(open.first { $0.kind == "till-open" })
        let facts = try await shop.read { try $0.number("select count(*) from fact_log") }
        let answer = try await shop.perform(
            SettleMatters(
                matters: [matters[0].id, till.id, matters[2].id], proposal: 1, fields: Self.fields("Sweets")))
        #expect(answer.settled.isEmpty)
        #expect(answer.refused.map(\.matter) == [matters[0].id, till.id, matters[2].id])
        #expect(
            answer.refused.map(\.code) == [
                "automation.needs-account", "command.malformed", "automation.needs-account",
            ])
        #expect(answer.refused.map(\.field) == ["account", "fields.counted", "account"])
        #expect(try await shop.inbox() == open)
        for name in ["COOKIES", "TEA"] {
            #expect(try await shop.read { try CatalogueReading.product(name, $0) } == nil, "taken back with the rest")
        }
        #expect(
            try await shop.read { try $0.number("select count(*) from fact_log") } == facts + 1,
            "nothing but that it was asked")
        let mixed = try await shop.perform(
            SettleMatters(
                matters: [matters[0].id, till.id, matters[2].id], proposal: 1, fields: Self.fields("Sweets"),
                account: "4000"))
        #expect(mixed.settled.map(\.matter) == [matters[0].id, matters[2].id])
        #expect(mixed.refused.map(\.matter) == [till.id])
        #expect(try await shop.inbox().contains { $0.id == till.id })
        for name in ["COOKIES", "TEA"] {
            #expect(try await shop.read { try CatalogueReading.product(name, $0) } != nil)
        }
        try await shop.expectProofs()
        #expect(try await Rehearsal.run(of: shop.office) == nil)
    }

    @Test func `are settled once by the same request with the same key`() async throws {
        let (shop, _) = try await shopWithStrangers()
        let settle = SettleMatters(kind: "receipt-doubt", most: 2, account: "4000")
        let first = try await shop.perform(settle, key: "press")
        #expect(try await shop.perform(settle, key: "press") == first)
        #expect(try await shop.inbox().count == 2)
        let audited = try await shop.read { snapshot in
            try snapshot.value(
                """
                select f.name from command_log c join fact_log f on f.sequence = c.first_fact
                 where c.name = 'settle-matters' and f.request_digest = c.request_hash
                """, as: String.self)
        }
        #expect(audited == "JournalEntered", "what came of it first, sealed with what was asked")
    }

    @Test func `are those of the sites where the actor may settle`() async throws {
        let (shop, matters) = try await shopWithStrangers()
        let ann = try await shop.perform(RegisterActor(code: "ann", name: "Ann", kind: .person)).actor
        try await shop.perform(GrantRole(actor: "ann", role: .storeManager, sites: ["S1"]))
        await #expect(throws: CommandRefusal.self) {
            try await shop.perform(SettleMatters(site: "S2", account: "4000"), as: ann)
        }
        let answer = try await shop.perform(
            SettleMatters(matters: [matters[3].id, matters[0].id], account: "4000"), as: ann)
        #expect(answer.settled.map(\.matter) == [matters[0].id])
        #expect(answer.refused.map(\.code) == ["command.forbidden"])
        #expect(answer.refused[0].reason.contains("at S2"))
        let rest = try await shop.perform(SettleMatters(kind: "receipt-doubt", account: "4000"), as: ann)
        #expect(rest.settled.map(\.matter) == [matters[1].id, matters[2].id])
        #expect(rest.refused.map(\.matter) == [matters[3].id])
    }

    @Test func `are spoken of in the inbox where there are several of a kind`() async throws {
        let (shop, _) = try await shopWithStrangers()
        let report = try await shop.read { try Reports.make(.inbox, ReportRequest(date: Shop.day), $0) }
        #expect(
            report.notes.last
                == "All 4 at once, A receipt could not be read in full: nightshift do settle-matters "
                + "--kind receipt-doubt --decision 'seen and accepted' --account …")
    }
}
