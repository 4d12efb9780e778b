// SPDX-License-Identifier: Apache-2.0

import Accounting
import Automation
import BackOffice
import Catalogue
import CommerceFacts
import Kernel
import ManagementFacts
import Organisation
import Reports
import Sales
import Store
import Testing
import Warehouse

@Suite struct `A report` {
    private func title(_ name: ReportDeclaration, _ shop: Shop) async throws -> String {
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

    @Test func `of the inbox counts every matter, however many there are`() async throws {
        let shop = try await Shop()
        try await shop.office.store.write(as: ID(1)) { tx in
            guard let company = try OrganisationReading.companies(tx).first else { return }
            for number in 1...1_203 {
                try tx.publish(
                    MatterRaised(
                        company: company.id, site: nil, kind: .proofFails, subject: "\(number)",
                        reason: "There is one.",
                        suspense: number % 3 == 0 ? 0 : 1))
            }
        }
        #expect(try await title(.inbox, shop) == "1203 matters need you")
        let results = try await Night(of: Shop.day, in: shop.office).run().steps.map(\.result)
        #expect(results.contains("802 matters wait in suspense for a decision"))
    }

    @Test func `of stock shows one department's when one is asked for`() async throws {
        let shop = try await Shop()
        try await shop.perform(ListDepartments(departments: [.init(code: "E", name: "Else")]))
        try await shop.perform(ListProducts(products: [shop.product("ELSE", department: "E")]))
        try await shop.receive("GOODS", 1, value: 100)
        try await shop.receive("ELSE", 2, value: 900)
        func products(_ department: String?) async throws -> [String] {
            let request = ReportRequest(date: Shop.day, department: department)
            return try await shop.read { try Reports.make(.stock, request, $0) }.written(as: .csv)
                .split(separator: "\n").dropFirst().map(String.init)
        }
        #expect(try await products("D") == ["S1,GOODS,GOODS,1,USD,1.00"])
        #expect(try await products("E") == ["S1,ELSE,ELSE,2,USD,9.00"])
        #expect(try await products(nil).count == 2)
        await #expect(throws: ReportRefusal.noSuchDepartment("?")) { try await products("?") }
    }

    @Test func `shows what was said of a site, and what a supplier charges`() async throws {
        let shop = try await Shop()
        try await shop.perform(
            OpenSite(
                company: "ACME", code: "S3", name: "Third", kind: .store, zone: "Europe/Paris", dayStartsAtMinute: 240,
                priceZone: "north", address: "1, rue de la Paix"))
        for (day, cost) in [(Shop.day, 599), (Shop.day.advanced(by: 7), UnitPrice(count: 6_105_000))]
            as [(Day, UnitPrice)]
        {
            try await shop.perform(
                ListProducts(products: [
                    .init(
                        code: "GOODS", name: "GOODS", department: "D", kind: .goods, isStocked: true, unit: .piece,
                        taxClass: "general", cost: .init(supplier: "V", validFrom: day, cost: cost))
                ]))
        }
        func lines(_ name: ReportDeclaration) async throws -> [String] {
            try await shop.read { try Reports.make(name, ReportRequest(date: Shop.day), $0) }.written(as: .csv)
                .split(separator: "\n").map(String.init)
        }
        #expect(try await lines(.sites).last == "S3,Third,ACME,store,Europe/Paris,240,north,\"1, rue de la Paix\"")
        #expect(try await lines(.sites).count == 1 + 5)
        #expect(
            try await lines(.costs).dropFirst() == [
                "GOODS,GOODS,V,2026-03-04,USD,5.99", "GOODS,GOODS,V,2026-03-11,USD,6.105",
            ])
    }

