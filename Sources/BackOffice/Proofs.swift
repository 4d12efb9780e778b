// SPDX-License-Identifier: Apache-2.0

import Accounting
package import Automation
import CommerceFacts
import Kernel
import Organisation
import Sales
package import Store
import Warehouse
import Web

/// What must be so if the books are right, every day.
///
/// Each proof compares two figures that two systems keep for themselves; one that fails names the first row that
/// differs.
package enum Proofs {
    package static func all(_ snapshot: Snapshot) throws -> [ProofRecord] {
        var proofs = [try debitsEqualCredits(snapshot), try balancesEqualPostings(snapshot)]
        for company in try OrganisationReading.companies(snapshot) {
            let books = try Books(company, snapshot)
            proofs += try subLedgers(of: company, snapshot).map { try books.proof($0, snapshot) }
            proofs.append(try books.suspense(snapshot))
        }
        return proofs
    }

    /// A sub-ledger beside its control account.
    struct SubLedger {
        let name: String
        let role: AccountRole
        /// The sub-ledger's amount by site, in the account's sign: debit positive.
        let amounts: [ID<Site>: Int64]
    }

    private static func subLedgers(of company: CompanyRecord, _ snapshot: Snapshot) throws -> [SubLedger] {
        let currency = company.currency
        let sites = Set(try OrganisationReading.sites(snapshot).filter { $0.company == company.id }.map(\.id))
        func ledger(_ name: String, _ role: AccountRole, _ amounts: [(ID<Site>, Int64)], sign: Int64 = 1) -> SubLedger {
            SubLedger(
                name: name, role: role,
                amounts: Dictionary(
                    uniqueKeysWithValues: amounts.filter { sites.contains($0.0) }.map { ($0.0, sign * $0.1) }))
        }
        func sales(_ amounts: [SalesReading.SiteAmount]) -> [(ID<Site>, Int64)] { amounts.map { ($0.site, $0.amount) } }
        func stock(_ amounts: [WarehouseReading.SiteValue]) -> [(ID<Site>, Int64)] {
            amounts.map { ($0.site, $0.value) }
        }
        return [
            ledger(
                "Stock equals its account", .inventory, stock(try WarehouseReading.valueBySite(of: sites, snapshot))),
            ledger("Goods on the way", .inventoryInTransit, stock(try WarehouseReading.inTransit(snapshot))),
            ledger(
                "Goods received, not billed", .goodsReceivedNotInvoiced,
                stock(try WarehouseReading.receivedNotInvoiced(snapshot)), sign: -1),
            ledger("Cash in the drawers", .cashDrawer, sales(try SalesReading.drawerCash(currency, snapshot))),
            ledger("Card clearing", .cardClearing, sales(try SalesReading.taken(in: .card, currency, snapshot))),
            ledger(
                "Coupons to be paid by makers", .couponsReceivable,
                sales(try SalesReading.taken(in: .makerCoupon, currency, snapshot))),
            ledger(
                "Gift cards", .giftCardLiability, sales(try SalesReading.owed(on: "giftCard", currency, snapshot)),
                sign: -1),
            ledger(
                "Store credit", .storeCreditLiability,
                sales(try SalesReading.owed(on: "storeCredit", currency, snapshot)), sign: -1),
            ledger(
                "Customer deposits", .customerDeposits,
                sales(try SalesReading.owed(on: "deposit", currency, snapshot)), sign: -1),
        ]
    }

    private static func debitsEqualCredits(_ snapshot: Snapshot) throws -> ProofRecord {
        let broken = try AccountingReading.firstUnbalanced(snapshot)
        let count = try AccountingReading.entryCount(snapshot)
        return ProofRecord(
            name: "Debits equal credits", figure: Format.count(count, "entry", "entries"), holds: broken == nil,
            difference: broken.map { "entry \($0.entry) differs by \($0.by) minor units" } ?? "")
    }

    private static func balancesEqualPostings(_ snapshot: Snapshot) throws -> ProofRecord {
        let postings = try AccountingReading.postingSum(snapshot)
        let balances = try AccountingReading.balances(through: Day(number: 10_000_000), .init(), snapshot)
        let accounts = Dictionary(
            uniqueKeysWithValues: try AccountingReading.accounts(snapshot).map { ($0.id, $0) })
        let differing =
            try firstDifference(postings, balances)
            ?? firstDifference(postings, AccountingReading.balanceSum(snapshot))
        return ProofRecord(
            name: "Balances equal the sum of postings", figure: "\(balances.count) accounts",
            holds: differing == nil,
            difference: differing.map { account, posted, balance in
                "account \(accounts[account]?.name ?? "?"): postings \(posted), balance \(balance)"
            } ?? "")
    }

    /// The first account, in the order of its key, whose amounts differ in any currency.
    private static func firstDifference(
        _ postings: [AccountingReading.Balance], _ balances: [AccountingReading.Balance]
    ) -> (account: ID<Account>, posted: Int64, balance: Int64)? {
        struct Place: Hashable {
            let account: ID<Account>
            let currency: Currency
        }
        func amounts(_ list: [AccountingReading.Balance]) -> [Place: Int64] {
            Dictionary(list.map { (Place(account: $0.account, currency: $0.currency), $0.amount) }, uniquingKeysWith: +)
        }
        let (posted, kept) = (amounts(postings), amounts(balances))
        let places = Set(posted.keys).union(kept.keys).sorted { $0.account < $1.account }
        // A row that is missing differs, even from a sum of zero.
        return places.first { posted[$0] != kept[$0] }.map { ($0.account, posted[$0] ?? 0, kept[$0] ?? 0) }
    }
}

/// The control accounts of one company.
private struct Books {
    let company: CompanyRecord
    let siteCodes: [ID<Site>: String]

    init(_ company: CompanyRecord, _ snapshot: Snapshot) throws {
        self.company = company
        siteCodes = Dictionary(
            uniqueKeysWithValues: try OrganisationReading.sites(snapshot).map { ($0.id, $0.code) })
    }

    func proof(_ ledger: Proofs.SubLedger, _ snapshot: Snapshot) throws -> ProofRecord {
        let account = try AccountingReading.bySite(ledger.role, of: company.id, snapshot)
        let sites = Set(account.keys).union(ledger.amounts.keys).sorted()
        let differing = sites.first { (account[$0] ?? 0) != (ledger.amounts[$0] ?? 0) }
        let total = account.values.reduce(0, +)
        return ProofRecord(
            name: ledger.name, figure: amount(ledger.role.standard.type == .assets ? total : -total),
            holds: differing == nil,
            difference: differing.map { site in
                let (books, items) = (account[site] ?? 0, ledger.amounts[site] ?? 0)
                return "site \(siteCodes[site] ?? "?"): account \(amount(books)), items \(amount(items))"
            } ?? "")
    }

    func suspense(_ snapshot: Snapshot) throws -> ProofRecord {
        let account = try AccountingReading.bySite(.suspense, of: company.id, snapshot).values.reduce(0, +)
        let items = try AutomationReading.suspense(of: company.id, snapshot)
        return ProofRecord(
            name: "Suspense is explained by the inbox", figure: amount(account), holds: account == items,
            difference: account == items ? "" : "account \(amount(account)), inbox \(amount(items))")
    }

    private func amount(_ minor: Int64) -> String { Format.money(Money(minor: minor, company.currency)) }
}
