// SPDX-License-Identifier: Apache-2.0

import Organisation
import Store

extension NightStep {
    static let lookAtStockBelowZero = NightStep("look-at-stock-below-zero", "Look at stock below zero") { night in
        let negative = try await night.read { snapshot in
            let sites = try OrganisationReading.sitesByKey(snapshot)
            return try WarehouseReading.negative(snapshot).count { line in
                try sites[line.site].map { try night.concerns($0.company, snapshot) } ?? true
            }
        }
        guard negative > 0 else { return .alone("no stock is below zero") }
        return .alone(
            "\(negative) product\(negative == 1 ? " was" : "s were") sold before delivery was entered; it will settle that"
        )
    }
}
