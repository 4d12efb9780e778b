// SPDX-License-Identifier: Apache-2.0

import Store

/// What the inbox keeps beside its account.
extension Proof {
    static let suspense = Proof("Suspense is explained by the inbox", of: ["suspense"]) { books, snapshot in
        try AutomationReading.suspense(of: books.company, snapshot)
    }
}
