// SPDX-License-Identifier: Apache-2.0

/// Goods, what they cost, and what is lost of them.
enum LogisticsRoles {
    static let all: [AccountRole] = [
        .inventory, .inventoryInTransit, .goodsReceivedNotInvoiced, .landedCostAccrual, .costOfGoodsSold, .shrink,
        .damagedGoods, .transitLoss, .inventoryRounding, .purchasePriceVariance,
    ]
}

extension AccountRole {
    package static let inventory = AccountRole(
        6, "inventory", number: "1300", title: "Inventory", .assets, isControl: true)
    package static let inventoryInTransit = AccountRole(
        7, "inventoryInTransit", number: "1310", title: "Inventory in transit", .assets, isControl: true)
    package static let goodsReceivedNotInvoiced = AccountRole(
        10, "goodsReceivedNotInvoiced", number: "2010", title: "Goods received not invoiced", .liabilities,
        isControl: true)
    package static let landedCostAccrual = AccountRole(
        11, "landedCostAccrual", number: "2020", title: "Landed cost accrual", .liabilities, isClearing: true)
    package static let costOfGoodsSold = AccountRole(
        21, "costOfGoodsSold", number: "5000", title: "Cost of goods sold", .expenses)
    package static let shrink = AccountRole(22, "shrink", number: "5100", title: "Shrink", .expenses)
    package static let damagedGoods = AccountRole(23, "damagedGoods", number: "5110", title: "Damaged goods", .expenses)
    package static let transitLoss = AccountRole(24, "transitLoss", number: "5120", title: "Transit loss", .expenses)
    package static let inventoryRounding = AccountRole(
        25, "inventoryRounding", number: "5130", title: "Inventory rounding", .expenses)
    package static let purchasePriceVariance = AccountRole(
        29, "purchasePriceVariance", number: "5140", title: "Purchase price variance", .expenses)
}
