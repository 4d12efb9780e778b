// SPDX-License-Identifier: Apache-2.0

import BackOffice
import Kernel
import LogisticsFacts
import TestEngines
import Testing
import Warehouse

/// Goods that go back to their supplier; after each every proof of the books holds.
@Suite(.onBothEngines) struct `A return to a supplier` {
    private func send(_ units: Int64, credited value: Int64, hour: Double = 12, _ shop: Shop) async throws {
        try await shop.receive("GOODS", -units, value: -value, hour: hour)
    }

    /// Billed at 500.00, carried at 516.67: the supplier credits its price.
    @Test func `is credited at the supplier's price, and the difference is a variance`() async throws {
        let shop = try await Shop()
        try await shop.receive("GOODS", 3, value: 155_001)
        let posted = try await shop.posted { try await send(1, credited: 50_000, shop) }
        #expect(
            posted == ["Inventory": -51_667, "Goods received not invoiced": 50_000, "Purchase price variance": 1_667])
        try await shop.expectProofs()
    }

    /// One at 10.00, one at 20.00, and the second goes back: what is still to be billed is the first, whatever the flow
    /// of cost.
    @Test(arguments: [(ValuationMethod.average, 1_500), (.fifo, 2_000)] as [(ValuationMethod, Int64)])
    func `leaves the other delivery to be billed`(method: ValuationMethod, left: Int64) async throws {
        let shop = try await Shop(method: method)
        let posted = try await shop.posted {
            try await shop.receive("GOODS", 1, value: 1_000, hour: 8)
            try await shop.receive("GOODS", 1, value: 2_000, hour: 9)
            try await send(1, credited: 2_000, shop)
        }
        #expect(posted["Goods received not invoiced"] == -1_000)
        #expect(try await shop.stock() == (1_000, left))
        #expect(posted["Purchase price variance"] ?? 0 == 1_000 - left)
        try await shop.expectProofs()
        #expect(try await Rehearsal.run(of: shop.office) == nil)
    }

    /// It is dated before a delivery that is told of late; what it carried then changes, and the variance with it.
    @Test func `follows a delivery that is told of late`() async throws {
        let shop = try await Shop()
        try await shop.receive("GOODS", 2, value: 2_000, hour: 8)
        try await send(1, credited: 1_000, hour: 12, shop)
        try await shop.receive("GOODS", 2, value: 4_000, hour: 9)
        // One of four at 15.00 went back.
        #expect(try await shop.stock() == (3_000, 4_500))
        try await shop.expectProofs()
    }

    @Test func `of more than is there is booked, as it went`() async throws {
        let shop = try await Shop()
        try await shop.receive("GOODS", 1, value: 1_000)
        try await send(2, credited: 2_000, shop)
        #expect(try await shop.stock().quantity == -1_000)
        try await shop.expectProofs()
    }

    @Test func `is refused when goods and credit go different ways, or to nobody`() async throws {
        let shop = try await Shop()
        await #expect(throws: (any Error).self) { try await shop.receive("GOODS", -1, value: 100) }
        await #expect(throws: (any Error).self) { try await shop.receive("GOODS", 1, value: -100) }
        await #expect(throws: (any Error).self) { try await shop.receive("GOODS", -1, value: -100, origin: .opening) }
        await #expect(throws: (any Error).self) { try await shop.receive("GOODS", 0, value: 0) }
        #expect(try await shop.entries().isEmpty)
    }

    @Test func `comes in a file of deliveries`() async throws {
        let files = try await ImportShop()
        let text = """
            document,supplier,site,date,product,quantity,unit_cost
            D1,V,S1,2026-03-03,GOODS,10,1.00
            R1,V,S1,2026-03-04,GOODS,-2,1.00

            """
        #expect(try await files.take(.deliveries, text).summary == .init(rows: 2, taken: 2))
        #expect(try await files.shop.stock() == (8_000, 800))
        let back = "site,date,product,quantity,unit_cost\nS1,2026-03-04,OTHER,-2,1.00\n"
        #expect(try await files.take(.openingStock, back).summary.badRows == 1)
        try await files.shop.expectProofs()
    }
}
