// SPDX-License-Identifier: Apache-2.0

import Access
import Accounting
import Automation
import BackOffice
import Catalogue
import CommerceFacts
import Kernel
import LogisticsFacts
import ManagementFacts
import Organisation
import Reports
import Sales
import Store
import TestEngines
import Testing
import Warehouse
import Web

@Suite(.onBothEngines) struct `A matter` {
    /// A shop whose night has found a till left open.
    private func shopWithOpenTill() async throws -> (Shop, MatterRecord) {
        let shop = try await Shop()
        try await shop.perform(OpenSession(site: "S1", till: 1, float: 10_000, occurredAt: Shop.at(8)))
        _ = try await Night(of: Shop.day, in: shop.office).run()
        let matters = try await shop.inbox()
        #expect(matters.map(\.kind) == ["till-open"])
        return (shop, try #require(matters.first))
    }

    private func settled(_ shop: Shop) async throws -> MatterSettled? {
        try await shop.read { snapshot in
            try snapshot.value(Self.newest, as: [UInt8].self).map { body in
                var json = JSONReader(body)
                return try MatterSettled.read(&json, version: 1)
            }
        }
    }

    private static let newest: SQL = "select body from fact_log where name = 'MatterSettled' order by sequence desc"

    private static func counted(_ cash: Int64, at hour: Double = 20) -> String {
        #"{"counted":\#(cash),"occurredAt":"\#(Shop.at(hour))"}"#
    }

    @Test func `of a till left open is settled by closing it, in one transaction`() async throws {
        let (shop, matter) = try await shopWithOpenTill()
        #expect(matter.title == "A till was left open" && matter.unanswered.contains("uncounted"))
        #expect(matter.proposals.map(\.command) == ["close-session"])
        #expect(matter.proposals.map(\.request) == [#"{"site":"S1","till":1}"#])
        #expect(matter.proposals.map(\.asks) == [["counted", "occurredAt"]])
        let posted = try await shop.posted {
            let answer = try await shop.perform(
                SettleMatter(matter: matter.id, proposal: 1, fields: Self.counted(10_000)))
            #expect(answer.command == "close-session" && answer.answer?.contains(#""difference":0"#) == true)
        }
        #expect(posted == ["Safe": 10_000, "Cash drawer": -10_000])
        #expect(try await shop.inbox().isEmpty)
        let fact = try #require(try await settled(shop))
        #expect(fact.matter == matter.id && fact.command == "close-session")
        #expect(fact.decision == "Close the till with the cash counted in the drawer")
        let first = try await shop.read {
            try $0.value("select name from fact_log where sequence = \(fact.fact ?? 0)", as: String.self)
        }
        #expect(first == "CashMoved")
        #expect(
            try await shop.read { try $0.number("select count(*) from sales_session where closed_at is null") } == 0)
        let night = try await Night(of: Shop.day.advanced(by: 1), in: shop.office).run()
        #expect(night.steps.first { $0.name == "find-open-tills" }?.result == "every till was closed")
        try await shop.expectProofs()
    }

