// SPDX-License-Identifier: Apache-2.0

import Imports
import Organisation
import Store

/// What an import of a file begins with.
package enum Imports {
    /// Who and where, as it stands when an import begins.
    static func reference(_ snapshot: Snapshot, run: String) throws -> ImportReference {
        ImportReference(
            companies: try OrganisationReading.companies(snapshot).map { .init(code: $0.code, currency: $0.currency) },
            sites: try OrganisationReading.sites(snapshot).map {
                .init(code: $0.code, currency: $0.currency, time: $0.time)
            }, run: run)
    }
}
