// SPDX-License-Identifier: Apache-2.0

/// Which statement an account belongs to, and on which side it grows.
package enum AccountType: String, Sendable, CaseIterable {
    case assets = "Assets"
    case liabilities = "Liabilities"
    case equity = "Equity"
    case income = "Income"
    case expenses = "Expenses"

    /// Whether it is part of profit and loss, not of the balance sheet.
    package var isProfitAndLoss: Bool { self == .income || self == .expenses }
}

/// What an account is for. The rules post to roles; a company's chart maps each role to an account.
package enum AccountRole: String, Sendable, CaseIterable {
    case bank, cashDrawer, safe, cashInTransit, cardClearing, couponsReceivable
    case inventory, inventoryInTransit
    case suspense
    case accountsPayable, goodsReceivedNotInvoiced, landedCostAccrual
    case salesTaxPayable, outputVAT
    case giftCardLiability, storeCreditLiability, customerDeposits
    case openingBalanceEquity
    case sales, salesReturns, salesDiscounts
    case costOfGoodsSold, shrink, damagedGoods, transitLoss, inventoryRounding
    case storeExpense, cashOverAndShort, cashRounding

    /// The account of the standard chart: number, name, type.
    package var standard: (number: String, name: String, type: AccountType) {
        switch self {
        case .bank: ("1000", "Bank", .assets)
        case .cashDrawer: ("1010", "Cash drawer", .assets)
        case .safe: ("1020", "Safe", .assets)
        case .cashInTransit: ("1030", "Cash in transit", .assets)
        case .cardClearing: ("1040", "Card clearing", .assets)
        case .couponsReceivable: ("1110", "Coupons receivable", .assets)
        case .inventory: ("1300", "Inventory", .assets)
        case .inventoryInTransit: ("1310", "Inventory in transit", .assets)
        case .suspense: ("1900", "Suspense", .assets)
        case .accountsPayable: ("2000", "Accounts payable", .liabilities)
        case .goodsReceivedNotInvoiced: ("2010", "Goods received not invoiced", .liabilities)
        case .landedCostAccrual: ("2020", "Landed cost accrual", .liabilities)
        case .salesTaxPayable: ("2100", "Sales tax payable", .liabilities)
        case .outputVAT: ("2110", "Output VAT", .liabilities)
        case .giftCardLiability: ("2200", "Gift card liability", .liabilities)
        case .storeCreditLiability: ("2210", "Store credit liability", .liabilities)
        case .customerDeposits: ("2220", "Customer deposits", .liabilities)
        case .openingBalanceEquity: ("3000", "Opening balance equity", .equity)
        case .sales: ("4000", "Sales", .income)
        case .salesReturns: ("4010", "Sales returns", .income)
        case .salesDiscounts: ("4020", "Sales discounts", .income)
        case .costOfGoodsSold: ("5000", "Cost of goods sold", .expenses)
        case .shrink: ("5100", "Shrink", .expenses)
        case .damagedGoods: ("5110", "Damaged goods", .expenses)
        case .transitLoss: ("5120", "Transit loss", .expenses)
        case .inventoryRounding: ("5130", "Inventory rounding", .expenses)
        case .storeExpense: ("5200", "Store expense", .expenses)
        case .cashOverAndShort: ("5210", "Cash over and short", .expenses)
        case .cashRounding: ("5220", "Cash rounding", .expenses)
        }
    }

    /// Whether a sub-ledger keeps this account's items, so that nobody posts to it by hand.
    package var isControl: Bool {
        switch self {
        case .cashDrawer, .cardClearing, .couponsReceivable, .inventory, .inventoryInTransit, .suspense,
            .goodsReceivedNotInvoiced, .salesTaxPayable, .outputVAT, .giftCardLiability, .storeCreditLiability,
            .customerDeposits:
            true
        case .bank, .safe, .cashInTransit, .accountsPayable, .landedCostAccrual, .openingBalanceEquity, .sales,
            .salesReturns, .salesDiscounts, .costOfGoodsSold, .shrink, .damagedGoods, .transitLoss,
            .inventoryRounding, .storeExpense, .cashOverAndShort, .cashRounding:
            false
        }
    }

    /// Whether what stands here is on its way and a person can take it out, so that the account comes to zero again.
    ///
    /// Card money and coupons are on their way too; what pays them are bank lines, and no system takes those yet.
    package var isClearing: Bool {
        switch self {
        case .cashInTransit, .landedCostAccrual: true
        default: false
        }
    }

    /// Money that can be spent: what the cash flow statement explains.
    package var isCash: Bool {
        switch self {
        case .bank, .cashDrawer, .safe, .cashInTransit: true
        default: false
        }
    }
}
