// SPDX-License-Identifier: Apache-2.0

import Automation
import BackOffice
import Kernel
import Store
import TestEngines
import Testing

@Suite(.onBothEngines) struct `A night whose place fails` {
    @Test func `says so, and goes on with the step it was in`() async throws {
        let shop = try await Shop()
        try await shop.receive("GOODS", 10, value: 1_000)
        try await shop.sell([line("GOODS", 1, 200)], [cash(217)])
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
