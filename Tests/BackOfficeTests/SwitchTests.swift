// SPDX-License-Identifier: Apache-2.0

import Accounting
import Automation
import BackOffice
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

@Suite(.onBothEngines) struct `A company that does without a system` {
    private static let dispensable = Systems.all.filter { !$0.isIndispensable }.map(\.name)

    private func turn(_ system: String, _ state: SwitchSystem.State, in shop: Shop) async throws
        -> SwitchSystem.Answer
    {
        try await shop.perform(SwitchSystem(company: "ACME", system: system, state: state))
    }

    /// Runs a command, which is refused only if it is of the system that is off.
    private func attempt(without system: String?, of owner: String, _ action: () async throws -> Void) async throws {
        do { try await action() } catch CommandRefusal.switchedOff(let refusing) {
            #expect(refusing == system && owner == system)
            return
        }
        #expect(owner != system, "\(owner) is off and was not refused")
    }

    /// A day of trade, without the commands of a system that is off.
    private func trade(in shop: Shop, without system: String?) async throws {
        try await attempt(without: system, of: "Warehouse") { try await shop.receive("GOODS", 10, value: 4_000) }
        try await attempt(without: system, of: "Sales") {
            try await shop.sell([line("GOODS", 3, 1_000)], number: 1, [cash(3_248)])
        }
        try await attempt(without: system, of: "Sales") { try await shop.void(1) }
        // Tells nothing of its own: nothing lies in the drawer.
        try await attempt(without: system, of: "Sales") {
            try await shop.perform(OpenSession(site: "S2", till: 1, float: 0, occurredAt: Shop.at(9)))
        }
        try await attempt(without: system, of: "Sales") {
            try await shop.sell([line("GOODS", 2, 1_000)], number: 2, hour: 15, [card(2_165)])
        }
        try await attempt(without: system, of: "Warehouse") {
            let transfer = try await shop.ship(2, hour: 16)
            try await shop.arrive(transfer, hour: 17)
            try await shop.count("GOODS", 5, hour: 18)
        }
        try await attempt(without: system, of: "Accounting") {
            try await shop.perform(
                EnterJournal(
                    company: "ACME", day: Shop.day, reason: "rent",
                    lines: [
                        .init(account: "5200", site: "S1", amount: 100),
                        .init(account: "1000", site: "S1", amount: -100),
                    ]))
        }
    }

    @Test(arguments: dispensable) func `goes on with all others, by day and by night`(system: String) async throws {
        let shop = try await Shop()
        #expect(try await turn(system, .off, in: shop).state == .off)
        try await trade(in: shop, without: system)
        let night = try await Night(of: Shop.day, in: shop.office).run()
        #expect(night.steps.allSatisfy { $0.state != .failed }, "\(night.steps)")
        try await shop.expectProofs()
        let owners = try await shop.read { snapshot in
            try Proofs.all(snapshot).compactMap { record in
                snapshot.declarations.proofs.first { $0.name == record.name }.flatMap {
                    snapshot.declarations.system(of: $0)
                }
            }
        }
        #expect(!owners.contains(system), "its proofs are passed over")
        #expect(try await Rehearsal.run(of: shop.office) == nil)
        // Another company does not notice.
        try await shop.perform(RegisterCompany(code: "OTHER", name: "Other", currency: .usd))
        #expect(try await shop.read { try $0.switches.count } == 1)
    }

    @Test(arguments: ["Accounting", "Warehouse"], [true, false])
    func `has the same books as if it had never been off, once it is back`(system: String, both: Bool) async throws {
        let (shop, other) = (try await Shop(), try await Shop())
        for shop in [shop, other] { try await shop.receive("GOODS", 10, value: 4_000, hour: 7) }
        let off = both ? ["Accounting", "Warehouse"] : [system]
        for name in off { _ = try await turn(name, .off, in: shop) }
        for shop in [shop, other] {
            try await shop.sell([line("GOODS", 3, 1_000)], number: 1, [cash(3_248)])
            try await shop.void(1)
            try await shop.sell([line("GOODS", 2, 1_000)], number: 2, hour: 15, [card(2_165)])
        }
        #expect(try await shop.entries().count < other.entries().count)
        for name in both && system == "Warehouse" ? off.reversed() : off {
            #expect(try await turn(name, .on, in: shop).state == .on)
        }
        try await shop.receive("GOODS", 1, value: 500, hour: 19)
        try await other.receive("GOODS", 1, value: 500, hour: 19)
        try await shop.expectProofs()
        #expect(try await shop.proofs().map(\.figure) == other.proofs().map(\.figure))
        #expect(try await shop.stock() == other.stock())
        #expect(try await shop.read { try $0.switches } == [])
        #expect(try await Rehearsal.run(of: shop.office) == nil)
    }

    @Test func `has one that comes back do a long absence in the night`() async throws {
        let shop = try await Shop()
        _ = try await turn("Warehouse", .off, in: shop)
        for _ in 0..<40 { try await shop.sell([line("GOODS", 1, 1_000)], [cash(1_083)]) }
        // What is not of the company's trade is passed over in the log, and is much.
        try await shop.office.store.write(as: ID(1)) { tx in
            for _ in 0..<8_000 {
                try tx.publish(ProductsListed(products: []))
            }
        }
        #expect(try await turn("Warehouse", .on, in: shop).state == .returning)
        await #expect(throws: CommandRefusal.switchedOff("Warehouse")) {
            try await shop.receive("GOODS", 1, value: 400)
        }
        let night = try await Night(of: Shop.day, in: shop.office).run()
        #expect(night.steps.first { $0.name == "bring-systems-back" }?.result == "Warehouse did what was missed")
        try await shop.receive("GOODS", 100, value: 40_000, hour: 19)
        #expect(try await shop.stock().quantity == 60_000)
        try await shop.expectProofs()
        #expect(try await Rehearsal.run(of: shop.office) == nil)
    }

    @Test func `can do so only with what the others do not stand on`() async throws {
        let shop = try await Shop()
        for name in Systems.all.filter(\.isIndispensable).map(\.name) {
            await #expect(throws: OrganisationRefusal.indispensable(name)) { try await turn(name, .off, in: shop) }
        }
        await #expect(throws: OrganisationRefusal.noSuchSystem("Sailes", known: Self.dispensable)) {
            try await turn("Sailes", .off, in: shop)
        }
        #expect(try await turn("Sales", .on, in: shop).state == .on, "it never was off")
        #expect(try await turn("Sales", .off, in: shop).state == .off)
        #expect(try await turn("Sales", .off, in: shop).state == .off, "it is off already")
        #expect(try await shop.read { try $0.switches.count } == 1)
    }
}
