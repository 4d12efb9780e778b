// SPDX-License-Identifier: Apache-2.0

import Store

extension NightStep {
    static let lookAtStockBelowZero = NightStep("look-at-stock-below-zero", "Look at stock below zero") { night in
        let negative = try await night.read { try WarehouseReading.negative($0).count }
        guard negative > 0 else { return .alone("no stock is below zero") }
        return .alone(
            "\(negative) product\(negative == 1 ? " was" : "s were") sold before delivery was entered; it will settle that"
        )
    }
}
