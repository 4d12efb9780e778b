// SPDX-License-Identifier: Apache-2.0

import Accounting
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
        #expect(attempts == Int64(night.stepCount + 2))
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
        #expect(whole.steps.map(\.name) == House.night.names)
        #expect(!whole.hasFailed)
    }

    @Test func `files a late transfer under the company that shipped it`() async throws {
        let shop = try await Shop()
        try await shop.perform(RegisterCompany(code: "TWIN", name: "Twin", currency: .usd))
        for site in ["T1", "T2"] {
            try await shop.perform(
                OpenSite(company: "TWIN", code: Code(site), name: site, kind: .store, zone: "America/Chicago"))
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
        let matters = try await shop.inbox().filter { $0.kind == "transfer-late" }
        #expect(matters.map(\.subject) == [first.description, second.description])
        #expect(matters.map { $0.company as ID<Company>? } == companies)
    }

    @Test func `asks about money that stands in clearing accounts for too long, until it has come`() async throws {
        let shop = try await Shop()
        try await shop.perform(DepositToBank(site: "S1", amount: 500, occurredAt: Shop.at(20)))
        try await shop.perform(DepositToBank(site: "S2", amount: 70, occurredAt: Shop.at(3 * 24)))
        func matters(after days: Int) async throws -> [String] {
            let night = try await Night(of: Shop.day.advanced(by: days), in: shop.office).run()
            #expect(!night.hasFailed)
            let old = try await shop.inbox().filter { $0.kind == "clearing-old" }
            let step = night.steps.first { $0.name == "look-at-clearing-accounts" }
            #expect((step?.state == .ranAlone) == old.isEmpty)
            return old.map(\.reason).sorted()
        }
        #expect(try await matters(after: 5).isEmpty)
        #expect(
            try await matters(after: 6) == [
                "5.00 USD stands in cash in transit for more than 5 days, the oldest of it since 2026-03-04."
            ])
        try await shop.perform(
            EnterJournal(
                company: "ACME", day: Shop.day.advanced(by: 6), reason: "arrived",
                lines: [
                    .init(account: "1000", site: "HQ", amount: 510), .init(account: "1030", site: "HQ", amount: -510),
                ]))
        #expect(try await matters(after: 7).isEmpty)
        #expect(
            try await matters(after: 9) == [
                "0.60 USD stands in cash in transit for more than 5 days, the oldest of it since 2026-03-07."
            ])
        try await shop.perform(SetPolicy(company: "ACME", policy: "clearing-age-days", value: 10))
        #expect(try await matters(after: 10).isEmpty)
        try await shop.expectProofs()
    }

    @Test func `files a proof that fails under the company whose books it is in`() async throws {
        let shop = try await Shop()
        try await shop.perform(RegisterCompany(code: "TWIN", name: "Twin", currency: .usd))
        try await shop.perform(
            OpenSite(company: "TWIN", code: "T1", name: "T1", kind: .store, zone: "America/Chicago"))
        try await shop.sell([line("SERVICE", 1, 1_000)], [cash(1_083)])
        try await shop.sell([line("SERVICE", 1, 1_000)], at: "T1", [cash(1_000)])
        let (twin, site) = try await shop.read { snapshot in
            (
                try OrganisationReading.company(code: "TWIN", snapshot)?.id,
                try OrganisationReading.site(code: "T1", snapshot)?.id ?? ID(0)
            )
        }
        try await shop.office.store.write(as: ID(1)) {
            try $0.run("update sales_drawer set cash = cash + 1 where site_id = \(site)")
        }
        let night = try await Night(of: Shop.day, in: shop.office).run()
        #expect(night.hasFailed)
        let matters = try await shop.inbox().filter { $0.kind == "proof-fails" }
        #expect(matters.map(\.subject) == ["Cash in the drawers"])
        #expect(matters.map { $0.company as ID<Company>? } == [twin])
        let kept = try await shop.read { try AutomationReading.proofs(of: Shop.day, $0) }
        let now = try await shop.proofs()
        #expect(kept == now)
        #expect(kept.filter { !$0.holds }.map(\.company) == [twin])
        #expect(Set(kept.map(\.company)).count == 3, "all, the one and the other")
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
    @Test func `goes on by the names of its steps when another was put in between`() async throws {
        let shop = try await Shop()
        try await shop.receive("GOODS", 1, value: 100)
        let steps = House.night.names.compactMap(shop.office.store.declarations.nightStep)
        let fourth = NightStep(steps[3].name, steps[3].title) { _ in throw CancellationError() }
        let cutOff = Night(of: Shop.day, in: shop.office, steps: steps.prefix(3) + [fourth] + steps.dropFirst(4))
        await #expect(throws: CancellationError.self) { _ = try await cutOff.run() }
        let before = try #require(try await shop.read { try AutomationReading.night(of: Shop.day, $0) })
        #expect(before.steps.count { $0.finishedAt != nil } == 3)
        // Another release has a step more, which stands before those that were done and those that were not.
        let more = NightStep("count-the-sheep", "Count the sheep") { _ in .alone("there are none") }
        let night = try await Night(of: Shop.day, in: shop.office, steps: [steps[0], more] + steps.dropFirst()).run()
        #expect(Set(night.steps.map(\.name)) == Set(steps.map(\.name) + ["count-the-sheep"]))
        #expect(night.steps.count == steps.count + 1)
        #expect(night.steps.filter { $0.finishedAt != nil && before.steps.contains($0) }.count == 3, "done once")
        #expect(night.steps.last?.name == "seal-the-log")
        #expect(night.steps.first { $0.name == "count-the-sheep" }?.title == "count-the-sheep", "nobody declares it")
        #expect(!night.hasFailed && night.finishedAt != nil)
    }

    @Test func `says so, and goes on with the step it was in`() async throws {
        let shop = try await Shop()
        try await shop.receive("GOODS", 10, value: 1_000)
        try await shop.perform(OpenSession(site: "S1", till: 1, float: 0, occurredAt: Shop.at(9)))
        // As when the disk that the table lies on is away.
        try await shop.office.store.write(as: ID(0)) { try $0.run("alter table warehouse_transfer rename to away") }
        await #expect(throws: StoreFault.self) { try await Night(of: Shop.day, in: shop.office).run() }
        let begun = try #require(try await shop.read { try AutomationReading.night(of: Shop.day, $0) })
        #expect(begun.finishedAt == nil)
        #expect(begun.steps.map(\.state) == [.ranAlone, .ranAlone, .needsYou, .running])
        try await shop.office.store.write(as: ID(0)) { try $0.run("alter table away rename to warehouse_transfer") }
        let ended = try await Night(of: Shop.day, in: shop.office).run()
        #expect(ended.steps.map(\.name) == House.night.names && ended.finishedAt != nil)
        #expect(ended.steps.prefix(2) == begun.steps.prefix(2), "what had ended was not done again")
        #expect(ended.steps.allSatisfy { $0.state == .ranAlone || $0.state == .needsYou })
    }
}
