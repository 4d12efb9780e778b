// SPDX-License-Identifier: Apache-2.0

import BackOffice
import Catalogue
import CommerceFacts
import FinanceFacts
import Kernel
import Reports
import Sales
import Store
import Taxes
import TestEngines
import Testing

/// What a tax return asks for, from what is stored with the receipts.
@Suite(.onBothEngines) struct `A tax report` {
    private static let start = Day(year: 2020, month: 1, day: 1)!

    /// The shop in Paris with goods of three classes.
    private func shop() async throws -> Shop {
        let shop = try await Shop()
        try await set("FR", .outputVAT, ["general": 230_000, "reduced": 135_000, "books": 0], shop)
        try await shop.perform(
            ListProducts(products: [
                shop.product("FOOD", isStocked: false, taxClass: "reduced"),
                shop.product("BOOK", isStocked: false, taxClass: "books"),
            ]))
        return shop
    }

    private func set(
        _ code: String, _ kind: TaxKind, from: Day = start, _ rates: [String: Int64], _ shop: Shop
    ) async throws {
        try await shop.perform(
            SetJurisdiction(
                code: Code(code), name: code, kind: kind, rounding: .receipt,
                rates: rates.sorted { $0.key < $1.key }.map {
                    .init(taxClass: $0.key, validFrom: from, millionths: Millionths($0.value))
                }))
    }

    private func report(_ shop: Shop, from: Day? = nil) async throws -> [String] {
        try await shop.read { try Reports.make(.taxes, ReportRequest(date: Shop.day, from: from), $0) }
            .written(as: .csv).split(separator: "\n").dropFirst().map(String.init)
    }

    private func rows(_ shop: Shop) async throws -> [String] {
        try await report(shop)
    }

    /// 123.00 at 23 % hold 23.00; of 227.00 at 13.5 %, which hold 27.00, half came back.
    @Test func `says base and tax of each rate, less what came back`() async throws {
        let shop = try await shop()
        try await shop.sell([line("SERVICE", 1, 12_300)], at: "P1", [cash(12_300)])
        let sold = try await shop.sell([line("FOOD", 2, 22_700)], at: "P1", [cash(22_700)]).number
        try await shop.sell([back("FOOD", from: sold)], at: "P1", [cash(-11_350)])
        let report = try await report(shop)
        #expect(
            report == [
                "FR,general,23 %,USD,100.00,23.00", "FR,reduced,13.5 %,USD,100.00,13.50",
            ])
        try await shop.expectProofs()
    }

    @Test func `has what is taxed at nothing, and what a certificate freed of tax`() async throws {
        let shop = try await shop()
        try await shop.sell([line("BOOK", 1, 2_000)], at: "P1", [cash(2_000)])
        try await shop.perform(
            CompleteSale(
                site: "P1", till: 1, number: 90, occurredAt: Shop.at(12), exemption: "UN-1",
                lines: [line("SERVICE", 1, 5_000)], tenders: [cash(5_000)]))
        let rows = try await rows(shop)
        #expect(rows == ["FR,general,0 %,USD,50.00,0.00", "FR,books,0 %,USD,20.00,0.00"])
        try await shop.expectProofs()
    }

    /// What came back, and a void, take out of a bracket what the sale put there, whatever the rate is said to be now.
    @Test func `forgets what is undone, though the rate of that day was corrected since`() async throws {
        let shop = try await shop()
        let (voided, returned) = (
            try await shop.sell([line("FOOD", 1, 11_350)], at: "P1", [cash(11_350)]).number,
            try await shop.sell([line("FOOD", 1, 11_350)], at: "P1", [cash(11_350)]).number
        )
        #expect(try await rows(shop) == ["FR,reduced,13.5 %,USD,200.00,27.00"])
        try await set("FR", .outputVAT, ["reduced": 90_000], shop)
        try await shop.void(voided, at: "P1")
        #expect(try await rows(shop) == ["FR,reduced,13.5 %,USD,100.00,13.50"])
        try await shop.sell([back("FOOD", from: returned)], at: "P1", [cash(-11_350)])
        #expect(try await rows(shop).isEmpty)
        try await shop.expectProofs()
    }

    /// Two authorities, of which one taxes food; the till charged three cents more than both.
    @Test func `says each authority apart, and gives the first what a till charged otherwise`() async throws {
        let shop = try await Shop()
        try await set("CITY", .salesTax, ["general": 10_000], shop)
        try await set("IL", .salesTax, ["food": 20_000], shop)
        try await shop.perform(AssignJurisdictions(site: "S1", jurisdictions: ["IL", "CITY"]))
        try await shop.perform(ListProducts(products: [shop.product("FOOD", isStocked: false, taxClass: "food")]))
        let sold = try await shop.sell(
            [line("SERVICE", 1, 10_000, tax: 928), line("FOOD", 1, 5_000)], [cash(16_028)]
        ).number
        let charged = [
            "IL,general,8.25 %,USD,100.00,8.28", "IL,food,2 %,USD,50.00,1.00", "CITY,general,1 %,USD,100.00,1.00",
        ]
        #expect(try await rows(shop) == charged)
        try await shop.sell([back("SERVICE", from: sold)], [cash(-10_928)])
        #expect(try await rows(shop) == ["IL,food,2 %,USD,50.00,1.00"])
        try await shop.sell([line("SERVICE", 1, 10_000)], at: "S2", [cash(10_825)])
        #expect(try await rows(shop).first == "IL,general,8.25 %,USD,100.00,8.25")
        try await shop.expectProofs()
    }

    @Test func `is of the month unless it is asked for other days`() async throws {
        let shop = try await shop()
        try await shop.sell([line("SERVICE", 1, 12_300)], at: "P1", hour: 12 - 24 * 5, [cash(12_300)])
        try await shop.sell([line("SERVICE", 1, 12_300)], at: "P1", [cash(12_300)])
        #expect(try await rows(shop) == ["FR,general,23 %,USD,100.00,23.00"])
        #expect(try await report(shop, from: Self.start).first == "FR,general,23 %,USD,200.00,46.00")
        try await shop.expectProofs()
    }
}