    /// What each takes is written out again here, so that a new one is thought about.
    @Test func `takes the options that mean something for it, and refuses the others`() async throws {
        let shop = try await Shop()
        let all = "date from company site department channel project campaign account document actor command"
        let dimensions = "company site department channel project campaign"
        let taken = [
            "trial-balance": "date from \(dimensions)", "profit-and-loss": "date from \(dimensions)",
            "balance-sheet": "date \(dimensions)", "cash-flow": "date from \(dimensions)",
            "journal": "date from \(dimensions) account", "receipt": "document", "stock": "date site department",
            "sales": "date from site", "taxes": "date from site", "vouchers": "", "units-sold": "date from site",
            "tenders": "date from site",
            "products": "department", "prices": "date", "proofs": "", "night": "date",
            "inbox": "",
            "audit": "from actor command",
            "measures": "date company", "personal-data": "",
            "sites": "", "costs": "",
        ]
        let names = Set(House.nightshift.reports.map(\.name))
        #expect(names.subtracting(taken.keys) == [], "what these take is to be said here")
        #expect(names.count == taken.count && House.nightshift.reports.count == taken.count)
        #expect(ReportOption.allCases.map(\.rawValue) == all.split(separator: " ").map(String.init))
        for report in House.nightshift.reports {
            for option in ReportOption.allCases {
                var request = ReportRequest(date: Shop.day)
                switch option {
                case .date: break
                case .from: request.from = Shop.day
                case .company: request.company = "ACME"
                case .site: request.site = "S1"
                case .department: request.department = "D"
                case .channel: request.channel = "web"
                case .project: request.project = "7"
                case .campaign: request.campaign = "none"
                case .account: request.account = "1000"
                case .document: request.document = "S1/1/1"
                case .actor: request.actor = "owner"
                case .command: request.command = "open-site"
                }
                var isRefused = false
                do {
                    if option == .date { try report.check(option) }
                    let asked = request
                    _ = try await shop.read { try Reports.make(report, asked, $0) }
                } catch let refusal as ReportRefusal {
                    switch refusal {
                    case .notTaken: isRefused = true
                    // It was understood; there is nothing of the kind.
                    case .noSuchNight, .noDocument, .noSuchReceipt: break
                    default: throw refusal
                    }
                }
                let isTaken = taken[report.name]?.split(separator: " ").contains(Substring(option.rawValue)) == true
                #expect(isRefused != isTaken, "\(report.name) \(option)")
            }
        }
    }

    @Test func `asks as much of a shop with many products as of one with few`() async throws {
        func questions(_ codes: [String]) async throws -> [Int] {
            let count = QuestionCount()
            let shop = try await Shop { CountingEngine($0, count) }
            try await shop.perform(ListProducts(products: codes.map { shop.product($0) }))
            for code in codes { try await shop.receive(code, 2, value: 100) }
            try await shop.sell(
                codes.map { line($0, 1, 1_000) }, till: 1, number: 7, [cash(1_083 * Int64(codes.count))])
            var counts: [Int] = []
            for report in House.nightshift.reports {
                if report.name == "night" { _ = try await Night(of: Shop.day, in: shop.office).run() }
                let before = count.value
                let document = report.options.contains(.document) ? "S1/1/7" : nil
                let request = ReportRequest(date: Shop.day, document: document)
                _ = try await shop.read { try Reports.make(report, request, $0) }
                counts.append(count.value - before)
            }
            return counts
        }
        let few = try await questions(["P1", "P2"])
        #expect(try await questions((1...9).map { "P\($0)" }) == few)
        #expect(few.allSatisfy { $0 > 0 })
    }

    @Test func `of the trial balance says from which day on it adds up`() async throws {
        let shop = try await Shop()
        func title(_ from: Day?) async throws -> String {
            try await shop.read { try Reports.make(.trialBalance, ReportRequest(date: Shop.day, from: from), $0).title }
        }
        #expect(try await title(nil) == "Trial balance on 2026-03-04")
        #expect(
            try await title(Shop.day.advanced(by: -3))
                == "Trial balance of what was posted from 2026-03-01 through 2026-03-04")
    }

    @Test func `is made of the last day with postings, and says so when there is none`() async throws {
        let shop = try await Shop()
        for name in House.nightshift.reports {
            if name.options.contains(.date) {
                await #expect(throws: ReportRefusal.nothingPosted) {
                    try await shop.read { try Reports.lastDay(for: name, at: Shop.at(12), $0) }
                }
            } else {
                _ = try await shop.read { try Reports.lastDay(for: name, at: Shop.at(12), $0) }
            }
        }
        try await shop.receive("GOODS", 1, value: 100)
        for name in House.nightshift.reports {
            #expect(try await shop.read { try Reports.lastDay(for: name, at: Shop.at(12), $0) } == Shop.day)
        }
        // The clock of a till stands in the year 2062.
        try await shop.sell([line("SERVICE", 1, 1_000)], hour: 24 * 365 * 36, [cash(1_083)])
        #expect(try await shop.read { try Reports.lastDay(for: .trialBalance, at: Shop.at(12), $0) } == Shop.day)
        #expect(try await shop.inbox().map(\.reason).first?.contains("has not come yet") == true)
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
