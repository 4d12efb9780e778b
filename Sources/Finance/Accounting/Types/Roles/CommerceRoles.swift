// SPDX-License-Identifier: Apache-2.0

/// What is sold, what it is paid with, and the money of the tills.
enum CommerceRoles {
    static let all: [AccountRole] = [
        .cashDrawer, .safe, .cashInTransit, .cardClearing, .couponsReceivable, .giftCardLiability,
        .storeCreditLiability, .customerDeposits, .sales, .salesReturns, .salesDiscounts, .storeExpense,
        .cashOverAndShort, .cashRounding, .foreignCash,
    ]
}

extension AccountRole {
    package static let cashDrawer = AccountRole(
        1, "cashDrawer", number: "1010", title: "Cash drawer", .assets, isControl: true, isCash: true)
    package static let safe = AccountRole(2, "safe", number: "1020", title: "Safe", .assets, isCash: true)
    package static let cashInTransit = AccountRole(
        3, "cashInTransit", number: "1030", title: "Cash in transit", .assets, isClearing: true, isCash: true)
    package static let cardClearing = AccountRole(
        4, "cardClearing", number: "1040", title: "Card clearing", .assets, isControl: true)
    package static let couponsReceivable = AccountRole(
        5, "couponsReceivable", number: "1110", title: "Coupons receivable", .assets, isControl: true)
    package static let giftCardLiability = AccountRole(
        14, "giftCardLiability", number: "2200", title: "Gift card liability", .liabilities, isControl: true)
    package static let storeCreditLiability = AccountRole(
        15, "storeCreditLiability", number: "2210", title: "Store credit liability", .liabilities, isControl: true)
    package static let customerDeposits = AccountRole(
        16, "customerDeposits", number: "2220", title: "Customer deposits", .liabilities, isControl: true)
    package static let sales = AccountRole(18, "sales", number: "4000", title: "Sales", .income)
    package static let salesReturns = AccountRole(19, "salesReturns", number: "4010", title: "Sales returns", .income)
    package static let salesDiscounts = AccountRole(
        20, "salesDiscounts", number: "4020", title: "Sales discounts", .income)
    package static let foreignCash = AccountRole(
        30, "foreignCash", number: "1015", title: "Foreign cash", .assets, isControl: true, isCash: true)
    package static let storeExpense = AccountRole(26, "storeExpense", number: "5200", title: "Store expense", .expenses)
    package static let cashOverAndShort = AccountRole(
        27, "cashOverAndShort", number: "5210", title: "Cash over and short", .expenses)
    package static let cashRounding = AccountRole(28, "cashRounding", number: "5220", title: "Cash rounding", .expenses)
}
