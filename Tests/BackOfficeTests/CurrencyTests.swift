// SPDX-License-Identifier: Apache-2.0

import Accounting
import Automation
import BackOffice
import Kernel
import LogisticsFacts
import Organisation
import Reports
import Sales
import Store
import Testing
import Warehouse

/// A retailer of three companies: two keep their books in dollars, one in yen.
@Suite struct `Several companies` {
    static func shop() async throws -> Shop {
        let shop = try await Shop()
        for (company, currency, site) in [("ACME", Currency.usd, "S1"), ("TWIN", .usd, "T1"), ("YEN", .jpy, "Y1")] {
            if company != "ACME" {
                try await shop.perform(RegisterCompany(code: Code(company), name: company, currency: currency))
                try await shop.perform(
                    OpenSite(
                        company: Code(company), code: Code(site), name: site, kind: .store, zone: "America/Chicago"))
                try await shop.perform(ChooseValuation(company: Code(company), method: .average))
            }
        }
        try await shop.receive("GOODS", 10, value: 1_000, at: "S1")
        try await shop.receive("GOODS", 10, value: 2_000, at: "T1")
        try await shop.receive("GOODS", 10, value: 90_000, at: "Y1")
        try await shop.sell([line("SERVICE", 1, 1_000)], at: "S1", [cash(1_083)])
        try await shop.sell([line("SERVICE", 1, 300)], at: "T1", [cash(300)])
        try await shop.sell([line("SERVICE", 1, 70_000)], at: "Y1", [cash(70_000)])
        try await shop.office.store.catchUp()
        return shop
    }

    private func report(_ name: ReportDeclaration, _ shop: Shop) async throws -> Report {
        try await shop.read { try Reports.make(name, ReportRequest(date: Shop.day), $0) }
    }

    private func totals(_ report: Report) -> [[Report.Cell]] { report.totals.sorted().map { report.rows[$0] } }

    @Test func `have their stock added up by currency`() async throws {
        let report = try await report(.stock, Self.shop())
        #expect(report.rows.count == 3 + 2)
        #expect(
            totals(report) == [
                [.text("total"), .nothing, .nothing, .nothing, .text("JPY"), .money(90_000, .jpy)],
                [.text("total"), .nothing, .nothing, .nothing, .text("USD"), .money(3_000, .usd)],
            ])
    }

    @Test func `have their sales added up by currency`() async throws {
        let report = try await report(.sales, Self.shop())
        #expect(report.rows.count == 3 + 2)
        #expect(
            totals(report) == [
                [.text("total"), .nothing, .integer(1), .text("JPY"), .money(70_000, .jpy)],
                [.text("total"), .nothing, .integer(2), .text("USD"), .money(1_300, .usd)],
            ])
    }

    @Test func `have a profit each, and rows that say whose they are`() async throws {
        let shop = try await Self.shop()
        func rows(_ name: ReportDeclaration, _ suffix: String) async throws -> [[Report.Cell]] {
            try await report(name, shop).rows.filter { row in
                if case .text(let text)? = row.first { text.hasSuffix(suffix) } else { false }
            }
        }
        #expect(
            try await rows(.profitAndLoss, "profit") == [
                [.text("ACME: profit"), .text("USD"), .money(1_000, .usd), .money(1_000, .usd)],
                [.text("TWIN: profit"), .text("USD"), .money(300, .usd), .money(300, .usd)],
                [.text("YEN: profit"), .text("JPY"), .money(70_000, .jpy), .money(70_000, .jpy)],
            ])
        #expect(
            try await rows(.balanceSheet, "Inventory") == [
                [.text("ACME: Inventory"), .text("USD"), .money(1_000, .usd)],
                [.text("TWIN: Inventory"), .text("USD"), .money(2_000, .usd)],
                [.text("YEN: Inventory"), .text("JPY"), .money(90_000, .jpy)],
            ])
        #expect(
            try await rows(.cashFlow, "change in cash") == [
                [.text("ACME: change in cash"), .text("USD"), .money(1_083, .usd)],
                [.text("TWIN: change in cash"), .text("USD"), .money(300, .usd)],
                [.text("YEN: change in cash"), .text("JPY"), .money(70_000, .jpy)],
            ])
    }

    @Test func `have their trade shown by currency at home`() async throws {
        let trade = try await Self.shop().read { try Home.page(at: Shop.at(20), $0).trade }
        #expect(trade.map { $0.figures?.stockValue } == [Money(minor: 3_000, .usd), Money(minor: 90_000, .jpy)])
        #expect(trade.map { $0.figures?.netSales } == [Money(minor: 1_300, .usd), Money(minor: 70_000, .jpy)])
        #expect(trade.map { $0.figures?.receipts } == [2, 1])
        #expect(trade.map { $0.sales.last?.sold } == [Money(minor: 1_300, .usd), Money(minor: 70_000, .jpy)])
    }
}

@Suite struct `A journal for hledger` {
    /// hledger 1.25 refuses `commodity 1000 JPY`: "Please include a decimal point".
    @Test(arguments: [("USD", "1000.00", "2.50"), ("JPY", "1000.", "250"), ("BHD", "1000.000", "0.250")])
    func `declares its currency with a decimal point, whatever its decimals`(
        code: String, format: String, amount: String
    ) async throws {
        let shop = try await Shop(isEmpty: true)
        let currency = try #require(Currency(code: code))
        try await shop.perform(RegisterCompany(code: "C", name: "C", currency: currency))
        try await shop.perform(OpenSite(company: "C", code: "S", name: "S", kind: .store, zone: "UTC"))
        try await shop.perform(
            EnterJournal(
                company: "C", day: Shop.day, reason: "rent",
                lines: [
                    .init(account: "5200", site: "S", amount: 250), .init(account: "1000", site: "S", amount: -250),
                ]))
        let text = try await shop.read { snapshot in
            var text = ""
            try House.nightshift.exports.first { $0.name == "hledger" }?.write(snapshot) { text += $0 }
            return text
        }
        #expect(text.split(separator: "\n").first == "commodity \(format) \(code)")
        #expect(text.contains("  Expenses:Store-expense  \(amount) \(code)\n"))
    }
}
