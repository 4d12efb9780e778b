// SPDX-License-Identifier: Apache-2.0

import Accounting
import Automation
import BackOffice
import Catalogue
import CommerceFacts
import FinanceFacts
import Kernel
import Organisation
import Reports
import Sales
import Store
import Taxes
import TestEngines
import Testing
import Warehouse

@Suite(.onBothEngines) struct `The books` {
    /// Some weeks of trade in two shops and two departments, in store and on the web.
    static func trade() async throws -> Shop {
        let shop = try await Shop()
        try await shop.perform(ListDepartments(departments: [.init(code: "E", name: "Else")]))
        try await shop.perform(ListProducts(products: [shop.product("ELSE", department: "E")]))
        var seed = Seed(3)
        for number in 1...60 {
            let hour = Double(seed.integer(in: 1...1_000))
            let site = seed.choice(of: ["S1", "S2"])
            let product = seed.choice(of: ["GOODS", "ELSE", "SERVICE"])
            if seed.chance(1, in: 4), product != "SERVICE" {
                try await shop.receive(product, 5, value: seed.integer(in: 1...900), at: site, hour: hour)
            }
            let amount = seed.integer(in: 1...900)
            try await shop.perform(
                CompleteSale(
                    site: Code(site), till: 1, number: ReceiptNumber(Int64(number)), occurredAt: Shop.at(hour),
                    channel: seed.choice(of: [.store, .web]), lines: [line(product, seed.integer(in: 1...3), amount)],
                    tenders: [
                        cash(
                            amount
                                + TaxRules.taxes(
                                    on: [TaxableLine(taxClass: "a", amount: amount)],
                                    under: [
                                        TaxTerms(
                                            jurisdiction: ID(1), kind: .salesTax, rounding: .line, rates: ["a": 82_500])
                                    ]
                                ).byLine[0])
                    ]))
        }
        return shop
    }

    /// A posting with everything a report can be narrowed to, straight from the table.
    struct Posting: Sendable {
        let account: Int64
        let day: Day
        let site: ID<Site>
        let department: ID<Department>
        let channel: Int64
        let amount: Int64

        fileprivate static let columns = Columns<Posting>(
            Column("p.account_id", \.account), Column("e.day", \.day), Column("p.site_id", \.site),
            Column("p.department_id", \.department), Column("p.channel", \.channel), Column("p.amount", \.amount),
            make: Posting.init)
    }

