// SPDX-License-Identifier: Apache-2.0

import Accounting
import Auditor
import Automation
import Catalogue
import Kernel
import Organisation
import Sales
import Store
import Taxes
import Warehouse

/// What the back office says of the figures that an auditor keeps as well.
enum OfficeFigures {
    /// All figures, without zeros; movements of accounts through `day` and the days before it, the rest as it is.
    static func read(through day: Day, _ snapshot: Snapshot) throws -> [AuditFigure: Int64] {
        let sites = try OrganisationReading.sitesByKey(snapshot).mapValues(\.code)
        var figures: [AuditFigure: Int64] = [:]
        try readStock(sites, &figures, snapshot)
        try readAccounts(sites, through: day, &figures, snapshot)
        for voucher in try SalesReading.vouchers(snapshot) {
            figures[AuditFigure(.voucher, "\(voucher.kind) \(voucher.number)")] = voucher.balance
        }
        figures[AuditFigure(.receipts)] = try SalesReading.receiptCount(snapshot)
        for matter in try AutomationReading.inbox(limit: 100_000, snapshot) {
            figures[AuditFigure(.inbox, matter.kind), default: 0] += 1
        }
        return figures.filter { $0.value != 0 }
    }

    private static func readStock(
        _ sites: [ID<Site>: String], _ figures: inout [AuditFigure: Int64], _ snapshot: Snapshot
    ) throws {
        let lines = try WarehouseReading.stock(at: nil, on: endOfTime, snapshot)
        let products = try CatalogueReading.names(of: lines.map(\.product), snapshot)
        for line in lines {
            let (site, product) = (sites[line.site] ?? "?", products[line.product]?.code ?? "?")
            figures[AuditFigure(.stockUnits, site: site, product)] = line.quantity
            figures[AuditFigure(.stockValue, site: site, product)] = line.value
        }
    }

    private static func readAccounts(
        _ sites: [ID<Site>: String], through day: Day, _ figures: inout [AuditFigure: Int64], _ snapshot: Snapshot
    ) throws {
        let accounts = try AccountingReading.accounts(snapshot)
        let sums = try AccountingReading.balanceSums(snapshot)
        for account in accounts {
            for (site, amount) in sums.bySite(account.id) {
                figures[AuditFigure(.account, site: sites[site] ?? "?", account.role.rawValue)] = amount
            }
        }
        let roles = Dictionary(uniqueKeysWithValues: accounts.map { ($0.id, $0.role.rawValue) })
        for end in AuditFigure.daysCompared(through: day) {
            for balance in try AccountingReading.balances(through: end, .init(), snapshot) {
                figures[.movement(of: roles[balance.account] ?? "?", through: end)] = balance.amount
            }
        }
        let codes = try TaxesReading.jurisdictionCodes(snapshot)
        guard let company = try OrganisationReading.companies(snapshot).first else { return }
        for tax in try SalesReading.taxByJurisdiction(company.currency, snapshot) {
            figures[AuditFigure(.tax, site: sites[tax.site] ?? "?", codes[tax.jurisdiction] ?? "?")] = tax.amount
        }
    }

    private static let endOfTime = Day(number: 10_000_000)
}
