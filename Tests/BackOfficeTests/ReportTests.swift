// SPDX-License-Identifier: Apache-2.0

import Automation
import BackOffice
import Kernel
import Sales
import Store
import Testing

@Suite struct `A report` {
    private func title(_ name: ReportName, _ shop: Shop) async throws -> String {
        try await shop.read { try Reports.make(name, ReportRequest(date: Shop.day), $0).title }
    }

    @Test func `of the inbox counts one matter as one`() async throws {
        let shop = try await Shop()
        #expect(try await title(.inbox, shop) == "Nothing needs you")
        try await shop.sell([line("NOBODY KNOWS", 1, 700)], [cash(700)])
        #expect(try await title(.inbox, shop) == "1 matter needs you")
        try await shop.sell([line("NOBODY KNOWS", 1, 700)], [cash(700)])
        #expect(try await title(.inbox, shop) == "2 matters need you")
    }

    @Test func `of a receipt finds it as it is printed and as the journal numbers it`() async throws {
        let shop = try await Shop()
        let own = try await shop.sell([line("GOODS", 1, 1_000)], till: 3, number: 4_711, [cash(1_083)]).answer
        try await shop.sell([line("GOODS", 2, 3_000)], at: "S2", till: 3, number: 4_711, [cash(3_248)])
        try await shop.sell([line("GOODS", 3, 4_000)], at: "NO/WHERE", till: 3, number: 4_711, [cash(4_000)])
        func report(_ document: String) async throws -> [String] {
            try await shop.read { snapshot in
                let report = try Reports.make(.receipt, ReportRequest(date: Shop.day, document: document), snapshot)
                return [report.title] + report.written(as: .csv).split(separator: "\n").dropFirst().map(String.init)
            }
        }
        let expected = ["Receipt S1/3/4711 of 2026-03-04", "1,GOODS GOODS,1,10.00,0.00,0.83,0.00"]
        #expect(try await report("S1/3/4711") == expected)
        #expect(try await report("\(own.receipt)") == expected)
        #expect(try await report("S2/3/4711").first == "Receipt S2/3/4711 of 2026-03-04")
        #expect(try await report("NO/WHERE/3/4711").first == "Receipt NO/WHERE/3/4711 of 2026-03-04")
        for unknown in ["S1/3/4712", "S1/4/4711", "S3/3/4711", "7", "", "S1", "S1/3", "S1/3/x", "S1//4711"] {
            await #expect(throws: ReportRefusal.noSuchReceipt(unknown)) { try await report(unknown) }
        }
    }

    @Test func `of the night counts one thing as one`() async throws {
        let shop = try await Shop()
        try await shop.perform(OpenSession(site: "S1", till: 1, float: 0, occurredAt: Shop.at(8)))
        try await shop.sell([line("NOBODY KNOWS", 1, 700)], [cash(700)])
        let results = try await Night(of: Shop.day, in: shop.office).run().steps.map(\.result)
        #expect(results.contains("1 till was left open"))
        #expect(results.contains("1 matter waits in suspense for a decision"))
    }
}
