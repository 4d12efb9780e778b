// SPDX-License-Identifier: Apache-2.0

import Access
import Accounting
import Automation
import BackOffice
import Catalogue
import CommerceFacts
import FinanceFacts
import Foundation
import Kernel
import LogisticsFacts
import Organisation
import Reports
import Sales
import Store
import Taxes
import TestEngines
import Testing
import Warehouse
import Web

/// A refusal's code, and the smallest request that provokes it.
struct RefusalCase: Sendable, CustomTestStringConvertible {
    let code: String
    let isEmpty: Bool
    let provoke: @Sendable (Shop) async throws -> Void

    init(_ code: String, isEmpty: Bool = false, _ provoke: @escaping @Sendable (Shop) async throws -> Void) {
        self.code = code
        self.isEmpty = isEmpty
        self.provoke = provoke
    }

    var testDescription: String { code }
}

@Suite(.onBothEngines) struct `A refusal` {
    static let day = Shop.day
    static let noon = Shop.at(12)
    static let badBarCode = ListProducts.Pack(gtin: "40063 81333932", units: 1)
    static let goodBarCode = ListProducts.Pack(gtin: "4006381333931", units: 1)

    static func journal(
        _ account: String, _ amount: Int64 = 1, site: String = "S1", company: String = "ACME", day: Day = day
    )
        -> EnterJournal
    {
        EnterJournal(
            company: Code(company), day: day, reason: "",
            lines: [
                .init(account: account, site: Code(site), amount: MinorUnits(amount)),
                .init(account: "5200", site: Code(site), amount: -1),
            ])
    }

    static func api(_ system: String, _ noun: String, _ headers: [String: String]) -> Request {
        Request(.post, path: "", parameters: ["system": system, "noun": noun], headers: headers)
    }

    static func report(_ name: ReportDeclaration, _ request: ReportRequest, _ shop: Shop) async throws {
        try await shop.read { _ = try Reports.make(name, request, $0) }
    }

