// SPDX-License-Identifier: Apache-2.0

import Accounting
package import Automation
import Kernel
import Organisation
package import Store
import Web

/// What must be so if the books are right, every day.
///
/// Each proof compares two figures that two systems keep for themselves; one that fails names the first row that
/// differs, and the company whose books it is in.
package enum Proofs {
    package static func all(_ snapshot: Snapshot) throws -> [ProofRecord] {
        let postings = try AccountingReading.postingSums(snapshot)
        let balances = try AccountingReading.balanceSums(snapshot)
        let declared = House.proofs.sorted(snapshot.declarations.proofs, by: \.name)
        let books = AccountingSystem.system.name
        var proofs = [
            try debitsEqualCredits(postings, snapshot), try balancesEqualPostings(postings, balances, snapshot),
        ]
        for company in try OrganisationReading.companies(snapshot) where try snapshot.isOn(books, for: company.id) {
            let accounts = try ControlAccounts(company, balances, snapshot)
            for proof in declared {
                let isKept = try snapshot.declarations.system(of: proof).map { try snapshot.isOn($0, for: company.id) }
                if isKept != false { proofs.append(try accounts.run(proof, snapshot)) }
            }
        }
        return proofs
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
private struct ControlAccounts {
    let company: CompanyRecord
    let books: Books
    let siteCodes: [ID<Site>: String]
    private let accounts: [AccountRole: ID<Account>]
    private let balances: AccountingReading.BalanceSums

    init(_ company: CompanyRecord, _ balances: AccountingReading.BalanceSums, _ snapshot: Snapshot) throws {
        self.company = company
        self.balances = balances
        let sites = try OrganisationReading.sites(snapshot)
        books = Books(
            of: company.id, company.currency, sites: Set(sites.filter { $0.company == company.id }.map(\.id)))
        siteCodes = Dictionary(uniqueKeysWithValues: sites.map { ($0.id, $0.code) })
        accounts = Dictionary(
            uniqueKeysWithValues: try AccountingReading.accounts(snapshot).filter { $0.company == company.id }
                .map { ($0.role, $0.id) })
    }

    func run(_ proof: Proof, _ snapshot: Snapshot) throws -> ProofRecord {
        let roles = proof.accounts.map(role)
        let explaining = roles.compactMap { accounts[$0] }
        let account = bySite(explaining)
        var items = try proof.items(books, snapshot)
        if proof.countsJournal {
            for id in explaining { items.merge(try AccountingReading.byHand(id, snapshot), uniquingKeysWith: &+) }
        }
        let sites = Set(account.keys).union(items.keys).sorted()
        let differing = sites.first { (account[$0] ?? 0) != (items[$0] ?? 0) }
        let total = account.values.reduce(0, &+)
        return ProofRecord(
            of: company.id, name: proof.name,
            figure: amount(roles[0].type == .assets ? total : 0 &- total),
            holds: differing == nil,
            difference: differing.map { site in
                "site \(siteCodes[site] ?? "?"): account \(amount(account[site] ?? 0)), items \(amount(items[site] ?? 0))"
            } ?? "")
    }

    private func role(_ name: String) -> AccountRole {
        guard let role = AccountRole(rawValue: name) else { preconditionFailure("Accounting has no role \(name)") }
        return role
    }

    private func bySite(_ accounts: [ID<Account>]) -> [ID<Site>: Int64] {
        accounts.reduce(into: [:]) { sums, account in
            sums.merge(balances.bySite(account), uniquingKeysWith: &+)
        }
    }

    private func amount(_ minor: Int64) -> String { Format.money(Money(minor: minor, company.currency)) }
}
