// SPDX-License-Identifier: Apache-2.0

import Kernel
import Organisation
import Reports
package import Store

/// The statements of the books.
extension ReportDeclaration {
    /// Columns `account,currency,balance`: exact decimals, debit positive. With a first day, what was posted from it on.
    package static let trialBalance = ReportDeclaration(
        "trial-balance", "every account's balance at the end of a day, debit positive",
        options: ReportOption.dimensions.union([.date, .from])
    ) { question, snapshot in
        let names = try AccountNames(snapshot)
        let balances = try AccountingReading.balances(
            from: question.from, through: question.date, AccountingReading.Scope(question), snapshot)
        var report = Report(
            question.from.map {
                "Trial balance of what was posted from \($0) through \(question.date)\(question.place)"
            }
                ?? "Trial balance on \(question.date)\(question.place)",
            [.init("account"), .init("currency"), .init("balance", isNumber: true)])
        var sums: [Currency: Int64] = [:]
        for balance in balances.sorted(by: { names[$0.account] < names[$1.account] }) {
            sums[balance.currency, default: 0] += balance.amount
            report.rows.append([
                .text(names[balance.account]), .text(balance.currency.code),
                .money(balance.amount, balance.currency),
            ])
        }
        for (currency, sum) in sums.sorted(by: { $0.key.code < $1.key.code }) {
            report.addTotal([.text("debits less credits"), .text(currency.code), .money(sum, currency)])
        }
        return report
    }

    package static let profitAndLoss = ReportDeclaration(
        "profit-and-loss", "income and expenses by month or fiscal period between two days",
        options: ReportOption.dimensions.union([.date, .from])
    ) { question, snapshot in
        let (calendar, note) = try fiscalCalendar(question, snapshot)
        let from = question.from ?? calendar.period(of: question.date).first
        let periods = try AccountingReading.byPeriod(
            of: calendar, from: from, through: question.date, AccountingReading.Scope(question), snapshot)
        let columns = periods.map(\.period.name)
        var report = Report(
            "Profit and loss from \(from) through \(question.date)\(question.place)",
            [.init("account"), .init("currency")]
                + (columns + ["total"]).map { Report.Column($0, isNumber: true) })
        report.notes = note
        let sheet = Sheet(periods.map(\.balances))
        for books in try sheet.books(snapshot) {
            let currency = books.currency
            for type in [AccountType.income, .expenses] {
                for account in books.accounts where account.type == type {
                    guard let amounts = sheet.amounts(of: account.id, currency) else { continue }
                    let earned = amounts.map { -$0 }
                    report.rows.append(
                        [books.named(account.name), .text(currency.code)]
                            + (earned + [earned.reduce(0, +)]).map { .money($0, currency) })
                }
            }
            let profit = periods.indices.map { period in
                -books.accounts.filter(\.type.isProfitAndLoss).reduce(0) {
                    $0 + (sheet.amounts(of: $1.id, currency)?[period] ?? 0)
                }
            }
            report.addTotal(
                [books.named("profit"), .text(currency.code)]
                    + (profit + [profit.reduce(0, +)]).map { .money($0, currency) })
        }
        return report
    }

    package static let balanceSheet = ReportDeclaration(
        "balance-sheet", "what the company owns and owes at the end of a day",
        options: ReportOption.dimensions.union([.date])
    ) { question, snapshot in
        let sheet = Sheet([
            try AccountingReading.balances(through: question.date, AccountingReading.Scope(question), snapshot)
        ])
        var report = Report(
            "Balance sheet on \(question.date)\(question.place)",
            [.init("account"), .init("currency"), .init("amount", isNumber: true)])
        for books in try sheet.books(snapshot) {
            let currency = books.currency
            for type in [AccountType.assets, .liabilities, .equity] {
                let sign: Int64 = type == .assets ? 1 : -1
                var total: Int64 = 0
                for account in books.accounts where account.type == type {
                    guard let amount = sheet.amounts(of: account.id, currency)?[0], amount != 0 else { continue }
                    total += sign * amount
                    report.rows.append([
                        books.named(account.name), .text(currency.code), .money(sign * amount, currency),
                    ])
                }
                if type == .equity {
                    let earned = -books.accounts.filter(\.type.isProfitAndLoss).reduce(0) {
                        $0 + (sheet.amounts(of: $1.id, currency)?[0] ?? 0)
                    }
                    total += earned
                    report.rows.append([books.named("Earned to date"), .text(currency.code), .money(earned, currency)])
                }
                report.addTotal([
                    books.named(type.rawValue.lowercased()), .text(currency.code), .money(total, currency),
                ])
            }
        }
        return report
    }

