// SPDX-License-Identifier: Apache-2.0

package import Store

/// The stock ledger.
package enum WarehouseSystem {
    package static let system = System(
        "Warehouse",
        migrations: [
            .create(WarehouseTables.first), .create(WarehouseTables.second), .run(WarehouseTables.daysOfMoves),
            .create(WarehouseTables.third),
        ],
        commands: [
            .of(ReceiveGoods.self), .of(ShipTransfer.self), .of(ReceiveTransfer.self), .of(AdjustStock.self),
            .of(CountStock.self), .of(CorrectCost.self), .of(ChooseValuation.self),
        ],
        permissions: [
            Permission("warehouse.receive", "Take deliveries in.", heldBy: [.storeManager, .stockClerk]),
            Permission("warehouse.transfer", "Ship and receive transfers.", heldBy: [.storeManager, .stockClerk]),
            Permission("warehouse.count", "Count stock.", heldBy: [.storeManager, .stockClerk]),
            Permission("warehouse.adjust", "Correct stock and what goods have cost.", heldBy: [.storeManager]),
            Permission("warehouse.valuation", "Choose how stock is valued.", heldBy: [.storeManager]),
        ],
        policies: [.countDifference],
        night: [.findLateTransfers, .lookAtStockBelowZero],
        proofs: [.stock, .inTransit, .receivedNotBilled, .landedCost],
        matters: [.transferLate, .countDifference, .countUnknown, .deliveryUnknown],
        reports: [.stock, .costs],
        imports: [.openingStock, .deliveries, .counts],
        measures: [.stockValue, .belowZero])
}