    @Test func `give every report what adding up the postings gives`() async throws {
        let shop = try await Self.trade()
        let rows = try await shop.read { snapshot in
            try snapshot.rows(
                Posting.columns, "from accounting_posting p join accounting_entry e on e.entry_id = p.entry_id")
        }
        let sites = [nil] + Set(rows.map(\.site)).sorted().map { $0 as ID<Site>? }
        let departments = [nil] + Set(rows.map(\.department)).sorted().map { $0 as ID<Department>? }
        let from = [nil] + [-40, 0, 10, 60].map { Shop.day.advanced(by: $0) as Day? }
        for site in sites {
            for department in departments {
                for channel in [nil, 0, 1, 2] as [Int64?] {
                    for first in from {
                        for last in [-20, 0, 20, 90].map({ Shop.day.advanced(by: $0) }) {
                            var sums: [Int64: Int64] = [:]
                            for row in rows
                            where row.day >= first ?? row.day && row.day <= last && row.site == site ?? row.site
                                && row.department == department ?? row.department
                                && row.channel == channel ?? row.channel
                            {
                                sums[row.account, default: 0] += row.amount
                            }
                            let scope = AccountingReading.Scope(site: site, department: department, channel: channel)
                            let balances = try await shop.read {
                                try AccountingReading.balances(from: first, through: last, scope, $0)
                            }
                            let reported = balances.reduce(into: [:]) {
                                $0[$1.account.rawValue, default: 0] += $1.amount
                            }
                            #expect(
                                reported.filter { $0.value != 0 } == sums.filter { $0.value != 0 },
                                "\(scope) \(first as Day?) \(last)")
                        }
                    }
                }
            }
        }
        try await shop.expectProofs()
    }

    /// A report's amounts by row and column, without zeros.
    private static func amounts(_ report: Report) -> [String: Int64] {
        var amounts: [String: Int64] = [:]
        for row in report.rows {
            for (column, cell) in zip(report.columns, row) {
                guard case .money(let minor, _) = cell, minor != 0 else { continue }
                amounts["\(row[0]) \(row[1]) \(column.name)", default: 0] += minor
            }
        }
        return amounts
    }

    @Test func `are whole in each report when the parts of any dimension are added up`() async throws {
        let shop = try await Self.trade()
        try await shop.perform(RegisterCompany(code: "TWIN", name: "Twin", currency: .usd))
        try await shop.perform(
            OpenSite(company: "TWIN", code: "T1", name: "T1", kind: .store, zone: "America/Chicago"))
        for (company, site, project, campaign) in [
            ("TWIN", "T1", 7, nil), ("ACME", "S1", nil, 9), ("ACME", "S2", 7, 9), ("ACME", "S2", 8, nil),
        ] as [(String, String, Int64?, Int64?)] {
            func line(_ account: String, _ amount: Int64) -> EnterJournal.Line {
                .init(
                    account: account, site: Code(site), amount: MinorUnits(amount), project: project.map { ID($0) },
                    campaign: campaign.map { ID($0) })
            }
            try await shop.perform(
                EnterJournal(
                    company: Code(company), day: Shop.day.advanced(by: 20), reason: "leaflets",
                    lines: [line("5200", 1_250), line("1000", -1_250)]))
        }
        let parts: [(String, any WritableKeyPath<ReportRequest, String?> & Sendable, [String])] = [
            ("company", \.company, ["ACME", "TWIN"]), ("site", \.site, ["HQ", "S1", "S2", "P1", "T1"]),
            ("department", \.department, ["D", "E", "none"]),
            ("channel", \.channel, ["store", "web", "phone", "none"]), ("project", \.project, ["7", "8", "none"]),
            ("campaign", \.campaign, ["9", "none"]),
        ]
        for name in [ReportDeclaration.trialBalance, .profitAndLoss, .balanceSheet, .cashFlow] {
            var request = ReportRequest(date: Shop.day.advanced(by: 90))
            if name.options.contains(.from) { request.from = Shop.day.advanced(by: 3) }
            let everything = request
            let whole = try await shop.read { Self.amounts(try Reports.make(name, everything, $0)) }
            #expect(!whole.isEmpty)
            for (dimension, path, values) in parts {
                var sums: [String: Int64] = [:]
                for value in values {
                    var part = everything
                    part[keyPath: path] = value
                    let asked = part
                    let amounts = try await shop.read { Self.amounts(try Reports.make(name, asked, $0)) }
                    #expect(amounts != whole, "\(name.name) \(dimension) \(value) is a part")
                    sums.merge(amounts, uniquingKeysWith: +)
                }
                #expect(sums.filter { $0.value != 0 } == whole, "\(name.name) by \(dimension)")
            }
        }
    }

    @Test func `show what was spent for a project or a campaign, and nothing else`() async throws {
        let shop = try await Shop()
        try await shop.perform(Self.rent())
        try await shop.perform(
            EnterJournal(
                company: "ACME", day: Shop.day, reason: "leaflets",
                lines: [
                    .init(account: "5200", site: "S1", amount: 300, project: ID(7), campaign: ID(9)),
                    .init(account: "1000", site: "HQ", amount: -300, project: ID(7)),
                ]))
        func rows(_ name: ReportDeclaration, _ request: ReportRequest) async throws -> [String] {
            try await shop.read { try Reports.make(name, request, $0) }.written(as: .csv)
                .split(separator: "\n").dropFirst().map(String.init)
        }
        let (day, project, campaign) = (Shop.day, "7", "9")
        #expect(
            try await rows(.trialBalance, ReportRequest(date: day, project: project))
                == ["Assets:Bank,USD,-3.00", "Expenses:Store-expense,USD,3.00"])
        #expect(
            try await rows(.profitAndLoss, ReportRequest(date: day, campaign: campaign))
                == ["Store expense,USD,-3.00,-3.00"])
        #expect(try await rows(.journal, ReportRequest(date: day, project: project)).count == 2)
        #expect(try await rows(.journal, ReportRequest(date: day, campaign: campaign)).count == 1)
        #expect(try await rows(.journal, ReportRequest(date: day, project: "none")).count == 2)
        #expect(try await rows(.journal, ReportRequest(date: day, project: "8")).isEmpty)
        let entry = try #require(try await shop.entries().last)
        try await shop.perform(ReverseEntry(entry: entry.id, day: day, reason: "not ours"))
        #expect(
            try await rows(.trialBalance, ReportRequest(date: day, project: project))
                == ["Assets:Bank,USD,0.00", "Expenses:Store-expense,USD,0.00"])
    }

    /// Year 2026 of a company of weeks begins on Monday, 2 February; periods of 4, 4 and 5 weeks end on 1 March,
    /// 29 March and 3 May.
    @Test func `go by the fiscal periods of a company, in reports and in locks`() async throws {
        let shop = try await Shop(isEmpty: true)
        try await shop.perform(
            RegisterCompany(code: "WEEKS", name: "", currency: .usd, fiscalYearMonth: 2, weeks: true))
        try await shop.perform(
            OpenSite(company: "WEEKS", code: "W1", name: "", kind: .store, zone: "America/Chicago"))
        func spend(_ amount: Int64, on day: String, at site: String = "W1", of company: String = "WEEKS") async throws {
            try await shop.perform(
                EnterJournal(
                    company: Code(company), day: Day(day)!, reason: "",
                    lines: [
                        .init(account: "5200", site: Code(site), amount: MinorUnits(amount)),
                        .init(account: "1000", site: Code(site), amount: MinorUnits(-amount)),
                    ]))
        }
        for (amount, day) in [
            (100, "2026-03-01"), (200, "2026-03-02"), (400, "2026-03-29"), (800, "2026-03-30"), (1_600, "2026-05-03"),
            (3_200, "2026-05-04"),
        ] as [(Int64, String)] {
            try await spend(amount, on: day)
        }
        func report(
            _ date: String, _ name: ReportDeclaration = .profitAndLoss, from: String? = nil, company: String? = nil,
            site: String? = nil
        ) async throws -> Report {
            let request = ReportRequest(
                date: Day(date)!, from: from.map { Day($0)! }, company: company,
                site: site)
            return try await shop.read { try Reports.make(name, request, $0) }
        }
        #expect(
            try await report("2026-05-04", from: "2026-02-15").written(as: .csv) == """
                account,currency,2026-P01,2026-P02,2026-P03,2026-P04,total
                Store expense,USD,-1.00,-6.00,-24.00,-32.00,-63.00

                """)
        #expect(
            try await report("2026-03-15").title == "Profit and loss from 2026-03-02 through 2026-03-15")
        #expect(
            try await report("2026-03-15", .cashFlow).title == "Cash flow from 2026-03-02 through 2026-03-15")

        try await shop.perform(LockPeriod(company: "WEEKS", lock: .hard, period: "2026-P02", reason: "closed"))
        await #expect(throws: AccountingRefusal.periodClosed(through: Day("2026-03-29")!)) {
            try await spend(1, on: "2026-03-29")
        }
        try await spend(1, on: "2026-03-30")

        try await shop.perform(RegisterCompany(code: "MONTHS", name: "", currency: .usd, fiscalYearMonth: 7))
        try await shop.perform(
            OpenSite(company: "MONTHS", code: "M1", name: "", kind: .store, zone: "America/Chicago"))
        try await spend(5, on: "2026-03-31", at: "M1", of: "MONTHS")
        func columns(company: String? = nil, site: String? = nil) async throws -> [String] {
            try await report("2026-03-31", from: "2026-03-01", company: company, site: site).columns.dropFirst(2)
                .map(\.name)
        }
        let weeks = ["2026-P01", "2026-P02", "2026-P03", "total"]
        #expect(try await columns(company: "WEEKS") == weeks)
        #expect(try await columns(site: "W1") == weeks)
        #expect(try await columns(company: "MONTHS") == ["2026-03", "total"])
        #expect(try await columns() == ["2026-03", "total"])
        #expect(try await report("2026-03-31").notes.count == 1)
        #expect(try await report("2026-03-31", company: "MONTHS").notes.isEmpty)
        try await shop.perform(LockPeriod(company: "MONTHS", lock: .hard, period: "2026-02", reason: "closed"))
        await #expect(throws: AccountingRefusal.periodClosed(through: Day("2026-02-28")!)) {
            try await spend(1, on: "2026-02-28", at: "M1", of: "MONTHS")
        }
        try await spend(1, on: "2026-03-01", at: "M1", of: "MONTHS")
        try await shop.expectProofs()
    }

    static func rent(_ day: Day = Shop.day, amount: Int64 = 1_000, account: String = "5200") -> EnterJournal {
        EnterJournal(
            company: "ACME", day: day, reason: "rent",
            lines: [
                .init(account: account, site: "S1", amount: MinorUnits(amount)),
                .init(account: "1000", site: "HQ", amount: MinorUnits(-amount)),
            ])
    }

    @Test func `reverse an entry by its exact negative`() async throws {
        let shop = try await Shop()
        try await shop.perform(Self.rent())
        let entry = try #require(try await shop.entries().last)
        let later = Shop.day.advanced(by: 3)
        try await shop.perform(ReverseEntry(entry: entry.id, day: later, reason: "twice"))
        let reversal = try #require(try await shop.entries().last)
        #expect(reversal.day == later && reversal.kind == "reversal")
        #expect(reversal.lines.map(\.amount) == entry.lines.map { -$0.amount })
        #expect(reversal.lines.map(\.account) == entry.lines.map(\.account))
        #expect(reversal.lines.map(\.site) == entry.lines.map(\.site))
        try await shop.expectProofs()
    }

    /// A reversal by hand would put back into suspense what no matter explains.
    @Test func `do not reverse by hand what settled a matter of the inbox`() async throws {
        let shop = try await Shop()
        try await shop.sell([line("NOBODY KNOWS", 1, 700)], [cash(700)])
        let matter = try #require(try await shop.inbox().first)
        try await shop.perform(SettleMatter(matter: matter.id, decision: "ours", account: "4000", day: Shop.day))
        let entry = try #require(try await shop.entries().last)
        await #expect(throws: AccountingRefusal.controlAccount("1900")) {
            try await shop.perform(ReverseEntry(entry: entry.id, day: Shop.day, reason: "no"))
        }
        try await shop.expectProofs()
    }

    @Test(arguments: Systems.chart.roles) func `take entries by hand except where a sub-ledger keeps the items`(
        role: AccountRole
    ) async throws {
        let shop = try await Shop()
        let account = role.number
        do {
            try await shop.perform(Self.rent(account: account))
            #expect(!role.isControl)
        } catch let refusal as AccountingRefusal {
            #expect(role.isControl && refusal == .controlAccount(account))
        }
        try await shop.expectProofs()
    }

    /// The accounts that a proof compares with items kept elsewhere, and the taxes, which stand with the receipts.
    @Test func `keep hands off every account that the proofs compare`() {
        let kept: Set<AccountRole> = [
            .cashDrawer, .cardClearing, .couponsReceivable, .inventory, .inventoryInTransit, .suspense,
            .goodsReceivedNotInvoiced, .salesTaxPayable, .outputVAT, .giftCardLiability, .storeCreditLiability,
            .customerDeposits, .foreignCash,
        ]
        #expect(Set(Systems.chart.roles.filter(\.isControl)) == kept)
    }

    @Test(arguments: [PeriodLock.soft, .hard]) func `post what belongs to a closed period on the first open day`(
        lock: PeriodLock
    ) async throws {
        let shop = try await Shop()
        let locked = Shop.day.advanced(by: 9)
        try await shop.perform(LockPeriod(company: "ACME", lock: lock, through: locked, reason: "month"))
        try await shop.receive("GOODS", 1, value: 100)
        try await shop.sell([line("GOODS", 1, 1_000)], [cash(1_083)])
        for entry in try await shop.entries() {
            #expect(entry.day == locked.advanced(by: 1))
            #expect(entry.documentDay == Shop.day)
        }
        try await shop.sell([line("GOODS", 1, 1_000)], hour: 24 * 12, [cash(1_083)])
        let last = try #require(try await shop.entries().last)
        #expect(last.day == Shop.day.advanced(by: 12) && last.documentDay == last.day)
        try await shop.expectProofs()
    }

    @Test func `closed softly stay open to accountants and may be opened again; closed hard they never are`()
        async throws
    {
        let shop = try await Shop()
        func lock(_ lock: PeriodLock, _ days: Int) async throws {
            try await shop.perform(
                LockPeriod(company: "ACME", lock: lock, through: Shop.day.advanced(by: days), reason: ""))
        }
        try await lock(.soft, 9)
        try await shop.perform(Self.rent())
        try await lock(.soft, -9)
        try await shop.sell([line("SERVICE", 1, 1_000)], [cash(1_083)])
        #expect(try await shop.entries().last?.day == Shop.day)
        try await lock(.hard, 5)
        try await lock(.hard, 5)
        try await lock(.hard, 6)
        let closed = AccountingRefusal.hardLockMovesForward(Shop.day.advanced(by: 6))
        for days in [-1, 0, 5] { await #expect(throws: closed) { try await lock(.hard, days) } }
        await #expect(throws: AccountingRefusal.periodClosed(through: Shop.day.advanced(by: 6))) {
            try await shop.perform(Self.rent(Shop.day.advanced(by: 6)))
        }
        try await shop.perform(Self.rent(Shop.day.advanced(by: 7)))
        try await shop.expectProofs()
    }

    @Test func `tax a sale once where a jurisdiction was named twice`() async throws {
        let shop = try await Shop()
        try await shop.perform(AssignJurisdictions(site: "S1", jurisdictions: ["IL", "IL"]))
        try await shop.sell([line("SERVICE", 1, 1_000)], [cash(1_083)])
        #expect(try await shop.inbox().isEmpty)
    }
}

