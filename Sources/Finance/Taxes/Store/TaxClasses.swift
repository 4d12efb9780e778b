// SPDX-License-Identifier: Apache-2.0

import Store

enum TaxClasses {
    /// Gives a class its key; one that has a key keeps it.
    static func add(_ name: String, _ tx: Transaction) throws {
        try tx.run(
            """
            insert into taxes_class (class_id, name)
            select coalesce(max(class_id), 0) + 1, \(name) from taxes_class
             where true
                on conflict (name) do nothing
            """)
    }
}