    @Test func `stays open when its command is refused, and nothing else is done`() async throws {
        let (shop, matter) = try await shopWithOpenTill()
        func refusal(_ fields: String?) async throws -> (any Refusal)? {
            do {
                _ = try await shop.office.perform(
                    SettleMatter(matter: matter.id, proposal: 1, fields: fields), as: FirstActors.owner,
                    key: shop.nextKey())
                return nil
            } catch let refusal as any Refusal { return refusal }
        }
        let posted = try await shop.posted {
            #expect(try await refusal(nil)?.field == "fields.counted", "it is asked for")
            #expect(
                try await refusal(#"{"counted":-1,"occurredAt":"2026-03-05T02:00:00Z"}"#)?.code
                    == "command.out-of-range")
            #expect(try await refusal(#"{"counted":1,"occurredAt":"noon"}"#)?.field == "fields.occurredAt")
            let stray = try await refusal(#"{"counted":1,"occurredAt":"2026-03-05T02:00:00Z","cuonted":1}"#)
            #expect(stray?.code == "command.unknown-member" && stray?.field == "fields.cuonted")
            #expect(try await refusal("[1]")?.code == "automation.bad-fields")
        }
        #expect(posted.isEmpty)
        #expect(try await shop.inbox() == [matter])
        try await shop.perform(SettleMatter(matter: matter.id, proposal: 1, fields: Self.counted(9_000)))
        #expect(try await shop.inbox().map(\.kind) == ["till-difference"])
    }

    @Test func `is settled by who may do what it proposes`() async throws {
        let (shop, matter) = try await shopWithOpenTill()
        let actor = try await shop.perform(RegisterActor(code: "books", name: "Books", kind: .person)).actor
        try await shop.perform(GrantRole(actor: "books", role: .accountant))
        let settle = SettleMatter(matter: matter.id, proposal: 1, fields: Self.counted(10_000))
        await #expect(
            throws: CommandRefusal.forbidden(command: "close-session", permission: "sales.session", place: "S1")
        ) {
            try await shop.perform(settle, as: actor)
        }
        #expect(try await shop.inbox() == [matter])
        try await shop.perform(SettleMatter(matter: matter.id, decision: "it is being looked for"), as: actor)
        #expect(try await shop.inbox().isEmpty)
        let fact = try await settled(shop)
        #expect(fact == MatterSettled(matter: matter.id, decision: "it is being looked for"))
    }

