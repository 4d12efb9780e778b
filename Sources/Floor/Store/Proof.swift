// SPDX-License-Identifier: Apache-2.0

public import Kernel

/// A sub-ledger that must come to the same as the accounts it explains, at every site, every day. The system that keeps
/// the sub-ledger declares it; the back office runs the proofs of all.
public struct Proof: Sendable {
    /// For people, and of its own among all: `Cash in the drawers`.
    public let name: String
    /// The roles of the accounts that the items explain together, by the names that Accounting gives them. Whoever
    /// declares a proof need not read Accounting.
    public let accounts: [String]
    /// Whether what people book on the accounts by hand explains them besides the items.
    public let countsJournal: Bool
    /// What the sub-ledger comes to at each site of a company's books, in the accounts' sign: debit positive, in minor
    /// units.
    public let items: @Sendable (Books, Snapshot) throws -> [ID<Site>: Int64]

    public init(
        _ name: String, of accounts: [String], countsJournal: Bool = false,
        items: @escaping @Sendable (Books, Snapshot) throws -> [ID<Site>: Int64]
    ) {
        precondition(!accounts.isEmpty, "a proof is of an account: \(name)")
        self.name = name
        self.accounts = accounts
        self.countsJournal = countsJournal
        self.items = items
    }
}
