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
/// differs, and the company whose books it is in.
package enum Proofs {
    package static func all(_ snapshot: Snapshot) throws -> [ProofRecord] {
        let postings = try AccountingReading.postingSums(snapshot)
        let balances = try AccountingReading.balanceSums(snapshot)
        var proofs = [
            try debitsEqualCredits(postings, snapshot), try balancesEqualPostings(postings, balances, snapshot),
        ]
        for company in try OrganisationReading.companies(snapshot) {
            let books = try Books(company, balances, snapshot)
            proofs += try subLedgers(of: company, snapshot).map(books.proof)
            proofs.append(try books.landedCost(snapshot))
            proofs.append(try books.suspense(snapshot))
        }
        return proofs
    }

    /// A sub-ledger beside its control account, or the accounts it explains together.
    struct SubLedger {
        let name: String
        let roles: [AccountRole]
        /// The sub-ledger's amount by site, in the account's sign: debit positive.
        let amounts: [ID<Site>: Int64]
    }

    private static func subLedgers(of company: CompanyRecord, _ snapshot: Snapshot) throws -> [SubLedger] {
        let currency = company.currency
        let sites = Set(try OrganisationReading.sites(snapshot).filter { $0.company == company.id }.map(\.id))
        func ledger(
            _ name: String, _ roles: AccountRole..., amounts: [(ID<Site>, Int64)], sign: Int64 = 1
        ) -> SubLedger {
            SubLedger(
                name: name, roles: roles,
                amounts: Dictionary(
                    uniqueKeysWithValues: amounts.filter { sites.contains($0.0) }.map { ($0.0, sign * $0.1) }))
        }
        func sales(_ amounts: [SalesReading.SiteAmount]) -> [(ID<Site>, Int64)] { amounts.map { ($0.site, $0.amount) } }
        func stock(_ amounts: [WarehouseReading.SiteValue]) -> [(ID<Site>, Int64)] {
            amounts.map { ($0.site, $0.value) }
        }
        return [
            ledger(
                "Stock equals its account", .inventory,
                amounts: stock(try WarehouseReading.valueBySite(of: sites, snapshot))),
            ledger("Goods on the way", .inventoryInTransit, amounts: stock(try WarehouseReading.inTransit(snapshot))),
            ledger(
                "Goods received, not billed", .goodsReceivedNotInvoiced,
                amounts: stock(try WarehouseReading.receivedNotInvoiced(snapshot)), sign: -1),
            ledger("Cash in the drawers", .cashDrawer, amounts: sales(try SalesReading.drawerCash(currency, snapshot))),
            ledger(
                "Card clearing", .cardClearing, amounts: sales(try SalesReading.taken(in: .card, currency, snapshot))),
            ledger(
                "Coupons to be paid by makers", .couponsReceivable,
                amounts: sales(try SalesReading.taken(in: .makerCoupon, currency, snapshot))),
            ledger(
                "Tax charged on sales", .salesTaxPayable, .outputVAT,
                amounts: sales(try SalesReading.taxCharged(currency, snapshot)), sign: -1),
            ledger(
                "Gift cards", .giftCardLiability,
                amounts: sales(try SalesReading.owed(on: "giftCard", currency, snapshot)), sign: -1),
            ledger(
                "Store credit", .storeCreditLiability,
                amounts: sales(try SalesReading.owed(on: "storeCredit", currency, snapshot)), sign: -1),
            ledger(
                "Customer deposits", .customerDeposits,
                amounts: sales(try SalesReading.owed(on: "deposit", currency, snapshot)), sign: -1),
        ]
    }

    private static func debitsEqualCredits(
        _ postings: AccountingReading.PostingSums, _ snapshot: Snapshot
    ) throws -> ProofRecord {
        let broken = postings.firstUnbalanced
        return ProofRecord(
            of: try broken.flatMap { try AccountingReading.company(of: $0.entry, snapshot) },
            name: "Debits equal credits", figure: Format.count(postings.entries, "entry", "entries"),
            holds: broken == nil,
            difference: broken.map { "entry \($0.entry) differs by \($0.by) minor units" } ?? "")
    }

    private static func balancesEqualPostings(
        _ postings: AccountingReading.PostingSums, _ balances: AccountingReading.BalanceSums, _ snapshot: Snapshot
    ) throws -> ProofRecord {
        let totals = try AccountingReading.balances(through: Day(number: 10_000_000), .init(), snapshot)
        let accounts = Dictionary(
            uniqueKeysWithValues: try AccountingReading.accounts(snapshot).map { ($0.id, $0) })
        let differing =
            firstDifference(postings.postings, totals) ?? firstDifference(postings.postings, balances.balances)
        return ProofRecord(
            of: differing.flatMap { accounts[$0.account]?.company }, name: "Balances equal the sum of postings",
            figure: "\(totals.count) accounts",
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
    private let accounts: [AccountRole: ID<Account>]
    private let balances: AccountingReading.BalanceSums

    init(_ company: CompanyRecord, _ balances: AccountingReading.BalanceSums, _ snapshot: Snapshot) throws {
        self.company = company
        self.balances = balances
        siteCodes = Dictionary(
            uniqueKeysWithValues: try OrganisationReading.sites(snapshot).map { ($0.id, $0.code) })
        accounts = Dictionary(
            uniqueKeysWithValues: try AccountingReading.accounts(snapshot).filter { $0.company == company.id }
                .map { ($0.role, $0.id) })
    }

    func proof(_ ledger: Proofs.SubLedger) -> ProofRecord {
        let account = bySite(ledger.roles)
        let sites = Set(account.keys).union(ledger.amounts.keys).sorted()
        let differing = sites.first { (account[$0] ?? 0) != (ledger.amounts[$0] ?? 0) }
        let total = account.values.reduce(0, &+)
        return ProofRecord(
            of: company.id, name: ledger.name,
            figure: amount(ledger.roles[0].type == .assets ? total : 0 &- total),
            holds: differing == nil,
            difference: differing.map { site in
                let (books, items) = (account[site] ?? 0, ledger.amounts[site] ?? 0)
                return "site \(siteCodes[site] ?? "?"): account \(amount(books)), items \(amount(items))"
            } ?? "")
    }

    /// What Warehouse added to the cost of goods, less what was booked against it by hand when the bill came.
    func landedCost(_ snapshot: Snapshot) throws -> ProofRecord {
        var amounts = try accounts[.landedCostAccrual].map { try AccountingReading.byHand($0, snapshot) } ?? [:]
        for correction in try WarehouseReading.costCorrections(of: company.id, snapshot) {
            amounts[correction.site, default: 0] &-= correction.value
        }
        return proof(
            Proofs.SubLedger(
                name: "Costs of goods still to be billed", roles: [.landedCostAccrual], amounts: amounts))
    }

    func suspense(_ snapshot: Snapshot) throws -> ProofRecord {
        proof(
            Proofs.SubLedger(
                name: "Suspense is explained by the inbox", roles: [.suspense],
                amounts: try AutomationReading.suspense(of: company.id, snapshot)))
    }

    private func bySite(_ roles: [AccountRole]) -> [ID<Site>: Int64] {
        roles.compactMap { accounts[$0] }.reduce(into: [:]) { sums, account in
            sums.merge(balances.bySite(account), uniquingKeysWith: &+)
        }
    }

    private func amount(_ minor: Int64) -> String { Format.money(Money(minor: minor, company.currency)) }
}
