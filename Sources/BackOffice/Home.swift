// SPDX-License-Identifier: Apache-2.0

import Accounting
package import Automation
package import Kernel
import Organisation
import Sales
package import Store
import Warehouse
package import Web

/// The home page, gathered from every system.
package enum Home {
    /// The routes that a browser may ask for.
    package static func routes(of office: BackOffice) -> [Route] {
        [Route(.get, "/") { _ in .page(try await document(of: office)) }]
    }

    private static func document(of office: BackOffice) async throws -> HTML {
        let now = office.store.clock.now
        return try await office.store.read { snapshot in
            try layout(snapshot).document(page(at: now, snapshot), at: "/")
        }
    }

    /// The frame: who keeps these books, and the places there are.
    package static func layout(_ snapshot: Snapshot) throws -> Layout {
        let company = try OrganisationReading.companies(snapshot).first?.name ?? "No company yet"
        return Layout(company: company, sectors: [.init("", [.init("Home", "/")])])
    }

    package static func page(at now: Instant, _ snapshot: Snapshot) throws -> HomePage {
        let night = try AutomationReading.lastNight(snapshot)
        let companies = try OrganisationReading.companies(snapshot)
        let site = try companies.first.flatMap { try OrganisationReading.headOffice(of: $0.id, snapshot) }
        let head = try Seal.head(snapshot)
        let currencies = Dictionary(uniqueKeysWithValues: companies.map { ($0.id, $0.currency) })
        return HomePage(
            now: now, night: night.flatMap { night in site.map { Self.night(night, $0.time) } },
            matters: try AutomationReading.inbox(limit: 50, snapshot).map { matter in
                open(matter, currencies[matter.company] ?? .usd)
            },
            proofs: try night.map { try AutomationReading.proofs(of: $0.day, snapshot).map(proof) } ?? [],
            trade: try trade(night?.day, in: companies.map(\.currency), at: now, snapshot),
            sealHead: head.sequence == 0 ? nil : hexadecimal(head.seal))
    }

    private static func night(_ night: NightRecord, _ time: SiteTime) -> HomePage.Night {
        HomePage.Night(
            day: night.day, began: time.wallTime(at: night.startedAt), ended: night.finishedAt.map(time.wallTime),
            steps: night.steps.map { step in
                HomePage.Step(
                    step.title, state(step.state),
                    tookMicroseconds: step.finishedAt.map { $0.microseconds - step.startedAt.microseconds },
                    result: step.result)
            })
    }

    private static func state(_ state: StepState) -> HomePage.Step.State {
        switch state {
        case .running: .notRun
        case .ranAlone: .ranAlone
        case .needsYou: .needsYou
        case .failed: .failed
        }
    }

    private static func open(_ matter: MatterRecord, _ currency: Currency) -> HomePage.OpenMatter {
        let waits =
            matter.suspense == 0 ? [] : [MatterNumber.money("waits in suspense", matter.suspense).text(in: currency)]
        return HomePage.OpenMatter(
            id: matter.id, title: matter.title, subject: matter.subject, reason: matter.reason,
            numbers: matter.numbers.map { $0.text(in: currency) } + waits, evidence: matter.evidence,
            raisedAt: matter.raisedAt, deadline: matter.deadline.map { Instant($0, seconds: 86_399) },
            ways: matter.ways, unanswered: matter.unanswered)
    }

    private static func proof(_ proof: ProofRecord) -> HomePage.Proof {
        HomePage.Proof(
            proof.name, figure: proof.figure,
            proof.holds ? .holds : .fails(firstDifference: proof.difference))
    }

    /// What was traded in each currency of the companies, in their order; one in which nothing happened is left
    /// out. Amounts of two currencies are never added.
    private static func trade(
        _ night: Day?, in currencies: [Currency], at now: Instant, _ snapshot: Snapshot
    ) throws -> [HomePage.Trade] {
        var trades: [HomePage.Trade] = []
        for (place, currency) in currencies.enumerated() where currencies.firstIndex(of: currency) == place {
            let sites = Set(try OrganisationReading.sites(snapshot).filter { $0.currency == currency }.map(\.id))
            let trade = HomePage.Trade(
                sales: try sales(at: sites, currency, now, snapshot),
                figures: try figures(night, at: sites, currency, now, snapshot))
            if !trade.isEmpty { trades.append(trade) }
        }
        return trades
    }

    /// The last fourteen days of trade, each beside the same weekday a week earlier; none when nothing was sold.
    private static func sales(
        at sites: Set<ID<Site>>, _ currency: Currency, _ now: Instant, _ snapshot: Snapshot
    ) throws -> [HomePage.SalesDay] {
        guard let last = try SalesReading.lastDay(at: now, snapshot) else { return [] }
        let first = last.advanced(by: -13)
        var net: [Day: Int64] = [:]
        for day in try SalesReading.daily(from: first.advanced(by: -7), through: last, snapshot)
        where sites.contains(day.site) {
            net[day.day, default: 0] += day.net
        }
        guard !net.isEmpty else { return [] }
        return stride(from: first, through: last, by: 1).map { day in
            HomePage.SalesDay(
                day: day, sold: Money(minor: net[day] ?? 0, currency),
                soldWeekEarlier: net[day.advanced(by: -7)].map { Money(minor: $0, currency) })
        }
    }

    /// Nil when the books hold nothing in the currency.
    private static func figures(
        _ night: Day?, at sites: Set<ID<Site>>, _ currency: Currency, _ now: Instant, _ snapshot: Snapshot
    ) throws -> HomePage.Figures? {
        guard let day = try night ?? SalesReading.lastDay(at: now, snapshot) else { return nil }
        let trade = try SalesReading.daily(from: day, through: day, snapshot).filter { sites.contains($0.site) }
        let standing = try AccountingReading.balances(through: day, .init(), snapshot)
            .filter { $0.currency == currency }
        guard !standing.isEmpty else { return nil }
        let moving = try AccountingReading.balances(from: day, through: day, .init(), snapshot)
            .filter { $0.currency == currency }
        let accounts = Dictionary(
            uniqueKeysWithValues: try AccountingReading.accounts(snapshot).map { ($0.id, $0) })
        func sum(_ roles: Set<AccountRole>, of balances: [AccountingReading.Balance]) -> Int64 {
            balances.reduce(0) { sum, balance in
                guard let account = accounts[balance.account], roles.contains(account.role) else { return sum }
                return sum + balance.amount
            }
        }
        let net = -sum([.sales, .salesReturns, .salesDiscounts], of: moving)
        let tax = -sum([.salesTaxPayable, .outputVAT], of: moving)
        let cost = sum([.costOfGoodsSold], of: moving)
        let share = try AutomationReading.share(snapshot)
        return HomePage.Figures(
            day: day, sales: Money(minor: net + tax, currency), netSales: Money(minor: net, currency),
            receipts: trade.reduce(0) { $0 + $1.receipts }, grossMargin: Money(minor: net - cost, currency),
            stockValue: Money(minor: sum([.inventory], of: standing), currency), stepsAlone: share.alone,
            stepsRun: share.all)
    }
}