    @Test func `is settled once by the same request with the same key`() async throws {
        let (shop, matter) = try await shopWithOpenTill()
        let settle = SettleMatter(matter: matter.id, proposal: 1, fields: Self.counted(10_000))
        let first = try await shop.perform(settle, key: "press")
        let facts = try await shop.read { try $0.number("select count(*) from fact_log") }
        let second = try await shop.perform(settle, key: "press")
        #expect(first.answer == second.answer)
        #expect(try await shop.read { try $0.number("select count(*) from fact_log") } == facts)
        #expect(
            try await shop.read { try $0.number("select count(*) from command_log where name = 'close-session'") } == 0)
        await #expect(throws: AutomationRefusal.noSuchMatter(matter.id.description)) { try await shop.perform(settle) }
    }

    @Test func `of a till left open is explained when the till is closed at the till`() async throws {
        let (shop, matter) = try await shopWithOpenTill()
        try await shop.perform(OpenSession(site: "S1", till: 1, float: 100, occurredAt: Shop.at(14)))
        _ = try await Night(of: Shop.day.advanced(by: 1), in: shop.office).run()
        #expect(try await shop.inbox().count == 2, "each of its drawers is a matter of its own")
        try await shop.perform(CloseSession(site: "S1", till: 1, counted: 10_000, occurredAt: Shop.at(13)))
        let left = try await shop.inbox()
        #expect(left.count == 1 && left.first?.id != matter.id)
        try await shop.perform(CloseSession(site: "S1", till: 1, counted: 100, occurredAt: Shop.at(20)))
        #expect(try await shop.inbox().isEmpty)
    }

    @Test func `of a till that nobody opened gives its float back from suspense when the opening is told`() async throws
    {
        let shop = try await Shop()
        try await shop.perform(CloseSession(site: "S1", till: 1, counted: 12_000, occurredAt: Shop.at(20)))
        let matter = try #require(try await shop.inbox().first)
        #expect(matter.kind == "till-float" && matter.suspense == -12_000)
        let posted = try await shop.posted {
            let settled = try await shop.perform(
                SettleMatter(
                    matter: matter.id, proposal: 1,
                    fields: #"{"float":10000,"occurredAt":"\#(Shop.at(8))"}"#))
            #expect(settled.cleared == 0, "the opening took it out")
        }
        #expect(posted == ["Safe": -10_000, "Suspense": 12_000, "Cash over and short": -2_000])
        #expect(try await shop.inbox().map(\.kind) == ["till-difference"], "what the float does not explain")
        try await shop.expectProofs()
    }

    @Test func `with money in suspense needs its account, with a proposal as without`() async throws {
        let shop = try await Shop()
        try await shop.sell([line("COOKIES", 1, 700)], [cash(700)])
        let matter = try #require(try await shop.inbox().first)
        #expect(matter.proposals.map(\.command) == ["list-products"])
        #expect(matter.proposals.map(\.request) == [#"{"products":[{"code":"COOKIES"}]}"#])
        #expect(
            matter.ways.first?.commandLine.hasSuffix(
                " --product name=…,department=…,kind=…,isStocked=…,unit=…,taxClass=… --account …") == true)
        let fields = #"""
            {"products":[{"name":"Cookies","department":"D","kind":"goods","isStocked":false,"unit":"piece","taxClass":"general"}]}
            """#
        await #expect(throws: AutomationRefusal.needsAccount(Money(minor: -700, .usd))) {
            try await shop.perform(SettleMatter(matter: matter.id, proposal: 1, fields: fields))
        }
        #expect(try await shop.read { try CatalogueReading.product("COOKIES", $0) } == nil, "taken back with the rest")
        let posted = try await shop.posted {
            try await shop.perform(SettleMatter(matter: matter.id, proposal: 1, fields: fields, account: "4000"))
        }
        #expect(posted == ["Suspense": 700, "Sales": -700])
        #expect(try await shop.read { try CatalogueReading.product("COOKIES", $0) } != nil)
        #expect(try await shop.inbox().isEmpty)
        try await shop.expectProofs()
    }

    @Test func `is not settled by a command that asks it again`() async throws {
        let shop = try await Shop()
        try await shop.perform(
            ReceiveGoods(
                site: "S1", origin: .supplier, supplier: "V", occurredAt: Shop.at(9),
                lines: [
                    .init(product: "GOODS", quantity: 1_000, value: 100),
                    .init(product: "NEW", quantity: 2_000, value: 300),
                ]))
        let matter = try #require(try await shop.inbox().first)
        #expect(matter.kind == "delivery-unknown" && matter.proposals.map(\.asks) == [[]])
        let settle = SettleMatter(matter: matter.id, proposal: 1)
        await #expect(throws: AutomationRefusal.stillAsked(matter.reason)) { try await shop.perform(settle) }
        #expect(try await shop.inbox() == [matter])
        try await shop.perform(ListProducts(products: [shop.product("NEW")]))
        try await shop.perform(settle)
        #expect(try await shop.inbox().isEmpty)
        #expect(try await shop.stock("NEW") == (2_000, 300))
        #expect(try await shop.stock("GOODS") == (1_000, 100), "that line was taken before")
        try await shop.expectProofs()
    }

    @Test func `of a transfer that is late is settled by receiving it, or explained when it is received`() async throws
    {
        let shop = try await Shop()
        let transfers = [try await shop.ship(1), try await shop.ship(1)]
        _ = try await Night(of: Shop.day.advanced(by: 3), in: shop.office).run()
        let matters = try await shop.inbox().filter { $0.kind == "transfer-late" }
        #expect(matters.map(\.subject) == transfers.map(\.description))
        #expect(matters.map { $0.numbers.map { $0.text(in: .usd) } } == [["on the way 3 days"], ["on the way 3 days"]])
        try await shop.perform(
            SettleMatter(matter: matters[0].id, proposal: 1, fields: #"{"occurredAt":"\#(Shop.at(90))"}"#))
        try await shop.perform(ReceiveTransfer(transfer: transfers[1], occurredAt: Shop.at(90)))
        #expect(try await shop.inbox().filter { $0.kind == "transfer-late" }.isEmpty)
        try await shop.expectProofs()
    }

    @Test func `of money that waits for too long is settled by the entry that takes it out`() async throws {
        let shop = try await Shop()
        try await shop.perform(DepositToBank(site: "HQ", amount: 500, occurredAt: Shop.at(20)))
        let day = Shop.day.advanced(by: 6)
        _ = try await Night(of: day, in: shop.office).run()
        let matter = try #require(try await shop.inbox().first)
        #expect(matter.kind == "clearing-old" && matter.proposals.map(\.asks) == [["day", "reason"]])
        let posted = try await shop.posted {
            try await shop.perform(
                SettleMatter(matter: matter.id, proposal: 1, fields: #"{"day":"\#(day)","reason":"it came"}"#))
        }
        #expect(posted == ["Bank": 500, "Cash in transit": -500])
        try await shop.expectProofs()
    }

    @Test func `of cash at a site that is not open is settled by opening it`() async throws {
        let shop = try await Shop()
        try await shop.perform(DepositToBank(site: "S9", amount: 500, occurredAt: Shop.at(9)))
        let matter = try #require(try await shop.inbox().first)
        #expect(matter.name == "site-unknown S9")
        #expect(matter.proposals.map(\.asks) == [["name", "kind", "zone"]])
        try await shop.perform(
            SettleMatter(
                matter: matter.id, proposal: 1, fields: #"{"name":"Nine","kind":"store","zone":"America/Chicago"}"#))
        #expect(try await shop.inbox().isEmpty)
        #expect(try await shop.read { try OrganisationReading.site(code: "S9", $0) } != nil)
    }

    @Test func `is settled from a command line with the flags of what is proposed, in a person's units`() async throws {
        let (shop, matter) = try await shopWithOpenTill()
        let settling = try #require(House.nightshift.commands["settle-matter"])
        func request(_ line: String) async throws -> String {
            let words = "--matter \(matter.id) \(line)".split(separator: " ").map(String.init)
            return String(decoding: try await shop.office.requestToSettle(words, with: settling), as: UTF8.self)
        }
        let at = Shop.at(20)
        #expect(
            try await request("--proposal 1 --counted 100.83 --occurred-at \(at)")
                == #"{"matter":"\#(matter.id)","proposal":1,"fields":"{\"counted\":10083,\"occurredAt\":\"\#(at)\"}"}"#)
        #expect(try await request("--decision ours") == #"{"matter":"\#(matter.id)","decision":"ours"}"#)
        await #expect(throws: CommandRefusal.self) { _ = try await request("--counted 1") }
        for (line, sentence) in [
            ("--proposal 1 --cuonted 1", "the nearest one is --counted"),
            ("--proposal 1 --counted x", "counted must be"),
            (#"--proposal 1 --fields {"counted":1} --counted 2"#, "fields must be all that is said of close-session"),
            ("--cuonted 1", "settle-matter"),
        ] {
            do {
                _ = try await request(line)
                Issue.record("\(line) was read")
            } catch let refusal as CommandRefusal {
                #expect(refusal.sentence.contains(sentence), "\(refusal.sentence)")
            }
        }
        let json = Array(try await request("--proposal 1 --counted 100.00 --occurred-at \(at)").utf8)
        _ = try await shop.office.perform(named: "settle-matter", json, as: FirstActors.owner, key: "line")
        #expect(try await shop.inbox().isEmpty)
    }

    @Test func `is shown with its title, its numbers, its command lines and what happens if nobody answers`()
        async throws
    {
        let (shop, matter) = try await shopWithOpenTill()
        let report = try await shop.read { try Reports.make(.inbox, ReportRequest(date: Shop.day), $0) }
        let start = "nightshift do settle-matter --matter \(matter.id)"
        #expect(
            report.notes == [
                "\(matter.id) A till was left open (due 2026-03-05)",
                "  Close the till with the cash counted in the drawer: \(start) --proposal 1 --counted … --occurred-at …",
                "  Accept it as it is: \(start) --decision 'seen and accepted'",
                "  If nobody answers: Its cash stays uncounted in the drawer, and every night asks again.",
            ])
        #expect(report.written(as: .csv).contains("A till was left open,\(matter.subject),"))
        let html = try await shop.read {
            String(decoding: try Home.page(at: Shop.at(12), $0).html().bytes, as: UTF8.self)
        }
        #expect(html.contains("\(start) --proposal 1 --counted … --occurred-at …") && html.contains(matter.unanswered))
    }
}
