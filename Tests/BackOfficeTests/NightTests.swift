// SPDX-License-Identifier: Apache-2.0

import Automation
import BackOffice
import Kernel
import Organisation
import Sales
import Store
import TestEngines
import Testing
import Warehouse

@Suite struct `A night` {
    private func steps(_ shop: Shop) async throws -> [StepRecord] {
        try await shop.read { try AutomationReading.night(of: Shop.day, $0)?.steps ?? [] }
    }

    @Test func `that failed is whole when it runs again after the books were mended`() async throws {
        let shop = try await Shop()
        try await shop.receive("GOODS", 1, value: 100)
        func tamper(_ sql: SQL) async throws { try await shop.office.store.write(as: ID(1)) { try $0.run(sql) } }
        try await tamper("update accounting_posting set amount = amount + 1 where line = 1")
        let night = Night(of: Shop.day, in: shop.office)
        let failed = try await night.run()
        #expect(failed.hasFailed)
        #expect(try await night.run().hasFailed)
        try await tamper("update accounting_posting set amount = amount - 1 where line = 1")
        let mended = try await night.run()
        #expect(!mended.hasFailed)
        #expect(try await shop.read { try AutomationReading.proofs(of: Shop.day, $0) }.allSatisfy(\.holds))
        // Three times the proofs, once everything else.
        let attempts = try await shop.read { try $0.number("select sum(attempts) from automation_step") }
        #expect(attempts == Int64(Night.stepCount + 2))
        #expect(mended.steps.dropLast() == failed.steps.dropLast())
    }

    @Test func `that is cancelled stops between two steps, and goes on as if nothing had been`() async throws {
        let shop = try await Shop()
        try await shop.receive("GOODS", 1, value: 100)
        let night = Night(of: Shop.day, in: shop.office)
        let task = Task {
            try await night.run { position, _ in
                if position == 2 { withUnsafeCurrentTask { $0?.cancel() } }
            }
        }
        await #expect(throws: CancellationError.self) { try await task.value }
        let done = try await steps(shop)
        #expect(done.count <= 3)
        #expect(done.allSatisfy { $0.state != .failed })
        let whole = try await night.run()
        #expect(whole.steps.count == Night.stepCount)
        #expect(!whole.hasFailed)
    }

    @Test func `files a late transfer under the company that shipped it`() async throws {
        let shop = try await Shop()
        try await shop.perform(RegisterCompany(code: "TWIN", name: "Twin", currency: .usd))
        for site in ["T1", "T2"] {
            try await shop.perform(
                OpenSite(company: "TWIN", code: site, name: site, kind: .store, zone: "America/Chicago"))
        }
        let first = try await shop.ship(1)
        let second = try await shop.perform(
            ShipTransfer(
                site: "T1", destination: "T2", occurredAt: Shop.at(10),
                lines: [.init(product: "GOODS", quantity: 1_000)])
        ).document
        _ = try await Night(of: Shop.day.advanced(by: 5), in: shop.office).run()
        let companies = try await shop.read { snapshot in
            try ["ACME", "TWIN"].map { try OrganisationReading.company(code: $0, snapshot)?.id }
        }
        let matters = try await shop.inbox().filter { $0.subject.hasSuffix("late") }
        #expect(matters.map(\.subject) == ["transfer \(first) late", "transfer \(second) late"])
        #expect(matters.map { $0.company as ID<Company>? } == companies)
    }

    @Test func `closes a day that has begun or has postings, and none after it`() async throws {
        let shop = try await Shop()
        // The clock stands at noon of the first day.
        await #expect(throws: NightRefusal.nothingPosted) { try await Night.day(nil, in: shop.office) }
        for days in [-9, -1, 0] {
            let day = Shop.day.advanced(by: days)
            #expect(try await Night.day(day, in: shop.office) == day)
        }
        let next = Shop.day.advanced(by: 1)
        await #expect(throws: NightRefusal.notBegun(next, last: Shop.day)) {
            try await Night.day(next, in: shop.office)
        }
        try await shop.receive("GOODS", 1, value: 100, hour: 24 + 8)
        #expect(try await Night.day(nil, in: shop.office) == Shop.day, "not a day after today")
        #expect(try await Night.day(next, in: shop.office) == next)
        await #expect(throws: NightRefusal.notBegun(next.advanced(by: 1), last: next)) {
            try await Night.day(next.advanced(by: 1), in: shop.office)
        }
        try await shop.receive("GOODS", 1, value: 100, hour: -16)
        #expect(try await Night.day(nil, in: shop.office) == Shop.day.advanced(by: -1), "nothing was posted today")
    }
}

@Suite(.onBothEngines) struct `A night whose place fails` {
    @Test func `says so, and goes on with the step it was in`() async throws {
        let shop = try await Shop()
        try await shop.receive("GOODS", 10, value: 1_000)
        try await shop.perform(OpenSession(site: "S1", till: 1, float: 0, occurredAt: Shop.at(9)))
        // As when the disk that the table lies on is away.
        try await shop.office.store.write(as: ID(0)) { try $0.run("alter table warehouse_transfer rename to away") }
        await #expect(throws: StoreFault.self) { try await Night(of: Shop.day, in: shop.office).run() }
        let begun = try #require(try await shop.read { try AutomationReading.night(of: Shop.day, $0) })
        #expect(begun.finishedAt == nil)
        #expect(begun.steps.map(\.state) == [.ranAlone, .needsYou, .running])
        try await shop.office.store.write(as: ID(0)) { try $0.run("alter table away rename to warehouse_transfer") }
        let ended = try await Night(of: Shop.day, in: shop.office).run()
        #expect(ended.steps.count == Night.stepCount && ended.finishedAt != nil)
        #expect(ended.steps.prefix(2) == begun.steps.prefix(2), "what had ended was not done again")
        #expect(ended.steps.allSatisfy { $0.state == .ranAlone || $0.state == .needsYou })
    }
}