/// Each row of the store that a proof watches, changed behind the house's back.
@Suite(.onBothEngines) struct `A proof` {
    static let tamperings: [(proof: String, sql: SQL, names: String)] = [
        ("Debits equal credits", "update accounting_posting set amount = amount + 1 where line = 1", "entry"),
        (
            "Balances equal the sum of postings",
            "update accounting_total set debit = debit + 1 where account_id in (select account_id from accounting_account where role = 'sales')",
            "account Sales:"
        ),
        (
            "Balances equal the sum of postings",
            "delete from accounting_total where account_id = (select max(account_id) from accounting_total)", "account "
        ),
        (
            "Balances equal the sum of postings",
            "update accounting_balance set debit = debit + 1 where account_id in (select account_id from accounting_account where role = 'sales')",
            "account Sales"
        ),
        ("Stock equals its account", "update warehouse_stock set value = value + 1", "site S1"),
        ("Goods on the way", "update warehouse_transfer_line set value = value + 1", "site S1"),
        ("Goods received, not billed", "update warehouse_receipt set value = value + 1", "site S1"),
        ("Cash in the drawers", "update sales_drawer set cash = cash + 1", "site S1"),
        ("Card clearing", "update sales_tender_total set amount = amount + 1 where kind = 2", "site S1"),
        ("Coupons to be paid by makers", "update sales_tender_total set amount = amount + 1 where kind = 5", "site S1"),
        ("Tax charged on sales", "update sales_tax_day set amount = amount + 1", "site S1"),
        ("Foreign cash", "update sales_foreign_cash set amount = amount + 1", "site S1"),
        (
            "Debits equal credits",
            "delete from accounting_entry where entry_id = (select max(entry_id) from accounting_entry)",
            "entry "
        ),
        (
            "Debits equal credits",
            "update accounting_posting set amount = 9223372036854775807 where line < 3", "entry "
        ),
        ("Gift cards", "update sales_voucher set balance = balance + 1 where kind = 'giftCard'", "site S1"),
        ("Store credit", "update sales_voucher set balance = balance + 1 where kind = 'storeCredit'", "site S1"),
        ("Customer deposits", "update sales_voucher set balance = balance + 1 where kind = 'deposit'", "site S1"),
        (
            "Costs of goods still to be billed", "update warehouse_cost_correction set amount = amount + 1", "site S1"
        ),
        ("Suspense is explained by the inbox", "update automation_matter set suspense = suspense + 1", "items"),
    ]

