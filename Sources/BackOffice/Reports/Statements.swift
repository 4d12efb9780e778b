// SPDX-License-Identifier: Apache-2.0

import Accounting
import Kernel
import Organisation
import Sales
import Store

/// The statements of the books.
extension Reports {
    /// Columns `account,currency,balance`: exact decimals, debit positive. With a first day, what was posted from it on.
    static func trialBalance(_ request: ReportRequest, _ snapshot: Snapshot) throws -> Report {
        let names = try AccountNames(snapshot)
        let balances = try AccountingReading.balances(
            from: request.from, through: request.date, scope(request, snapshot), snapshot)
        var report = Report(
            request.from.map { "Trial balance of what was posted from \($0) through \(request.date)\(place(request))" }
                ?? "Trial balance on \(request.date)\(place(request))",
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

    static func profitAndLoss(_ request: ReportRequest, _ snapshot: Snapshot) throws -> Report {
        let (calendar, note) = try fiscalCalendar(request, snapshot)
        let from = request.from ?? calendar.period(of: request.date).first
        let periods = try AccountingReading.byPeriod(
            of: calendar, from: from, through: request.date, scope(request, snapshot), snapshot)
        let columns = periods.map(\.period.name)
        var report = Report(
            "Profit and loss from \(from) through \(request.date)\(place(request))",
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

    static func balanceSheet(_ request: ReportRequest, _ snapshot: Snapshot) throws -> Report {
        let sheet = Sheet([
            try AccountingReading.balances(through: request.date, scope(request, snapshot), snapshot)
        ])
        var report = Report(
            "Balance sheet on \(request.date)\(place(request))",
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
    static func cashFlow(_ request: ReportRequest, _ snapshot: Snapshot) throws -> Report {
        let (calendar, note) = try fiscalCalendar(request, snapshot)
        let from = request.from ?? calendar.period(of: request.date).first
        let sheet = Sheet([
            try AccountingReading.balances(from: from, through: request.date, scope(request, snapshot), snapshot)
        ])
        var report = Report(
            "Cash flow from \(from) through \(request.date)\(place(request))",
            [.init("item"), .init("currency"), .init("amount", isNumber: true)])
        if request.from == nil { report.notes = note }
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

    /// Every entry line with the document it stands for: `report receipt --document` shows that one.
    static func journal(_ request: ReportRequest, _ snapshot: Snapshot) throws -> Report {
        let accounts = Dictionary(
            uniqueKeysWithValues: try AccountingReading.accounts(snapshot).map { ($0.id, $0) })
        let sites = Dictionary(
            uniqueKeysWithValues: try OrganisationReading.sites(snapshot).map { ($0.id, $0.code) })
        let scope = try scope(request, snapshot)
        if let number = request.account, !accounts.values.contains(where: { $0.number == number }) {
            throw ReportRefusal.noSuchAccount(number)
        }
        var report = Report(
            "Journal from \(request.from ?? request.date) through \(request.date)\(place(request))",
            [
                .init("day"), .init("entry"), .init("kind"), .init("document"), .init("account"), .init("site"),
                .init("currency"), .init("amount", isNumber: true),
            ])
        try AccountingReading.eachEntry(from: request.from ?? request.date, through: request.date, snapshot) { entry in
            for line in entry.lines {
                guard let account = accounts[line.account], request.account == nil || request.account == account.number,
                    scope.holds(line, of: entry.company)
                else { continue }
                report.rows.append([
                    .text(entry.day.description), .text(entry.id.description), .text(entry.kind),
                    .text(String(entry.document)), .text("\(account.number) \(account.name)"),
                    .text(sites[line.site] ?? ""), .text(entry.currency.code), .money(line.amount, entry.currency),
                ])
            }
        }
        return report
    }

    static func receipt(_ request: ReportRequest, _ snapshot: Snapshot) throws -> Report {
        guard let document = request.document else { throw ReportRefusal.noDocument }
        guard let receipt = try ReceiptReading.receipt(named: document, snapshot) else {
            throw ReportRefusal.noSuchReceipt(document)
        }
        var report = Report(
            "Receipt \(receipt.name) of \(receipt.day)",
            [
                .init("line"), .init("product"), .init("quantity", isNumber: true), .init("list", isNumber: true),
                .init("discount", isNumber: true), .init("tax", isNumber: true), .init("cost", isNumber: true),
            ])
        for line in try ReceiptReading.lines(of: receipt.id, snapshot) {
            report.rows.append([
                .integer(line.line), .text(line.product), .quantity(line.quantity), .money(line.list, line.currency),
                .money(line.discount, line.currency), .money(line.tax, line.currency),
                line.cost.map { .money($0, line.currency) } ?? .nothing,
            ])
        }
        return report
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
