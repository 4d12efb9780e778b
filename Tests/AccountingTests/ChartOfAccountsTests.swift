// SPDX-License-Identifier: Apache-2.0

import Accounting
import FinanceFacts
import Kernel
import Testing

extension AccountRole {
    fileprivate static let wages = AccountRole(950, "wages", number: "5950", title: "Wages of tests", .expenses)
}

@Suite struct `The chart of the first release` {
    /// Every company registered until now has these rows, and a replay makes them again.
    private static let rows = """
        0 bank 1000 Bank Assets
        1 cashDrawer 1010 Cash drawer Assets
        2 safe 1020 Safe Assets
        3 cashInTransit 1030 Cash in transit Assets
        4 cardClearing 1040 Card clearing Assets
        5 couponsReceivable 1110 Coupons receivable Assets
        6 inventory 1300 Inventory Assets
        7 inventoryInTransit 1310 Inventory in transit Assets
        8 suspense 1900 Suspense Assets
        9 accountsPayable 2000 Accounts payable Liabilities
        10 goodsReceivedNotInvoiced 2010 Goods received not invoiced Liabilities
        11 landedCostAccrual 2020 Landed cost accrual Liabilities
        12 salesTaxPayable 2100 Sales tax payable Liabilities
        13 outputVAT 2110 Output VAT Liabilities
        14 giftCardLiability 2200 Gift card liability Liabilities
        15 storeCreditLiability 2210 Store credit liability Liabilities
        16 customerDeposits 2220 Customer deposits Liabilities
        17 openingBalanceEquity 3000 Opening balance equity Equity
        18 sales 4000 Sales Income
        19 salesReturns 4010 Sales returns Income
        20 salesDiscounts 4020 Sales discounts Income
        21 costOfGoodsSold 5000 Cost of goods sold Expenses
        22 shrink 5100 Shrink Expenses
        23 damagedGoods 5110 Damaged goods Expenses
        24 transitLoss 5120 Transit loss Expenses
        25 inventoryRounding 5130 Inventory rounding Expenses
        26 storeExpense 5200 Store expense Expenses
        27 cashOverAndShort 5210 Cash over and short Expenses
        28 cashRounding 5220 Cash rounding Expenses
        """

    @Test func `stays as it was`() {
        let rows = ChartOfAccounts.first.map { "\($0.key) \($0) \($0.number) \($0.title) \($0.type.rawValue)" }
        #expect(rows.joined(separator: "\n") == Self.rows)
    }

    @Test func `is what the first systems bring`() {
        #expect(ChartOfAccounts(AccountingSystem.roles).roles.starts(with: ChartOfAccounts.first))
    }

    @Test func `numbers accounts by their type`() {
        let firstDigits: [AccountType: Character] = [
            .assets: "1", .liabilities: "2", .equity: "3", .income: "4", .expenses: "5",
        ]
        for role in AccountingSystem.roles { #expect(role.number.first == firstDigits[role.type]) }
    }

    @Test func `takes cash from what is an asset, and clears nothing that a sub-ledger keeps`() {
        for role in AccountingSystem.roles {
            #expect(!role.isCash || role.type == .assets, "\(role)")
            #expect(!role.isClearing || !role.isControl, "\(role)")
        }
    }
}

@Suite struct `A chart of accounts` {
    private let chart = ChartOfAccounts([.wages] + AccountingSystem.roles)

    @Test func `has the roles of every system in the order of their keys`() {
        #expect(chart.roles.map(\.key) == (AccountingSystem.roles + [.wages]).map(\.key).sorted())
        #expect(AccountRole(rawValue: "wages")?.title == "Wages of tests", "a chart's text names it from now on")
        #expect(AccountRole(rawValue: "nobody's") == nil)
    }

    @Test func `says what a company lacks, whatever it has`() {
        let all = Set(chart.roles.map(\.rawValue))
        #expect(chart.extending(ID(1), holding: all) == nil)
        #expect(chart.extending(ID(1), holding: all.union(["another"])) == nil)
        for role in chart.roles {
            #expect(
                chart.extending(ID(1), holding: all.subtracting([role.rawValue]))
                    == ChartExtended(
                        company: ID(1),
                        accounts: [
                            .init(
                                key: role.key, role: role.rawValue, number: role.number, name: role.title,
                                type: role.type.rawValue)
                        ]))
        }
        #expect(chart.extending(ID(1), holding: [])?.accounts.map(\.role) == chart.roles.map(\.rawValue))
    }

    /// Two systems that bring the same are found when the program starts, not when a company's books are wrong.
    @Test func `has one role for each key, name, number and title`() async {
        await #expect(processExitsWith: .failure) {
            _ = ChartOfAccounts([.bank, AccountRole(0, "other", number: "5960", title: "Other", .expenses)])
        }
        await #expect(processExitsWith: .failure) {
            _ = ChartOfAccounts([.bank, AccountRole(960, "bank", number: "5960", title: "Other", .expenses)])
        }
        await #expect(processExitsWith: .failure) {
            _ = ChartOfAccounts([.bank, AccountRole(960, "other", number: "1000", title: "Other", .assets)])
        }
        await #expect(processExitsWith: .failure) {
            _ = ChartOfAccounts([.bank, AccountRole(960, "other", number: "5960", title: "Bank", .assets)])
        }
        await #expect(processExitsWith: .success) {
            _ = ChartOfAccounts([.bank, AccountRole(960, "other", number: "5960", title: "Other", .assets)])
        }
    }

    @Test func `says which roles have the same`() async throws {
        let result = try #require(
            await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
                _ = ChartOfAccounts([.bank, AccountRole(0, "other", number: "5960", title: "Other", .expenses)])
            })
        let words = String(decoding: result.standardErrorContent, as: UTF8.self)
        #expect(words.contains("the account roles bank and other have the same key, 0"))
    }

    @Test(arguments: [-1, 1_000] as [Int64]) func `has no role whose key an account's key cannot end with`(
        key: Int64
    ) async {
        await #expect(processExitsWith: .failure) { [key] in
            _ = AccountRole(key, "other", number: "5960", title: "Other", .expenses)
        }
    }
}
