// SPDX-License-Identifier: Apache-2.0

import Imports
import Organisation
package import Store

/// The kinds of files that the systems declare.
package enum Imports {
    /// In the order in which a retailer who begins needs them.
    package static let order = [
        "sites", "suppliers", "products", "prices", "opening-stock", "deliveries", "counts", "receipts", "returns",
    ]

    package static let declared = Systems.all.flatMap(\.imports)

    package static let all: [ImportKind] = order.compactMap { name in declared.first { $0.name == name } }

    /// Who and where, as it stands when an import begins.
    static func reference(_ snapshot: Snapshot, run: String) throws -> ImportReference {
        ImportReference(
            companies: try OrganisationReading.companies(snapshot).map { .init(code: $0.code, currency: $0.currency) },
            sites: try OrganisationReading.sites(snapshot).map {
                .init(code: $0.code, currency: $0.currency, time: $0.time)
            }, run: run)
    }
}
