// SPDX-License-Identifier: Apache-2.0

import Access
import Automation
import BackOffice
import Catalogue
import Kernel
import Organisation
import Reports
import Sales
import Store
import TestEngines
import Testing

@Suite(.onBothEngines) struct `The audit` {
    private func audit(_ shop: Shop, _ request: ReportRequest) async throws -> [[Report.Cell]] {
        try await shop.read { try Reports.make(.audit, request, $0).rows }
    }

    private func everything(_ shop: Shop) async throws -> [[Report.Cell]] {
        try await audit(shop, ReportRequest(date: Shop.day))
    }

    @Test func `says who asked for what, when, and what came of it`() async throws {
        let shop = try await Shop()
        try await shop.perform(RegisterActor(code: "clerk", name: "Clerk", kind: .person))
        try await shop.perform(GrantRole(actor: "clerk", role: .owner), key: "the grant")
        let granted = try await audit(shop, ReportRequest(date: Shop.day, actor: "owner", command: "grant-role"))
        #expect(granted.count == 1)
        let cells = try #require(granted.first)
        #expect(cells[0] == .text(Shop.at(12).description))
        #expect(cells[1] == .text("owner") && cells[2] == .text("grant-role") && cells[3] == .text("the grant"))
        #expect(cells[4] == .long(#"{"actor":"clerk","role":"owner"}"#) && cells[5] == .long("{}"))
        guard case .text(let fact) = cells[6] else {
            Issue.record("no fact came of it")
            return
        }
        #expect(fact.hasSuffix(" RoleGranted"))
        #expect(try await audit(shop, ReportRequest(date: Shop.day, actor: "clerk")).isEmpty)
        #expect(try await audit(shop, ReportRequest(date: Shop.day, from: Shop.day.advanced(by: 1))).isEmpty)
        #expect(try await audit(shop, ReportRequest(date: Shop.day, from: Shop.day)) == everything(shop))
    }

    /// Whatever changes state tells it: no command is silent, and every request is kept or its document says it all.
    @Test func `has a fact for everything that was asked, and what was asked`() async throws {
        let shop = try await Shop()
        try await shop.perform(SetPrices(prices: [.init(product: "GOODS", validFrom: Shop.day, price: 100)]))
        try await shop.sell([line("GOODS", 1, 100)], [cash(108)])
        let rows = try await everything(shop)
        #expect(rows.count > 15)
        for row in rows {
            #expect(row[6] != .nothing, "\(row)")
            #expect((row[4] == .nothing) == (row[2] == .text("complete-sale")), "\(row)")
        }
    }

    @Test func `shows a request that somebody changed, and forgets one that was erased`() async throws {
        let shop = try await Shop()
        try await shop.perform(RegisterActor(code: "x", name: "Jane Doe", kind: .person), key: "jane")
        #expect(try await shop.read { try CommandLog.firstAltered($0) } == nil)
        try await shop.office.store.catchUp()
        try await shop.office.store.write(as: FirstActors.owner) { tx in
            try tx.run("update command_request set body = \(Array("{}".utf8)) where idempotency_key = 'jane'")
        }
        #expect(try await shop.read { try CommandLog.firstAltered($0) }?.key == "jane")
        #expect(try await Verification.run(shop.office.store).alteredRequest?.command == "register-actor")
        try await shop.perform(EraseRequest(actor: "owner", request: "jane", reason: "asked for"))
        #expect(try await shop.read { try CommandLog.firstAltered($0) } == nil)
        let row = try await audit(shop, ReportRequest(date: Shop.day, command: "register-actor")).last
        #expect(row?[4] == .nothing && row?[3] == .text("jane"))
        try await shop.office.store.catchUp()
        #expect(try await Verification.run(shop.office.store).seals.firstBroken == nil)
        let sequence = try await shop.read { try $0.number("select max(sequence) from fact_log") }
        try await shop.office.store.write(as: FirstActors.owner) { tx in
            try tx.run("update fact_log set request_digest = null where sequence = \(sequence)")
        }
        #expect(try await Verification.run(shop.office.store).seals.firstBroken == sequence)
    }

