// SPDX-License-Identifier: Apache-2.0

/// The bank, what is owed, and what is not explained yet.
enum FinanceRoles {
    static let all: [AccountRole] = [
        .bank, .suspense, .accountsPayable, .salesTaxPayable, .outputVAT, .openingBalanceEquity,
    ]
}

extension AccountRole {
    package static let bank = AccountRole(0, "bank", number: "1000", title: "Bank", .assets, isCash: true)
    package static let suspense = AccountRole(
        8, "suspense", number: "1900", title: "Suspense", .assets, isControl: true)
    package static let accountsPayable = AccountRole(
        9, "accountsPayable", number: "2000", title: "Accounts payable", .liabilities)
    package static let salesTaxPayable = AccountRole(
        12, "salesTaxPayable", number: "2100", title: "Sales tax payable", .liabilities, isControl: true)
    package static let outputVAT = AccountRole(
        13, "outputVAT", number: "2110", title: "Output VAT", .liabilities, isControl: true)
    package static let openingBalanceEquity = AccountRole(
        17, "openingBalanceEquity", number: "3000", title: "Opening balance equity", .equity)
}