    static let cases: [RefusalCase] = [
        // The desk.
        RefusalCase("command.unknown") { shop in
            _ = try await shop.office.perform(named: "?", [], as: FirstActors.owner, key: "k")
        },
        RefusalCase("command.malformed") { shop in
            _ = try await shop.office.perform(named: "set-prices", Array("{}".utf8), as: FirstActors.owner, key: "k")
        },
        RefusalCase("command.no-json") { shop in
            _ = try await shop.office.perform(named: "set-prices", Array("{".utf8), as: FirstActors.owner, key: "k")
        },
        RefusalCase("command.unknown-member") { shop in
            _ = try await shop.office.perform(
                named: "set-prices", Array(#"{"prices":[],"price":1}"#.utf8), as: FirstActors.owner, key: "k")
        },
        RefusalCase("command.forbidden") { try await $0.perform(SetPrices(prices: []), as: ID(99)) },
        RefusalCase("command.key-reused") { shop in
            try await shop.perform(SetPrices(prices: []), key: "k")
            try await shop.perform(ListSuppliers(suppliers: []), key: "k")
        },
        RefusalCase("command.switched-off") { shop in
            try await shop.perform(SwitchSystem(company: "ACME", system: "Warehouse", state: .off))
            try await shop.receive("GOODS", 1, value: 100)
        },
        // Access.
        RefusalCase("access.code-taken") {
            try await $0.perform(RegisterActor(code: "owner", name: "", kind: .person))
        },
        RefusalCase("access.no-such-actor") { try await $0.perform(GrantRole(actor: "?", role: .auditor)) },
        RefusalCase("access.last-owner") { try await $0.perform(RevokeRole(actor: "owner", role: .owner)) },
        RefusalCase("access.bad-digest") {
            try await $0.perform(IssueAPIKey(actor: "owner", sha256: String(repeating: "G", count: 64)))
        },
        RefusalCase("access.key-taken") { shop in
            for _ in 1...2 {
                try await shop.perform(
                    IssueAPIKey(actor: "owner", sha256: APIKeySecret("k").sha256), key: shop.nextKey())
            }
        },
        RefusalCase("access.no-such-request") {
            try await $0.perform(EraseRequest(actor: "owner", request: "?", reason: "x"))
        },
        RefusalCase("access.no-such-key") { try await $0.perform(RevokeAPIKey(apiKey: ID(1))) },
        // The API.
        RefusalCase("api.no-key") { _ = try await API.perform(api("sales", "receipts", [:]), in: $0.office) },
        RefusalCase("api.no-such-address") { shop in
            let key = try await shop.apiKey()
            _ = try await API.perform(api("sales", "?", ["authorization": "Bearer \(key)"]), in: shop.office)
        },
        RefusalCase("api.no-idempotency-key") { shop in
            let key = try await shop.apiKey()
            _ = try await API.perform(api("sales", "receipts", ["authorization": "Bearer \(key)"]), in: shop.office)
        },
        RefusalCase("api.guessable-key") { shop in
            _ = try await shop.office.issueKey(
                Array(#"{"actor":"owner"}"#.utf8), as: FirstActors.owner, key: "k")
        },
        // Organisation.
        RefusalCase("organisation.code-taken") {
            try await $0.perform(RegisterCompany(code: "ACME", name: "", currency: .usd))
        },
        RefusalCase("organisation.no-such-company") {
            try await $0.perform(SetPolicy(company: "?", policy: "till-difference", value: 1))
        },
        RefusalCase("command.out-of-range") {
            try await $0.perform(RegisterCompany(code: "B", name: "", currency: .usd, fiscalYearMonth: 13))
        },
        RefusalCase("organisation.no-such-zone") {
            try await $0.perform(OpenSite(company: "ACME", code: "X", name: "", kind: .store, zone: "?"))
        },
        RefusalCase("organisation.no-such-policy") {
            try await $0.perform(SetPolicy(company: "ACME", policy: "?", value: 1))
        },
        RefusalCase("organisation.bad-policy-value") {
            try await $0.perform(SetPolicy(company: "ACME", policy: "cash-rounding-step", value: 0))
        },
        RefusalCase("organisation.no-such-system") {
            try await $0.perform(SwitchSystem(company: "ACME", system: "?", state: .off))
        },
        RefusalCase("organisation.indispensable") {
            try await $0.perform(SwitchSystem(company: "ACME", system: "Automation", state: .off))
        },
        RefusalCase("command.out-of-range") {
            try await $0.perform(
                OpenSite(company: "ACME", code: "X", name: "", kind: .store, zone: "UTC", dayStartsAtMinute: 1_440))
        },
        // Taxes.
        RefusalCase("command.out-of-range") {
            try await $0.perform(
                SetJurisdiction(
                    code: "X", name: "", kind: .salesTax, rounding: .line,
                    rates: [.init(taxClass: "a", validFrom: day, millionths: -1)]))
        },
        RefusalCase("taxes.no-such-jurisdiction") {
            try await $0.perform(AssignJurisdictions(site: "S1", jurisdictions: ["?"]))
        },
        RefusalCase("organisation.no-such-site") {
            try await $0.perform(AssignJurisdictions(site: "?", jurisdictions: []))
        },
        RefusalCase("taxes.kind-settled") {
            try await $0.perform(SetJurisdiction(code: "IL", name: "", kind: .outputVAT, rounding: .line, rates: []))
        },
        RefusalCase("taxes.mixed-kinds") {
            try await $0.perform(AssignJurisdictions(site: "S1", jurisdictions: ["IL", "FR"]))
        },
        // Catalogue.
        RefusalCase("catalogue.no-such-department") { shop in
            try await shop.perform(ListProducts(products: [shop.product("X", department: "?")]))
        },
        RefusalCase("catalogue.no-such-supplier") { shop in
            try await shop.perform(
                ListProducts(products: [
                    .init(
                        code: "X", name: "", department: "D", kind: .goods, isStocked: true, unit: .piece,
                        taxClass: "none",
                        cost: .init(supplier: "?", validFrom: day, cost: 1))
                ]))
        },
        RefusalCase("catalogue.no-such-product") {
            try await $0.perform(SetPrices(prices: [.init(product: "?", validFrom: day, price: 1)]))
        },
        RefusalCase("catalogue.bad-bar-code") { shop in
            try await shop.perform(ListProducts(products: [shop.product("X", packs: [badBarCode])]))
        },
        RefusalCase("catalogue.bar-code-taken") { shop in
            try await shop.perform(
                ListProducts(products: [
                    shop.product("X", packs: [goodBarCode]), shop.product("Y", packs: [goodBarCode]),
                ]))
        },
        RefusalCase("command.out-of-range") { shop in
            try await shop.perform(
                ListProducts(products: [shop.product("X", packs: [.init(gtin: "4006381333931", units: 0)])]))
        },
        RefusalCase("command.out-of-range") {
            try await $0.perform(SetPrices(prices: [.init(product: "GOODS", validFrom: day, price: -1)]))
        },
        RefusalCase("command.out-of-range") { shop in
            try await shop.perform(
                ListProducts(products: [shop.product("X", packs: [.init(gtin: "4006381333931", units: 1_000_001)])]))
        },
        RefusalCase("command.out-of-range") {
            try await $0.perform(
                SetPrices(prices: [
                    .init(product: "GOODS", validFrom: day, price: UnitPrice(minor: Money.largestMinor + 1))
                ]))
        },
        RefusalCase("command.out-of-range") { shop in
            try await shop.perform(
                ListProducts(products: [
                    .init(
                        code: "X", name: "", department: "D", kind: .goods, isStocked: true, unit: .piece,
                        taxClass: "none",
                        cost: .init(supplier: "V", validFrom: day, cost: -1))
                ]))
        },
        RefusalCase("catalogue.no-such-tax-class") { shop in
            try await shop.perform(ListProducts(products: [shop.product("X", taxClass: "genral")]))
        },
        RefusalCase("catalogue.stocking-settled") { shop in
            try await shop.receive("GOODS", 1, value: 1)
            try await shop.perform(ListProducts(products: [shop.product("GOODS", isStocked: false)]))
        },
        // Sales.
        RefusalCase("sales.empty-receipt") { try await $0.sell([], []) },
        RefusalCase("command.out-of-range") {
            try await $0.sell(Array(repeating: line("GOODS", 1, 1), count: 10_001), [cash(1)])
        },
        RefusalCase("command.out-of-range") {
            try await $0.sell([], [SaleTender(kind: .cash, amount: MinorUnits(.min))])
        },
        RefusalCase("command.out-of-range") {
            try await $0.sell([SaleLine(product: "GOODS", quantity: Thousandths(.min), list: 1)], [cash(1)])
        },
        RefusalCase("command.out-of-range") { try await $0.sell([], number: 0, [cash(1)]) },
        RefusalCase("command.out-of-range") { try await $0.void(.min) },
        RefusalCase("sales.no-company", isEmpty: true) { try await $0.sell([line("GOODS", 1, 1)], [cash(1)]) },
        RefusalCase("command.out-of-range") {
            try await $0.perform(DepositToBank(site: "S1", amount: 0, occurredAt: noon))
        },
        // Warehouse.
        RefusalCase("organisation.no-such-site") {
            try await $0.perform(ShipTransfer(site: "?", destination: "S1", occurredAt: noon, lines: []))
        },
        RefusalCase("organisation.no-such-site") {
            try await $0.receive("GOODS", 1, value: 1, at: "?", origin: .opening)
        },
        RefusalCase("catalogue.no-such-product") { _ = try await $0.ship(1, "?") },
        RefusalCase("warehouse.no-such-line") { shop in
            try await shop.perform(
                ReceiveTransfer(
                    transfer: try await shop.ship(1), occurredAt: noon, differences: [.init(line: 7, quantity: 1)]))
        },
        RefusalCase("warehouse.line-twice") { shop in
            try await shop.perform(
                ReceiveTransfer(
                    transfer: try await shop.ship(1), occurredAt: noon,
                    differences: [.init(line: 1, quantity: 1), .init(line: 1, quantity: 2)]))
        },
        RefusalCase("catalogue.no-such-supplier") {
            try await $0.perform(
                ReceiveGoods(site: "S1", origin: .supplier, supplier: "?", occurredAt: noon, lines: []))
        },
        RefusalCase("warehouse.no-such-transfer") {
            try await $0.perform(ReceiveTransfer(transfer: ID(1), occurredAt: noon))
        },
        RefusalCase("warehouse.no-such-receipt") {
            try await $0.perform(CorrectCost(receipt: ID(1), line: 1, amount: 1, occurredAt: noon))
        },
        RefusalCase("warehouse.not-stocked") { try await $0.receive("SERVICE", 1, value: 1, origin: .opening) },
        RefusalCase("warehouse.bad-quantity") {
            try await $0.perform(
                AdjustStock(
                    site: "S1", reason: .found, occurredAt: noon, lines: [.init(product: "GOODS", quantity: 0)]))
        },
        RefusalCase("warehouse.bad-value") { try await $0.receive("GOODS", 1, value: -1) },
        RefusalCase("warehouse.bad-value") { shop in
            let receipt = try await shop.receive("GOODS", 1, value: 1)
            try await shop.perform(CorrectCost(receipt: receipt, line: 1, amount: -2, occurredAt: noon))
        },
        RefusalCase("warehouse.transfer-received") { shop in
            let transfer = try await shop.ship(1)
            try await shop.arrive(transfer)
            try await shop.arrive(transfer)
        },
        RefusalCase("warehouse.same-site") {
            try await $0.perform(ShipTransfer(site: "S1", destination: "S1", occurredAt: noon, lines: []))
        },
        RefusalCase("warehouse.other-company") { shop in
            try await shop.perform(RegisterCompany(code: "B", name: "", currency: .usd))
            try await shop.perform(OpenSite(company: "B", code: "B1", name: "", kind: .store, zone: "UTC"))
            try await shop.perform(ShipTransfer(site: "S1", destination: "B1", occurredAt: noon, lines: []))
        },
        RefusalCase("warehouse.method-settled") { shop in
            try await shop.receive("GOODS", 1, value: 1)
            try await shop.perform(ChooseValuation(company: "ACME", method: .fifo))
        },
        RefusalCase("warehouse.counted-elsewhere") {
            try await $0.perform(AdjustStock(site: "S1", reason: .count, occurredAt: noon, lines: []))
        },
        // Accounting.
        RefusalCase("organisation.no-such-company") { try await $0.perform(journal("1000", company: "?")) },
        RefusalCase("organisation.no-such-site") { try await $0.perform(journal("1000", site: "?")) },
        RefusalCase("accounting.site-of-another") { shop in
            try await shop.perform(RegisterCompany(code: "B", name: "", currency: .usd))
            try await shop.perform(OpenSite(company: "B", code: "B1", name: "", kind: .store, zone: "UTC"))
            try await shop.perform(journal("1000", site: "B1"))
        },
        RefusalCase("accounting.no-such-account") { try await $0.perform(journal("?")) },
        RefusalCase("accounting.no-such-entry") {
            try await $0.perform(ReverseEntry(entry: ID(1), day: day, reason: ""))
        },
        RefusalCase("accounting.control-account") { try await $0.perform(journal("1300")) },
        RefusalCase("command.out-of-range") { try await $0.perform(journal("1000", .min)) },
        RefusalCase("accounting.not-balanced") { try await $0.perform(journal("1000", 2)) },
        RefusalCase("accounting.period-closed") { shop in
            try await shop.perform(LockPeriod(company: "ACME", lock: .hard, through: day, reason: ""))
            try await shop.perform(journal("1000"))
        },
        RefusalCase("accounting.reversed-already") { shop in
            try await shop.perform(journal("1000"))
            let entry = try #require(try await shop.entries().last)
            try await shop.perform(ReverseEntry(entry: entry.id, day: day, reason: ""))
            try await shop.perform(ReverseEntry(entry: entry.id, day: day, reason: ""))
        },
        RefusalCase("accounting.hard-lock-moves-forward") { shop in
            try await shop.perform(LockPeriod(company: "ACME", lock: .hard, through: day, reason: ""))
            try await shop.perform(LockPeriod(company: "ACME", lock: .hard, through: day.advanced(by: -1), reason: ""))
        },
        RefusalCase("accounting.no-such-period") {
            try await $0.perform(LockPeriod(company: "ACME", lock: .soft, period: "2026-P02", reason: ""))
        },
        RefusalCase("accounting.day-or-period") {
            try await $0.perform(LockPeriod(company: "ACME", lock: .soft, reason: ""))
        },
        RefusalCase("accounting.day-or-period") {
            try await $0.perform(LockPeriod(company: "ACME", lock: .soft, through: day, period: "2026-02", reason: ""))
        },
        // Automation.
        RefusalCase("automation.no-such-matter") {
            try await $0.perform(SettleMatter(matter: ID(1)))
        },
        RefusalCase("automation.needs-account") { shop in
            try await shop.sell([line("?", 1, 700)], [cash(700)])
            let matter = try #require(try await shop.inbox().first)
            try await shop.perform(SettleMatter(matter: matter.id, decision: "", account: "1300", day: day))
        },
        RefusalCase("automation.no-such-proposal") { shop in
            try await shop.sell([line("?", 1, 700)], [cash(700)])
            let matter = try #require(try await shop.inbox().first)
            try await shop.perform(SettleMatter(matter: matter.id, proposal: 2))
        },
        RefusalCase("automation.needs-proposal") { shop in
            try await shop.sell([line("?", 1, 700)], [cash(700)])
            let matter = try #require(try await shop.inbox().first)
            try await shop.perform(SettleMatter(matter: matter.id, fields: "{}", account: "4000"))
        },
        RefusalCase("automation.bad-fields") { shop in
            try await shop.sell([line("?", 1, 700)], [cash(700)])
            let matter = try #require(try await shop.inbox().first)
            try await shop.perform(SettleMatter(matter: matter.id, proposal: 1, fields: "[]"))
        },
        RefusalCase("automation.still-asked") { shop in
            try await shop.perform(
                CountStock(site: "S1", occurredAt: Shop.at(9), lines: [.init(product: "?", counted: 1_000)]))
            let matter = try #require(try await shop.inbox().first)
            try await shop.perform(SettleMatter(matter: matter.id, proposal: 1))
        },
        RefusalCase("automation.named-and-chosen") {
            try await $0.perform(SettleMatters(matters: [ID(1)], kind: "till-open"))
        },
        RefusalCase("automation.no-such-kind") { try await $0.perform(SettleMatters(kind: "till-opened")) },
        RefusalCase("automation.nothing-to-settle") { try await $0.perform(SettleMatters(decision: "seen")) },
        RefusalCase("automation.bad-profile-name") {
            try await $0.perform(KeepImportProfile(name: "../till", body: "{}"))
        },
        RefusalCase("automation.bad-profile-name") {
            try await $0.perform(KeepImportProfile(name: String(repeating: "x", count: 101), body: "{}"))
        },
        RefusalCase("automation.bad-profile") { try await $0.perform(KeepImportProfile(name: "till", body: "[]")) },
        RefusalCase("automation.bad-profile") { try await $0.perform(KeepImportProfile(name: "till", body: "{}}")) },
        // The night.
        RefusalCase("night.nothing-posted", isEmpty: true) { _ = try await Night.day(nil, in: $0.office) },
        RefusalCase("night.not-begun") { _ = try await Night.day(day.advanced(by: 1), in: $0.office) },
        // Reports.
        RefusalCase("report.no-such-company") {
            try await report(.balanceSheet, ReportRequest(date: day, company: "?"), $0)
        },
        RefusalCase("report.no-such-actor") {
            try await report(.audit, ReportRequest(date: day, actor: "?"), $0)
        },
        RefusalCase("report.no-such-channel") {
            try await report(.profitAndLoss, ReportRequest(date: day, channel: "?"), $0)
        },
        RefusalCase("report.not-a-number") { try await report(.cashFlow, ReportRequest(date: day, project: "?"), $0) },
        RefusalCase("report.not-a-number") { try await report(.journal, ReportRequest(date: day, campaign: ""), $0) },
        RefusalCase("report.no-such-site") { try await report(.stock, ReportRequest(date: day, site: "?"), $0) },
        RefusalCase("report.no-such-department") {
            try await report(.trialBalance, ReportRequest(date: day, department: "?"), $0)
        },
        RefusalCase("report.no-such-account") {
            try await report(.journal, ReportRequest(date: day, account: "?"), $0)
        },
        RefusalCase("report.option-not-taken") {
            try await report(.sales, ReportRequest(date: day, department: "D"), $0)
        },
        RefusalCase("report.days-reversed") {
            try await report(.journal, ReportRequest(date: day, from: day.advanced(by: 1)), $0)
        },
        RefusalCase("report.nothing-posted") { shop in
            _ = try await shop.read { try Reports.lastDay(for: .trialBalance, at: Shop.at(12), $0) }
        },
        RefusalCase("report.no-such-night") { try await report(.night, ReportRequest(date: day), $0) },
        RefusalCase("report.no-such-receipt") {
            try await report(.receipt, ReportRequest(date: day, document: "S1/1/7"), $0)
        },
        RefusalCase("report.no-document") { try await report(.receipt, ReportRequest(date: day), $0) },
    ]

    @Test(arguments: cases) func `has a smallest request that provokes it, and says so to a person`(
        refusal: RefusalCase
    ) async throws {
        let shop = try await Shop(isEmpty: refusal.isEmpty)
        do {
            try await refusal.provoke(shop)
            Issue.record("\(refusal.code) was not provoked")
        } catch let given as any Refusal {
            #expect(given.code == refusal.code)
            #expect(given.sentence.last == ".")
            #expect(given.sentence.count > 15)
        }
        if !refusal.isEmpty { try await shop.expectProofs() }
    }

    /// The codes are read from the sources, so that a new one without an entry here is found.
    @Test func `has an entry here for every code of the project`() throws {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../Sources").standardized
        let codes = try Set(
            sources(in: folder).filter { $0.contains(": Refusal") }.flatMap { source in
                source.matches(of: /case [^:\n]+: "([a-z]+\.[a-z-]+)"/).map { String($0.1) }
            }
            // What an import says of a row is provoked by files, in FileImportTests.
            .filter { !$0.hasPrefix("import.") })
        #expect(codes.count > 40)
        let written = Set(Self.cases.map(\.code))
        #expect(codes.subtracting(written) == [], "each needs a smallest request here")
        #expect(written.subtracting(codes) == [], "nothing refuses with these")
    }
}
