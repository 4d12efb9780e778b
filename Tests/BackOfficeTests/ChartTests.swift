// SPDX-License-Identifier: Apache-2.0

import Access
import Accounting
import Automation
import BackOffice
import Foundation
import Kernel
import ManagementFacts
import Organisation
import Reports
import Store
import TestEngines
import Testing

/// A system as one that comes later would be, in a folder of its own: coffee machines, which keep their own coins.
private enum VendingSystem {
    static let system = System("Vending", migrations: [])
    static let roles: [AccountRole] = [.vendingCash, .vendingIncome]
}

extension AccountRole {
    fileprivate static let vendingCash = AccountRole(
        900, "vendingCash", number: "1090", title: "Cash in machines", .assets, isControl: true, isCash: true)
    fileprivate static let vendingIncome = AccountRole(
        901, "vendingIncome", number: "4900", title: "Income of machines", .income)
}

private struct CoffeeSold: Fact, Codable, Equatable {
    static let name = "CoffeeSold"
    let company: ID<Company>
    let site: ID<Site>
    let day: Day
    let amount: Int64
}

private enum VendingPostings {
    static func entry(for sold: CoffeeSold, document: Int64) -> EntryDraft {
        EntryDraft(
            company: sold.company, kind: "vending", document: document, day: sold.day, currency: .usd,
            postings: [
                Posting(.vendingCash, sold.amount, site: sold.site),
                Posting(.vendingIncome, -sold.amount, site: sold.site),
            ])
    }
}

extension House {
    /// The next release: its lines in the wiring, and its roles.
    fileprivate static let withVending = House.nightshift(
        with: [VendingSystem.system],
        answering: [
            .on(
                CoffeeSold.self, "Accounting", "posts the coffee",
                AccountingReactions.posting(VendingPostings.entry(for:document:)))
        ], posting: VendingSystem.roles)
}

@Suite(.onBothEngines) struct `The chart of a release with a system more` {
    private func open(_ place: TemporaryPlace, _ house: House = .withVending) throws -> BackOffice {
        try BackOffice.open(DataPlace(place.data), clock: StoppedClock(at: Shop.at(36)), house: house)
    }

    private func accounts(_ office: BackOffice) async throws -> [AccountingReading.AccountRecord] {
        try await office.store.read { try AccountingReading.accounts($0) }
    }

    /// Each fact that extended a chart: its sequence, who published it, and whether another fact caused it.
    private func extensions(_ office: BackOffice) async throws -> [Extension] {
        try await office.store.read { snapshot in
            try snapshot.rows(Extension.columns, "from fact_log where name = 'ChartExtended' order by sequence")
        }
    }

    private struct Extension: Sendable {
        let sequence: Int64
        let actor: ID<Actor>
        let isRoot: Bool

        static let columns = Columns<Extension>(
            Column("sequence", \.sequence), Column("actor_id", \.actor), Column("cause is null", \.isRoot),
            make: Extension.init)
    }

    /// The machine of a shop sells coffee, which stands in both accounts; the books hold and come again.
    private func expectCoffeeIsPosted(in company: String, at site: String, _ office: BackOffice) async throws {
        let (owner, place) = try await office.store.read { snapshot in
            (
                try #require(try OrganisationReading.company(code: company, snapshot)).id,
                try #require(try OrganisationReading.site(code: site, snapshot)).id
            )
        }
        try await office.store.write(as: FirstActors.nightshift) { tx in
            try tx.publish(CoffeeSold(company: owner, site: place, day: Shop.day, amount: 250))
            try tx.publish(CoffeeSold(company: owner, site: place, day: Shop.day, amount: 150))
        }
        let (chart, balances) = try await office.store.read { snapshot in
            (
                try AccountingReading.accounts(of: owner, snapshot),
                try AccountingReading.balances(through: Shop.day, .init(company: owner), snapshot)
            )
        }
        for (role, amount) in [(AccountRole.vendingCash, Int64(400)), (.vendingIncome, -400)] {
            let account = try #require(chart.first { $0.role == role })
            #expect(account.name == role.title && account.number == role.number && account.type == role.type)
            #expect(balances.first { $0.account == account.id }?.amount == amount)
        }
        for proof in try await office.store.read({ try Proofs.all($0) }) {
            #expect(proof.holds, "\(proof.name): \(proof.difference)")
        }
        #expect(try await Rehearsal.run(of: office) == nil)
    }