    /// A shop with something in every sub-ledger, all of it at S1.
    static func full() async throws -> Shop {
        let shop = try await Shop()
        let delivery = try await shop.receive("GOODS", 10, value: 1_000)
        try await shop.perform(CorrectCost(receipt: delivery, line: 1, amount: 70, occurredAt: Shop.at(9)))
        try await shop.perform(Self.freight(30))
        _ = try await shop.ship(2)
        try await shop.sell(
            [line("CARD", 1, 100, reference: "G"), line("DEPOSIT", 1, 100, reference: "L"), line("?", 1, 50)],
            [
                card(100), SaleTender(kind: .makerCoupon, amount: 100), cash(100),
                SaleTender(kind: .storeCredit, amount: -50, reference: "C"),
            ])
        try await shop.sell([line("SERVICE", 1, 1_000)], [cash(1_083)])
        try await shop.sell(
            [line("SERVICE", 1, 1_000)],
            [
                SaleTender(
                    kind: .foreignCash, amount: 1_100,
                    foreign: ForeignCash(currency: .eur, amount: 1_000, rate: 1_100_000)), cash(-17),
            ])
        try await shop.expectProofs()
        return shop
    }

    /// The carrier's bill for a part of what the goods were corrected by, booked by hand at the head office.
    static func freight(_ amount: Int64) -> EnterJournal {
        EnterJournal(
            company: "ACME", day: Shop.day, reason: "freight",
            lines: [
                .init(account: "2020", site: "HQ", amount: MinorUnits(amount)),
                .init(account: "2000", site: "HQ", amount: MinorUnits(-amount)),
            ])
    }

