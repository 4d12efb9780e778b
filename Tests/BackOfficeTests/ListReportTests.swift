// SPDX-License-Identifier: Apache-2.0

import BackOffice
import Catalogue
import CommerceFacts
import Kernel
import Reports
import Sales
import Store
import TestEngines
import Testing

@Suite(.onBothEngines) struct `A list` {
    private func report(
        _ name: ReportDeclaration, site: String? = nil, department: String? = nil, date: Day = Shop.day, _ shop: Shop
    ) async throws -> [String] {
        let request = ReportRequest(date: date, site: site, department: department)
        return try await shop.read { try Reports.make(name, request, $0) }.written(as: .csv)
            .split(separator: "\n").dropFirst().map(String.init)
    }

    @Test func `of products has what each is, and its bar codes`() async throws {
        let shop = try await Shop()
        try await shop.perform(ListDepartments(departments: [.init(code: "E", name: "Else")]))
        try await shop.perform(
            ListProducts(products: [
                shop.product(
                    "BEEF", department: "E",
                    packs: [
                        .init(gtin: "4006381333931", units: 1),
                        .init(gtin: "BOX", units: UnitCount(thousandths: 22_680)),
                    ])
            ]))
        #expect(
            try await report(.products, department: "E", shop) == [
                "BEEF,BEEF,E,goods,piece,general,yes,4006381333931 BOXx22.68"
            ])
        #expect(try await report(.products, shop).count == 7)
    }

    @Test func `of prices has those that hold on the day`() async throws {
        let shop = try await Shop()
        let (today, tomorrow) = (Shop.day, Shop.day.advanced(by: 1))
        try await shop.perform(
            SetPrices(prices: [
                .init(product: "FUEL", validFrom: today, price: UnitPrice(count: 1_859_000)),
                .init(product: "FUEL", validFrom: tomorrow, price: 190),
                .init(product: "FUEL", place: "P1", validFrom: today, validThrough: today, price: 180),
            ]))
        #expect(
            try await report(.prices, shop) == [
                "FUEL,FUEL,everywhere,2026-03-04,,USD,1.859", "FUEL,FUEL,P1,2026-03-04,2026-03-04,USD,1.80",
            ])
        #expect(try await report(.prices, date: tomorrow, shop) == ["FUEL,FUEL,everywhere,2026-03-05,,USD,1.90"])
    }

    /// Three sold, one came back; a sale elsewhere, and one that was voided.
    @Test func `of units sold and of tenders is net of what came back`() async throws {
        let shop = try await Shop()
        let sold = try await shop.sell([line("SERVICE", 3, 3_000)], [cash(1_000), card(2_248)]).number
        try await shop.sell([back("SERVICE", from: sold)], [cash(-1_083)])
        try await shop.sell([line("FUEL", 2, 500)], at: "S2", [cash(541)])
        let void = try await shop.sell([line("FUEL", 9, 900)], [cash(974)]).number
        try await shop.void(void)
        #expect(
            try await report(.unitsSold, shop) == ["SERVICE,SERVICE,2,USD,20.00", "FUEL,FUEL,2,USD,5.00"])
        #expect(try await report(.unitsSold, site: "S2", shop) == ["FUEL,FUEL,2,USD,5.00"])
        #expect(
            try await report(.tenders, shop) == [
                "S1,cash,4,USD,-0.83", "S1,card,1,USD,22.48", "S2,cash,1,USD,5.41",
            ])
    }
}