    /// A till that is opened as it was already changes nothing, and what was said of it is sealed all the same.
    @Test func `seals a request that nothing came of`() async throws {
        let shop = try await Shop()
        let opening = OpenSession(site: "S1", till: 1, float: 10_000, occurredAt: Shop.at(8))
        try await shop.perform(opening, key: "first")
        try await shop.perform(opening, key: "again")
        let row = try await audit(shop, ReportRequest(date: Shop.day, command: "open-session")).last
        guard case .text(let fact)? = row?[6] else {
            Issue.record("nothing seals it")
            return
        }
        #expect(fact.hasSuffix(" RequestAnswered"))
        try await shop.expectProofs()
        try await shop.office.store.catchUp()
        try await shop.office.store.write(as: FirstActors.owner) { tx in
            try tx.run("update command_request set body = \(Array("{}".utf8)) where idempotency_key = 'again'")
        }
        #expect(try await shop.read { try CommandLog.firstAltered($0) }?.key == "again")
        // Nor does it help to take the fact away from it.
        try await shop.office.store.write(as: FirstActors.owner) { tx in
            try tx.run("update command_log set first_fact = null where idempotency_key = 'again'")
        }
        #expect(try await shop.read { try CommandLog.firstAltered($0) }?.key == "again")
        try await shop.office.store.write(as: FirstActors.owner) { tx in
            try tx.run("delete from command_log where idempotency_key = 'again'")
        }
        let lost = try #require(try await shop.read { try CommandLog.firstAltered($0) })
        #expect(lost.actor == FirstActors.owner && lost.key == "again" && lost.command == nil)
    }

    @Test func `shows the first ten thousand, and says that more was left out`() async throws {
        let shop = try await Shop()
        let before = try await everything(shop)
        try await shop.office.store.write(as: FirstActors.owner) { tx in
            for number in 1...(10_000 - before.count + 1) {
                try tx.run(
                    """
                    insert into command_log (actor_id, idempotency_key, name, request_hash, answer, first_fact, done_at)
                    values (\(tx.actor), \("many \(number)"), \("nothing"), \(Array("1".utf8)), \(Array("{}".utf8)),
                            \(Int64?.none), \(tx.now))
                    """)
                guard number == 10_000 - before.count else { continue }
                let all = try Reports.make(.audit, ReportRequest(date: Shop.day), tx)
                #expect(all.rows.count == 10_000 && all.notes.count == 1)
            }
            let cut = try Reports.make(.audit, ReportRequest(date: Shop.day), tx)
            #expect(cut.rows.count == 10_000)
            #expect(cut.notes.last?.hasPrefix("These are the first 10000; more was left out") == true)
        }
    }

    @Test func `tells apart what commands of one write did`() async throws {
        let shop = try await Shop()
        _ = try await shop.office.store.write(as: FirstActors.owner) { tx in
            for code in ["A", "B"] {
                _ = try Systems.desk.perform(
                    ListSuppliers(suppliers: [.init(code: Code(code), name: code)]), key: "together \(code)", tx)
            }
        }
        let listed = try await audit(shop, ReportRequest(date: Shop.day, command: "list-suppliers"))
        let facts = Set(listed.map { $0[6] })
        #expect(listed.count == 3 && facts.count == 3)
        #expect(try await shop.read { try CommandLog.firstAltered($0) } == nil)
    }

    @Test func `keeps what nobody knows of what happened, and asks once a source and day`() async throws {
        let shop = try await Shop()
        for number in 1...2 {
            let json = """
                {"site":"S1","till":1,"number":\(number),"occurredAt":"2026-03-04T18:00:00Z","loyaltyCard":"7",
                 "lines":[{"product":"GOODS","quantity":1000,"list":100,"colour":"red"}],
                 "tenders":[{"kind":"cash","amount":108}]}
                """
            _ = try await shop.office.perform(
                named: "complete-sale", Array(json.utf8), as: FirstActors.owner, key: "r\(number)")
        }
        let matters = try await shop.inbox()
        #expect(matters.count == 1)
        #expect(matters.first?.reason.contains("lines.colour, loyaltyCard") == true)
        let rows = try await audit(shop, ReportRequest(date: Shop.day, command: "complete-sale"))
        guard case .long(let request)? = rows.first?[4] else {
            Issue.record("it was not kept")
            return
        }
        #expect(request.contains("loyaltyCard"))
        #expect(try await shop.read { try CommandLog.firstAltered($0) } == nil)
        try await shop.expectProofs()
    }

    /// The shop's second company has a site at the other end of the world, where tomorrow has begun.
    @Test func `asks the company of the site, by its business day, what nobody knows`() async throws {
        let shop = try await Shop()
        try await shop.perform(RegisterCompany(code: "OTHER", name: "Other", currency: .usd))
        try await shop.perform(
            OpenSite(company: "OTHER", code: "FAR", name: "Far", kind: .store, zone: "Pacific/Auckland"))
        let strange = (1...100).map { #","a\#($0)":0"# }.joined()
        let json = #"{"site":"FAR","till":1,"float":0,"occurredAt":"2026-03-04T18:00:00Z"\#(strange)}"#
        _ = try await shop.office.perform(
            named: "open-session", Array(json.utf8), as: FirstActors.owner, key: "far")
        let matter = try #require(try await shop.inbox().first { $0.kind == "stray-members" })
        let other = try await shop.read { try OrganisationReading.required(company: "OTHER", $0).id }
        #expect(matter.company == other && matter.subject == "owner/open-session/2026-03-05")
        #expect(matter.reason.contains("a1, a10, a11,") && matter.reason.contains(", and 68 more"))
    }
}