    /// The indirect method (ASC 230-10-45-28): profit, then what it did not turn into cash.
    package static let cashFlow = ReportDeclaration(
        "cash-flow", "where cash came from and went between two days",
        options: ReportOption.dimensions.union([.date, .from])
    ) { question, snapshot in
        let (calendar, note) = try fiscalCalendar(question, snapshot)
        let from = question.from ?? calendar.period(of: question.date).first
        let sheet = Sheet([
            try AccountingReading.balances(
                from: from, through: question.date, AccountingReading.Scope(question), snapshot)
        ])
        var report = Report(
            "Cash flow from \(from) through \(question.date)\(question.place)",
            [.init("item"), .init("currency"), .init("amount", isNumber: true)])
        if question.from == nil { report.notes = note }
        for books in try sheet.books(snapshot) {
            let currency = books.currency
            func moved(_ account: AccountingReading.AccountRecord) -> Int64 {
                sheet.amounts(of: account.id, currency)?[0] ?? 0
            }
            func add(_ name: String, _ amount: Int64) {
                if amount != 0 {
                    report.rows.append([books.named(name), .text(currency.code), .money(amount, currency)])
                }
            }
            let profit = -books.accounts.filter(\.type.isProfitAndLoss).reduce(0) { $0 + moved($1) }
            add("Profit", profit)
            for account in books.accounts where !account.type.isProfitAndLoss && !account.role.isCash {
                add("Change in \(account.name.lowercased())", -moved(account))
            }
            let cash = books.accounts.filter(\.role.isCash).reduce(0) { $0 + moved($1) }
            report.addTotal([books.named("change in cash"), .text(currency.code), .money(cash, currency)])
        }
        return report
    }

    /// The periods of the companies that a report is of where all have the same; else calendar months, and a note that
    /// says so.
    private static func fiscalCalendar(
        _ question: ReportQuestion, _ snapshot: Snapshot
    ) throws -> (calendar: FiscalCalendar, note: [String]) {
        let owner = try question.site.flatMap { try OrganisationReading.site($0, snapshot) }?.company
        let calendars = try OrganisationReading.companies(snapshot)
            .filter { (question.company ?? $0.id) == $0.id && (owner ?? $0.id) == $0.id }.map(\.calendar)
        if let first = calendars.first, calendars.allSatisfy({ $0 == first }) { return (first, []) }
        let areMonths = calendars.allSatisfy { if case .months = $0 { true } else { false } }
        return (
            .months(firstMonth: 1),
            areMonths
                ? []
                : [
                    "The companies cut their years differently: these are calendar months. --company shows one by its own."
                ]
        )
    }
}

extension AccountingReading.Scope {
    /// The postings that a report is of.
    init(_ question: ReportQuestion) {
        self.init(
            company: question.company, site: question.site, department: question.department,
            channel: question.channel, project: question.project, campaign: question.campaign)
    }
}

/// Balances of several periods, by account and currency.
private struct Sheet {
    private let periods: [[Key: Int64]]
    private let currencies: [Currency]

    private struct Key: Hashable {
        let account: ID<Account>
        let currency: Currency
    }

    init(_ balances: [[AccountingReading.Balance]]) {
        periods = balances.map { period in
            Dictionary(
                uniqueKeysWithValues: period.map { (Key(account: $0.account, currency: $0.currency), $0.amount) })
        }
        currencies = Set(balances.flatMap { $0.map(\.currency) }).sorted { $0.code < $1.code }
    }

    /// What a statement shows one after the other: the books of each company in each currency it has balances in.
    func books(_ snapshot: Snapshot) throws -> [CompanyBooks] {
        let companies = try OrganisationReading.companies(snapshot)
        let accounts = Dictionary(grouping: try AccountingReading.accounts(snapshot), by: \.company)
        return companies.flatMap { company in
            let chart = accounts[company.id] ?? []
            return currencies.filter { currency in chart.contains { amounts(of: $0.id, currency) != nil } }.map {
                CompanyBooks(company: companies.count > 1 ? company.code : nil, currency: $0, accounts: chart)
            }
        }
    }

    /// One amount for each period, debit positive; nil when none of them has the account.
    func amounts(of account: ID<Account>, _ currency: Currency) -> [Int64]? {
        let key = Key(account: account, currency: currency)
        guard periods.contains(where: { $0[key] != nil }) else { return nil }
        return periods.map { $0[key] ?? 0 }
    }
}

/// The accounts of one company in one currency.
private struct CompanyBooks {
    /// The company's code where there are several; nil where there is one.
    let company: String?
    let currency: Currency
    let accounts: [AccountingReading.AccountRecord]

    /// The name of a row: where there are several companies, with the one it belongs to.
    func named(_ name: String) -> Report.Cell { .text(company.map { "\($0): \(name)" } ?? name) }
}