    @Test func `of the costs still to be billed follows corrections, bills and their reversals`() async throws {
        let shop = try await Self.full()
        func figure() async throws -> String? {
            try await shop.expectProofs()
            return try await shop.proofs().first { $0.name == "Costs of goods still to be billed" }?.figure
        }
        #expect(try await figure() == "0.40")
        try await shop.perform(Self.freight(40))
        #expect(try await figure() == "0.00")
        let bill = try #require(try await shop.entries().last)
        try await shop.perform(ReverseEntry(entry: bill.id, day: Shop.day, reason: "not ours"))
        #expect(try await figure() == "0.40")
    }

    @Test(arguments: tamperings.indices) func `names the first row that was changed behind it`(index: Int) async throws
    {
        let shop = try await Self.full()
        let (name, sql, names) = Self.tamperings[index]
        try await shop.office.store.write(as: ID(1)) { try $0.run(sql) }
        let proof = try #require(try await shop.proofs().first { $0.name == name })
        #expect(!proof.holds)
        #expect(proof.difference.contains(names), "\(proof.difference)")
    }

    @Test func `is tampered with here for every one there is`() async throws {
        let shop = try await Shop()
        #expect(Set(try await shop.proofs().map(\.name)) == Set(Self.tamperings.map(\.proof)))
    }
}
