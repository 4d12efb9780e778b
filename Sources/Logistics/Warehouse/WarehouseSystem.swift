// SPDX-License-Identifier: Apache-2.0

package import Store

/// The stock ledger.
package enum WarehouseSystem {
    package static let system = System(
        "Warehouse",
        migrations: [.create(WarehouseTables.first)],
        commands: [
            .of(ReceiveGoods.self), .of(ShipTransfer.self), .of(ReceiveTransfer.self), .of(AdjustStock.self),
            .of(CountStock.self), .of(CorrectCost.self), .of(ChooseValuation.self),
        ],
        policies: [.countDifference])
}