    @Test(arguments: Release.all) func `comes to the companies of an earlier one`(release: Release) async throws {
        let place = try TemporaryPlace()
        try release.put(at: place)
        let before = try open(place, .nightshift)
        let (first, facts) = (try await accounts(before), try before.store.readNow { try $0.number(Self.facts) })
        let later = try await extensions(before).count
        #expect(later == 1, "what came with this release, in one fact")
        try before.store.close()

        let office = try open(place)
        defer { try? office.store.close() }
        #expect(try office.store.readNow { try $0.number(Self.facts) } == facts + 1)
        let extended = try #require(try await extensions(office).dropFirst(later).first)
        #expect(extended.isRoot && extended.actor == FirstActors.nightshift)
        let all = try await accounts(office)
        #expect(all.filter { !VendingSystem.roles.contains($0.role) } == first)
        #expect(Set(all.map(\.role)) == Set(House.withVending.chart.roles))
        #expect(
            all.filter { VendingSystem.roles.contains($0.role) }.map(\.id.rawValue)
                == VendingSystem.roles.map { extended.sequence * 1_000 + $0.key })
        let trialBalance = try await office.store.read { snapshot in
            try Reports.make(.trialBalance, ReportRequest(date: Day(year: 2026, month: 12, day: 31)!), snapshot)
                .written(as: .csv)
        }
        #expect(try release.books().contains("\n" + trialBalance), "an account that nothing was posted to says nothing")
        try await expectCoffeeIsPosted(in: "ACME", at: "S1", office)
        try await office.store.catchUp()
        let seals = try await Verification.run(office.store).seals
        #expect(seals.firstBroken == nil && seals.unsealed == 0)
    }

    private static let facts: SQL = "select count(*) from fact_log"

    @Test func `comes once, however often it is opened`() async throws {
        let shop = try await Shop()
        let before = try await extensions(shop.office).count
        for _ in 0..<2 {
            let office = try open(shop.place)
            #expect(try await extensions(office).count == before + 1)
            #expect(try await accounts(office).count == House.withVending.chart.roles.count)
            try office.store.close()
        }
        try await expectNothing(byOpening: { try open(shop.place) }, in: shop)
        try await expectNothing(
            byOpening: {
                try BackOffice.openToRead(
                    DataPlace(shop.place.data), clock: StoppedClock(at: Shop.at(36)), house: .withVending)
            }, in: shop)
    }

    private func expectNothing(byOpening open: () throws -> BackOffice, in shop: Shop) async throws {
        let before = try await shop.read { try $0.number(Self.facts) }
        try open().store.close()
        #expect(try await shop.read { try $0.number(Self.facts) } == before)
    }

    @Test func `is left as it is by one who only reads`() async throws {
        let shop = try await Shop()
        try await expectNothing(
            byOpening: {
                try BackOffice.openToRead(
                    DataPlace(shop.place.data), clock: StoppedClock(at: Shop.at(36)), house: .withVending)
            }, in: shop)
    }

    @Test func `comes once when processes open it together`() async throws {
        let shop = try await Shop()
        try await shop.perform(RegisterCompany(code: "ZWEI", name: "Zwei", currency: .eur))
        let before = try await extensions(shop.office).count
        let offices = try await withThrowingTaskGroup(of: BackOffice.self) { group in
            for _ in 0..<4 { group.addTask { try await onBlockingThread { try open(shop.place) } } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(offices.count == 4)
        for office in offices { try office.store.close() }
        #expect(try await extensions(shop.office).count == before + 2)
        #expect(try await accounts(shop.office).count == 2 * House.withVending.chart.roles.count)
    }

    @Test func `is whole for a company that is registered under it`() async throws {
        let place = try TemporaryPlace()
        let office = try open(place)
        defer { try? office.store.close() }
        try await office.settle()
        _ = try await office.perform(
            RegisterCompany(code: "NEW", name: "New", currency: .usd), as: FirstActors.owner, key: "1")
        _ = try await office.perform(
            OpenSite(company: "NEW", code: "N1", name: "N1", kind: .store, zone: "America/Chicago"),
            as: FirstActors.owner, key: "2")
        #expect(try await accounts(office).map(\.role.key).sorted() == House.withVending.chart.roles.map(\.key))
        let extended = try #require(try await extensions(office).first)
        #expect(extended.isRoot && extended.actor == FirstActors.owner)
        try await expectCoffeeIsPosted(in: "NEW", at: "N1", office)
        #expect(try await extensions(office).count == 1)
    }

    @Test func `lets accountants post to what no sub-ledger keeps`() async throws {
        let shop = try await Shop()
        let office = try open(shop.place)
        defer { try? office.store.close() }
        func journal(_ number: String) -> EnterJournal {
            EnterJournal(
                company: "ACME", day: Shop.day, reason: "machine",
                lines: [
                    .init(account: number, site: "S1", amount: 100), .init(account: "1000", site: "S1", amount: -100),
                ])
        }
        _ = try await office.perform(journal("4900"), as: FirstActors.owner, key: "a")
        let refusal = await #expect(throws: PlacedRefusal.self) {
            try await office.perform(journal("1090"), as: FirstActors.owner, key: "b")
        }
        #expect(refusal?.refusal as? AccountingRefusal == .controlAccount("1090"))
        #expect(refusal?.field == "lines[0].account")
    }

    @Test func `is not opened without the system that brought a role`() async throws {
        let shop = try await Shop()
        try open(shop.place).store.close()
        #expect(throws: Self.unknown("vendingCash")) { try open(shop.place, .nightshift) }
    }

    /// The other process has a newer program: this one posts what it is told until it is stopped, and makes no report
    /// of a chart that it does not understand.
    @Test func `does not keep an older process from selling`() async throws {
        let shop = try await Shop()
        try await shop.office.store.write(as: FirstActors.nightshift) { tx in
            try tx.run(
                """
                insert into accounting_account (account_id, company_id, number, name, type, role)
                select 1, company_id, '9999', 'Later', 'Assets', 'later' from accounting_account where role = 'bank'
                """)
            tx.forgetRemembered()
        }
        try await shop.sell([line("SERVICE", 1, 1_000)], [cash(1_083)])
        #expect(try await shop.entries().count { $0.kind == "sale" } == 1)
        await #expect(throws: Self.unknown("later")) { try await accounts(shop.office) }
    }

    private static func unknown(_ role: String) -> StoreFault {
        .corrupt("no system of this program knows the account role \(role); use the release that brought it")
    }
}
